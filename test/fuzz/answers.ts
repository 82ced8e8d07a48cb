import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { connect } from '../../src/aws';
import { createdArn, forecastsPage, jobDetails, jobsPage, tagList } from '../../src/aws/answers';
import { executionOf, queryId, resultPage, workgroupOf } from '../../src/aws/queryAnswers';
import { listedPage } from '../../src/aws/s3/listedPage';
import { ExportFiles } from '../../src/data/exportFiles';
import type { ForecastExportJob } from '../../src/jobs/exportJob';
import { FailureError } from '../../src/jobs/failure';
import type { Connection } from '../../src/jobs/ports';
import { anyText } from '../unit/anyText';
import { AnsweringServer, type Answer } from '../unit/aws/support/answeringServer';
import { AwsHome, keysSection, secrets } from '../unit/aws/support/awsHome';
import { jsonOf, nearlyFields, nearlyList } from './anyJson';
import { fuzzed, type FuzzProperty } from './fuzzProperty';

const text = anyText(20);
/** On the wire; what the SDK makes of it is a Date. */
const seconds = fc.oneof(fc.nat(2 ** 31), fc.double(), fc.constantFrom('2026-01-01T00:00:00Z', 1e300));
const time = fc.oneof(fc.date(), seconds);
const config = nearlyFields({ Path: text, RoleArn: text, KMSKeyArn: text });
const job = nearlyFields({
  ForecastExportJobArn: text,
  ForecastExportJobName: text,
  Destination: nearlyFields({ S3Config: config }),
  Status: fc.oneof(fc.constantFrom('ACTIVE', 'CREATE_FAILED'), text),
  Message: text,
  CreationTime: time,
  LastModificationTime: time,
  ForecastArn: text,
  Format: text,
});
const forecast = nearlyFields({ ForecastArn: text, ForecastName: text, Status: text, CreationTime: time });

/** Members of all answers at once: each reader takes those it knows. */
const answer = nearlyFields({
  ForecastExportJobs: nearlyList(job),
  Forecasts: nearlyList(forecast),
  NextToken: text,
  ForecastExportJobArn: text,
  Status: text,
  Destination: nearlyFields({ S3Config: config }),
  CreationTime: time,
  Tags: nearlyList(nearlyFields({ Key: text, Value: text })),
  $metadata: nearlyFields({ requestId: text }),
  QueryExecutionId: text,
  QueryExecution: nearlyFields({
    Status: nearlyFields({ State: fc.constantFrom('QUEUED', 'SUCCEEDED', 'ODD'), StateChangeReason: text }),
    StatementType: text,
    Statistics: nearlyFields({ DataScannedInBytes: fc.nat(), TotalExecutionTimeInMillis: fc.nat() }),
    ResultConfiguration: nearlyFields({ OutputLocation: text }),
  }),
  WorkGroup: nearlyFields({
    State: text,
    Configuration: nearlyFields({ EnforceWorkGroupConfiguration: fc.boolean() }),
  }),
  ResultSet: nearlyFields({
    Rows: nearlyList(nearlyFields({ Data: nearlyList(nearlyFields({ VarCharValue: text })) })),
    ResultSetMetadata: nearlyFields({ ColumnInfo: nearlyList(nearlyFields({ Name: text, Type: text })) }),
  }),
  Contents: nearlyList(nearlyFields({ Key: text, Size: fc.nat(), ETag: text, LastModified: time })),
  EncodingType: fc.constantFrom('url', 'none'),
  NextContinuationToken: text,
});

function isJob(value: ForecastExportJob): void {
  const { id, arn, name, status, message, destination, creationTime, lastModificationTime } = value;
  assert.ok(id !== '' && typeof id === 'string' && typeof status === 'string');
  for (const optional of [arn, name, message, destination.path, destination.roleArn, destination.kmsKeyArn]) {
    assert.ok(optional === undefined || (typeof optional === 'string' && optional !== ''));
  }
  for (const optional of [creationTime, lastModificationTime]) {
    assert.ok(optional === undefined || !Number.isNaN(optional.getTime()));
  }
}

