import * as l10n from '@vscode/l10n';
import type { DescribableJob } from './askMoving';
import type { ForecastExportJob } from './exportJob';
import type { Failure } from './failure';

/** What can be done to a job that exists. Neither can be undone. */
export type JobChange = 'stop' | 'delete';

/**
 * The statuses in which a job can be changed. A status that is not named here, known or not, is not tried: the
 * service says that it takes these only. A stopped job therefore can't be deleted.
 * Source: "You can delete only export jobs that have a status of ACTIVE or CREATE_FAILED"
 * (DeleteForecastExportJob); "stops a resource job that is in progress" (StopResource).
 */
const allowedIn: Readonly<Record<JobChange, ReadonlySet<string>>> = {
  stop: new Set(['CREATE_PENDING', 'CREATE_IN_PROGRESS']),
  delete: new Set(['ACTIVE', 'CREATE_FAILED']),
};

/** The statuses of a job that was changed. */
const doneIn: Readonly<Record<JobChange, ReadonlySet<string>>> = {
  stop: new Set(['CREATE_STOPPING', 'CREATE_STOPPED']),
  delete: new Set(['DELETE_PENDING', 'DELETE_IN_PROGRESS']),
};

/** Whether the service allows the change in the job's status, as far as that is known here. */
export function canChange(change: JobChange, job: ForecastExportJob): job is DescribableJob {
  return job.arn !== undefined && allowedIn[change].has(job.status);
}

/** Whether a job is already what the change would make of it, whoever did it. */
export function isChanged(change: JobChange, job: ForecastExportJob): boolean {
  return doneIn[change].has(job.status);
}

/** A job as the service has it right after it took the change. */
export function changedJob<T extends ForecastExportJob>(change: JobChange, job: T): T {
  return { ...job, status: change === 'stop' ? 'CREATE_STOPPING' : 'DELETE_PENDING' };
}

/** Why nothing that changes the account is done, and where that can be turned on again. */
export function changesForbidden(): Failure {
  return {
    kind: 'denied',
    what: l10n.t('The settings do not allow this extension to create, stop or delete export jobs.'),
    helps: l10n.t('To allow it, turn this setting on: {0}', 'forecastExports.allowChanges'),
    remedies: [{ kind: 'openSetting', setting: 'forecastExports.allowChanges' }],
  };
}
