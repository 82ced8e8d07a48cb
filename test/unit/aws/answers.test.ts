import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { AnsweringServer, json } from './support/answeringServer';
import { firstPage, Heard } from './support/asking';
import { AwsHome, keysSection } from './support/awsHome';

const heard = new Heard();
let server: AnsweringServer;
let home: AwsHome;

beforeAll(async () => {
  home = new AwsHome();
  home.credentials(`[keys]\n${keysSection}`);
  server = await AnsweringServer.start();
});
beforeEach(() => {
  server.asked.length = 0;
});
afterEach(() => heard.dispose());
afterAll(async () => {
  await server.stop();
  home.remove();
  heard.expectNoSecrets();
});

const arn = 'arn:aws:forecast:us-west-2:123456789012:forecast-export-job/sales/weekly';

function jobs() {
  return heard.connect({ endpoint: server.url }).jobs;
}

describe('what is asked', () => {
  it('is one signed request of the operation, with members that have a value only', async () => {
    await jobs().list(firstPage);
    expect(server.asked).toHaveLength(1);
    const [asked] = server.asked;
    expect(asked?.operation).toBe('ListForecastExportJobs');
    expect(JSON.parse(asked?.body ?? '')).toEqual({ MaxResults: 100 });
    expect(asked?.headers['content-type']).toBe('application/x-amz-json-1.1');
    expect(asked?.headers.authorization).toMatch(
      /^AWS4-HMAC-SHA256 Credential=AKIA.*\/us-west-2\/forecast\/aws4_request/,
    );
    expect(asked?.headers['user-agent']).toContain('forecast-exports/');
  });

  it('hands on filters, token and page size as they are', async () => {
    const filters = [
      { Key: 'Status', Value: 'ACTIVE', Condition: 'IS' },
      { Key: 'ForecastArn', Value: 'arn:x', Condition: 'IS_NOT' },
    ] as const;
    await jobs().list({ filters, nextToken: 't/+=', maxResults: 1 });
    expect(JSON.parse(server.asked[0]?.body ?? '')).toEqual({
      MaxResults: 1,
      NextToken: 't/+=',
      Filters: filters,
    });
  });

  it('signs for the region asked for', async () => {
    await heard.connect({ endpoint: server.url }).inRegion('eu-west-1').list(firstPage);
    expect(server.asked[0]?.headers.authorization).toContain('/eu-west-1/forecast/');
  });
});