/** What the door lets in is what its type says; anything else is a fault with a name. */
function areCheckedAtTheDoor(given: unknown): void {
  const fine = <T>(read: () => T, check: (value: T) => void) => {
    let value: T;
    try {
      value = read();
    } catch (error) {
      assert.ok(error instanceof FailureError, error instanceof Error ? error.stack : String(error));
      assert.equal(error.failure.kind, 'shape');
      return;
    }
    check(value);
  };
  const isToken = (token: string | undefined) =>
    assert.ok(token === undefined || (typeof token === 'string' && token !== ''));
  fine(
    () => jobsPage(given),
    ({ items, nextToken }) => {
      items.forEach(isJob);
      assert.equal(
        new Set(items.filter(({ arn }) => arn === undefined).map(({ id }) => id)).size,
        items.filter(({ arn }) => arn === undefined).length,
      );
      isToken(nextToken);
    },
  );
  fine(() => jobDetails(given, 'arn:asked'), isJob);
  fine(
    () => createdArn(given),
    arn => assert.ok(arn !== ''),
  );
  fine(
    () => tagList(given),
    tags => tags.forEach(({ key, value }) => assert.equal(typeof key + typeof value, 'stringstring')),
  );
  fine(
    () => forecastsPage(given),
    ({ items, nextToken }) => {
      items.forEach(({ arn, status }) => assert.equal(typeof arn + typeof status, 'stringstring'));
      isToken(nextToken);
    },
  );
  fine(
    () => queryId(given),
    id => assert.ok(id !== ''),
  );
  fine(
    () => workgroupOf(given, 'primary'),
    ({ enabled }) => assert.equal(typeof enabled, 'boolean'),
  );
  fine(
    () => executionOf(given, 'id'),
    ({ state, reason }) => assert.equal(typeof state + typeof reason, 'stringstring'),
  );
  fine(
    () => resultPage(given),
    ({ columns, rows, nextToken }) => {
      columns.forEach(({ name, type }) => assert.equal(typeof name + typeof type, 'stringstring'));
      rows.flat().forEach(cell => assert.ok(cell === undefined || typeof cell === 'string'));
      isToken(nextToken);
    },
  );
}

interface HttpAnswer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

const xmlPiece = fc.oneof(
  text.map(value => value.replace(/[<&]/g, '')),
  fc.constantFrom(
    '<Contents>',
    '</Contents>',
    '<Key>a',
    '</Key>',
    '<Key>a%2Bb</Key>',
    '<Size>3</Size>',
    '<Size>x</Size>',
  ),
  fc.constantFrom(
    '<ETag>"e"</ETag>',
    '<IsTruncated>true</IsTruncated>',
    '<EncodingType>url</EncodingType>',
    '&#0;',
    '&lt;',
  ),
  fc.constantFrom(
    '<LastModified>no</LastModified>',
    '<NextContinuationToken>t</NextContinuationToken>',
    '<!--',
    '<x a="',
  ),
);
const body = fc.oneof(
  { weight: 4, arbitrary: answer.map(value => jsonOf(value)) },
  {
    weight: 2,
    arbitrary: fc.tuple(answer, fc.double({ min: 0, max: 1, noNaN: true })).map(([value, share]) => {
      const whole = jsonOf(value);
      return whole.slice(0, Math.floor(whole.length * share));
    }),
  },
  anyText(60),
  fc
    .array(xmlPiece, { maxLength: 10 })
    .map(
      pieces =>
        `<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${pieces.join('')}</ListBucketResult>`,
    ),
  fc.array(xmlPiece, { maxLength: 6 }).map(pieces => `<Error><Code>${pieces.join('')}</Code></Error>`),
  nearlyFields({
    __type: fc.oneof(fc.constantFrom('AccessDeniedException', 'InvalidInputException'), text),
    message: text,
    Message: text,
  }).map(value => jsonOf(value)),
);
const httpAnswer: fc.Arbitrary<HttpAnswer> = fc.record({
  // Those after which the SDK asks again would take their time.
  status: fc.constantFrom(200, 200, 200, 204, 301, 400, 403, 404, 416),
  type: fc.constantFrom('application/x-amz-json-1.1', 'application/xml', 'text/html', ''),
  body,
});

