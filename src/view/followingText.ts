import * as l10n from '@vscode/l10n';
import { groupOf, type ForecastExportJob, type StatusGroup } from '../jobs/exportJob';
import { failureText } from '../jobs/failure';
import { plainText } from '../jobs/plainText';
import { parseS3Path } from '../jobs/s3Path';
import { durationText } from './durationText';
import { choiceText } from './accountText';
import { groupLabel } from './groupText';
import { jobName, type Fact } from './jobText';
import { age, type TimeStyle } from './timeText';
import type { FollowedEnd, FollowedState } from './followedStates';

/** The words for what is followed and for how it ended. Without the editor, so that tests can read them. */

export type EndAction = 'previewData' | 'openS3Path' | 'copyS3Uri' | 'showDetails';

/** How the end of a followed job is told. */
export interface EndNotice {
  readonly severity: 'information' | 'warning' | 'error';
  readonly message: string;
  readonly actions: readonly EndAction[];
}

const longestName = 120;
const longestReason = 400;

/** The name in a sentence: never so long that it hides the rest. */
function nameOf(job: ForecastExportJob): string {
  return plainText(jobName(job), longestName);
}

/** The right kind of notice for how a followed job ended. Its message is plain text. */
export function endNotice({ job, gone }: FollowedEnd): EndNotice {
  const name = nameOf(job);
  if (gone) {
    const message = isBeingDeleted(groupOf(job))
      ? l10n.t('The export job is deleted, its files in S3 stay: {0}', name)
      : l10n.t('Someone deleted the export job while it was followed: {0}', name);
    return { severity: 'information', message, actions: [] };
  }
  const reason = plainText(job.message ?? '', longestReason);
  const group = groupOf(job);
  switch (group) {
    case 'ACTIVE': {
      const files: readonly EndAction[] = parseS3Path(job.destination.path)
        ? ['previewData', 'openS3Path', 'copyS3Uri']
        : [];
      const message = l10n.t('The export is ready: {0}', name);
      return { severity: 'information', message, actions: [...files, 'showDetails'] };
    }
    case 'CREATE_FAILED': {
      const message =
        reason === ''
          ? l10n.t('The export failed, and the service sent no reason: {0}', name)
          : l10n.t('The export failed: {0} — {1}', name, reason);
      return { severity: 'error', message, actions: ['showDetails'] };
    }
    case 'DELETE_FAILED': {
      const message =
        reason === ''
          ? l10n.t('The export job could not be deleted: {0}', name)
          : l10n.t('The export job could not be deleted: {0} — {1}', name, reason);
      return { severity: 'error', message, actions: ['showDetails'] };
    }
    case 'CREATE_STOPPED': {
      const message = l10n.t('The export was stopped before its end: {0}', name);
      return { severity: 'information', message, actions: ['showDetails'] };
    }
    default: {
      const message = l10n.t(
        'The export job is no longer followed, because its status is not known to this version ({0}): {1}',
        plainText(job.status, longestName),
        name,
      );
      return { severity: 'warning', message, actions: ['showDetails'] };
    }
  }
}

function isBeingDeleted(group: StatusGroup): boolean {
  return group === 'DELETE_PENDING' || group === 'DELETE_IN_PROGRESS';
}

/**
 * `2 exports running, 14 min`: the time is that since the oldest was created. Never a time left: the service
 * tells none. Jobs that are only being deleted are spoken of where nothing runs.
 */
export function runningText(jobs: readonly ForecastExportJob[], { now, locale }: TimeStyle): string {
  const running = jobs.filter(job => !isBeingDeleted(groupOf(job)));
  if (running.length === 0) {
    return jobs.length === 1
      ? l10n.t('1 export job being deleted')
      : l10n.t('{0} export jobs being deleted', jobs.length);
  }
  const created = running.flatMap(job => job.creationTime?.getTime() ?? []);
  const count =
    running.length === 1 ? l10n.t('1 export running') : l10n.t('{0} exports running', running.length);
  return created.length === 0 ? count : `${count}, ${durationText(now - Math.min(...created), locale)}`;
}

/** `In Progress · 14 min ago · company, us-west-2`. */
export function followedDescription({ record, job }: FollowedState, time: TimeStyle): string {
  return [
    groupOf(job) === 'OTHER' ? l10n.t('not asked about yet') : groupLabel(groupOf(job)),
    ...(job.creationTime ? [age(job.creationTime, time)] : []),
    `${choiceText(record.account)}, ${record.region}`,
  ].join(' · ');
}

/** What a tooltip tells of all that is followed, a job a line. */
export function followedFacts(states: readonly FollowedState[], time: TimeStyle): readonly Fact[] {
  return states.map(state => ({ label: nameOf(state.job), value: followedDescription(state, time) }));
}

/**
 * Why some of what is followed isn't asked about, each reason once.
 * @param isOff the user has turned updates off
 */
export function obstacles(states: readonly FollowedState[], isOff: boolean): readonly Fact[] {
  if (isOff) {
    const value = l10n.t('An end is seen when you refresh the view that shows the export job.');
    return [{ label: l10n.t('Updates are off'), value }];
  }
  const reasons = new Set(states.flatMap(({ failure }) => (failure ? [failureText(failure)] : [])));
  return [...reasons].map(value => ({ label: l10n.t('Could not ask the service'), value }));
}

/** What the badge of the view counts, in words. */
export function unseenText(unseen: readonly ForecastExportJob[]): string {
  const names = unseen.slice(0, 3).map(nameOf).join(', ');
  const count =
    unseen.length === 1
      ? l10n.t('1 export ended since you last looked')
      : l10n.t('{0} exports ended since you last looked', unseen.length);
  return unseen.length > 3 ? `${count}: ${names}, …` : `${count}: ${names}`;
}
