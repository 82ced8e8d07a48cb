import uPlot from 'uplot';
import { dashes, type FanDrawing, type Layer, type Values } from '../fanDrawing';
import { dateLabels, type DateLabel } from '../writtenDates';
import { shortNumber } from '../writtenNumber';
import { tint, type Theme } from './themeColors';

const height = 260;
/** Pixels that a label of the axis of dates needs. */
const labelWidth = 84;

export interface FanPlotOptions {
  readonly drawing: FanDrawing;
  readonly theme: Theme;
  readonly width: number;
  readonly language: string;
  readonly hidden: ReadonlySet<string>;
  /** Of the date that the crosshair is at from the first. */
  readonly place: number | undefined;
  /** The place of the date below the crosshair. */
  readonly onCursor: (place: number | undefined) => void;
}

/** A fan chart by uPlot. It is made anew for other data or another theme. */
export class FanPlot {
  readonly #plot: uPlot;
  readonly #drawing: FanDrawing;
  /** The series of uPlot that draw a layer. */
  readonly #seriesOf = new Map<string, readonly number[]>();

  constructor(target: HTMLElement, options: FanPlotOptions) {
    this.#drawing = options.drawing;
    const data: Values[] = [];
    const series: uPlot.Series[] = [{}];
    const bands: uPlot.Band[] = [];
    for (const layer of options.drawing.layers) {
      const isShown = !options.hidden.has(layer.key);
      const columns = layer.kind === 'band' ? [layer.upper, layer.lower] : [layer.values];
      const first = series.length;
      this.#seriesOf.set(
        layer.key,
        columns.map((_, index) => first + index),
      );
      if (layer.kind === 'band') {
        const fill = tint(options.theme.colors[layer.side], 22);
        // The second one fills where the edges cross, and the lower quantile is above the upper one.
        bands.push({ series: [first, first + 1], fill }, { series: [first + 1, first], fill });
      }
      for (const values of columns) {
        data.push(values);
        series.push({ show: isShown, ...styleOf(layer, options, values.length) });
      }
    }
    this.#plot = new uPlot(
      plotOptions(options, series, bands, () => this.moveTo(options.place)),
      [[...options.drawing.positions], ...data.map(values => [...values])],
      target,
    );
  }

  resize(width: number): void {
    this.#plot.setSize({ width, height });
  }

  showLayer(key: string, isShown: boolean): void {
    for (const index of this.#seriesOf.get(key) ?? []) {
      this.#plot.setSeries(index, { show: isShown });
    }
  }

  /** Moves the crosshair to a date; undefined takes it away. */
  moveTo(place: number | undefined): void {
    const position = place === undefined ? undefined : this.#drawing.positions[place];
    const left = position === undefined ? -10 : this.#plot.valToPos(position, 'x');
    this.#plot.setCursor({ left, top: position === undefined ? -10 : 0 });
  }

  destroy(): void {
    this.#plot.destroy();
  }
}

function styleOf(layer: Layer, { theme }: FanPlotOptions, dates: number): uPlot.Series {
  const color = theme.colors[layer.side];
  const points = { show: dates === 1, size: 6 };
  if (layer.kind === 'band') {
    // The tint alone is too faint to be told from the background.
    return { width: 1, stroke: color, points };
  }
  const dash = dashes(layer);
  return { width: layer.isMain ? 2 : 1, stroke: color, points, ...(dash ? { dash: [...dash] } : {}) };
}

function plotOptions(
  { drawing, theme, width, language, onCursor }: FanPlotOptions,
  series: uPlot.Series[],
  bands: uPlot.Band[],
  onReady: () => void,
): uPlot.Options {
  const { colors } = theme;
  const axis = {
    stroke: colors.foreground,
    font: `12px ${theme.font}`,
    ticks: { stroke: colors.grid, width: 1, size: 4 },
  };
  let labels: readonly DateLabel[] = [];
  return {
    width,
    height,
    series,
    bands,
    legend: { show: false },
    cursor: { drag: { x: false, y: false }, y: false, points: { size: 7 } },
    padding: [10, 16, 0, 0],
    scales: { x: { time: false, range: (_, least, greatest) => widened(least, greatest) } },
    axes: [
      {
        ...axis,
        grid: { show: false },
        size: drawing.dates.every(isAtMidnight) ? 28 : 44,
        splits: plot => {
          labels = dateLabels(drawing.dates, Math.floor(plot.bbox.width / devicePixelRatio / labelWidth));
          return labels.map(({ place }) => drawing.positions[place] ?? 0);
        },
        values: () => labels.map(({ label, below }) => (below === undefined ? label : `${label}\n${below}`)),
      },
      {
        ...axis,
        grid: { stroke: colors.grid, width: 1 },
        values: (_, ticks) => ticks.map(tick => shortNumber(tick, language)),
        size: (_, values) =>
          16 + 7.5 * Math.max(4, ...((values as string[] | null) ?? []).map(text => text.length)),
      },
    ],
    hooks: { setCursor: [plot => onCursor(plot.cursor.idx ?? undefined)], ready: [onReady] },
  };
}

/** Labels then have one line. */
function isAtMidnight(date: string): boolean {
  return !/\d[T ]\d{2}:\d{2}/.test(date) || /[T ]00:00/.test(date);
}

/** A date alone stands in the middle. */
function widened(least: number | null, greatest: number | null): uPlot.Range.MinMax {
  const [from, to] = [least ?? 0, greatest ?? 0];
  return from === to ? [from - 1, to + 1] : [from, to];
}
