import type { KnownStatus } from '../jobs/exportJob';
import type { AccountPlace } from './account';
import { madeDestination, madeName, madeTags } from './madeJobParts';
import { deletionFailureMessages, failureMessage } from './madeMessages';
import { SeededRandom } from './random';
import type { Step, StoredForecast, StoredJob } from './resource';
import { autoPredictorSuffix, forecastArn } from './resourceArn';

const minute = 60_000;
const day = 24 * 60 * minute;

/** The first jobs of an account, so that the smallest ones too have something of everything. */
const firstStatuses: readonly KnownStatus[] = [
  'ACTIVE',
  'CREATE_IN_PROGRESS',
  'CREATE_FAILED',
  'CREATE_PENDING',
  'CREATE_STOPPED',
  'DELETE_IN_PROGRESS',
  'CREATE_STOPPING',
  'DELETE_FAILED',
  'DELETE_PENDING',
];

/**
 * Export jobs of `forecasts` (those that can be exported). What they are called and how they ended is fixed by the
 * seed alone; when they did is counted back from `anchor`, and for those that are moving from `now`.
 */
export function madeJobs(
  place: AccountPlace,
  seed: number,
  count: number,
  forecasts: readonly StoredForecast[],
  anchor: number,
  now: number,
): readonly StoredJob[] {
  const random = new SeededRandom(`${seed} jobs`);
  const jobs: StoredJob[] = [];
  for (let index = 0; index < count; index++) {
    const forecastIndex = index % forecasts.length;
    const forecast = forecasts[forecastIndex];
    if (forecast === undefined) break;
    const name = madeName(Math.floor(index / forecasts.length), random);
    const suffix = forecast.fromAutoPredictor ? autoPredictorSuffix(`${seed} ${forecast.name}/${name}`) : '';
    const job: StoredJob = {
      arn: forecastArn(place, 'forecast-export-job', `${forecast.name}/${name}${suffix}`),
      name,
      forecastArn: forecast.arn,
      destination: madeDestination(place, forecastIndex, name, random),
      format: random.next() < 0.3 ? 'PARQUET' : 'CSV',
      tags: madeTags(random),
      // More of them lately than long ago.
      creationTime: anchor - Math.round(random.next() ** 1.5 * 270 * day + 60 * minute),
      status: firstStatuses[index] ?? laterStatus(index, random),
      changedAt: 0,
      steps: [],
    };
    jobs.push(withHistory(job, place, random, now));
  }
  return jobs;
}

/** Few are moving however large the account is: the service lets three be created and three be stopped at a time. */
function laterStatus(index: number, random: SeededRandom): KnownStatus {
  const draw = random.next();
  if (index % 150 === 40 && index < 2000) return 'DELETE_IN_PROGRESS';
  if (draw < 0.08) return 'CREATE_FAILED';
  if (draw < 0.115) return 'CREATE_STOPPED';
  if (draw < 0.122) return 'DELETE_FAILED';
  return 'ACTIVE';
}

function withHistory(job: StoredJob, place: AccountPlace, random: SeededRandom, now: number): StoredJob {
  const worked = random.between(3 * minute, 48 * minute);
  const ended = job.creationTime + worked;
  const minutesAhead = (from: number, to: number) => now + random.between(from * minute, to * minute);
  const moving = (minutesAgo: number, changedMinutesAgo: number, steps: readonly Step[]): StoredJob => ({
    ...job,
    creationTime: now - minutesAgo * minute - random.between(0, 999),
    changedAt: now - changedMinutesAgo * minute,
    steps,
  });
  switch (job.status) {
    case 'CREATE_PENDING': {
      const start = minutesAhead(2, 4);
      return moving(1, 1, [
        { at: start, status: 'CREATE_IN_PROGRESS' },
        { at: start + worked, status: 'ACTIVE' },
      ]);
    }
    case 'CREATE_IN_PROGRESS':
      return moving(14, 13, [{ at: minutesAhead(9, 25), status: 'ACTIVE' }]);
    case 'CREATE_STOPPING':
      return moving(31, 1, [{ at: minutesAhead(4, 6), status: 'CREATE_STOPPED' }]);
    case 'DELETE_PENDING': {
      const start = minutesAhead(3, 4);
      const steps: Step[] = [
        { at: start, status: 'DELETE_IN_PROGRESS' },
        { at: start + 6 * minute, status: 'GONE' },
      ];
      return { ...job, changedAt: now - minute, steps };
    }
    case 'DELETE_IN_PROGRESS':
      return { ...job, changedAt: now - 2 * minute, steps: [{ at: minutesAhead(6, 14), status: 'GONE' }] };
    case 'CREATE_FAILED':
      return { ...job, changedAt: ended, message: failureMessage(job.destination, place, random) };
    case 'DELETE_FAILED':
      return { ...job, changedAt: ended + 5 * minute, message: random.pick(deletionFailureMessages) };
    case 'ACTIVE':
    case 'CREATE_STOPPED':
      return { ...job, changedAt: ended };
  }
}
