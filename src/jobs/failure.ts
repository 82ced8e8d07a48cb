import { sentences } from './sentences';

/** What can be done about a failure by a click. */
export type Remedy =
  | { readonly kind: 'retry' }
  | { readonly kind: 'signIn'; readonly command: string }
  | { readonly kind: 'chooseProfile' }
  | { readonly kind: 'chooseRegion' }
  | { readonly kind: 'clearFilters' }
  | { readonly kind: 'openSetting'; readonly setting: string }
  | { readonly kind: 'showLog' };

export type FailureKind =
  | 'denied'
  | 'throttled'
  | 'credentials'
  | 'expired'
  | 'network'
  | 'certificate'
  | 'region'
  | 'unavailable'
  | 'invalidToken'
  | 'repeatedToken'
  | 'invalidInput'
  | 'notFound'
  | 'inUse'
  | 'limit'
  | 'exists'
  /** An object that was changed between two reads. */
  | 'changed'
  | 'shape'
  | 'other';

/** A fault of the service, the network or the credentials, said in the user's words. All texts are plain text. */
export interface Failure {
  readonly kind: FailureKind;
  /** What happened, one sentence, no markup. May hold text of the service, with control characters taken out. */
  readonly what: string;
  /** What helps, one or two sentences; '' where nothing is known. */
  readonly helps: string;
  /** In the order in which they should be offered. */
  readonly remedies: readonly Remedy[];
  /** The service's own code, as `ThrottlingException`. */
  readonly code?: string;
  readonly requestId?: string;
  /** How often the request was sent, where that is known: more than once, an earlier one may have been carried out. */
  readonly attempts?: number;
}

/** What happened and what helps, as a text of whole sentences. */
export function failureText({ what, helps }: Failure): string {
  return sentences(what, helps);
}

/**
 * What every port rejects with: never a bare error of a library. Each bundle has a copy of this class, and
 * `instanceof` takes an error of any of them for one: it goes by the name.
 */
export class FailureError extends Error {
  override readonly name = 'FailureError';

  static override [Symbol.hasInstance](value: unknown): boolean {
    return isErrorNamed(value, 'FailureError');
  }

  constructor(readonly failure: Failure) {
    super(failure.what);
  }
}

/** Rejects a request that its caller gave up: not a failure, never shown. Known by its name, as `FailureError`. */
export class CancelledError extends Error {
  override readonly name = 'CancelledError';

  static override [Symbol.hasInstance](value: unknown): boolean {
    return isErrorNamed(value, 'CancelledError');
  }
}

/** Anything can be thrown, also what refuses to be looked at. */
function isErrorNamed(value: unknown, name: string): boolean {
  try {
    return value instanceof Error && value.name === name;
  } catch {
    return false;
  }
}
