import { CancelledError, type Failure } from '../../src/jobs/failure';
import { runQuery, type QueryAnswer } from '../../src/jobs/runQuery';
import { differences, toldBy, type Journey } from './journey';

const request = {
  sql: 'SELECT n FROM numbers',
  workgroup: 'primary',
  database: 'default',
  outputLocation: 's3://results/here/',
};

/** More than two pages of Athena. */
const rowCount = 2500;

export const queryJourneys: readonly Journey[] = [
  {
    place: 'query',
    service: 'athena',
    world: { jobs: 1, athena: { rows: rowCount } },
    begin: of => {
      let answer: QueryAnswer | undefined;
      let runs = 0;
      const run = async (): Promise<readonly Failure[]> => {
        answer = undefined;
        runs += 1;
        return toldBy(async () => {
          answer = await runQuery(of.connection.queries, request, {
            signal: new AbortController().signal,
            sleep: () => Promise.resolve(),
            maxRows: 10_000,
          });
        });
      };
      const wanted = Array.from({ length: rowCount }, (_, row) => String(row));
      return Promise.resolve({
        act: run,
        lost: () => [
          ...((of.athena?.queries.length ?? 0) > runs ? ['the statement was started twice'] : []),
          ...(answer
            ? differences(
                'rows',
                answer.rows.map(([cell]) => cell ?? ''),
                wanted,
              )
            : []),
          ...(answer?.more ? ['more rows than there are are said to be there'] : []),
        ],
        missing: () => (answer ? [] : ['no result']),
        retry: run,
      });
    },
  },
  {
    place: 'query that is stopped',
    service: 'athena',
    world: { jobs: 1, athena: { rows: 1, hold: true } },
    begin: async of => {
      const { queries } = of.connection;
      const controller = new AbortController();
      // Under way already: the fault is for its end.
      const running = runQuery(queries, request, {
        signal: controller.signal,
        sleep: (_, signal) => new Promise(resolve => signal.addEventListener('abort', () => resolve())),
        onProgress: ({ state }) => state === 'QUEUED' && started(),
        maxRows: 10,
      });
      let started: () => void = () => undefined;
      running.catch(() => undefined);
      await new Promise<void>(resolve => (started = resolve));
      const [query] = of.athena?.queries ?? [];
      return {
        act: () => {
          controller.abort();
          return toldBy(() =>
            running.catch((error: unknown) => {
              // Given up, as was asked for.
              if (!(error instanceof CancelledError)) throw error;
            }),
          );
        },
        lost: () => (query?.state === 'SUCCEEDED' ? ['it ran to its end'] : []),
        missing: () => (query?.state === 'CANCELLED' ? [] : [`it is ${query?.state ?? 'nowhere'}`]),
        retry: () => toldBy(() => queries.stop(query?.id ?? '')),
      };
    },
  },
];
