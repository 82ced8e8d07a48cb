import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { explainExportFailure, explainMessage } from '../../../src/jobs/exportFailures';
import { knownStatuses, type ForecastExportJob } from '../../../src/jobs/exportJob';
import type { FailureReason } from '../../../src/jobs/failureReasons';
import { failureRules } from '../../../src/jobs/failureRules';
import { anyText } from '../anyText';

const role = 'arn:aws:iam::123456789012:role/service-role/Export';
const key = 'arn:aws:kms:us-west-2:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const forecast = 'arn:aws:forecast:us-west-2:123456789012:forecast/demand_eu';

const failed: ForecastExportJob = {
  id: 'job',
  arn: 'arn:aws:forecast:us-west-2:123456789012:forecast-export-job/demand_eu/weekly',
  name: 'weekly',
  status: 'CREATE_FAILED',
  destination: { path: 's3://exports/demand', roleArn: role, kmsKeyArn: key },
};

const explain = (message: string, job: Partial<ForecastExportJob> = {}) =>
  explainExportFailure({ ...failed, ...job, message });

/** The same failure in different words: what the service really says is not public. */
const wordings: Readonly<Record<FailureReason, readonly string[]>> = {
  roleNotAssumed: [
    `Amazon Forecast could not assume the IAM role ${role}. Make sure that its trust policy allows forecast.amazonaws.com.`,
    `Unable to assume role: ${role}`,
    `The role ${role} cannot be assumed by Amazon Forecast`,
    `The resource could not be deleted because the role can no longer be assumed.`,
    `User: arn:aws:sts::123456789012:assumed-role/x is not authorized to perform: sts:AssumeRole on resource: ${role}`,
    'An error occurred (AccessDenied) when calling the AssumeRole operation: Access denied',
    `The trust policy of ${role} does not allow forecast.amazonaws.com`,
    'The trust relationship of the role is invalid',
    'forecast.amazonaws.com is not a trusted entity of the role',
    'Assuming the role failed.',
    'ROLE ASSUMPTION FAILED',
    'Amazon Forecast couldn’t assume this role',
    `The role ${role} does not exist`,
  ],
  roleOfOtherAccount: [
    'Cross-account pass role is not allowed.',
    'Cross-account roles are not supported',
    `The role arn:aws:iam::999988887777:role/Export belongs to another account`,
    `The role ${role} is in a different AWS account`,
    'The role must belong to the same account as the forecast',
    'Role arn:aws:iam::999988887777:role/Export is not of this account',
  ],
  keyUnusable: [
    `The KMS key ${key} is disabled.`,
    `${key} is disabled.`,
    `Key '${key}' is pending deletion`,
    'KMS.DisabledException: it cannot be used',
    'KMSInvalidStateException',
    `Could not write to s3://exports/demand: the encryption key is currently disabled`,
    'A disabled KMS key was given',
  ],
  keyMissing: [
    `Key '${key}' does not exist`,
    `The KMS key ${key} was not found.`,
    'KMS.NotFoundException',
    'Invalid keyId alias/exports',
    'The ciphertext refers to a customer master key that does not exist, does not exist in this region, or you are not allowed to access.',
    `Could not find the KMS key ${key}`,
    'The encryption key no longer exists',
  ],
  keyRights: [
    `The role ${role} is not authorized to perform kms:GenerateDataKey on ${key}.`,
    `User: ${role} is not authorized to perform: kms:Decrypt on resource: ${key} because no identity-based policy allows the kms:Decrypt action`,
    `Access denied to KMS key ${key}`,
    'The role lacks kms:GenerateDataKey',
    'kms:Decrypt is missing',
    'The role is not allowed to use the KMS key',
    'KMS answered AccessDeniedException',
    'The caller needs the permission kms:Decrypt',
  ],
  bucketMissing: [
    'The specified bucket does not exist: exports.',
    'The specified bucket does not exist',
    'NoSuchBucket',
    'Bucket exports does not exist',
    "The bucket 'exports' was not found",
    'The S3 bucket named exports no longer exists',
    'Could not find the destination bucket',
    'There is no bucket exports',
    'Unable to write: the bucket exports has been deleted',
  ],
  bucketElsewhere: [
    'The bucket exports is in eu-west-1. The destination must be in the same Region as the forecast (us-west-2).',
    'The bucket exports is located in ap-southeast-1',
    'The bucket you are attempting to access must be addressed using the specified endpoint.',
    'PermanentRedirect (301)',
    'The bucket is in another region',
    'The destination bucket must be in the same region',
    'The bucket exports is not in the same AWS Region',
    "The authorization header is malformed; the region 'us-west-2' is wrong; expecting 'eu-west-1'",
    'Cross-region exports are not supported',
  ],
  notWritable: [
    `Access denied while writing to s3://exports/demand. The role ${role} needs s3:PutObject on the prefix.`,
    `The role ${role} is not authorized to perform s3:ListBucket on arn:aws:s3:::exports.`,
    'Unable to write to the bucket: access denied.\nCheck the role.',
    'Could not write to s3://exports/demand/',
    'Access Denied (Service: Amazon S3; Status Code: 403; Error Code: AccessDenied)',
    'The destination path is not writable',
    'Insufficient permissions to write to the prefix demand/',
    'The role has no write access to s3://exports/demand',
    'The bucket policy of exports denies s3:PutObject without TLS from this principal.',
    's3:PutObject is required',
    'Files could not be written to the destination',
  ],
  forecastNotActive: [
    `The forecast ${forecast} is CREATE_IN_PROGRESS; it must be ACTIVE to be exported.`,
    'The forecast is not ACTIVE',
    `Resource ${forecast} is not in ACTIVE state`,
    'The forecast demand_eu must be in status ACTIVE',
    "The forecast 'demand_eu' isn't active yet, it has to be active",
    'Forecast demand_eu was deleted while it was being exported',
    `The forecast ${forecast} has status CREATE_FAILED`,
  ],
  quota: [
    'The account has reached its quota of 1000 forecast export jobs.',
    'No more than 3 forecast export jobs can be created at a time.',
    'LimitExceededException',
    'The maximum number of export jobs was exceeded',
    'Limit exceeded: too many concurrent export jobs',
    'Only 3 export jobs may run at the same time',
    'Your quota for forecast exports is used up',
  ],
  nameTaken: [
    `A forecast export job named weekly already exists for ${forecast}`,
    'ResourceAlreadyExistsException',
    'The name weekly is already in use',
    'An export job with this name already exists.',
    'The name weekly is taken already',
  ],
};

