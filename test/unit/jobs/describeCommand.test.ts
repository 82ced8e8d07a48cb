import { expect, it } from 'vitest';
import { describeCommand } from '../../../src/jobs/describeCommand';
import type { Connection } from '../../../src/jobs/ports';

const arn = 'arn:aws:forecast:us-west-2:111122223333:forecast-export-job/demand/weekly';
const job = { id: arn, arn, status: 'ACTIVE', destination: {} };
const start = `aws forecast describe-forecast-export-job --forecast-export-job-arn ${arn} --region us-west-2`;

it.each<[Connection['choice'], string, string]>([
  [{ kind: 'environment' }, '', start],
  [{ kind: 'profile', profile: 'my work' }, '', `${start} --profile 'my work'`],
  [{ kind: 'environment' }, 'http://127.0.0.1:4580', `${start} --endpoint-url http://127.0.0.1:4580`],
  [
    { kind: 'profile', profile: 'work' },
    'https://host/$(id)',
    `${start} --profile work --endpoint-url 'https://host/$(id)'`,
  ],
  // The sample's service is no address that a command could ask.
  [{ kind: 'sample' }, 'http://127.0.0.1:4580', start],
])('asks as the connection does: %j, endpoint %j', (choice, endpoint, command) => {
  expect(describeCommand(job, { choice, region: 'eu-west-1' }, endpoint)).toBe(command);
});

it('is none for a job without an ARN, and has the connection’s region where the ARN has none', () => {
  const where = { choice: { kind: 'sample' }, region: 'eu-west-1' } as const;
  expect(describeCommand({ id: 'x', status: '', destination: {} }, where, '')).toBeUndefined();
  expect(describeCommand({ ...job, arn: 'odd' }, where, '')).toMatch(/ odd --region eu-west-1$/);
});
