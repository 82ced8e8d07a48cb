import type { DecodedArray } from 'hyparquet';
import { rowOf } from './columns';
import type { ExportRow } from './exportedData';
import { joinedRuns, type RunNotes } from './itemPlaces';
import type { PartPass } from './overParts';
import { ParquetFile, type RowRange } from './parquetFile';
import { textOf } from './parquetText';
import { noItemColumn } from './partFaults';
import { partAt, type DataContext } from './reading';

/** Runs as near as this, in rows, are one read. */
const nearRuns = 10_000;

/** Bytes that a row is taken for, when it is told how much may be kept. */
const textBytes = (row: ExportRow): number => row.reduce((sum, text) => sum + text.length, 0);

/** Finds an item's rows in a part: by what is known of it, or by its column of items; nothing else is read of other items. */
export async function findInParquet(
  context: DataContext,
  place: number,
  item: string,
  pass: PartPass,
  found: (row: ExportRow, bytes: number) => void,
): Promise<void> {
  const { places, headers } = context;
  const isKnown = headers.has(place) && places.knows(place);
  const runs = isKnown ? places.runsIn(place, item) : undefined;
  if (partAt(context.parts, place).size === 0 || runs?.length === 0) {
    return;
  }
  const file = await ParquetFile.open(context, place, pass);
  if (file.columns.item < 0) {
    throw noItemColumn(partAt(context.parts, place));
  }
  for await (const run of runs
    ? knownRuns(file, runs, context)
    : searchedRuns(file, context, place, item, pass)) {
    const values = await file.read([...file.columns.columns.keys()], run, pass);
    for (let row = 0; row < run.to - run.from; row++) {
      const cells = values.map(column => textOf(column[row]));
      // What is known may be of an object that was there before.
      if (cells[file.columns.item] === item) {
        const shown = rowOf(cells, file.columns);
        found(shown, textBytes(shown));
      }
    }
    pass.step();
  }
}

/** Runs, none of which is larger than may be decoded at a time. */
function* knownRuns(
  file: ParquetFile,
  runs: readonly RowRange[],
  { limits }: DataContext,
): Generator<RowRange> {
  for (const run of joinedRuns(runs, nearRuns)) {
    for (const range of file.ranges(limits.decodedRows)) {
      const from = Math.max(run.from, range.from);
      const to = Math.min(run.to, range.to);
      if (from < to) {
        yield { from, to };
      }
    }
  }
}

async function* searchedRuns(
  file: ParquetFile,
  context: DataContext,
  place: number,
  item: string,
  pass: PartPass,
): AsyncGenerator<RowRange> {
  const notes = context.places.note();
  const mayHave = file.mayHave(file.columns.item, item);
  let groupsLeftOut = 0;
  const ranges = file.ranges(context.limits.decodedRows, group => {
    const has = mayHave(group);
    groupsLeftOut += has ? 0 : 1;
    return has;
  });
  for (const range of ranges) {
    const [items = []] = await file.read([file.columns.item], range, pass);
    yield* runsOf(items, range, item, context, notes);
    pass.step();
  }
  if (groupsLeftOut === 0) {
    context.places.keep(place, notes);
  }
}

/** The runs of the wanted item; those of all items are noted. */
function runsOf(
  items: DecodedArray,
  range: RowRange,
  item: string,
  { places }: DataContext,
  notes: RunNotes,
): RowRange[] {
  const found: RowRange[] = [];
  let start = 0;
  for (let row = 1; row <= items.length; row++) {
    if (row === items.length || items[row] !== items[start]) {
      const text = textOf(items[start]);
      const run = { from: range.from + start, to: range.from + row };
      notes.add(places.saw(text), run.from, run.to);
      if (text === item) {
        found.push(run);
      }
      start = row;
    }
  }
  return joinedRuns(found, nearRuns);
}