/** Close to the above, and something else, or nothing that could be told for sure. */
const notExplained: readonly string[] = [
  '',
  ' \n\t',
  '\u200B\u202E',
  'Error code 4021',
  'An internal error occurred. Try the export again.',
  'An internal error occurred while the resource was being deleted.',
  'Access denied',
  'Not authorized',
  'Rate exceeded while writing the part files (503 Slow Down). 12 of 50 parts were written.',
  'Rate limit exceeded for export jobs',
  'The role was assumed, and 12 of 50 parts were written.',
  'It cannot be assumed that the data of this role is complete',
  'The role could be assumed; the trust policy allows forecast.amazonaws.com',
  'The cross-account role was assumed',
  'The role is in the same account as the forecast',
  'The bucket exists and is empty',
  'The specified key does not exist.',
  'The object weekly_part0.csv in the bucket exports does not exist',
  'The bucket policy does not exist',
  'The prefix of the bucket exports was not found',
  'The bucket exports is in us-west-2',
  'The bucket holds data of another region',
  'Bucket key is disabled',
  'Key rotation is disabled for this bucket',
  'The KMS key is enabled',
  'The access key is disabled',
  'The bucket exports requires server-side encryption, and no KMS key was given.',
  'Encrypted with the KMS key 1234abcd, kms:GenerateDataKey was called 12 times',
  'The bucket policy allows s3:PutObject',
  's3:PutObject succeeded for 12 parts, the role has it, and the export needs more time',
  'Some part files are missing in s3://exports/demand',
  'Unable to write to the bucket: timed out',
  'Could not write to s3://exports: 503 Service Unavailable',
  'The bucket sales-403 has 12 files',
  'The bucket has no access log',
  'Amazon Forecast is not active in this region',
  'The forecast export job is not ACTIVE',
  'The forecast horizon must be active',
  'The predictor of forecast demand_eu was deleted',
  'Only ACTIVE and CREATE_FAILED export jobs can be deleted',
  'The quota of export jobs was raised',
  'The time limit of the export job was exceeded',
  'The limit of 50 tags for an export job was exceeded',
  'The request limit was exceeded',
  'A bucket with this name already exists',
  'A file of the export job already exists',
  'assume role bucket key quota name forecast',
  'bucket missing',
];

