import type { PartColumns } from './columns';
import { DatesOfSeries } from './datesOfSeries';
import type { ExportSummary, ScanOptions } from './exportedData';
import { everyFact } from './everyFact';
import { FactKeys, type FactRow } from './facts';
import { NotedRows } from './notedRows';
import { Reading, type DataContext } from './reading';
import { datesFound } from './summaryDates';

/** Values as near as this to each other, relative to their size, are compared to their last digit. */
const near = 1e-13;

/** All rows of all parts, looked at once. @throws CancelledError */
export async function summarize(context: DataContext, options: ScanOptions): Promise<ExportSummary> {
  const reading = new Reading(context.parts);
  const keys = new FactKeys(context.limits);
  const facts = new SummaryFacts(keys, new DatesOfSeries(context.limits.stretches));
  await everyFact(context, reading, keys, columns => facts.rowsOf(columns), options);
  return {
    ...facts.summary(),
    columns: [...context.columns.columns],
    progress: reading.progress,
    faults: reading.faults,
  };
}

class SummaryFacts {
  private rows = 0;
  private readonly crossing = new NotedRows();
  private readonly negative = new NotedRows();
  private readonly notANumber = new NotedRows();
  private readonly duplicates = new NotedRows();

  constructor(
    private readonly keys: FactKeys,
    private readonly dates: DatesOfSeries,
  ) {}

  /** What takes the rows of a part with such columns. */
  rowsOf({ columns, values }: PartColumns): (row: FactRow) => void {
    const quantiles = values
      .map((column, value) => ({ value, quantile: columns[column]?.quantile }))
      .filter((one): one is { value: number; quantile: number } => one.quantile !== undefined)
      .sort((a, b) => a.quantile - b.quantile)
      .map(({ value }) => value);
    return row => {
      this.rows++;
      this.takeValues(row);
      if (isCrossing(row, quantiles)) {
        this.crossing.note(row.item, row.date);
      }
      if (row.series >= 0 && row.date >= 0) {
        const stretch = this.dates.stretchOf(row.series, row.date);
        if (stretch >= 0 && !this.dates.mark(stretch, row.date)) {
          this.duplicates.note(row.item, row.date);
        }
      }
    };
  }

  summary(): Omit<ExportSummary, 'columns' | 'progress' | 'faults'> {
    const { keys } = this;
    const gaps = new NotedRows();
    const dates = datesFound(keys, this.dates, gaps);
    return {
      items: keys.items.size,
      series: keys.series.size,
      rows: this.rows,
      ...dates,
      crossing: this.crossing.noted(keys),
      negative: this.negative.noted(keys),
      notANumber: this.notANumber.noted(keys),
      gaps: gaps.noted(keys),
      duplicates: this.duplicates.noted(keys),
      bounded: keys.isFull || this.dates.isFull,
    };
  }

  private takeValues({ values, item, date }: FactRow): void {
    let isNegative = false;
    let isMissing = false;
    for (let value = 0; value < values.length; value++) {
      const number = values[value] ?? NaN;
      isNegative ||= number < 0;
      isMissing ||= !Number.isFinite(number);
    }
    if (isNegative) {
      this.negative.note(item, date);
    }
    if (isMissing) {
      this.notANumber.note(item, date);
    }
  }
}

/** @param quantiles the places of their values, the lowest quantile first */
function isCrossing(row: FactRow, quantiles: readonly number[]): boolean {
  let below = -1;
  for (const value of quantiles) {
    const number = row.values[value] ?? NaN;
    if (Number.isNaN(number)) {
      continue;
    }
    const lower = below < 0 ? -Infinity : (row.values[below] ?? NaN);
    if (lower > number * (1 - Math.sign(number) * near) && isAbove(row, below, value, lower, number)) {
      return true;
    }
    below = value;
  }
  return false;
}

function isAbove(row: FactRow, below: number, value: number, lower: number, number: number): boolean {
  return Math.abs(lower - number) > Math.abs(number) * near
    ? lower > number
    : row.exact(below) > row.exact(value);
}
