import { knownStatuses, type ForecastExportJobDetails } from '../../../src/jobs/exportJob';

const account = 'arn:aws:forecast:us-west-2:123456789012';
const arn = `${account}:forecast-export-job/demand_eu/weekly`;

const whole: ForecastExportJobDetails = {
  id: arn,
  arn,
  name: 'weekly',
  status: 'ACTIVE',
  destination: {
    path: 's3://exports/demand/weekly',
    roleArn: 'arn:aws:iam::123456789012:role/ForecastExport',
    kmsKeyArn: 'arn:aws:kms:us-west-2:123456789012:key/1234abcd',
  },
  creationTime: new Date(Date.UTC(2024, 5, 12, 9, 30)),
  lastModificationTime: new Date(Date.UTC(2024, 5, 12, 10, 5)),
  forecastArn: `${account}:forecast/demand_eu_01HXYZ`,
  format: 'CSV',
};

const hostile =
  '[run](command:workbench.action.terminal.new) <img src=x onerror=alert(1)> $(bug) **bold** `code` \u202Egpj.exe\u0007\u001b[31m\r\nnext\u2028line';

/** Jobs whose words are held in golden/jobs.txt. */
export const textedJobs: Readonly<Record<string, ForecastExportJobDetails>> = {
  ...Object.fromEntries(knownStatuses.map(status => [status, { ...whole, status }])),
  'a failed one with a message': {
    ...whole,
    status: 'CREATE_FAILED',
    message: 'Unable to write to the bucket: access denied.\nCheck the role.',
  },
  'a status that is not known': { ...whole, status: 'ARCHIVED' },
  'no status': { ...whole, status: '' },
  'nothing but an identity': { id: 'no-arn///', status: '', destination: {} },
  'no name': { id: arn, arn, status: 'ACTIVE', destination: {} },
  'a name of blanks': { ...whole, name: ' \t\u3000' },
  'a name that cannot be seen': { ...whole, name: '\u200B\u202E' },
  'a name of marks alone': { ...whole, name: '\u0301\u0302' },
  'nothing that can be seen': { id: 'no-arn///', name: '\u200B\u0301', status: 'ACTIVE', destination: {} },
  'a failure that is not known': { ...whole, status: 'CREATE_FAILED', message: 'Error code 4021' },
  'a failed deletion with a message': {
    ...whole,
    status: 'DELETE_FAILED',
    message: `The resource could not be deleted because the role can no longer be assumed. ${'And so on. '.repeat(40)}`,
  },
  'an empty message': { ...whole, status: 'CREATE_FAILED', message: '' },
  'a message of blanks': { ...whole, status: 'CREATE_FAILED', message: ' \n ' },
  'an old form of ARN': { ...whole, arn: 'arn:aws:forecast::us-west-2:123456789012:forecast-export/ID' },
  'a text for an ARN': { ...whole, arn: hostile },
  'hostile words in every field': {
    id: hostile,
    arn: `${account}:forecast-export-job/[x](command:y)/<b>`,
    name: hostile,
    status: hostile,
    message: hostile,
    destination: { path: `s3://exports/${hostile}`, roleArn: hostile, kmsKeyArn: hostile },
    forecastArn: hostile,
    format: hostile,
  },
  'the longest name and one beyond the model': { ...whole, name: `${'n'.repeat(62)}_${'x'.repeat(300)}` },
  'a path of 4,096 characters': {
    ...whole,
    destination: { path: `s3://exports/${'deep/'.repeat(816)}end` },
  },
  'the first and the last instant there are': {
    ...whole,
    creationTime: new Date(-8.64e15),
    lastModificationTime: new Date(8.64e15),
  },
  'times in the future': {
    ...whole,
    status: 'CREATE_IN_PROGRESS',
    creationTime: new Date(Date.UTC(2024, 5, 15, 12, 0, 30)),
    lastModificationTime: new Date(Date.UTC(2026, 0, 1)),
  },
};
