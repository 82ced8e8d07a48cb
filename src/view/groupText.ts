import * as l10n from '@vscode/l10n';
import { localNumber } from '../data/localNumber';
import type { StatusGroup } from '../jobs/exportJob';
import type { GroupState } from '../jobs/jobBoard';
import type { JobFilter } from '../jobs/jobFilter';
import { plainText } from '../jobs/plainText';
import type { Writing } from './timeText';

/** The words of the interface for the groups of jobs, and for the filter that leaves some out. */

export function groupLabel(group: StatusGroup): string {
  switch (group) {
    case 'CREATE_IN_PROGRESS':
      return l10n.t('In Progress');
    case 'CREATE_PENDING':
      return l10n.t('Pending');
    case 'CREATE_FAILED':
      return l10n.t('Failed');
    case 'DELETE_FAILED':
      return l10n.t('Deletion Failed');
    case 'ACTIVE':
      return l10n.t('Active');
    case 'CREATE_STOPPING':
      return l10n.t('Stopping');
    case 'CREATE_STOPPED':
      return l10n.t('Stopped');
    case 'DELETE_IN_PROGRESS':
      return l10n.t('Deleting');
    case 'DELETE_PENDING':
      return l10n.t('Deletion Pending');
    case 'OTHER':
      return l10n.t('Other Statuses');
  }
}

/** What a group means, for its tooltip. */
export function groupMeaning(group: StatusGroup): string {
  switch (group) {
    case 'CREATE_IN_PROGRESS':
      return l10n.t('Amazon Forecast is writing the files.');
    case 'CREATE_PENDING':
      return l10n.t('The export is waiting to start.');
    case 'CREATE_FAILED':
      return l10n.t('The export ended with an error.');
    case 'DELETE_FAILED':
      return l10n.t('The export job could not be deleted.');
    case 'ACTIVE':
      return l10n.t('The files are in S3.');
    case 'CREATE_STOPPING':
      return l10n.t('The export is being stopped.');
    case 'CREATE_STOPPED':
      return l10n.t('The export was stopped before its end and can’t be resumed.');
    case 'DELETE_IN_PROGRESS':
      return l10n.t('The export job is being deleted. Files in S3 stay.');
    case 'DELETE_PENDING':
      return l10n.t('The export job is waiting to be deleted. Files in S3 stay.');
    case 'OTHER':
      return l10n.t('Statuses that this version of the extension does not know.');
  }
}

/** How many jobs a group has, as far as is known: `37`, `100+`, or `…` while nothing is known. */
export function countText({ count, tail }: GroupState, { locale }: Writing): string {
  const written = localNumber(count, locale);
  switch (tail.kind) {
    case 'end':
      return written;
    case 'loading':
      return count === 0 ? '…' : `${written}+`;
    case 'more':
      return `${written}+`;
    case 'failed':
      return count === 0 ? '' : `${written}+`;
  }
}

/** A group's count as a screen reader says it. */
export function groupSpokenCount({ count, tail }: GroupState, { locale }: Writing): string {
  const written = localNumber(count, locale);
  switch (tail.kind) {
    case 'end':
      return count === 1 ? l10n.t('1 job') : l10n.t('{0} jobs', written);
    case 'loading':
      return l10n.t('loading');
    case 'more':
      return l10n.t('{0} and more jobs', written);
    case 'failed':
      return l10n.t('reading more failed after {0}', written);
  }
}

/** The filter in a few words, '' where none is on. */
export function filterText(filter: JobFilter): string {
  const names = (condition: 'IS' | 'IS_NOT') =>
    filter.forecasts
      .filter(forecast => forecast.condition === condition)
      .map(forecast => plainText(forecast.forecastArn.replace(/^.*:forecast\//, ''), 80));
  const only = names('IS');
  const hidden = names('IS_NOT');
  return [
    ...(only.length > 0 ? [l10n.t('only {0}', only.join(', '))] : []),
    ...(hidden.length > 0 ? [l10n.t('without {0}', hidden.join(', '))] : []),
    ...(filter.statuses ? [filter.statuses.map(groupLabel).join(', ')] : []),
  ].join(' · ');
}
