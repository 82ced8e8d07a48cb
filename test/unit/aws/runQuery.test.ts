import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { athenaSql } from '../../../src/data/queries/athenaSql';
import { sqlStatements } from '../../../src/data/queries/sqlStatements';
import { CancelledError, FailureError, failureText, type Failure } from '../../../src/jobs/failure';
import type { QueryRequest } from '../../../src/jobs/queryEngine';
import { runQuery } from '../../../src/jobs/runQuery';
import { ServiceError } from '../../../src/local/serviceError';
import { AthenaDoor, doorCredentials, type AthenaDoorOptions } from '../../harness/athenaDoor';
import { ExportFolder } from '../../harness/exportFolder';
import { SmallAthena } from '../../harness/smallAthena';
import { Heard } from './support/asking';
import { AwsHome } from './support/awsHome';

const withoutPlace: QueryRequest = { sql: 'SELECT 1', workgroup: 'primary', database: 'default' };
const request: QueryRequest = { ...withoutPlace, outputLocation: 's3://results/here/' };

/** The SDK's own client over HTTP, with a connection's credentials. */
const heard = new Heard();
let home: AwsHome;
const opened: (() => void | Promise<void>)[] = [];
beforeEach(() => {
  home = new AwsHome();
  home.credentials(
    `[local]\naws_access_key_id = ${doorCredentials.accessKeyId}\naws_secret_access_key = ${doorCredentials.secretAccessKey}\n`,
  );
});
afterEach(async () => {
  heard.dispose();
  for (const close of opened.splice(0)) {
    await close();
  }
  home.remove();
});
afterAll(() => heard.expectNoSecrets());

async function open(options: AthenaDoorOptions = {}) {
  const door = await AthenaDoor.open(options);
  home.set('AWS_ENDPOINT_URL_ATHENA', door.url);
  const engine = heard.connectProfile('local', { region: door.region }).queries;
  opened.push(() => door.close());
  const seen: string[] = [];
  const controller = new AbortController();
  const run = (given: Partial<QueryRequest> = {}, maxRows = 10_000) =>
    runQuery(
      engine,
      { ...request, ...given },
      {
        signal: controller.signal,
        sleep: () => Promise.resolve(),
        onProgress: ({ state }) => seen.push(state),
        maxRows,
      },
    );
  const failureOf = async (given?: Partial<QueryRequest>): Promise<Failure> => {
    const error = await run(given).catch((thrown: unknown) => thrown);
    if (!(error instanceof FailureError)) throw new Error('It did not fail.', { cause: error });
    return error.failure;
  };
  return { door, engine, run, failureOf, seen, controller };
}

const numbers = (count: number) => () =>
  Promise.resolve({
    columns: [
      { name: 'n', type: 'integer' },
      { name: 'nothing', type: 'varchar' },
    ],
    rows: Array.from({ length: count }, (_, row) => [String(row), null]),
  });

describe('a query', () => {
  it('is run to its end, and tells its rows, what was scanned and how long it took', async () => {
    const { run, seen, door } = await open({ run: numbers(2) });
    const { execution, columns, rows, more } = await run();
    expect(seen).toEqual(['QUEUED', 'RUNNING']);
    expect(execution).toMatchObject({
      state: 'SUCCEEDED',
      statementType: 'DML',
      bytesScanned: 3702,
      time: 2750,
      outputLocation: `s3://results/here/${execution.id}.csv`,
    });
    expect(columns).toEqual([
      { name: 'n', type: 'integer' },
      { name: 'nothing', type: 'varchar' },
    ]);
    expect(rows).toEqual([
      ['0', undefined],
      ['1', undefined],
    ]);
    expect(more).toBe(false);
    expect(door.queries[0]?.input).toMatchObject({
      QueryString: 'SELECT 1',
      WorkGroup: 'primary',
      QueryExecutionContext: { Database: 'default' },
      ResultConfiguration: { OutputLocation: 's3://results/here/' },
    });
  });

  it('has the rows of all pages, each once', async () => {
    const { run } = await open({ run: numbers(2500) });
    const { rows, more } = await run();
    expect(rows.map(([n]) => Number(n))).toEqual(Array.from({ length: 2500 }, (_, row) => row));
    expect(more).toBe(false);
  });

  it.each([
    [999, 1000, false],
    [1000, 1000, false],
    [1001, 1000, true],
    [5000, 1000, true],
  ])('of %i rows is read up to %i, and says whether there are more', async (count, maxRows, more) => {
    const { run, door } = await open({ run: numbers(count) });
    const answer = await run({}, maxRows);
    expect(answer.rows).toHaveLength(Math.min(count, maxRows));
    expect(answer.more).toBe(more);
    expect(door.calls.filter(call => call === 'GetQueryResults').length).toBeLessThanOrEqual(2);
  });

  it('of which a page comes again is a failure, not rows without end', async () => {
    const { failureOf, door } = await open({ run: numbers(2500) });
    door.faults.set({ name: 'repeated-token' });
    expect((await failureOf()).kind).toBe('repeatedToken');
    expect(door.calls.filter(call => call === 'GetQueryResults')).toHaveLength(2);
  });

  it('has no row with the names of the columns, also after an empty page', async () => {
    const { run, door } = await open({ run: numbers(2) });
    door.faults.set({ name: 'empty-page', operation: 'GetQueryResults', times: 1 });
    expect((await run()).rows.map(([n]) => n)).toEqual(['0', '1']);
  });

  it('keeps a first row that is not the names of the columns', async () => {
    const run = () => Promise.resolve({ columns: [{ name: 'tab_name', type: 'string' }], rows: [['t1']] });
    expect((await (await open({ run })).run({ sql: 'SHOW TABLES' })).rows).toEqual([['t1']]);
  });

  it('of an export answers what DuckDB answers over the same files', async () => {
    const folder = new ExportFolder();
    const small = await SmallAthena.open(() => folder.path);
    opened.push(
      () => small.close(),
      () => folder.remove(),
    );
    const queried = { ...folder.fill('CSV'), folder: 's3://bucket/a/' };
    const { run } = await open({ run: sql => small.run(sql) });
    const answers = [];
    for (const { sql } of sqlStatements(athenaSql(queried, { database: 'default' }))) {
      answers.push((await run({ sql })).rows);
    }
    expect(answers.slice(0, 3)).toEqual([
      [],
      [],
      [['5', '4', '2020-01-01T00:00:00Z', '2020-01-03T00:00:00Z']],
    ]);
  });
});

