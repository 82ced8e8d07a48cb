import type { AccountPlace } from './account';
import type { DestinationInput } from './model';
import type { SeededRandom } from './random';

/**
 * A made-up reason for a failed export. No text of the real service's is public: these are only of the kinds that
 * happen (role, bucket, prefix, key, the service itself), one is empty and one tells nothing.
 */
export function failureMessage(
  destination: DestinationInput,
  place: AccountPlace,
  random: SeededRandom,
): string {
  const { Path, RoleArn, KMSKeyArn } = destination.S3Config;
  const [bucket = '', ...folders] = Path.slice('s3://'.length).split('/');
  const prefix = folders.join('/');
  const elsewhere = place.region === 'eu-west-1' ? 'us-east-1' : 'eu-west-1';
  const reasons: [string, ...string[]] = [
    `Amazon Forecast could not assume the IAM role ${RoleArn}. Make sure that its trust policy allows forecast.amazonaws.com.`,
    `The bucket ${bucket} is in ${elsewhere}. The destination must be in the same Region as the forecast (${place.region}).`,
    `The specified bucket does not exist: ${bucket}.`,
    `Access denied while writing to s3://${bucket}/${prefix}. The role ${RoleArn} needs s3:PutObject on the prefix.`,
    `The role ${RoleArn} is not authorized to perform s3:ListBucket on arn:aws:s3:::${bucket}.`,
    KMSKeyArn === undefined
      ? `The bucket ${bucket} requires server-side encryption, and no KMS key was given.`
      : `The role ${RoleArn} is not authorized to perform kms:GenerateDataKey on ${KMSKeyArn}.`,
    KMSKeyArn === undefined
      ? `The bucket policy of ${bucket} denies s3:PutObject without TLS from this principal.`
      : `The KMS key ${KMSKeyArn} is disabled.`,
    'An internal error occurred. Try the export again.',
    'Rate exceeded while writing the part files (503 Slow Down). 12 of 50 parts were written.',
    'Error code 4021',
    '',
  ];
  return random.pick(reasons);
}

export function forecastFailureMessage(name: string): string {
  return `The predictor of ${name} was deleted while the forecast was being created.`;
}

export const deletionFailureMessages: readonly [string, ...string[]] = [
  'An internal error occurred while the resource was being deleted.',
  'The resource could not be deleted because the role can no longer be assumed.',
];
