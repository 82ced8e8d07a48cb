import * as l10n from '@vscode/l10n';
import type { PreviewTexts } from '../../chart/previewTexts';

/** The page puts values in place of `{0}` and `{1}` itself: here they stand for themselves. */
const first = '{0}';
const second = '{1}';

/** The texts of the page, in the language of the editor. */
export function pageTexts(): PreviewTexts {
  return {
    item: l10n.t('Item'),
    itemPlaceholder: l10n.t('Item ID, as in the file'),
    showItem: l10n.t('Show'),
    suggestions: l10n.t('Items read so far'),
    rows: l10n.t('Rows'),
    rowsOf: l10n.t('Rows of {0}', first),
    summary: l10n.t('Summary'),
    comparison: l10n.t('Comparison'),
    loading: l10n.t('Loading…'),
    loadMore: l10n.t('Load More'),
    firstRows: l10n.t('First {0} rows', first),
    allRows: l10n.t('All {0} rows', first),
    partsRead: l10n.t('{0} of {1} parts', first, second),
    bytesRead: l10n.t('{0} of {1} read', first, second),
    noParts: l10n.t(
      'No files of this export were found in its folder in S3. They may have been moved or deleted.',
    ),
    noRows: l10n.t('The files of this export have no rows.'),
    mostRows: l10n.t('The table takes no more rows. Look for an item instead: all parts are searched.'),
    sorted: l10n.t('Sorted by {0}, only among the {1} rows that are loaded', first, second),
    fileOrder: l10n.t('File Order'),
    faults: l10n.t('Parts that could not be read: {0}', first),
    retry: l10n.t('Retry'),
    cancel: l10n.t('Cancel'),
    cancelled: l10n.t('Stopped before all parts were searched.'),
    searching: l10n.t('Looking for {0}', first),
    notFound: l10n.t(
      'No row of this item is in any part. Its ID has to be as it is in the file, letter by letter.',
    ),
    notFoundInRest: l10n.t('No row of this item is in the parts that could be read.'),
    leftOut: l10n.t('Rows left out, because there are too many: {0}', first),
    series: l10n.t('Series'),
    noDimensions: l10n.t('(no dimensions)'),
    chart: l10n.t('Forecast of {0}', first),
    chartKeys: l10n.t('Arrow keys move from date to date and read the values.'),
    saveChart: l10n.t('Save Chart As…'),
    copyChart: l10n.t('Copy Chart'),
    copyData: l10n.t('Copy Data'),
    saveItem: l10n.t('Save Item as CSV…'),
    copied: l10n.t('Copied'),
    copiedCells: l10n.t('Cells copied: {0}', first),
    notCopied: l10n.t('The chart could not be copied here. It can be saved instead.'),
    close: l10n.t('Close'),
    summaryAbout: l10n.t(
      'Counts items, rows and dates and looks for crossing quantiles, negative values, missing and repeated dates. For that all parts are read.',
    ),
    summarize: l10n.t('Summarize'),
    reading: l10n.t('Reading'),
    compareAbout: l10n.t(
      'Holds this export against another one: which items have changed most, and both forecasts of an item over each other. For that all parts of both are read.',
    ),
    chooseExport: l10n.t('Choose Export…'),
    stopComparing: l10n.t('Stop Comparing'),
    beforeAndAfter: l10n.t('Before: {0} · After: {1}', first, second),
    before: l10n.t('before'),
    after: l10n.t('after'),
    differences: l10n.t('Differences by item'),
    columnBefore: l10n.t('{0} before', first),
    columnAfter: l10n.t('{0} after', first),
    dates: l10n.t('Dates'),
    difference: l10n.t('Difference'),
    differencePercent: l10n.t('Difference %'),
    noDifferences: l10n.t('No differences were found.'),
    pickHint: l10n.t('Enter or a double click shows an item of both exports in the chart.'),
    legend: l10n.t('What the chart shows'),
  };
}
