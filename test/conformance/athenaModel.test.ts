import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { connect } from '../../src/aws';
import { CancelledError } from '../../src/jobs/failure';
import { runQuery } from '../../src/jobs/runQuery';
import { AthenaDoor, doorCredentials } from '../harness/athenaDoor';
import { environmentOf, howToInstall, python, run } from './clients';

if (python === undefined) console.warn(`Skipped: the service model of Athena. To run it: ${howToInstall}`);

it.skipIf(python === undefined)(
  'what is asked of Athena, and what its stand-in answers, is of the model',
  async () => {
    const answer = { columns: [{ name: 'n', type: 'integer' }], rows: [['1'], [null]] };
    const options = { run: () => Promise.resolve(answer), workgroups: { primary: {}, 'my-group': {} } };
    const doors = [await AthenaDoor.open(options), await AthenaDoor.open({ ...options, hold: true })];
    const folder = mkdtempSync(join(tmpdir(), 'forecast-exports-model-'));
    try {
      for (const door of doors) {
        Object.assign(process.env, environmentOf({ region: door.region, ...doorCredentials }));
        process.env.AWS_ENDPOINT_URL_ATHENA = door.url;
        const { queries, dispose } = connection(door.region);
        const ending = new AbortController();
        const request = {
          sql: 'SELECT n FROM t',
          workgroup: 'my-group',
          database: 'default',
          outputLocation: 's3://results/a b/',
        };
        const running = runQuery(queries, request, {
          signal: ending.signal,
          sleep: () => Promise.resolve(),
          maxRows: 10,
          onProgress: ({ state }) => {
            if (door.options.hold && state === 'RUNNING') ending.abort();
          },
        });
        await (door.options.hold ? expect(running).rejects.toThrow(CancelledError) : running);
        dispose();
      }
      const exchanges = doors.flatMap(door => door.exchanges);
      expect(new Set(exchanges.map(({ operation }) => operation)).size).toBe(5);
      const file = join(folder, 'exchanges.json');
      writeFileSync(file, JSON.stringify(exchanges));
      const script = join(import.meta.dirname, 'athena_model.py');
      const outcome = await run(
        python ?? '',
        [script, file],
        environmentOf({ region: '', ...doorCredentials }),
      );
      expect(outcome).toMatchObject({ code: 0, stderr: '' });
      expect(JSON.parse(outcome.stdout)).toEqual([]);
    } finally {
      rmSync(folder, { recursive: true });
      await Promise.all(doors.map(door => door.close()));
    }
  },
);

function connection(region: string) {
  const log = { debug: ignore, info: ignore, warn: ignore, error: ignore };
  const made = connect({
    choice: { kind: 'environment' },
    region,
    log,
    askMfaCode: () => Promise.resolve(undefined),
  });
  return { queries: made.queries, dispose: () => made.dispose() };
}

function ignore(): void {
  // The log is of no interest here.
}
