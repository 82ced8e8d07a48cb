import type { FailureKind, Remedy } from './failure';

/** An error as the service answered it. */
export interface ServiceFault {
  /** `__type` of the answer, as `ThrottlingException`; '' where it gave none. */
  readonly code: string;
  /** '' where it gave none. */
  readonly message: string;
  /** As `ListForecastExportJobs`. */
  readonly operation: string;
  /** The action in IAM where it is not `forecast:<operation>`: a sign-in asks other services. */
  readonly action?: string;
  readonly requestId?: string;
  readonly httpStatus?: number;
}

export interface Words {
  readonly kind: FailureKind;
  readonly what: string;
  readonly helps: string;
  readonly remedies: readonly Remedy[];
}

/** Text of the service, safe to stand in a sentence; '' where it said nothing. */
export type Say = (fault: ServiceFault, said: string) => Words;

export const retry: Remedy = { kind: 'retry' };
export const chooseProfile: Remedy = { kind: 'chooseProfile' };
export const chooseRegion: Remedy = { kind: 'chooseRegion' };
export const showLog: Remedy = { kind: 'showLog' };

/** One sentence, with what the service said at its end. */
export function saying(said: string, alone: string, withText: (said: string) => string): string {
  return said === '' ? alone : withText(said);
}
