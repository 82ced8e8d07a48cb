import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AthenaDoor, doorCredentials } from '../harness/athenaDoor';
import { environmentOf, hasAwsCli, howToInstall, run } from './clients';

if (!hasAwsCli)
  console.warn(`Skipped: the AWS CLI against the stand-in of Athena. To run it: ${howToInstall}`);

let door: AthenaDoor;
let environment: Record<string, string>;

beforeAll(async () => {
  door = await AthenaDoor.open({
    workgroups: {
      primary: {},
      kept: { configuration: { ManagedQueryResultsConfiguration: { Enabled: true } } },
    },
    run: sql =>
      sql === 'SELECT n'
        ? Promise.resolve({
            columns: [{ name: 'n', type: 'integer' }],
            rows: Array.from({ length: 1200 }, (_, row) => [row === 7 ? null : String(row)]),
          })
        : Promise.reject(new Error("line 1:8: Column 'x' cannot be resolved")),
  });
  environment = environmentOf({ region: door.region, ...doorCredentials });
});
afterAll(() => door.close());

function aws(args: string, more: readonly string[] = []) {
  const all = ['athena', ...args.split(' '), ...more, '--endpoint-url', door.url];
  return run('aws', all, environment);
}

async function answer<T>(args: string, more: readonly string[] = []): Promise<T> {
  const { code, stdout, stderr } = await aws(args, more);
  if (code !== 0) throw new Error(stderr);
  return (stdout.trim() === '' ? {} : JSON.parse(stdout)) as T;
}

interface Execution {
  QueryExecution: { Status: { State: string; StateChangeReason?: string }; Statistics: object };
}

const start = async (sql: string): Promise<string> => {
  const given = ['--query-string', sql, '--result-configuration', 'OutputLocation=s3://bucket/results/'];
  return (await answer<{ QueryExecutionId: string }>('start-query-execution', given)).QueryExecutionId;
};
const look = (id: string) => answer<Execution>(`get-query-execution --query-execution-id ${id}`);

describe.skipIf(!hasAwsCli)('the AWS CLI, asking the stand-in of Athena', () => {
  it('runs a query and reads all pages of its result', async () => {
    const id = await start('SELECT n');
    expect((await look(id)).QueryExecution.Status.State).toBe('QUEUED');
    expect((await look(id)).QueryExecution.Status.State).toBe('RUNNING');
    expect((await look(id)).QueryExecution).toMatchObject({
      Status: { State: 'SUCCEEDED' },
      StatementType: 'DML',
      Statistics: { DataScannedInBytes: 1234 * 1201 },
      ResultConfiguration: { OutputLocation: `s3://bucket/results/${id}.csv` },
    });
    const { ResultSet } = await answer<{
      ResultSet: { Rows: { Data: { VarCharValue?: string }[] }[]; ResultSetMetadata: object };
    }>(`get-query-results --query-execution-id ${id}`);
    expect(ResultSet.Rows).toHaveLength(1201);
    expect(ResultSet.Rows[0]).toEqual({ Data: [{ VarCharValue: 'n' }] });
    expect(ResultSet.Rows[8]).toEqual({ Data: [{}] });
    expect(ResultSet.ResultSetMetadata).toMatchObject({ ColumnInfo: [{ Name: 'n', Type: 'integer' }] });
  });

  it('hears why a query failed', async () => {
    const id = await start('SELECT x');
    await look(id);
    await look(id);
    expect((await look(id)).QueryExecution.Status).toMatchObject({
      State: 'FAILED',
      StateChangeReason: "line 1:8: Column 'x' cannot be resolved",
    });
    expect((await aws(`get-query-results --query-execution-id ${id}`)).stderr).toContain(
      '(InvalidRequestException)',
    );
  });

  it('stops a query', async () => {
    const id = await start('SELECT n');
    expect(await answer(`stop-query-execution --query-execution-id ${id}`)).toEqual({});
    expect((await look(id)).QueryExecution.Status.State).toBe('CANCELLED');
  });

  it('describes a workgroup', async () => {
    expect(await answer('get-work-group --work-group kept')).toMatchObject({
      WorkGroup: { Name: 'kept', State: 'ENABLED', Configuration: { EnforceWorkGroupConfiguration: false } },
    });
  });

  it.each([
    ['no place for results', 'start-query-execution --query-string x', 'No output location provided'],
    ['no such workgroup', 'get-work-group --work-group other', 'WorkGroup other is not found'],
    ['no such query', 'stop-query-execution --query-execution-id 0', 'was not found'],
    ['an operation that is not here', 'list-work-groups', 'UnknownOperationException'],
    ['a wrong region', 'get-work-group --work-group primary --region eu-west-1', 'InvalidSignatureException'],
  ])('is told about %s', async (_, args, words) => {
    const { code, stderr } = await aws(args);
    expect(stderr).toContain(words);
    expect(code).not.toBe(0);
  });
});
