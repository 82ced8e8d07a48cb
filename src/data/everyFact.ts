import { csvFacts } from './csvFacts';
import type { ScanOptions } from './exportedData';
import type { FactKeys, FactSink } from './facts';
import { overParts } from './overParts';
import { parquetFacts } from './parquetFacts';
import { partAt, type DataContext, type Reading } from './reading';

/** Gives all rows of all parts to a sink. @throws CancelledError */
export async function everyFact(
  context: DataContext,
  reading: Reading,
  keys: FactKeys,
  sink: FactSink,
  options: ScanOptions,
): Promise<void> {
  await overParts(context, reading, options, (place, pass) => {
    const factsOf = partAt(context.parts, place).format === 'CSV' ? csvFacts : parquetFacts;
    return factsOf(context, place, keys, sink, pass);
  });
}
