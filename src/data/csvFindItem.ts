import type { PartColumns } from './columns';
import { checkFirstBytes, headerOf } from './csvHeader';
import { CsvItemScan } from './csvItemScan';
import { CsvRecords } from './csvRecords';
import type { ExportRow } from './exportedData';
import { joinedRuns, type RunNotes } from './itemPlaces';
import type { PartPass } from './overParts';
import { linesLeftOut, noItemColumn } from './partFaults';
import { rangesOf } from './partRanges';
import { partAt, type DataContext } from './reading';

/** Runs as near as this, in bytes, are one read. */
const nearRuns = 64 * 1024;

type Found = (row: ExportRow, bytes: number) => void;

/** Finds an item's rows in a part: where they are known to be, or by looking at all records. */
export async function findInCsv(
  context: DataContext,
  place: number,
  item: string,
  pass: PartPass,
  found: Found,
): Promise<void> {
  const columns = context.headers.get(place);
  if (columns && context.places.knows(place)) {
    await readRuns(context, place, item, columns, pass, found);
  } else {
    await searchAll(context, place, item, pass, found);
  }
}

async function readRuns(
  context: DataContext,
  place: number,
  item: string,
  columns: PartColumns,
  { count, step, signal }: PartPass,
  found: Found,
): Promise<void> {
  const { store, limits, places } = context;
  const part = partAt(context.parts, place);
  const scan = new CsvItemScan({ item, columns, maxCells: limits.columns, places, notes: undefined, found });
  for (const { from, to } of joinedRuns(places.runsIn(place, item), nearRuns)) {
    const records = new CsvRecords(limits.record, from);
    const wanted = { from, to, size: limits.scanRange, ahead: true };
    for await (const { bytes, isLast } of rangesOf(store, part, wanted, count, signal)) {
      records.feed(bytes, isLast);
      scan.go(records);
      step();
    }
  }
}

async function searchAll(
  context: DataContext,
  place: number,
  item: string,
  { reading, count, step, signal }: PartPass,
  found: Found,
): Promise<void> {
  const { store, limits, places } = context;
  const part = partAt(context.parts, place);
  const records = new CsvRecords(limits.record);
  const notes = places.note();
  let scan: CsvItemScan | undefined;
  const wanted = { size: limits.scanRange, ahead: true };
  for await (const { bytes, at, isLast } of rangesOf(store, part, wanted, count, signal)) {
    if (at === 0) {
      checkFirstBytes(part, bytes);
    }
    records.feed(bytes, isLast);
    scan ??= begun(context, place, item, records, notes, found);
    scan?.go(records);
    step();
  }
  scan?.end();
  if (records.leftOut > 0) {
    reading.failed(place, linesLeftOut(part, records.leftOut));
  } else {
    places.keep(place, notes);
  }
}

/** Once the header is there. */
function begun(
  context: DataContext,
  place: number,
  item: string,
  records: CsvRecords,
  notes: RunNotes,
  found: Found,
): CsvItemScan | undefined {
  const { limits, places } = context;
  const columns = headerOf(context, place, records);
  if (columns && columns.item < 0) {
    throw noItemColumn(partAt(context.parts, place));
  }
  return columns && new CsvItemScan({ item, columns, maxCells: limits.columns, places, notes, found });
}
