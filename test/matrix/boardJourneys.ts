import { activeForecasts } from '../../src/jobs/forecastList';
import { nextRequestNumber } from '../../src/jobs/boardReading';
import { statusGroups, type StatusGroup } from '../../src/jobs/exportJob';
import type { Failure } from '../../src/jobs/failure';
import { JobBoard } from '../../src/jobs/jobBoard';
import { JobClock } from '../../src/jobs/jobClock';
import { noFilter } from '../../src/jobs/jobFilter';
import { accountOf } from '../../src/jobs/watchedAccount';
import { differences, gone, invented, toldBy, type Journey, type Run } from './journey';
import type { World } from './world';

const pageSize = 20;
/** More than a page of the service, so that the groups are read by themselves. */
const world = { jobs: 130 };

function newBoard({ connection }: World): JobBoard {
  return new JobBoard(connection.jobs, noFilter, { pageSize: () => pageSize, order: 'newest' });
}

const trueIds = ({ local }: World) => local.service.account.jobs.all().map(({ arn }) => arn);
const shownIds = (board: JobBoard) => statusGroups.flatMap(group => board.jobsIn(group).map(({ id }) => id));

/** Everything that a board says is wrong, each thing once: the groups of a shared call say the same. */
function toldOn(board: JobBoard): readonly Failure[] {
  const ofGroups = statusGroups.flatMap(group => {
    const { tail } = board.group(group);
    return tail.kind === 'failed' ? [tail.failure] : [];
  });
  return [...new Set([...(board.failure ? [board.failure] : []), ...ofGroups])];
}

interface Wanted {
  /** Rows that were there, in whichever group they are by now. */
  readonly before: readonly string[];
  /** How many rows of a group have to be there; Infinity: all. */
  readonly rows: (group: StatusGroup) => number;
}

function boardRun(of: World, board: JobBoard, { before, rows }: Wanted, work: () => Promise<unknown>): Run {
  const told = async (asked: () => Promise<unknown>) => {
    await asked();
    return toldOn(board);
  };
  const known = new Set(before);
  return {
    act: () => told(work),
    lost: () => {
      const there = new Set(trueIds(of));
      return [
        ...gone(
          'rows',
          before.filter(id => there.has(id)),
          shownIds(board),
        ),
        ...invented('rows', shownIds(board), new Set([...there, ...known])),
      ];
    },
    missing: () =>
      statusGroups.flatMap(group => {
        const wanted = of.local.service.account.jobs.all().filter(({ status }) => status === group);
        const shown = board.jobsIn(group).map(({ id }) => id);
        const ids = wanted.map(({ arn }) => arn);
        if (group === 'OTHER') return [];
        if (board.group(group).tail.kind === 'end') return differences(group, shown, ids);
        const enough = Math.min(rows(group), wanted.length);
        return [
          ...invented(group, shown, new Set(ids)),
          ...(shown.length < enough ? [`${group}: ${shown.length} of ${enough} rows`] : []),
        ];
      }),
    offersMore: () => statusGroups.some(group => board.group(group).tail.kind === 'more'),
    refresh: () => told(() => board.refresh()),
    retry: () => told(() => board.refresh()),
  };
}

async function startedBoard(of: World): Promise<JobBoard> {
  const board = newBoard(of);
  await board.refresh();
  for (const group of statusGroups) await board.settled(group);
  return board;
}