describe('the message of a failed export', () => {
  const cases = Object.entries(wordings).flatMap(([reason, texts]) => texts.map(text => [reason, text]));
  it.each(cases)('is known as %s: %s', (reason, text) => {
    expect(explain(text)?.reason).toBe(reason);
  });

  it.each(notExplained.map(text => [text]))('is not explained where it says something else: %s', text => {
    expect(explain(text)).toBeUndefined();
  });

  it('has wordings here for every kind, and a kind for every rule', () => {
    expect(failureRules.map(rule => rule.reason).sort()).toEqual(Object.keys(wordings).sort());
    expect(Object.values(wordings).every(texts => texts.length >= 5)).toBe(true);
  });

  it('is explained for a failure alone, of creation or deletion', () => {
    for (const status of [...knownStatuses, 'ARCHIVED', '']) {
      const explained = explain('The role could not be assumed, so that the role cannot be assumed', {
        status,
      });
      expect(explained === undefined, status).toBe(!/^(CREATE|DELETE)_FAILED$/.test(status));
    }
    expect(explainExportFailure({ ...failed, status: 'CREATE_FAILED' })).toBeUndefined();
  });

  it('is explained in words that say what it means and what to do, each kind in its own', () => {
    const explained = Object.values(wordings).map(([text = '']) => explain(text));
    expect(new Set(explained.map(words => words?.means)).size).toBe(explained.length);
    expect(new Set(explained.map(words => words?.helps)).size).toBe(explained.length);
    for (const words of explained) {
      expect(`${words?.means ?? ''} ${words?.helps ?? ''}`).toMatch(/^[A-Z].{30,}\. [A-Z].*\.$/);
    }
  });

  it('is not mistaken for the words of another sentence', () => {
    expect(explain('The role was read. Nothing could not be assumed.')).toBeUndefined();
    expect(explain('The bucket is fine! It does not exist in a region.')).toBeUndefined();
  });

  it('tells rights on the key of the caller as well as of the role', () => {
    const { helps = '' } = explain('The role lacks kms:Decrypt') ?? {};
    for (const word of ['kms:Decrypt', 'kms:GenerateDataKey', 'role', 'whoever starts it']) {
      expect(helps).toContain(word);
    }
  });

  it('tells both quotas', () => {
    expect(explain('LimitExceededException')?.helps).toMatch(/1,000 .* 3 being created/);
  });

  it('names the service that the trust policy has to name', () => {
    expect(explain('Unable to assume role')?.helps).toContain('forecast.amazonaws.com');
  });
});

describe('the facts of the job', () => {
  it('tell that a role which cannot be assumed is of another account', () => {
    const roleArn = 'arn:aws:iam::999988887777:role/Export';
    const explained = explain('Unable to assume the role', { destination: { roleArn } });
    expect(explained?.reason).toBe('roleOfOtherAccount');
    expect(explained?.means).toMatch(/999988887777.*123456789012/);
    expect(explain('Error code 4021', { destination: { roleArn } })).toBeUndefined();
    expect(explain('Unable to assume the role', { destination: {} })?.reason).toBe('roleNotAssumed');
  });

  it('tell the region in which the bucket has to be, and whether the named one is another', () => {
    expect(explain('The bucket exports is in eu-west-1')?.helps).toContain('us-west-2');
    const arn = 'arn:aws:forecast:eu-west-1:123456789012:forecast-export-job/demand_eu/weekly';
    expect(explain('The bucket exports is in eu-west-1', { arn })).toBeUndefined();
    expect(explain('The bucket exports is in eu-west-1', { arn: 'no arn' })).toBeUndefined();
    expect(explainMessage('The bucket is in another region')?.helps).not.toMatch(/undefined|\{0\}/);
  });

  it('tell to look at the bucket’s own encryption where the job names no key', () => {
    for (const message of [
      'The KMS key is disabled',
      'The KMS key does not exist',
      'kms:Decrypt is missing',
    ]) {
      expect(explain(message)?.helps).not.toContain('names no key');
      expect(explain(message, { destination: {} })?.helps).toContain('names no key');
      expect(explainMessage(message)?.helps).not.toContain('names no key');
    }
  });
});

describe('any text', () => {
  it('is looked at without a throw, and explained in words that hold none of it', () => {
    fc.assert(
      fc.property(anyText(200), text => {
        const explained = explain(`The role could not be assumed. <${text}>`);
        expect(explained?.means).not.toContain('<');
      }),
    );
  });

  it('of any length takes a bounded part of it, however it is built', () => {
    const pieces = [
      'a',
      ' ',
      'bucket ',
      'the bucket the ',
      'could not ',
      'role ',
      'kms:',
      's3:Put',
      'key arn:aws:kms:',
      'forecast ',
      'in the the the the ',
      '. ',
      "n't ",
      '\u0301',
      '\u200B',
      `${key} `,
      'needs a b c d s3:',
    ];
    for (const piece of pieces) {
      const huge = piece.repeat(Math.ceil(3_000_000 / piece.length));
      const bounded = explain(huge.slice(0, 4000));
      expect(explain(huge), piece).toEqual(bounded);
    }
  });

  it('with words of a failure far behind its beginning is not explained by them', () => {
    expect(explain(`${'x '.repeat(5000)} The role could not be assumed.`)).toBeUndefined();
  });
});
