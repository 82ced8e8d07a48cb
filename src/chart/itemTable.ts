import type { FanDrawing } from './fanDrawing';
import type { ShownColumn, ShownSeries, Side } from './protocol';

/** What a table shows of an item: columns by name, and cells as they are written. */
export interface ItemTable {
  readonly columns: readonly Pick<ShownColumn, 'name' | 'kind'>[];
  readonly rows: readonly (readonly string[])[];
}

/**
 * What the chart shows, as a table: the rows as they are in the file, or, where two exports are over each other, a row
 * a date with the values of both side by side.
 */
export function itemTable(
  columns: readonly ShownColumn[],
  series: ShownSeries | undefined,
  drawing: FanDrawing,
  nameOf: (reading: { readonly label: string; readonly side: Side }) => string,
): ItemTable {
  if (!drawing.readings.some(({ side }) => side === 'other')) {
    return { columns, rows: series?.rows ?? [] };
  }
  const date = columns.find(({ kind }) => kind === 'date')?.name ?? 'date';
  return {
    columns: [
      { name: date, kind: 'date' },
      ...drawing.readings.map(reading => ({ name: nameOf(reading), kind: 'value' as const })),
    ],
    rows: drawing.dates.map((written, place) => [
      written,
      ...drawing.readings.map(({ values }) => {
        const value = values[place] ?? null;
        return value === null ? '' : String(value);
      }),
    ]),
  };
}

/** The series of the other export with the same dimensions. */
export function sameSeries(
  wanted: ShownSeries | undefined,
  others: readonly ShownSeries[],
): ShownSeries | undefined {
  const key = wanted?.dimensions.join('\n');
  return wanted ? others.find(({ dimensions }) => dimensions.join('\n') === key) : others[0];
}
