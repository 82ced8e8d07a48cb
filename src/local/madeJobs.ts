import type { KnownStatus } from '../jobs/exportJob';
import type { AccountPlace } from './account';
import type { DestinationInput } from './model';
import { subjectOf } from './madeForecasts';
import { MadeDestinations, madeName, madeTags } from './madeJobParts';
import { deletionFailureMessages, MadeFailures } from './madeMessages';
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
  const destinations = new MadeDestinations(place);
  const failures = new MadeFailures(place);
  const subjects = forecasts.map((_, index) => subjectOf(index));
  const arnStarts = forecasts.map(({ name }) => forecastArn(place, 'forecast-export-job', `${name}/`));
  const jobs: StoredJob[] = [];
  for (let index = 0; index < count; index++) {
    const forecastIndex = index % forecasts.length;
    const forecast = forecasts[forecastIndex];
    const subject = subjects[forecastIndex];
    if (forecast === undefined || subject === undefined) break;
    const name = madeName(Math.floor(index / forecasts.length), random);
    const suffix = forecast.fromAutoPredictor ? autoPredictorSuffix(`${seed} ${forecast.name}/${name}`) : '';
    // More of them lately than long ago.
    const creationTime = anchor - Math.round(random.next() ** 1.5 * 270 * day + 60 * minute);
    const destination = destinations.next(subject, name, random);
    const status = firstStatuses[index] ?? laterStatus(index, random);
    const history = madeHistory(status, creationTime, destination, failures, random, now);
    const job: StoredJob = {
      arn: `${arnStarts[forecastIndex] ?? ''}${name}${suffix}`,
      name,
      forecastArn: forecast.arn,
      destination: history.destination ?? destination,
      format: random.next() < 0.3 ? 'PARQUET' : 'CSV',
      tags: madeTags(random),
      creationTime: history.creationTime ?? creationTime,
      status,
      changedAt: history.changedAt,
      steps: history.steps,
    };
    if (history.message !== undefined) job.message = history.message;
    if (history.writtenAt !== undefined) job.writtenAt = history.writtenAt;
    jobs.push(job);
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

type History = Pick<StoredJob, 'changedAt' | 'steps' | 'message' | 'writtenAt'> &
  Partial<Pick<StoredJob, 'creationTime' | 'destination'>>;

const settled: readonly Step[] = [];

/** How a job came to its status, and what will become of it. A moving job was created lately, whatever was said. */
function madeHistory(
  status: KnownStatus,
  creationTime: number,
  destination: DestinationInput,
  failures: MadeFailures,
  random: SeededRandom,
  now: number,
): History {
  const worked = random.between(3 * minute, 48 * minute);
  const ended = creationTime + worked;
  const ahead = (from: number, to: number) => now + random.between(from * minute, to * minute);
  const ago = (minutes: number) => now - minutes * minute - random.between(0, 999);
  switch (status) {
    case 'CREATE_PENDING': {
      const created = ago(1);
      const start = ahead(2, 4);
      const steps: Step[] = [
        { at: start, status: 'CREATE_IN_PROGRESS' },
        { at: start + worked, status: 'ACTIVE' },
      ];
      return { creationTime: created, changedAt: created, steps };
    }
    case 'CREATE_IN_PROGRESS':
      return { creationTime: ago(14), changedAt: ago(13), steps: [{ at: ahead(9, 25), status: 'ACTIVE' }] };
    case 'CREATE_STOPPING':
      return {
        creationTime: ago(31),
        changedAt: ago(1),
        steps: [{ at: ahead(4, 6), status: 'CREATE_STOPPED' }],
      };
    case 'DELETE_PENDING': {
      const start = ahead(3, 4);
      const steps: Step[] = [
        { at: start, status: 'DELETE_IN_PROGRESS' },
        { at: start + 6 * minute, status: 'GONE' },
      ];
      return { changedAt: ago(1), writtenAt: ended, steps };
    }
    case 'DELETE_IN_PROGRESS':
      return { changedAt: ago(2), writtenAt: ended, steps: [{ at: ahead(6, 14), status: 'GONE' }] };
    case 'CREATE_FAILED':
      return { changedAt: ended, ...failures.next(destination, random), steps: settled };
    case 'DELETE_FAILED':
      return {
        changedAt: ended + 5 * minute,
        writtenAt: ended,
        message: random.pick(deletionFailureMessages),
        steps: settled,
      };
    case 'ACTIVE':
      return { changedAt: ended, writtenAt: ended, steps: settled };
    case 'CREATE_STOPPED':
      return { changedAt: ended, steps: settled };
  }
}
