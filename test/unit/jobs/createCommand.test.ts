import { describe, expect, it } from 'vitest';
import { createCommand } from '../../../src/jobs/createCommand';

const job = {
  name: 'weekly',
  forecastArn: 'arn:aws:forecast:us-west-2:111122223333:forecast/a',
  path: 's3://bucket/x',
  roleArn: 'arn:aws:iam::111122223333:role/Export',
  tags: [],
};

describe('the AWS CLI command of a new job', () => {
  it('names what is needed and no more', () => {
    expect(createCommand(job, { choice: { kind: 'environment' }, region: 'us-west-2' }, '')).toBe(
      'aws forecast create-forecast-export-job --forecast-export-job-name weekly' +
        ' --forecast-arn arn:aws:forecast:us-west-2:111122223333:forecast/a' +
        ` --destination '{"S3Config":{"Path":"s3://bucket/x","RoleArn":"arn:aws:iam::111122223333:role/Export"}}'` +
        ' --region us-west-2',
    );
  });

  it('names profile and endpoint where there are any, and quotes them', () => {
    const command = createCommand(
      {
        ...job,
        format: 'PARQUET',
        kmsKeyArn: 'arn:aws:kms:x:key/1',
        tags: [{ key: "it's", value: 'ü\u202E' }],
      },
      { choice: { kind: 'profile', profile: 'my team' }, region: 'us-west-2' },
      'http://127.0.0.1:4580',
    );
    expect(command).toContain(`"KMSKeyArn":"arn:aws:kms:x:key/1"`);
    expect(command).toContain(` --format PARQUET --tags '[{"Key":"it'\\''s","Value":"\\u00fc\\u202e"}]'`);
    expect(command).toMatch(/ --profile 'my team' --endpoint-url http:\/\/127\.0\.0\.1:4580$/);
  });
});
