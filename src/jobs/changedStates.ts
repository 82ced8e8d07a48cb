import { askMoving, type DescribableJob } from './askMoving';
import { nextRequestNumber } from './boardReading';
import type { ChangeResult } from './changeRun';
import type { ForecastExportJob } from './exportJob';
import { CancelledError, FailureError } from './failure';
import { changedJob, type JobChange } from './jobChange';
import type { ForecastJobs } from './ports';

/** A job that a run has touched, as it is after it. */
export interface ChangedState {
  readonly id: string;
  /** Undefined: the service no longer knows it. */
  readonly now: ForecastExportJob | undefined;
  /** As JobBoard takes it. */
  readonly askedAt: number;
}

/**
 * Asks about each touched job once, unless the run has done so, with as few calls as `askMoving` needs. Where the
 * service doesn't answer, a job is taken to be in the status that it gives a job of which it has accepted the change.
 * Never rejects with a `FailureError`.
 */
export async function changedStates(
  service: ForecastJobs,
  change: JobChange,
  results: readonly ChangeResult[],
): Promise<readonly ChangedState[]> {
  const states = new Map<string, ChangedState>();
  const keep = (id: string, now: ForecastExportJob | undefined, askedAt: number) =>
    states.set(id, { id, now, askedAt });
  const unasked: DescribableJob[] = [];
  for (const { job, outcome } of results) {
    if (outcome.kind === 'gone') {
      keep(job.id, undefined, outcome.askedAt);
    } else if ((outcome.kind === 'accepted' || outcome.kind === 'refused') && outcome.now) {
      keep(job.id, outcome.now.job, outcome.now.askedAt);
    } else if (outcome.kind === 'accepted') {
      unasked.push(job);
    }
  }
  if (unasked.length > 0) {
    const acceptedAt = nextRequestNumber();
    await askAbout(service, unasked, keep);
    for (const job of unasked.filter(({ id }) => !states.has(id))) {
      keep(job.id, changedJob(change, job), acceptedAt);
    }
  }
  return [...states.values()];
}

async function askAbout(
  service: ForecastJobs,
  jobs: readonly DescribableJob[],
  keep: (id: string, now: ForecastExportJob | undefined, askedAt: number) => void,
): Promise<void> {
  try {
    await askMoving({
      jobs: service,
      due: jobs,
      watched: jobs,
      rights: { describe: true, list: true },
      signal: new AbortController().signal,
      answered: (job, askedAt) => keep(job.id, job, askedAt),
      gone: (job, askedAt) => keep(job.id, undefined, askedAt),
      stumbled: () => undefined,
    });
  } catch (error) {
    if (!(error instanceof FailureError) && !(error instanceof CancelledError)) {
      throw error;
    }
  }
}
