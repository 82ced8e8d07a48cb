import { afterAll, beforeAll, expect, it } from 'vitest';
import type { LocalServiceHandle } from '../../src/local/http';
import { openForecastExports, type ForecastExports } from '../harness/forecastExports';
import { environmentOf, expectQuietRun, startService } from './quietRun';

const minute = 60_000;
const bucket = 'exports-of-e2e';
/** The local service has it in another region than its jobs. */
const bucketElsewhere = 'harborline-energy-exports';

/** Keys that a link, a Uri or the S3 console could take for something else, by the name of their job. */
const keys: Readonly<Record<string, string>> = {
  spaces_and_plus: 'daily sales/a+b',
  percent_signs: '100%/a%2Bb%20c',
  query_marks: 'part#1/what?x=1&y=2',
  accents_and_slashes: 'café//日本/ß',
};

let service: LocalServiceHandle;
let app: ForecastExports;

beforeAll(async () => {
  service = await startService({ jobs: 12 });
  for (const [name, key] of Object.entries(keys)) {
    createExport(name, key);
    service.advance(10 * minute);
  }
  createExport('bucket_elsewhere', 'daily', bucketElsewhere);
  service.advance(10 * minute);
  app = await openForecastExports({ connection: 'environment', env: environmentOf(service) });
  await app.openView();
});

afterAll(async () => {
  await app.close();
  await service.close();
});

function createExport(name: string, key: string, inBucket = bucket): void {
  const forecast = service.service.account.forecasts.all().find(({ status }) => status === 'ACTIVE');
  service.service.call('CreateForecastExportJob', {
    ForecastArn: forecast?.arn,
    ForecastExportJobName: name,
    Destination: {
      S3Config: {
        Path: `s3://${inBucket}/${key}`,
        RoleArn: `arn:aws:iam::${service.service.account.accountId}:role/ForecastExport`,
      },
    },
  });
}

/** The key as the console reads it from the address: `+` in a query is a space there. */
function prefixOf(address: string): string | null {
  return new URL(address).searchParams.get('prefix');
}

it.each(Object.entries(keys))('opens the very key of a destination: %s', async (name, key) => {
  await app.jobs.inlineAction(name, 'Open S3 Path');
  const { opened } = await app.workbench.confirmExternalLink();
  expect(opened).toMatch(
    new RegExp(`^https://us-west-2\\.console\\.aws\\.amazon\\.com/s3/buckets/${bucket}\\?`),
  );
  expect(prefixOf(opened)).toBe(`${key}/`);
  expect(new URL(opened).searchParams.get('region')).toBe('us-west-2');
});

it('opens a bucket in its own region, which need not be that of the job', async () => {
  await app.jobs.inlineAction('bucket_elsewhere', 'Open S3 Path');
  const { opened } = await app.workbench.confirmExternalLink();
  expect(opened).toMatch(/^https:\/\/eu-central-1\.console\.aws\.amazon\.com\//);
  expect(new URL(opened).searchParams.get('region')).toBe('eu-central-1');
});

it('says that the data of a job under way is not there yet, and opens its folder on request', async () => {
  createExport('under_way', 'not yet/here');
  await app.workbench.runCommand('Forecast Exports: Refresh');
  const menu = await app.jobs.contextMenu('under_way');
  await menu.choose('Open S3 Path');
  await app.workbench.notifications.waitFor('not in S3 yet');
  expect(await app.workbench.dialogs.isOpen()).toBe(false);
  await app.workbench.notifications.click('not in S3 yet', 'Open Anyway');
  const { opened } = await app.workbench.confirmExternalLink();
  expect(prefixOf(opened)).toBe('not yet/here/');
});

it('leaves no secret anywhere', () => expectQuietRun(app));
