import { changedStates } from '../../src/jobs/changedStates';
import { changeEach, type ChangeResult } from '../../src/jobs/changeRun';
import { createExportJob, type Creation } from '../../src/jobs/createExportJob';
import { statusGroups } from '../../src/jobs/exportJob';
import type { Failure } from '../../src/jobs/failure';
import { JobBoard } from '../../src/jobs/jobBoard';
import { canChange, type JobChange } from '../../src/jobs/jobChange';
import { noFilter } from '../../src/jobs/jobFilter';
import { createRequest, type NewExportJob } from '../../src/jobs/newExportJob';
import type { Journey, Run } from './journey';
import type { World } from './world';

const world = { jobs: 60 };

export const changeJourneys: readonly Journey[] = [
  change('bulk delete', 'delete', 5),
  change('bulk stop', 'stop', 3),
  // What became of them is asked for.
  { ...change('bulk delete without answers', 'delete', 3, true), ownFailures: ['network', 'inUse'] },
  { ...change('bulk stop without answers', 'stop', 2, true), ownFailures: ['network', 'invalidInput'] },
  { place: 'create', service: 'forecast', world, begin: of => creation(of, false) },
  {
    place: 'create without an answer',
    service: 'forecast',
    world,
    begin: of => creation(of, true),
    ownFailures: ['network', 'exists'],
  },
];

const operations = { stop: 'StopResource', delete: 'DeleteForecastExportJob' } as const;
const doneIn = {
  stop: ['CREATE_STOPPING', 'CREATE_STOPPED'],
  delete: ['DELETE_PENDING', 'DELETE_IN_PROGRESS'],
} as const;

function change(place: string, kind: JobChange, count: number, withoutAnswers = false): Journey {
  return {
    place,
    service: 'forecast',
    world,
    begin: async of => {
      if (withoutAnswers) {
        of.faultsOf('forecast').add({ name: 'cut-answer', operation: operations[kind] });
      }
      if (kind === 'stop') {
        quietAccount(of);
        for (let index = 0; index < count; index++) {
          of.local.service.createForecastExportJob(createRequest(newJob(of, `pending_${index}`)));
        }
      }
      const board = new JobBoard(of.connection.jobs, noFilter, { pageSize: () => 100, order: 'newest' });
      await board.start();
      return changeRun(of, board, kind, count);
    },
  };
}

function changeRun(of: World, board: JobBoard, kind: JobChange, count: number): Run {
  const { account } = of.local.service;
  const jobs = statusGroups.flatMap(group => board.jobsIn(group).filter(job => canChange(kind, job)));
  const planned = jobs.slice(0, count).filter(job => canChange(kind, job));
  if (planned.length < count) throw new Error(`Too few jobs for: ${kind}`);
  const before = new Map(board.all().map(job => [job.id, job]));
  let results: readonly ChangeResult[] = [];
  const work = async () => {
    const able = planned.flatMap(({ id }) => board.get(id) ?? []).filter(job => canChange(kind, job));
    const { jobs: port } = of.connection;
    results = await changeEach(port, kind, able, {
      sleep: () => Promise.resolve(),
      stopped: new AbortController().signal,
      onProgress: () => undefined,
    });
    for (const { id, now, askedAt } of await changedStates(port, kind, results)) {
      if (now) board.put(now, askedAt);
      else board.remove(id, askedAt);
    }
    return results.flatMap(({ outcome }) => ('failure' in outcome ? [outcome.failure ?? []].flat() : []));
  };
  const isDone = (id: string) => {
    const status = account.jobs.get(id)?.status;
    return status === undefined || doneIn[kind].some(done => done === status);
  };
  return {
    act: work,
    lost: () => [
      ...results.flatMap(({ job, outcome }) => {
        const saysDone = outcome.kind === 'accepted' || outcome.kind === 'gone';
        const saysNot = outcome.kind === 'refused' || outcome.kind === 'notTried';
        return (saysDone && !isDone(job.id)) || (saysNot && isDone(job.id))
          ? [`said to be ${outcome.kind}, and is ${account.jobs.get(job.id)?.status ?? 'gone'}`]
          : [];
      }),
      ...[...before].flatMap(([id, { status, name }]) => {
        const now = board.get(id);
        const truth = account.jobs.get(id)?.status;
        if (!now) return truth === undefined ? [] : [`row gone: ${id}`];
        return [
          ...(now.status === status || now.status === truth
            ? []
            : [`shown as ${now.status}, is ${truth ?? ''}`]),
          ...(now.name === name ? [] : [`its name is gone: ${id}`]),
        ];
      }),
    ],
    missing: () => planned.flatMap(({ id }) => (isDone(id) ? [] : [`not done: ${id}`])),
    retry: work,
  };
}

/** Nothing else is being created. */
function quietAccount({ local }: World) {
  local.advance(48 * 3_600_000);
  return local.service.accountNow();
}

function newJob({ local: { service } }: World, name: string): NewExportJob {
  const active = { Key: 'Status', Value: 'ACTIVE', Condition: 'IS' };
  const [forecast] = service.listForecasts({ Filters: [active] }).Forecasts;
  return {
    name,
    forecastArn: forecast?.ForecastArn ?? '',
    path: 's3://exports/made-here',
    roleArn: `arn:aws:iam::${service.account.accountId}:role/ForecastExport`,
    tags: [{ key: 'team', value: 'planning' }],
  };
}

async function creation(of: World, withoutAnswers: boolean): Promise<Run> {
  const { account, now } = quietAccount(of);
  const job = newJob(of, 'made_here');
  if (withoutAnswers) {
    of.faultsOf('forecast').add({ name: 'cut-answer', operation: 'CreateForecastExportJob' });
  }
  const made = () => account.jobs.all().filter(({ name }) => name === job.name);
  let answer: Creation | undefined;
  const create = async (): Promise<readonly Failure[]> => {
    answer = await createExportJob(of.connection.jobs, job, now, answer?.kind === 'unknown');
    return answer.kind === 'created' ? [] : [answer.failure];
  };
  return Promise.resolve({
    act: create,
    lost: () => {
      const [first, ...others] = made();
      const told = answer?.kind ?? 'nothing';
      const isTrue =
        told === 'created'
          ? answer?.kind === 'created' && first?.arn === answer.arn
          : told === 'unknown' || !first;
      return [
        ...(isTrue ? [] : [`told to be ${told}, and is ${first ? 'there' : 'not there'}`]),
        ...(others.length > 0 ? ['made twice'] : []),
      ];
    },
    missing: () => (made().length === 1 ? [] : ['not made']),
    retry: create,
  });
}