export const boardJourneys: readonly Journey[] = [
  {
    place: 'first page',
    service: 'forecast',
    world,
    begin: of => {
      const board = newBoard(of);
      return Promise.resolve(
        boardRun(of, board, { before: [], rows: () => pageSize }, async () => {
          await board.start();
          // As the view does: what is still under way is drawn when it is there.
          for (const group of statusGroups) await board.settled(group);
        }),
      );
    },
  },
  {
    place: 'later page',
    service: 'forecast',
    world,
    begin: async of => {
      const board = await startedBoard(of);
      const rows = (group: StatusGroup) => (group === 'ACTIVE' ? 2 * pageSize : 0);
      const more = () => board.loadMore('ACTIVE');
      const run = boardRun(of, board, { before: shownIds(board), rows }, more);
      return {
        ...run,
        retry: async () => {
          await more();
          return toldOn(board);
        },
      };
    },
  },
  {
    place: 'refresh',
    service: 'forecast',
    world,
    begin: async of => {
      const board = await startedBoard(of);
      const pinned = trueIds(of).find(id => !board.get(id)) ?? '';
      board.pin(await of.connection.jobs.describe(pinned), nextRequestNumber());
      const before = shownIds(board);
      // One is on its way to be deleted meanwhile.
      const [failed] = board.jobsIn('CREATE_FAILED');
      of.local.service.deleteForecastExportJob({ ForecastExportJobArn: failed?.arn });
      return boardRun(of, board, { before, rows: () => pageSize }, () => board.refresh());
    },
  },
  {
    place: 'load all',
    service: 'forecast',
    world,
    begin: async of => {
      const board = await startedBoard(of);
      const all = () => board.loadAll(statusGroups, new AbortController().signal, () => undefined);
      return {
        ...boardRun(of, board, { before: shownIds(board), rows: () => Infinity }, all),
        refresh: async () => {
          await board.refresh();
          await all();
          return toldOn(board);
        },
        retry: async () => {
          await all();
          return toldOn(board);
        },
      };
    },
  },
  ...[1, 4].map((count): Journey => ({
    place: count === 1 ? 'follow one' : 'follow several',
    service: 'forecast',
    world,
    begin: of => followRun(of, count),
  })),
  ...(['first page', 'later page'] as const).map((place): Journey => ({
    place: `forecasts, ${place}`,
    service: 'forecast',
    // Three pages of forecasts, nearly all of which are active.
    world: { jobs: 30, forecasts: 300 },
    begin: async of => {
      let forecasts = activeForecasts(of.connection.jobs);
      if (place === 'later page') await forecasts.next();
      const before = forecasts.all.map(({ arn }) => arn);
      const wanted = of.local.service.account.forecasts
        .all()
        .flatMap(({ arn, status }) => (status === 'ACTIVE' ? [arn] : []));
      const next = async () => {
        await forecasts.next();
        return forecasts.failure ? [forecasts.failure] : [];
      };
      const toTheEnd = async () => {
        const told = [...(await next())];
        while (forecasts.hasMore && told.length === 0) told.push(...(await next()));
        return told;
      };
      const shown = () => forecasts.all.map(({ arn }) => arn);
      return {
        act: next,
        lost: () => [
          ...gone('forecasts', before, shown()),
          ...invented('forecasts', shown(), new Set(wanted)),
        ],
        missing: () => (forecasts.hasMore ? [] : differences('forecasts', shown(), wanted)),
        offersMore: () => forecasts.hasMore,
        refresh: () => {
          // The form is opened anew.
          forecasts = activeForecasts(of.connection.jobs);
          return toTheEnd();
        },
        retry: toTheEnd,
      };
    },
  })),
  {
    place: 'details',
    service: 'forecast',
    world: { jobs: 30 },
    begin: of => {
      const job = of.local.service.account.jobs.all().find(({ tags }) => tags.length > 0);
      if (!job) throw new Error('No job has tags.');
      let shown:
        | { readonly arn?: string; readonly status: string; readonly forecastArn?: string }
        | undefined;
      let tags: readonly { readonly key: string; readonly value: string }[] | undefined;
      const look = async () => [
        ...(await toldBy(async () => (shown = await of.connection.jobs.describe(job.arn)))),
        ...(await toldBy(async () => (tags = await of.connection.jobs.tags(job.arn)))),
      ];
      return Promise.resolve({
        act: look,
        lost: () => (shown?.arn !== undefined && shown.arn !== job.arn ? ['another job'] : []),
        missing: () => [
          ...differences('status', [shown?.status ?? ''], [job.status]),
          ...differences('forecast', [shown?.forecastArn ?? ''], [job.forecastArn]),
          ...differences(
            'tags',
            (tags ?? []).map(({ key, value }) => `${key}=${value}`),
            job.tags.map(({ Key, Value }) => `${Key}=${Value}`),
          ),
        ],
        retry: look,
      });
    },
  },
];

/** Moving jobs on a board, of which some end before they are asked about. */
async function followRun(of: World, count: number): Promise<Run> {
  const board = await startedBoard(of);
  const followed = board.moving().slice(0, count);
  if (followed.length < count) throw new Error('Too few jobs are moving.');
  const clock = new JobClock({
    pace: () => 'normal',
    isFocused: () => true,
    now: () => Date.now(),
    elapsed: () => performance.now(),
    // Nothing is asked by itself.
    after: () => () => undefined,
  });
  clock.watch({
    account: accountOf(of.connection),
    jobs: () => Promise.resolve(of.connection.jobs),
    watched: () => followed.flatMap(({ id }) => board.get(id) ?? []),
    answered: (job, askedAt) => board.put(job, askedAt),
    gone: (job, askedAt) => board.remove(job.id, askedAt),
    failed: failure => board.setUpdateFailure(failure),
  });
  const before = new Map(board.all().map(job => [job.id, job]));
  of.local.advance(48 * 3_600_000);
  const statusOf = (id: string) => of.local.service.account.jobs.get(id)?.status;
  of.local.service.accountNow();
  const ask = async () => {
    await clock.askNow();
    return board.updateFailure ? [board.updateFailure] : [];
  };
  return {
    act: ask,
    lost: () =>
      [...before].flatMap(([id, { status, name }]) => {
        const now = board.get(id);
        if (!now) return statusOf(id) === undefined ? [] : [`row gone: ${id}`];
        const isKnown = now.status === status || now.status === statusOf(id);
        return [
          ...(isKnown ? [] : [`a status that it never had: ${now.status}`]),
          ...(now.name === name ? [] : [`its name is gone: ${id}`]),
        ];
      }),
    missing: () =>
      followed.flatMap(({ id }) =>
        board.get(id)?.status === statusOf(id)
          ? []
          : [`still as before: ${id} ${board.get(id)?.status ?? ''}`],
      ),
    retry: ask,
  };
}