describe('a query that is given up', () => {
  it('is stopped in Athena', async () => {
    const { run, controller, door, seen } = await open({ hold: true });
    const running = run();
    running.catch(() => undefined);
    await expect.poll(() => seen).toContain('RUNNING');
    controller.abort();
    await expect(running).rejects.toThrow(CancelledError);
    expect(door.queries.map(({ state }) => state)).toEqual(['CANCELLED']);
  });

  it('before it was started is never started', async () => {
    const { run, controller, door } = await open();
    controller.abort();
    await expect(run()).rejects.toThrow(CancelledError);
    expect(door.queries).toEqual([]);
  });

  it('elsewhere says so', async () => {
    const { failureOf, door, seen } = await open({ hold: true });
    const failing = failureOf();
    await expect.poll(() => seen).toContain('RUNNING');
    const [query] = door.queries;
    if (query) {
      query.state = 'CANCELLED';
      query.reason = 'Bytes scanned limit was exceeded';
    }
    expect(failureText(await failing)).toContain('The query was stopped: Bytes scanned limit was exceeded');
  });
});

describe('the place of the results', () => {
  const place = { ResultConfiguration: { OutputLocation: 's3://of-the-workgroup/' } };
  it.each<[string, object, string | undefined, string | undefined]>([
    ['is the setting’s', {}, 's3://mine/', 's3://mine/'],
    ['is the setting’s before the workgroup’s', place, 's3://mine/', 's3://mine/'],
    ['is the workgroup’s where none is set', place, undefined, undefined],
    [
      'is the workgroup’s where it allows no other',
      { ...place, EnforceWorkGroupConfiguration: true },
      's3://mine/',
      undefined,
    ],
    [
      'need not be where Athena keeps results',
      { ManagedQueryResultsConfiguration: { Enabled: true } },
      's3://mine/',
      undefined,
    ],
  ])('%s', async (_, configuration, outputLocation, expected) => {
    const { engine, door } = await open({ workgroups: { primary: { configuration } } });
    await runQuery(
      engine,
      { ...withoutPlace, ...(outputLocation === undefined ? {} : { outputLocation }) },
      { signal: new AbortController().signal, sleep: () => Promise.resolve(), maxRows: 10 },
    );
    expect(door.queries[0]?.input.ResultConfiguration?.OutputLocation).toBe(expected);
  });

  it('that is nowhere is asked for before anything is started', async () => {
    const { engine, door } = await open();
    const options = { signal: new AbortController().signal, sleep: () => Promise.resolve(), maxRows: 10 };
    await expect(runQuery(engine, withoutPlace, options)).rejects.toMatchObject({
      failure: {
        what: 'The workgroup has no place for the results of queries: primary',
        remedies: [
          { kind: 'openSetting', setting: 'forecastExports.athena.outputLocation' },
          { kind: 'openSetting', setting: 'forecastExports.athena.workgroup' },
          { kind: 'retry' },
        ],
      },
    });
    expect(door.queries).toEqual([]);
    // Who may not look at the workgroup hears it from the query.
    door.refusals.set('GetWorkGroup', new ServiceError('AccessDeniedException', 'no', 400));
    await expect(runQuery(engine, withoutPlace, options)).rejects.toMatchObject({
      failure: { what: expect.stringContaining('No output location provided') as string },
    });
  });
});

