import * as l10n from '@vscode/l10n';
import type { ShownDifference, ShownFact, ShownFault } from '../../chart/protocol';
import type { Comparison, ExportColumn, ExportSummary, Noted, PartFault } from '../../data/exportedData';
import { failureText } from '../../jobs/failure';

/** Results of a pass over all parts, in words. */

/** More of them nobody reads. */
const mostFaults = 50;

export function shownFaults(faults: readonly PartFault[]): ShownFault[] {
  return faults
    .slice(0, mostFaults)
    .map(({ part, failure }) => ({ part: part.name, why: failureText(failure) }));
}

export function summaryMessage(
  summary: ExportSummary,
  language: string,
): { readonly facts: ShownFact[]; readonly notes: string[] } {
  const number = (count: number) => count.toLocaleString(language);
  const fact = (label: string, value: string): ShownFact => ({ label, value, examples: [] });
  const noted = (label: string, { count, examples }: Noted): ShownFact => ({
    label,
    value: count === 0 ? l10n.t('none') : number(count),
    examples: examples.map(({ item, date }) => ({ item, ...(date === undefined ? {} : { date }) })),
  });
  const named = (kind: ExportColumn['kind']) =>
    summary.columns.flatMap(column => (column.kind === kind ? [column.name] : [])).join(', ');
  const { from, to } = summary;
  const facts = [
    fact(l10n.t('Items'), number(summary.items)),
    fact(l10n.t('Series'), number(summary.series)),
    fact(l10n.t('Rows'), number(summary.rows)),
    ...(from === undefined || to === undefined ? [] : [fact(l10n.t('Dates'), `${from} – ${to}`)]),
    ...(summary.frequency === undefined ? [] : [fact(l10n.t('Frequency'), summary.frequency)]),
    fact(l10n.t('Values'), named('value')),
    ...(named('dimension') === '' ? [] : [fact(l10n.t('Dimensions'), named('dimension'))]),
    noted(l10n.t('Rows with crossing quantiles'), summary.crossing),
    noted(l10n.t('Negative values'), summary.negative),
    noted(l10n.t('Values that are no numbers'), summary.notANumber),
    noted(l10n.t('Missing dates'), summary.gaps),
    noted(l10n.t('Repeated dates'), summary.duplicates),
  ];
  const notes = [
    ...(summary.bounded
      ? [
          l10n.t(
            'There are too many series to remember each: series, missing and repeated dates are at least so many.',
          ),
        ]
      : []),
    ...(summary.faults.length > 0
      ? [l10n.t('Not all parts could be read: the counts are of the rest.')]
      : []),
  ];
  return { facts, notes };
}

export function comparisonMessage(
  comparison: Comparison,
  language: string,
): {
  readonly column: string;
  readonly dimensions: string[];
  readonly differences: ShownDifference[];
  readonly notes: string[];
} {
  const number = (count: number) => count.toLocaleString(language);
  const { column, itemsInBoth, onlyBefore, onlyAfter } = comparison;
  return {
    column,
    dimensions: [...comparison.dimensions],
    differences: comparison.differences.map(({ item, dimensions, dates, before, after }) => ({
      item,
      dimensions,
      dates,
      before,
      after,
    })),
    notes: [
      l10n.t('Sums of {0} over the dates that both exports have, the largest differences first.', column),
      l10n.t(
        'Series in both: {0}. Only before: {1}. Only after: {2}.',
        number(itemsInBoth),
        number(onlyBefore),
        number(onlyAfter),
      ),
      ...(comparison.bounded
        ? [l10n.t('There are too many series to remember each: not all of them were compared.')]
        : []),
      ...(comparison.faults.length > 0
        ? [l10n.t('Not all parts could be read: the differences are of the rest.')]
        : []),
    ],
  };
}
