import type { AccountPlace } from './account';
import type { DestinationInput } from './model';
import type { SeededRandom } from './random';

/** What a made-up reason can name. */
interface Facts {
  readonly bucket: string;
  readonly prefix: string;
  readonly role: string;
  readonly key?: string | undefined;
  /** The account's region, and one that isn't. */
  readonly region: string;
  readonly elsewhere: string;
}

interface MadeReason {
  /** undefined where it doesn't fit the job. */
  readonly message: (facts: Facts) => string | undefined;
  /** The job has a role of another account, which no job can be created with any more. */
  readonly foreignRole?: true;
  readonly needsKey?: true;
}

/**
 * Made-up reasons for a failed export. No text of the real service's is public: these are only of the kinds that happen
 * (src/jobs/failureRules.ts has the kinds), and some are of none: one is empty, one tells nothing.
 */
const reasons: readonly [MadeReason, ...MadeReason[]] = [
  {
    message: ({ role }) =>
      `Amazon Forecast could not assume the IAM role ${role}. Make sure that its trust policy allows forecast.amazonaws.com.`,
  },
  { message: ({ role }) => `The role ${role} belongs to another account.`, foreignRole: true },
  {
    message: ({ bucket, elsewhere, region }) =>
      `The bucket ${bucket} is in ${elsewhere}. The destination must be in the same Region as the forecast (${region}).`,
  },
  { message: ({ bucket }) => `The specified bucket does not exist: ${bucket}.` },
  {
    message: ({ bucket, prefix, role }) =>
      `Access denied while writing to s3://${bucket}/${prefix}. The role ${role} needs s3:PutObject on the prefix.`,
  },
  {
    message: ({ role, key }) =>
      key && `The role ${role} is not authorized to perform kms:GenerateDataKey on ${key}.`,
    needsKey: true,
  },
  { message: ({ key }) => key && `The KMS key ${key} is disabled.`, needsKey: true },
  { message: ({ key }) => key && `The KMS key ${key} does not exist.`, needsKey: true },
  { message: () => 'The forecast was deleted while it was being exported.' },
  { message: () => 'No more than 3 forecast export jobs can be created at a time.' },
  { message: () => 'A forecast export job with this name already exists.' },
  {
    message: () => 'Rate exceeded while writing the part files (503 Slow Down). 12 of 50 parts were written.',
  },
  { message: () => 'Error code 4021' },
  { message: () => '' },
];

/** A reason for a job that was given this destination. */
export function failureMessage(
  destination: DestinationInput,
  place: AccountPlace,
  random: SeededRandom,
): string {
  const facts = factsOf(destination, place);
  const fitting = reasons.flatMap(({ message, foreignRole }) => (foreignRole ? [] : (message(facts) ?? [])));
  return fitting[random.between(0, fitting.length - 1)] ?? '';
}

/** Failed jobs of a made account: each reason comes once before one comes again, so that small accounts have many. */
export class MadeFailures {
  private waiting: readonly MadeReason[] = reasons;

  constructor(private readonly place: AccountPlace) {}

  next(
    destination: DestinationInput,
    random: SeededRandom,
  ): { readonly message: string; readonly destination: DestinationInput } {
    const fits = (reason: MadeReason) => reason.message(factsOf(destination, this.place)) !== undefined;
    if (!this.waiting.some(fits)) this.waiting = reasons;
    const fitting = this.ofKeysFirst(this.waiting.filter(fits));
    const reason = fitting[random.between(0, fitting.length - 1)] ?? reasons[0];
    this.waiting = this.waiting.filter(other => other !== reason);
    const failed = reason.foreignRole ? withForeignRole(destination) : destination;
    return { message: reason.message(factsOf(failed, this.place)) ?? '', destination: failed };
  }

  /** Few jobs have a key: those that do are kept for the reasons that need one. */
  private ofKeysFirst(fitting: readonly MadeReason[]): readonly MadeReason[] {
    const ofKeys = fitting.filter(({ needsKey }) => needsKey);
    return ofKeys.length > 0 ? ofKeys : fitting;
  }
}

function factsOf(
  { S3Config: { Path, RoleArn, KMSKeyArn } }: DestinationInput,
  { region }: AccountPlace,
): Facts {
  const [bucket = '', ...folders] = Path.slice('s3://'.length).split('/');
  return {
    bucket,
    prefix: folders.join('/'),
    role: RoleArn,
    key: KMSKeyArn,
    region,
    elsewhere: region === 'eu-west-1' ? 'us-east-1' : 'eu-west-1',
  };
}

function withForeignRole({ S3Config }: DestinationInput): DestinationInput {
  return { S3Config: { ...S3Config, RoleArn: S3Config.RoleArn.replace(/::\d{12}:/, '::444455556666:') } };
}

export function forecastFailureMessage(name: string): string {
  return `The predictor of ${name} was deleted while the forecast was being created.`;
}

export const deletionFailureMessages: readonly [string, ...string[]] = [
  'An internal error occurred while the resource was being deleted.',
  'The resource could not be deleted because the role can no longer be assumed.',
];
