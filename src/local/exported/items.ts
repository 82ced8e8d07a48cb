import { hash32 } from '../random';
import type { Measure } from './measure';

/** One item with one value of each dimension: the rows of an export that make one line of a chart. */
export interface MadeSeries {
  readonly item: string;
  /** One for each dimension. */
  readonly dimensions: readonly string[];
}

/** Ids that some data sets really have, or that someone may try: what shows them must show them and do nothing. */
export const hostileItems = [
  'nuts, bolts & "washers"',
  '<img src=x onerror=alert(1)>',
  "=cmd|' /C calc'!A0",
  'מוצר-מיוחד \u202Etxt.exe',
  'naïve 🧀 cheese',
  'line\nbreak',
  ' leading and trailing ',
  `sku_${'very-long-'.repeat(40)}id`,
] as const;

/** All series of a forecast, in the same order for each of its exports. */
export function seriesOf(forecastName: string, measure: Measure): readonly MadeSeries[] {
  const values = measure.dimension?.values;
  return itemsOf(forecastName, measure).flatMap(item =>
    values === undefined ? [{ item, dimensions: [] }] : values.map(value => ({ item, dimensions: [value] })),
  );
}

/** Two in three forecasts have some hostile ids among them. */
function itemsOf(forecastName: string, { item, items }: Measure): readonly string[] {
  const start = 100 + (hash32(`${forecastName} items`) % 800);
  const ordinary = Array.from({ length: items }, (_, index) => `${item}_${String(start + index * 7)}`);
  const odd = hash32(`${forecastName} hostile`) % 3;
  return odd === 0 ? ordinary : [...ordinary, ...hostileItems.filter((_, index) => index % 2 === odd - 1)];
}
