import { isolated } from '../jobs/isolated';

/** The texts of the page "Exported data", which the extension hands to it in the user's language. */
export const previewTextKeys = [
  'item',
  'itemPlaceholder',
  'showItem',
  'suggestions',
  'rows',
  /** {0}: an item. */
  'rowsOf',
  'summary',
  'comparison',
  'loading',
  'loadMore',
  /** {0}: a number of rows. */
  'firstRows',
  'allRows',
  /** {0}: parts that were read, {1}: of how many. */
  'partsRead',
  /** {0}: what was read, {1}: of how much. */
  'bytesRead',
  'noParts',
  'noRows',
  'mostRows',
  /** {0}: a column, {1}: a number of rows. */
  'sorted',
  'fileOrder',
  /** {0}: a number of parts. */
  'faults',
  'retry',
  'cancel',
  'cancelled',
  /** {0}: an item. */
  'searching',
  'notFound',
  'notFoundInRest',
  /** {0}: a number of rows. */
  'leftOut',
  'series',
  'noDimensions',
  /** {0}: an item. */
  'chart',
  'chartKeys',
  'saveChart',
  'copyChart',
  'copyData',
  'saveItem',
  'copied',
  /** {0}: a number of cells. */
  'copiedCells',
  'notCopied',
  'close',
  'summaryAbout',
  'summarize',
  'reading',
  'compareAbout',
  'chooseExport',
  'stopComparing',
  /** {0}, {1}: exports. */
  'beforeAndAfter',
  'before',
  'after',
  'differences',
  /** {0}: a column. */
  'columnBefore',
  'columnAfter',
  'dates',
  'difference',
  'differencePercent',
  'noDifferences',
  'pickHint',
  'legend',
] as const;

export type PreviewTexts = Readonly<Record<(typeof previewTextKeys)[number], string>>;

/** Puts values in place of `{0}`, `{1}`, …; whichever way they are written, the words around them stay where they are. */
export function filled(template: string, ...values: readonly (string | number)[]): string {
  return template.replace(/\{(\d+)\}/g, (place, index: string) =>
    isolated(String(values[Number(index)] ?? place)),
  );
}