describe('what is missing or wrong', () => {
  it.each<[string, AthenaDoorOptions, Partial<QueryRequest>, string, string]>([
    ['no workgroup', {}, { workgroup: 'other' }, 'notFound', 'There is no such workgroup'],
    [
      'one that is off',
      { workgroups: { primary: { state: 'DISABLED' } } },
      {},
      'invalidInput',
      'turned off: primary',
    ],
    [
      'one that enforces a place it has not',
      { workgroups: { primary: { configuration: { EnforceWorkGroupConfiguration: true } } } },
      {},
      'invalidInput',
      'whoever administers it',
    ],
    ['an empty statement', {}, { sql: '' }, 'invalidInput', 'Athena refused the request'],
  ])('%s', async (_, options, given, kind, words) => {
    const failure = await (await open(options)).failureOf(given);
    expect(failure.kind).toBe(kind);
    expect(failureText(failure)).toContain(words);
  });

  it.each<[string, string, string, string]>([
    [
      "SYNTAX_ERROR: line 3:8: Column 'p50' cannot be resolved",
      'invalidInput',
      'line 3, column 8',
      'first word',
    ],
    [
      "TABLE_NOT_FOUND: line 2:6: Table 'awsdatacatalog.default.x' does not exist",
      'notFound',
      'no such table',
      'at the top',
    ],
    [
      "SCHEMA_NOT_FOUND: line 1:15: Schema 'x' does not exist",
      'notFound',
      'no such database',
      'athena.database',
    ],
    [
      'HIVE_BAD_DATA: Not valid Parquet file: s3://b/k expected magic number: PAR1',
      'shape',
      's3://b/k',
      'a folder of their own',
    ],
    [
      'com.amazonaws.services.s3.model.AmazonS3Exception: Access Denied (Service: Amazon S3; Status Code: 403)',
      'denied',
      'Access denied while',
      's3:GetObject',
    ],
    [
      'User: arn:aws:iam::1:user/a is not authorized to perform: glue:GetTable on resource: arn:x',
      'denied',
      'glue:GetTable',
      'Action that is named: glue:GetTable',
    ],
    ['Query exhausted resources at this scale factor', 'limit', 'over a limit', 'LIMIT'],
    ['', 'other', 'gave no reason', ''],
    ['\u202Eodd\n\n', 'other', 'The query failed: \uFFFDodd', ''],
  ])('the reason: %s', async (reason, kind, what, helps) => {
    const { failureOf } = await open({ run: () => Promise.reject(new Error(reason)) });
    const failure = await failureOf();
    expect(failure.kind).toBe(kind);
    expect(failure.what).toContain(what);
    expect(failure.helps).toContain(helps);
  });

  it.each<[string, string, string, string, string]>([
    [
      'StartQueryExecution',
      'AccessDeniedException',
      'User: arn:aws:iam::1:user/a is not authorized to perform: athena:StartQueryExecution on resource: arn:aws:athena:x',
      'denied',
      'athena:StartQueryExecution',
    ],
    ['StartQueryExecution', 'AccessDeniedException', '', 'denied', 'athena:StartQueryExecution'],
    ['GetQueryExecution', 'AccessDeniedException', '', 'denied', 'athena:GetQueryExecution'],
    ['GetQueryResults', 'AccessDeniedException', '', 'denied', 'athena:GetQueryResults'],
    ['StartQueryExecution', 'TooManyRequestsException', 'slow', 'throttled', 'Athena has too many'],
    ['StartQueryExecution', 'ThrottlingException', 'slow', 'throttled', 'Athena has too many'],
    [
      'StartQueryExecution',
      'InvalidRequestException',
      "line 1:1: mismatched input 'SELCT'",
      'invalidInput',
      'line 1, column 1',
    ],
    [
      'StartQueryExecution',
      'InvalidRequestException',
      'Unable to verify/create output bucket x',
      'invalidInput',
      'outputLocation',
    ],
    ['GetWorkGroup', 'UnknownOperationException', '', 'region', 'does not know Amazon Athena'],
    ['GetWorkGroup', 'InternalServerException', '', 'unavailable', 'fault of its own'],
    ['GetWorkGroup', 'ExpiredTokenException', '', 'expired', 'expired'],
  ])('%s refused with %s: %s', async (operation, code, message, kind, words) => {
    const { failureOf, door } = await open();
    door.refusals.set(operation, new ServiceError(code, message));
    const failure = await failureOf();
    expect(failure.kind).toBe(kind);
    expect(failureText(failure)).toContain(words);
    expect(failure.requestId).toMatch(/^[0-9a-f-]{36}$/);
  });
});
