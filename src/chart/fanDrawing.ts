import type { ExportColumn, ExportRow } from '../data/exportedData';
import type { Side } from './protocol';
import { datePositions } from './writtenDates';
import { numberIn } from './writtenNumber';

/** By the place of their date; null where there is none. */
export type Values = readonly (number | null)[];

/** What can be shown or hidden in the chart by itself. */
export type Layer = {
  /** Tells layers apart, also over another item: `this p10–p90`. */
  readonly key: string;
  /** As in the legend: `p10–p90`, `mean`. */
  readonly label: string;
  readonly side: Side;
} & (
  | { readonly kind: 'band'; readonly lower: Values; readonly upper: Values }
  /** The main line is the one that the item is read by; there is one a side. */
  | { readonly kind: 'line'; readonly values: Values; readonly isMain: boolean }
);

/** A fan chart, without sizes and colors. */
export interface FanDrawing {
  /** As they are written, in their order. */
  readonly dates: readonly string[];
  /** On the axis, ascending: see `datePositions`. */
  readonly positions: readonly number[];
  /** In the order in which they are painted: wide bands first, the main lines last. */
  readonly layers: readonly Layer[];
  /** Every column of values, in the order of their quantiles, for the reading at one date. */
  readonly readings: readonly { readonly label: string; readonly side: Side; readonly values: Values }[];
}

/** The rows of one item with the same dimensions, of one export. */
export interface FanSource {
  readonly side: Side;
  readonly columns: readonly ExportColumn[];
  readonly rows: readonly ExportRow[];
}

interface ValueColumn {
  readonly name: string;
  readonly quantile: number | undefined;
  readonly values: Values;
}

/** The chart of an item, or of the same item of two exports over each other, over all dates that one of them has. */
export function fanDrawing(sources: readonly FanSource[]): FanDrawing {
  const dates = datesOf(sources);
  const sides = sources.map(source => {
    const values = valueColumns(source, dates);
    return { side: source.side, values, layers: layersOf(values, source.side) };
  });
  const layers = sides.flatMap(side => side.layers);
  const isMain = (layer: Layer) => layer.kind === 'line' && layer.isMain;
  return {
    dates,
    positions: datePositions(dates),
    layers: [...layers.filter(layer => !isMain(layer)), ...layers.filter(isMain)],
    readings: sides.flatMap(({ side, values }) =>
      values.map(column => ({ label: column.name, side, values: column.values })),
    ),
  };
}

/** All dates once; one export alone keeps its order, and a date twice where it has it twice. */
function datesOf(sources: readonly FanSource[]): readonly string[] {
  const [first = [], ...others] = sources.map(({ columns, rows }) => {
    const date = columns.findIndex(({ kind }) => kind === 'date');
    return rows.map(row => row[date] ?? '');
  });
  return others.length === 0 ? first : [...new Set([...first, ...others.flat()])].sort();
}

function valueColumns({ columns, rows }: FanSource, dates: readonly string[]): ValueColumn[] {
  const date = columns.findIndex(({ kind }) => kind === 'date');
  const isOwnOrder = rows.length === dates.length && rows.every((row, place) => row[date] === dates[place]);
  const byDate = new Map(rows.map(row => [row[date] ?? '', row]));
  const rowAt = (place: number) => (isOwnOrder ? rows[place] : byDate.get(dates[place] ?? ''));
  return columns
    .flatMap(({ name, kind, quantile }, index) =>
      kind === 'value'
        ? [{ name, quantile, values: dates.map((_, place) => drawable(rowAt(place)?.[index] ?? '')) }]
        : [],
    )
    .sort((a, b) => (a.quantile ?? 2) - (b.quantile ?? 2));
}

/** Beyond it the distance of two values, which a scale is made of, may be no number any more. */
const greatestDrawn = 1e300;

function drawable(cell: string): number | null {
  const number = numberIn(cell);
  return number === undefined || Math.abs(number) > greatestDrawn ? null : number;
}

/**
 * Symmetric quantiles, as p10 and p90, are the edges of a band. The median is the main line, else the mean, else the
 * middle one of what there is; every other column is a line of its own.
 */
function layersOf(columns: readonly ValueColumn[], side: Side): Layer[] {
  const main = mainColumn(columns);
  const layers: Layer[] = [];
  const inBands = new Set<ValueColumn>();
  for (const lower of columns) {
    const upper = columns.find(
      ({ quantile }) =>
        quantile !== undefined && lower.quantile !== undefined && isSymmetric(lower.quantile, quantile),
    );
    if (upper && lower !== main && upper !== main && !inBands.has(lower)) {
      inBands.add(lower).add(upper);
      const label = `${lower.name}–${upper.name}`;
      const edges = { lower: lower.values, upper: upper.values };
      layers.push({ key: `${side} ${label}`, label, side, kind: 'band', ...edges });
    }
  }
  for (const column of columns) {
    if (!inBands.has(column)) {
      const { name: label, values } = column;
      layers.push({ key: `${side} ${label}`, label, side, kind: 'line', values, isMain: column === main });
    }
  }
  return layers;
}

function isSymmetric(lower: number, upper: number): boolean {
  return lower < 0.5 && Math.abs(lower + upper - 1) < 1e-6;
}

function mainColumn(columns: readonly ValueColumn[]): ValueColumn | undefined {
  const median = columns.find(({ quantile }) => quantile !== undefined && Math.abs(quantile - 0.5) < 1e-6);
  const mean = columns.find(({ quantile }) => quantile === undefined);
  return median ?? mean ?? columns[Math.floor((columns.length - 1) / 2)];
}

/** Of a line: the two exports that are compared differ by more than their colors. Pixels; undefined: it has no gaps. */
export function dashes({ isMain, side }: Layer & { readonly kind: 'line' }): readonly number[] | undefined {
  if (isMain) {
    return side === 'this' ? undefined : [10, 4];
  }
  return side === 'this' ? [5, 3] : [2, 3];
}

/** The least and the greatest of what is shown; undefined where nothing is. */
export function valueRange(layers: readonly Layer[]): readonly [number, number] | undefined {
  let least = Infinity;
  let greatest = -Infinity;
  for (const layer of layers) {
    for (const values of layer.kind === 'band' ? [layer.lower, layer.upper] : [layer.values]) {
      for (const value of values) {
        if (value !== null) {
          least = Math.min(least, value);
          greatest = Math.max(greatest, value);
        }
      }
    }
  }
  return least > greatest ? undefined : [least, greatest];
}