let home: AwsHome | undefined;
let server: AnsweringServer | undefined;
let connection: Connection | undefined;

async function open(): Promise<void> {
  home = new AwsHome();
  home.credentials(`[keys]\n${keysSection}`);
  server = await AnsweringServer.start();
  for (const service of ['FORECAST', 'S3', 'ATHENA', 'STS']) {
    home.set(`AWS_ENDPOINT_URL_${service}`, server.url);
  }
  const silent = () => undefined;
  connection = connect({
    choice: { kind: 'profile', profile: 'keys' },
    region: 'us-west-2',
    askMfaCode: () => Promise.resolve(undefined),
    log: { debug: silent, info: silent, warn: silent, error: silent },
  });
}

async function close(): Promise<void> {
  connection?.dispose();
  await server?.stop();
  home?.remove();
}

const exported: ForecastExportJob = {
  id: 'a',
  name: 'weekly',
  status: 'ACTIVE',
  destination: { path: 's3://exports/demand' },
};

/** Whatever answers over HTTP: each request ends with an answer, or with a failure in words without secrets. */
async function areAnswersOrFailures(given: HttpAnswer): Promise<void> {
  assert.ok(connection && server);
  const { jobs, objects, queries } = connection;
  server.answer = (): Answer => ({
    status: given.status,
    headers: given.type === '' ? {} : { 'content-type': given.type },
    body: given.status === 204 ? '' : given.body,
  });
  const asked = [
    jobs.list({ filters: [], maxResults: 100 }),
    jobs.describe('arn:a'),
    jobs.tags('arn:a'),
    jobs.forecasts({ filters: [], maxResults: 100 }),
    jobs.stop('arn:a'),
    queries.workgroup('primary'),
    queries.start({ sql: 'SELECT 1', workgroup: 'primary', database: 'default' }),
    queries.execution('id'),
    queries.results('id', { maxResults: 10 }),
    objects.list({ bucket: 'exports', prefix: 'demand/' }),
    objects.read({ bucket: 'exports', key: 'demand/a', from: 0, to: 10 }),
    new ExportFiles(objects, exported).all(),
  ];
  for (const one of await Promise.allSettled<unknown>(asked)) {
    if (one.status === 'rejected') {
      const { reason } = one as { reason: unknown };
      assert.ok(reason instanceof FailureError, reason instanceof Error ? reason.stack : String(reason));
      const { what, helps } = reason.failure;
      assert.match(what, /\S/);
      assert.doesNotMatch(what + helps, /[\p{Cc}\p{Cf}\p{Cs}]/u);
      assert.ok(!`${what}${helps}`.includes(secrets.secretAccessKey));
    }
  }
}

export const answers: readonly FuzzProperty[] = [
  fuzzed('answers/door', answer, areCheckedAtTheDoor, { quickRuns: 300 }),
  fuzzed('answers/listed-objects', answer, value => {
    const given = typeof value === 'object' && value !== null ? value : {};
    // The SDK makes these of XML: lists are lists.
    const { Contents, ...rest } = given as Record<string, unknown>;
    const page = listedPage({
      ...rest,
      ...(Array.isArray(Contents)
        ? { Contents: Contents.filter(one => typeof one === 'object' && one !== null) }
        : {}),
    } as never);
    page.items.forEach(({ key, size }) => assert.ok(typeof key === 'string' && key !== '' && size >= 0));
  }),
  fuzzed('answers/http', httpAnswer, areAnswersOrFailures, { quickRuns: 15, before: open, after: close }),
];
