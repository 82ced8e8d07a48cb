import { chance, hash32 } from '../random';
import { seriesOf } from './items';
import type { MadeExport } from './madeExport';
import { measureOf, stepMs } from './measure';
import { seriesValues } from './values';

/** Cells of a part by column, as text. */
export interface PartTable {
  readonly columns: readonly string[];
  /** The first columns, those before the values: texts. */
  readonly keyColumns: number;
  readonly rows: readonly (readonly string[])[];
}

/** The rows of the n-th part that has any, of `count`. */
export function partTable(made: MadeExport, ordinal: number, count: number): PartTable {
  const { forecast } = made;
  const measure = measureOf(forecast.name);
  const step = stepMs(measure);
  const first = firstDate(made.job.creationTime, step);
  const dimensions = measure.dimension === undefined ? [] : [measure.dimension.name];
  const dates = Array.from({ length: measure.dates }, (_, index) => {
    const time = first + index * step;
    return { index, time, text: dateText(time) };
  });
  const rows: string[][] = [];
  const key = made.job.arn;
  const mine = seriesOf(forecast.name, measure)
    .map((series, index) => ({ series, order: hash32(`${key} ${index}`) }))
    .sort((a, b) => a.order - b.order);
  for (const { series, order } of mine) {
    // One series in five lies in two parts.
    const home = order % count;
    const splits = chance(`${key} ${order}`) < 0.2 && count > 1;
    const half = Math.floor(measure.dates / 2);
    const from = splits && (home + 1) % count === ordinal ? half : 0;
    const to = splits && home === ordinal ? half : measure.dates;
    if (home !== ordinal && from === 0) continue;
    const values = seriesValues(forecast.name, measure, series, forecast.forecastTypes, key);
    for (const { index, time, text } of dates.slice(from, to)) {
      rows.push([series.item, ...series.dimensions, text, ...values.at(index, time)]);
    }
  }
  return {
    columns: ['item_id', ...dimensions, measure.date, ...forecast.forecastTypes.map(columnOfType)],
    keyColumns: dimensions.length + 2,
    rows,
  };
}

/** `0.1` is `p10`. */
function columnOfType(type: string): string {
  return type === 'mean' ? type : `p${Math.round(Number(type) * 100)}`;
}

const day = 86_400_000;
/** A Monday. */
const weekStart = Date.UTC(2024, 0, 1);

/** Of daily data the day of the export; of all other the Monday before, so that exports of one week have the same dates. */
function firstDate(time: number, step: number): number {
  const unit = step === day ? day : 7 * day;
  return weekStart + Math.floor((time - weekStart) / unit) * unit;
}

function dateText(time: number): string {
  return new Date(time).toISOString().replace('.000', '');
}
