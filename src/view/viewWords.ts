import * as l10n from '@vscode/l10n';
import { failureText } from '../jobs/failure';
import { isFiltering } from '../jobs/jobFilter';
import { plainText } from '../jobs/plainText';
import { choiceText } from './accountText';
import { filterText } from './groupText';
import type { Row } from './rows';
import type { Session } from './session';

/** Of what a service says above the rows, in characters: more would push these out of sight. */
const longestWords = 160;

/**
 * `profile · region · filter`, and why the rows aren't whole. A view alone in its container has no place for a
 * description; the message is always seen, and it wraps.
 */
export function viewWords({ state, choice, filter, board }: Session): {
  readonly description: string;
  readonly message: string;
} {
  const region =
    state.kind === 'connected' ? state.connection.region : choice?.kind === 'sample' ? '' : choice?.region;
  const parts = choice ? [choiceText(choice), region ?? '', filterText(filter)] : [];
  const description = parts.filter(Boolean).join(' · ');
  const failure = state.kind === 'failed' ? state.failure : board?.failure;
  const late = board?.updateFailure;
  const words = failure
    ? failureText(failure)
    : late
      ? l10n.t('The running exports could not be asked about: {0}', plainText(late.what, longestWords))
      : '';
  return { description, message: breakable([description, words].filter(Boolean).join(' — ')) };
}

/** Long names and ARNs may break after their punctuation, where a narrow view would cut them off. */
function breakable(words: string): string {
  return words.replace(/[:/_.-](?=\S)/g, '$&\u200B');
}

/** What stands in the place of rows where there are no jobs. */
export function emptyRows({ state, choice, filter }: Session): Row[] {
  if (state.kind !== 'connected' || !choice) {
    return [];
  }
  const { region } = state.connection;
  const look: Row = {
    kind: 'note',
    label: l10n.t('Look in Other Regions…'),
    icon: 'globe',
    command: 'forecastExports.lookInOtherRegions',
  };
  if (isFiltering(filter)) {
    const label = l10n.t('No export jobs match the filter: {0}', filterText(filter));
    const clear = l10n.t('Clear Filters');
    return [
      { kind: 'note', label, icon: 'filter' },
      { kind: 'note', label: clear, icon: 'clear-all', command: 'forecastExports.clearFilters' },
    ];
  }
  const label =
    choice.kind === 'profile'
      ? l10n.t('No export jobs in {0} for profile {1}', region, choiceText(choice))
      : l10n.t('No export jobs in {0}', region);
  return [{ kind: 'note', label, icon: 'info' }, look];
}