describe('a page of export jobs', () => {
  it('has every member of the model', async () => {
    server.answer = () =>
      json({
        ForecastExportJobs: [
          {
            ForecastExportJobArn: arn,
            ForecastExportJobName: 'weekly',
            Destination: {
              S3Config: { Path: 's3://b/p', RoleArn: 'arn:aws:iam::1:role/r', KMSKeyArn: 'arn:aws:kms:1' },
            },
            Status: 'CREATE_FAILED',
            Message: 'why',
            CreationTime: 1704067200.5,
            LastModificationTime: 1704067260,
          },
        ],
        NextToken: 'more',
      });
    expect(await jobs().list(firstPage)).toEqual({
      items: [
        {
          id: arn,
          arn,
          name: 'weekly',
          destination: { path: 's3://b/p', roleArn: 'arn:aws:iam::1:role/r', kmsKeyArn: 'arn:aws:kms:1' },
          status: 'CREATE_FAILED',
          message: 'why',
          creationTime: new Date('2024-01-01T00:00:00.500Z'),
          lastModificationTime: new Date('2024-01-01T00:01:00Z'),
        },
      ],
      nextToken: 'more',
    });
  });

  it.each([
    {},
    { ForecastExportJobs: null },
    { ForecastExportJobs: [] },
    [],
    null,
    5,
    'x',
    { ForecastExportJobs: [], NextToken: '' },
  ])('is empty, and the last, for %j', async answer => {
    server.answer = () => json(answer);
    expect(await jobs().list(firstPage)).toEqual({ items: [] });
  });

  it('is empty for an empty body', async () => {
    server.answer = () => ({ status: 200 });
    expect(await jobs().list(firstPage)).toEqual({ items: [] });
  });

  it('may be empty and not the last', async () => {
    server.answer = () => json({ ForecastExportJobs: [], NextToken: 'more' });
    expect(await jobs().list(firstPage)).toEqual({ items: [], nextToken: 'more' });
  });

  it.each(['x', 7, { a: 1 }, true])('is a fault of shape where the list is %j', async ForecastExportJobs => {
    server.answer = () => json({ ForecastExportJobs });
    const failure = await heard.failureOf(jobs().list(firstPage));
    expect(failure.kind).toBe('shape');
    expect(failure.what).toMatch(/: ForecastExportJobs$/);
  });

  it('is a fault of shape where the token is no text', async () => {
    server.answer = () => json({ ForecastExportJobs: [], NextToken: 5 });
    expect((await heard.failureOf(jobs().list(firstPage))).what).toMatch(/: NextToken$/);
  });

  it('leaves out members of another type and keeps the job', async () => {
    server.answer = () =>
      json({
        ForecastExportJobs: [
          { ForecastExportJobArn: 5, ForecastExportJobName: ['n'], Status: {}, Destination: 'x', Message: 7 },
          {
            ForecastExportJobName: 'n',
            Destination: { S3Config: { Path: 's3://b/ü p', RoleArn: 1 } },
            CreationTime: 0,
          },
          { ForecastExportJobName: '\ud800' },
          'text',
          5,
        ],
      });
    const { items } = await jobs().list(firstPage);
    expect(items.map(({ id, status, destination }) => ({ id, status, destination }))).toEqual([
      { id: 'no-arn///', status: '', destination: {} },
      {
        id: 'no-arn/n/s3%3A%2F%2Fb%2F%C3%BC%20p/1970-01-01T00%3A00%3A00.000Z',
        status: '',
        destination: { path: 's3://b/ü p' },
      },
      { id: 'no-arn/%EF%BF%BD//', status: '', destination: {} },
      { id: 'no-arn///#2', status: '', destination: {} },
      { id: 'no-arn///#3', status: '', destination: {} },
    ]);
  });

  it('keeps a status that is not known, and leaves out times that no calendar has', async () => {
    server.answer = () =>
      json({
        ForecastExportJobs: [
          {
            ForecastExportJobArn: arn,
            Status: 'NEW_STATUS',
            CreationTime: 1e300,
            LastModificationTime: -1e20,
          },
        ],
      });
    expect((await jobs().list(firstPage)).items).toEqual([
      { id: arn, arn, status: 'NEW_STATUS', destination: {} },
    ]);
  });

  it('is a fault where a time is no number: the SDK can not read such a page', async () => {
    server.answer = () =>
      json({ ForecastExportJobs: [{ ForecastExportJobArn: arn, CreationTime: 'yesterday' }] });
    expect((await heard.failureOf(jobs().list(firstPage))).kind).toBe('shape');
  });
});

describe('the other operations', () => {
  it('describe a job, whose ARN is the one asked for if none is answered', async () => {
    server.answer = () =>
      json({
        ForecastExportJobName: 'weekly',
        Status: 'ACTIVE',
        ForecastArn: 'arn:forecast',
        Format: 'PARQUET',
      });
    expect(await jobs().describe(arn)).toEqual({
      id: arn,
      arn,
      name: 'weekly',
      status: 'ACTIVE',
      destination: {},
      forecastArn: 'arn:forecast',
      format: 'PARQUET',
      requestId: 'request-id-1',
    });
    expect(server.asked[0]?.operation).toBe('DescribeForecastExportJob');
    expect(JSON.parse(server.asked[0]?.body ?? '')).toEqual({ ForecastExportJobArn: arn });
  });

  it('list tags, those without a value too', async () => {
    server.answer = () =>
      json({
        Tags: [{ Key: 'team', Value: 'a' }, { Key: 'empty', Value: '' }, { Key: 'none' }, { Value: 'x' }, 5],
      });
    expect(await jobs().tags(arn)).toEqual([
      { key: 'team', value: 'a' },
      { key: 'empty', value: '' },
      { key: 'none', value: '' },
    ]);
    server.answer = () => json({});
    expect(await jobs().tags(arn)).toEqual([]);
    server.answer = () => json({ Tags: 'x' });
    expect((await heard.failureOf(jobs().tags(arn))).what).toMatch(/: Tags$/);
  });

  it('list forecasts', async () => {
    server.answer = () =>
      json({
        Forecasts: [
          { ForecastArn: 'arn:f', ForecastName: 'f', Status: 'ACTIVE', CreationTime: 1 },
          { ForecastName: 'no-arn' },
        ],
        NextToken: 't',
      });
    expect(await jobs().forecasts(firstPage)).toEqual({
      items: [{ arn: 'arn:f', name: 'f', status: 'ACTIVE', creationTime: new Date(1000) }],
      nextToken: 't',
    });
    server.answer = () => json({ Forecasts: {} });
    expect((await heard.failureOf(jobs().forecasts(firstPage))).what).toMatch(/: Forecasts$/);
  });
});
