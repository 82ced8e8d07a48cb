import { FailureError } from '../jobs/failure';
import type { PartColumns } from './columns';
import { ComparedValues } from './comparedValues';
import { instantOf } from './dates';
import type { CompareOptions, Comparison, ExportColumn, ExportedData, ReadingProgress } from './exportedData';
import { everyFact } from './everyFact';
import { FactKeys, type FactRow, type FactSink } from './facts';
import { contextOf } from './openExportedData';
import { noColumn, nothingInCommon } from './partFaults';
import { Reading, type DataContext } from './reading';

/**
 * What an item's forecast was and what it is, over the dates that both exports have. One pass over each; the values of
 * the earlier export are kept, bounded, those of the later one are not.
 *
 * @throws CancelledError, and FailureError where there is nothing that can be compared
 */
export async function compareExports(
  before: ExportedData,
  after: ExportedData,
  options: CompareOptions,
): Promise<Comparison> {
  const earlier = contextOf(before);
  const later = contextOf(after);
  const column = columnToCompare(
    await knownColumns(before, options.signal),
    await knownColumns(after, options.signal),
  );
  const keys = new FactKeys(earlier.limits);
  const values = new ComparedValues(earlier.limits.valueStretches);
  const items = new ItemsOfBoth();
  const dates = new SameDates(keys);
  const pass = async (
    context: DataContext,
    bit: number,
    take: (series: number, date: number, value: number) => void,
    progressOf: (progress: ReadingProgress) => ReadingProgress,
  ): Promise<Reading> => {
    const reading = new Reading(context.parts);
    const sink = valuesOf(
      column,
      row => items.saw(row.item, bit),
      (series, date, value) => take(series, dates.sameAs(date), value),
    );
    const { signal, onProgress } = options;
    await everyFact(context, reading, keys, sink, {
      ...(signal ? { signal } : {}),
      onProgress: progress => onProgress?.(progressOf(progress)),
    });
    return reading;
  };
  const nothingYet = new Reading(later.parts).progress;
  const first = await pass(
    earlier,
    1,
    (series, date, value) => values.before(series, date, value),
    progress => sum(progress, nothingYet),
  );
  const second = await pass(
    later,
    2,
    (series, date, value) => values.after(series, date, value),
    progress => sum(first.progress, progress),
  );
  return {
    column: column.name,
    dimensions: [...keys.dimensions],
    differences: values
      .bySize(options.limit)
      .map(series => ({ ...keys.textsOf(series), ...values.sumsOf(series) })),
    ...items.counts(),
    faults: [...first.faults, ...second.faults],
    bounded: keys.isFull || values.isFull,
  };
}

/** By the header of the first part that has one, where none was read yet. */
async function knownColumns(data: ExportedData, signal?: AbortSignal): Promise<readonly ExportColumn[]> {
  const known = (): readonly ExportColumn[] => data.columns;
  if (known().length > 0) {
    return known();
  }
  const [fault] = (await data.rows().next(1, signal)).faults;
  if (fault && known().length === 0) {
    throw new FailureError(fault.failure);
  }
  return known();
}

/** p50, else the mean, else the quantile nearest to the median. */
function columnToCompare(before: readonly ExportColumn[], after: readonly ExportColumn[]): ExportColumn {
  const inBoth = before.filter(
    one => one.kind === 'value' && after.some(other => other.kind === 'value' && isSame(one, other)),
  );
  const distance = ({ quantile }: ExportColumn): number =>
    quantile === undefined ? 0.001 : Math.abs(quantile - 0.5);
  const [nearest] = inBoth.sort((a, b) => distance(a) - distance(b));
  if (!nearest) {
    throw nothingInCommon();
  }
  return nearest;
}

function isSame(one: ExportColumn, other: ExportColumn): boolean {
  return one.kind === other.kind && one.quantile === other.quantile;
}

/** Takes the compared values of each part. */
function valuesOf(
  column: ExportColumn,
  saw: (row: FactRow) => void,
  take: (series: number, date: number, value: number) => void,
): FactSink {
  return ({ columns, values }: PartColumns, part) => {
    const place = values.findIndex(value => {
      const own = columns[value];
      return own !== undefined && isSame(own, column);
    });
    if (place < 0) {
      throw noColumn(part, column.name);
    }
    return row => {
      saw(row);
      const value = row.values[place] ?? NaN;
      if (row.series >= 0 && row.date >= 0 && Number.isFinite(value)) {
        take(row.series, row.date, value);
      }
    };
  };
}

/** Dates that are the same instant, though they may be written in two ways. */
class SameDates {
  private readonly same: number[] = [];
  private readonly byInstant = new Map<number, number>();

  constructor(private readonly keys: FactKeys) {}

  sameAs(date: number): number {
    return (this.same[date] ??= this.first(date));
  }

  private first(date: number): number {
    const instant = instantOf(this.keys.dates.text(date));
    if (Number.isNaN(instant)) {
      return date;
    }
    const first = this.byInstant.get(instant) ?? date;
    this.byInstant.set(instant, first);
    return first;
  }
}

/** Which of two exports has an item. */
class ItemsOfBoth {
  private bits = new Uint8Array(1024);

  saw(item: number, bit: number): void {
    if (item < 0) {
      return;
    }
    if (item >= this.bits.length) {
      const larger = new Uint8Array(item * 2);
      larger.set(this.bits);
      this.bits = larger;
    }
    this.bits[item] = (this.bits[item] ?? 0) | bit;
  }

  counts(): Pick<Comparison, 'itemsInBoth' | 'onlyBefore' | 'onlyAfter'> {
    const counts = [0, 0, 0, 0];
    for (const bits of this.bits) {
      counts[bits] = (counts[bits] ?? 0) + 1;
    }
    const [, onlyBefore = 0, onlyAfter = 0, itemsInBoth = 0] = counts;
    return { itemsInBoth, onlyBefore, onlyAfter };
  }
}

function sum(a: ReadingProgress, b: ReadingProgress): ReadingProgress {
  return {
    parts: a.parts + b.parts,
    partsRead: a.partsRead + b.partsRead,
    bytes: a.bytes + b.bytes,
    bytesRead: a.bytesRead + b.bytesRead,
  };
}
