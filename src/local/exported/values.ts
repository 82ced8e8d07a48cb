import { chance, chanceOf, hash32 } from '../random';
import type { MadeSeries } from './items';
import type { Measure } from './measure';
import { stepMs } from './measure';

const hour = 3_600_000;
const day = 24 * hour;
const year = 365.25 * day;

/** Month and day on which shops and offices are closed; the days before them are busy. */
const holidays = new Set(['1-1', '5-1', '10-3', '12-25', '12-26']);
const busyDays = new Set(['11-27', '12-23', '12-24', '12-31']);

/** What is the same for all dates of a series in one export. */
interface Temper {
  readonly level: number;
  /** By year. */
  readonly trend: number;
  readonly phase: number;
  /** How wide the quantiles lie apart, relative to the level. */
  readonly spread: number;
  /** What this export has learned since the last: a factor near 1. */
  readonly revision: number;
  /** Whether its lower quantiles may go below zero, as the service lets them. */
  readonly unbounded: boolean;
}

export interface SeriesValues {
  /** The columns' values at a date, as they are written. */
  at(index: number, time: number): readonly string[];
}

/**
 * The values of one series in one export. Exports of the same forecast have the same course and differ by what the
 * later ones have learned.
 * @param types the forecast's types, as `0.1` and `mean`
 * @param exportKey which export it is, any text
 */
export function seriesValues(
  forecastName: string,
  measure: Measure,
  series: MadeSeries,
  types: readonly string[],
  exportKey: string,
): SeriesValues {
  const key = `${forecastName} ${series.item} ${series.dimensions.join()}`;
  const temper = temperOf(key, measure, exportKey);
  const [ofSeries, ofExport] = [hash32(key), hash32(`${key} ${exportKey} crossing`)];
  return {
    at: (index, time) => {
      const middle = temper.level * courseAt(measure, temper, time) * temper.revision;
      const luck = chanceOf(ofSeries, time / 60_000);
      const noisy = middle * (1 + 0.12 * (luck - 0.5));
      const width = temper.spread * temper.level * (0.6 + 0.8 * Math.sqrt(index / measure.dates));
      const values = types.map(type => valueOf(type, noisy, width, measure, temper, luck));
      return crossed(values, chanceOf(ofExport, index)).map(written);
    },
  };
}

function temperOf(key: string, { level, course }: Measure, exportKey: string): Temper {
  const size = Math.exp(2.4 * (chance(`${key} size`) - 0.5));
  // Those that hardly anything is known of.
  const unbounded = chance(`${key} unbounded`) < 0.12;
  const ordinary = 0.06 + 0.16 * chance(`${key} spread`);
  return {
    level: level * size,
    trend: 0.3 * (chance(`${key} trend`) - 0.4),
    phase: chance(`${key} phase`),
    spread: course === 'rare' ? 0.5 : ordinary + (unbounded ? 0.2 : 0),
    revision: 1 + 0.16 * (chance(`${key} ${exportKey}`) - 0.5),
    unbounded,
  };
}

/** 1 on an ordinary day. Trend and seasons count from the start of 2026. */
function courseAt(measure: Measure, { trend, phase }: Temper, time: number): number {
  const years = (time - Date.UTC(2026, 0, 1)) / year;
  const season = Math.cos(2 * Math.PI * (years - phase * 0.2));
  const growth = Math.max(0.2, 1 + trend * years);
  const date = new Date(time);
  const hourOfDay = date.getUTCHours() + date.getUTCMinutes() / 60;
  switch (measure.course) {
    case 'shop':
      return growth * (1 + 0.25 * season) * shopDay(date, stepMs(measure));
    case 'office':
      return growth * (1 + 0.1 * season) * (stepMs(measure) < 7 * day && isWeekend(date) ? 0.45 : 1.1);
    case 'load':
      return growth * (1 + 0.12 * season) * (1 + 0.35 * Math.sin(((hourOfDay - 8) / 12) * Math.PI) * 0.9);
    case 'heat':
      return growth * (1 + 0.7 * season) * (1 + 0.2 * Math.cos(((hourOfDay - 6) / 12) * Math.PI));
    case 'sun': {
      const light = Math.sin(((hourOfDay - 6) / 12) * Math.PI) * (1 - 0.5 * season);
      return Math.max(0, light) ** 1.4;
    }
    case 'rare':
      return growth;
  }
}

function shopDay(date: Date, step: number): number {
  if (step > day) return 1;
  const name = `${date.getUTCMonth() + 1}-${date.getUTCDate()}`;
  if (holidays.has(name)) return 0.08;
  if (busyDays.has(name)) return 1.9;
  return [0.5, 0.85, 0.9, 0.95, 1.05, 1.35, 1.5][date.getUTCDay()] ?? 1;
}

function isWeekend(date: Date): boolean {
  return date.getUTCDay() === 0 || date.getUTCDay() === 6;
}

function valueOf(
  type: string,
  middle: number,
  width: number,
  { course }: Measure,
  temper: Temper,
  luck: number,
): number {
  if (type === 'mean') return course === 'rare' ? middle * 0.25 : middle * 1.01;
  const quantile = Number(type);
  // The quantiles of a logistic distribution: near enough to a normal one.
  const distance = Math.log(quantile / (1 - quantile)) / 1.702;
  if (course === 'rare') {
    // Nothing is wanted in most weeks, and then a handful.
    const never = 0.7 + 0.15 * temper.phase + 0.2 * luck;
    return quantile <= never ? 0 : Math.max(1, Math.round(middle * (1 + distance - 0.5)));
  }
  // At night the sun is as good as gone; what the model makes of that is a little more or less than nothing.
  if (course === 'sun' && middle < 0.01) return distance * 4.1e-5;
  const value = middle + distance * width;
  return value < 0 && !temper.unbounded ? 0 : value;
}

/** Now and then a lower quantile comes out above the next one, as models that know each by itself have it. */
function crossed(values: readonly number[], luck: number): readonly number[] {
  const [first, second] = values;
  if (luck > 0.002 || first === undefined || second === undefined) return values;
  return [second + Math.abs(second) * 0.01 + 0.001, ...values.slice(1)];
}

/** As the service writes numbers: all digits, and `-6.3e-05` for small ones. */
function written(value: number): string {
  if (value === 0) return '0.0';
  if (Math.abs(value) < 1e-4) {
    return value.toExponential().replace(/e-(\d)$/, 'e-0$1');
  }
  return Number.isInteger(value) ? value.toFixed(1) : String(value);
}
