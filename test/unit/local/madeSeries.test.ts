import { describe, expect, it } from 'vitest';
import type { MadeExport } from '../../../src/local/exported/madeExport';
import { madeExport } from '../../../src/local/exported/madeExport';
import type { PartTable } from '../../../src/local/exported/partRows';
import { partTable } from '../../../src/local/exported/partRows';
import { firstOf, serviceOf } from './made';

const { account } = serviceOf(400).service;

function exportsOf(forecastName: string): readonly MadeExport[] {
  const forecast = account.forecasts.all().find(({ name }) => name === forecastName);
  if (forecast === undefined) throw new Error('There is none.');
  return account.jobs
    .all()
    .filter(job => job.forecastArn === forecast.arn && job.writtenAt !== undefined)
    .flatMap(job => madeExport(job, forecast) ?? [])
    .sort((a, b) => b.begun - a.begun);
}

/** All rows of an export as one table. */
function tableOf(made: MadeExport): PartTable {
  const count = made.parts.filter(({ content }) => content === 'rows').length;
  const tables = Array.from({ length: count }, (_, ordinal) => partTable(made, ordinal, count));
  return { ...firstOf(tables), rows: tables.flatMap(({ rows }) => rows) };
}

function column(table: PartTable, name: string): readonly string[] {
  const index = table.columns.indexOf(name);
  return table.rows.map(row => row[index] ?? '');
}

const names = [
  ...new Set(account.forecasts.all().flatMap(({ name, status }) => (status === 'ACTIVE' ? name : []))),
];

describe('the made series', () => {
  it.each(names)('of %s have each date once, at one distance, as long as the header is', name => {
    const table = tableOf(firstOf(exportsOf(name)));
    expect(table.columns[0]).toBe('item_id');
    const bySeries = new Map<string, string[]>();
    for (const row of table.rows) {
      const key = row.slice(0, table.keyColumns - 1).join('\n');
      bySeries.set(key, [...(bySeries.get(key) ?? []), row[table.keyColumns - 1] ?? '']);
    }
    const distances = new Set<number>();
    for (const dates of bySeries.values()) {
      const times = dates.map(date => Date.parse(date)).sort((a, b) => a - b);
      times.slice(1).forEach((time, index) => distances.add(time - (times[index] ?? NaN)));
    }
    expect(distances.size).toBe(1);
    expect(new Set(table.rows.map(row => row.length))).toEqual(new Set([table.columns.length]));
    expect(bySeries.size).toBeGreaterThan(10);
  });

  it('are of all frequencies', () => {
    const steps = ['fresh_produce_weekly', 'store_sales_daily', 'grid_load_hourly', 'solar_output_15min'].map(
      name => {
        const table = tableOf(firstOf(exportsOf(name)));
        const dates = column(table, 'date')
          .slice(0, 2)
          .map(date => Date.parse(date));
        return (dates[1] ?? 0) - (dates[0] ?? 0);
      },
    );
    expect(steps.map(step => step / 60_000)).toEqual([7 * 1440, 1440, 60, 15]);
  });

  it('have what is rarely wanted in few weeks only, and a mean where the forecast has one', () => {
    const rare = column(tableOf(firstOf(exportsOf('spare_parts_intermittent'))), 'p90').map(Number);
    expect(rare.filter(value => value === 0).length).toBeGreaterThan(rare.length / 20);
    const wanted = rare.filter(value => value > 0);
    expect(wanted.filter(Number.isInteger).length).toBeGreaterThan(wanted.length * 0.95);
    expect(tableOf(firstOf(exportsOf('footfall_by_store'))).columns).toEqual(['item_id', 'date', 'mean']);
    expect(tableOf(firstOf(exportsOf('parcel_volume'))).columns.slice(0, 3)).toEqual([
      'item_id',
      'depot',
      'timestamp',
    ]);
  });

  it('sell more on Saturdays than on Mondays', () => {
    const table = tableOf(firstOf(exportsOf('store_sales_daily')));
    const [dates, values] = [column(table, 'date'), column(table, 'p50').map(Number)];
    const meanOn = (day: number) => {
      const ofDay = values.filter((_, index) => new Date(dates[index] ?? '').getUTCDay() === day);
      return ofDay.reduce((sum, value) => sum + value, 0) / ofDay.length;
    };
    expect(meanOn(6)).toBeGreaterThan(meanOn(1));
  });

  it('of successive exports share their items and some dates', () => {
    const [later, earlier] = exportsOf('store_sales_daily').slice(0, 2).map(tableOf);
    if (later === undefined || earlier === undefined) throw new Error('There are too few.');
    expect(new Set(column(later, 'item_id'))).toEqual(new Set(column(earlier, 'item_id')));
    const before = new Set(column(earlier, 'date'));
    expect(column(later, 'date').some(date => before.has(date))).toBe(true);
  });

  it('have some values below zero, and few where a lower quantile is above a higher one', () => {
    const tables = [
      ...exportsOf('online_returns').slice(0, 3),
      ...exportsOf('store_sales_daily').slice(0, 3),
    ].map(tableOf);
    const low = tables.flatMap(table => column(table, table.columns[table.keyColumns] ?? '').map(Number));
    const negative = low.filter(value => value < 0).length;
    expect(negative).toBeGreaterThan(0);
    expect(negative).toBeLessThan(low.length / 10);
  });
});
