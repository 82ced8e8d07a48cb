import { findInCsv } from './csvFindItem';
import type { FindOptions, ItemFound, ItemQuery } from './exportedData';
import { FoundRows } from './foundRows';
import { overParts } from './overParts';
import { findInParquet } from './parquetFindItem';
import { partAt, Reading, type DataContext } from './reading';

/** An item's rows in all parts. @throws CancelledError */
export async function findItem(
  context: DataContext,
  query: ItemQuery,
  options: FindOptions,
): Promise<ItemFound> {
  const reading = new Reading(context.parts);
  const rows = new FoundRows(query, context.limits, () => context.columns.columns);
  const found = (): ItemFound => ({
    series: rows.series(),
    progress: reading.progress,
    faults: reading.faults,
    leftOut: rows.leftOut,
  });
  await overParts(
    context,
    reading,
    options,
    (place, pass) => {
      const findIn = partAt(context.parts, place).format === 'CSV' ? findInCsv : findInParquet;
      return findIn(context, place, query.item, pass, (row, bytes) => rows.add(place, row, bytes));
    },
    () => options.onFound?.(found()),
  );
  return found();
}
