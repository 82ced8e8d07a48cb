import { dashes, valueRange, type FanDrawing, type Layer, type Values } from './fanDrawing';
import { plainText } from '../jobs/plainText';
import { dateLabels } from './writtenDates';
import { shortNumber } from './writtenNumber';

/** Colors as CSS writes them; of the two compared exports each has one. */
export interface ChartColors {
  readonly background: string;
  readonly foreground: string;
  readonly grid: string;
  readonly this: string;
  readonly other: string;
}

export interface SvgOptions {
  readonly title: string;
  readonly width: number;
  readonly height: number;
  readonly colors: ChartColors;
  /** As in CSS. */
  readonly font: string;
  readonly language: string;
  /** Keys of layers that are not drawn. */
  readonly hidden: ReadonlySet<string>;
  /** What a layer is called in the legend. */
  readonly legend: (layer: Layer) => string;
}

const margin = { top: 64, right: 20, bottom: 44, left: 64 };
const fontSize = 12;

/** A chart as an SVG document of its own, with a title and a legend: made from the data alone, at any size. */
export function fanSvg(drawing: FanDrawing, options: SvgOptions): string {
  const { width, height, colors, font, title } = options;
  const layers = drawing.layers.filter(({ key }) => !options.hidden.has(key));
  const scales = scalesOf(drawing, layers, width, height);
  const content = [
    `<rect width="${width}" height="${height}" fill="${escapedXml(colors.background)}"/>`,
    text(margin.left, 24, plainText(title, 90), `font-size="15" font-weight="600"`),
    ...legendMarks(layers, options),
    ...valueAxis(scales, options),
    ...dateAxis(drawing, scales, options),
    ...layers.map(layer => layerMark(layer, scales, colors)),
  ];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"`,
    ` font-family="${escapedXml(font)}" font-size="${fontSize}" fill="${escapedXml(colors.foreground)}"`,
    ` role="img" aria-label="${escapedXml(plainText(title, 300))}">\n${content.join('\n')}\n</svg>\n`,
  ].join('');
}

interface Scales {
  readonly x: (place: number) => number;
  readonly y: (value: number) => number;
  readonly ticks: readonly number[];
  readonly left: number;
  readonly right: number;
  readonly bottom: number;
}

function scalesOf(
  { positions }: FanDrawing,
  layers: readonly Layer[],
  width: number,
  height: number,
): Scales {
  const ticks = niceTicks(...(valueRange(layers) ?? [0, 1]));
  const [least = 0, greatest = 1] = [ticks[0], ticks.at(-1)];
  const [first = 0, last = 0] = [positions[0], positions.at(-1)];
  const [left, right] = [margin.left, width - margin.right];
  const [top, bottom] = [margin.top, height - margin.bottom];
  return {
    x: place =>
      last === first
        ? (left + right) / 2
        : left + (((positions[place] ?? first) - first) / (last - first)) * (right - left),
    y: value => bottom - ((value - least) / (greatest - least)) * (bottom - top),
    ticks,
    left,
    right,
    bottom,
  };
}

/** Below it there are no round numbers to step by. */
const leastStep = 1e-300;

/** Round numbers from at or below the least value to at or above the greatest, four to eight of them. */
export function niceTicks(least: number, greatest: number): number[] {
  const size = Math.max(Math.abs(least), Math.abs(greatest));
  // What differs by less is one value, as far as a tick's digits go.
  const span = greatest - least > size * 1e-9 ? greatest - least : size || 1;
  const rough = Math.max(span / 5, leastStep);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5, 10].find(factor => factor * power >= rough) ?? 10);
  const first = Math.floor(least / step + 1e-9);
  const last = Math.max(Math.ceil(greatest / step - 1e-9), first + 1);
  return Array.from({ length: last - first + 1 }, (_, index) =>
    Number(((first + index) * step).toPrecision(12)),
  );
}

function valueAxis({ ticks, left, right, y }: Scales, { colors, language }: SvgOptions): string[] {
  return ticks.flatMap(tick => {
    const height = rounded(y(tick));
    return [
      line(left, height, right, height, colors.grid),
      text(left - 8, height + 4, shortNumber(tick, language), 'text-anchor="end"'),
    ];
  });
}

function dateAxis(
  { dates }: FanDrawing,
  { x, left, right, bottom }: Scales,
  { colors }: SvgOptions,
): string[] {
  return dateLabels(dates, Math.floor((right - left) / 84)).flatMap(({ place, label, below }) => {
    const middle = rounded(x(place));
    return [
      line(middle, bottom, middle, bottom + 4, colors.grid),
      text(middle, bottom + 18, label, 'text-anchor="middle"'),
      ...(below === undefined ? [] : [text(middle, bottom + 33, below, 'text-anchor="middle"')]),
    ];
  });
}

function layerMark(layer: Layer, scales: Scales, colors: ChartColors): string {
  const color = escapedXml(colors[layer.side]);
  if (layer.kind === 'band') {
    const edges = runs(layer.lower, layer.upper).map(places => {
      const up = places.map(place => point(place, layer.upper[place], scales));
      const back = [...places].reverse().map(place => point(place, layer.lower[place], scales));
      return `M${[...up, ...back].join('L')}Z`;
    });
    return `<path d="${edges.join('')}" fill="${color}" fill-opacity="0.2"/>${edgeLines(layer, scales, color)}`;
  }
  const dash = dashes(layer);
  const style = `stroke-width="${layer.isMain ? 2 : 1}"${dash ? ` stroke-dasharray="${dash.join(' ')}"` : ''}`;
  return `<path d="${linePath(layer.values, scales)}" fill="none" stroke="${color}" stroke-linejoin="round" stroke-linecap="round" ${style}/>`;
}

/** The tint of a band alone is too faint to be told from the background. */
function edgeLines(
  { upper, lower }: Layer & { readonly kind: 'band' },
  scales: Scales,
  color: string,
): string {
  return [upper, lower]
    .map(values => `<path d="${linePath(values, scales)}" fill="none" stroke="${color}"/>`)
    .join('');
}

function linePath(values: Values, scales: Scales): string {
  const path = runs(values).map(places =>
    // A date alone has no line: a dot of the line's width stands for it.
    places.length === 1 && places[0] !== undefined
      ? `M${point(places[0], values[places[0]], scales)}h0.01`
      : `M${places.map(place => point(place, values[place], scales)).join('L')}`,
  );
  return path.join('');
}

/** Stretches of dates at which all columns have a value. */
function runs(...columns: readonly Values[]): number[][] {
  const found: number[][] = [];
  let run: number[] = [];
  for (let place = 0; place <= (columns[0]?.length ?? 0); place++) {
    if (columns.every(values => (values[place] ?? null) !== null)) {
      run.push(place);
    } else if (run.length > 0) {
      found.push(run);
      run = [];
    }
  }
  return found;
}

function point(place: number, value: number | null | undefined, { x, y }: Scales): string {
  return `${rounded(x(place))} ${rounded(y(value ?? 0))}`;
}

function legendMarks(layers: readonly Layer[], { colors, legend, width }: SvgOptions): string[] {
  let left = margin.left;
  return layers.flatMap(layer => {
    const label = plainText(legend(layer), 60);
    const start = left;
    left += 32 + label.length * 7;
    if (left > width) {
      return [];
    }
    const color = escapedXml(colors[layer.side]);
    const mark =
      layer.kind === 'band'
        ? `<rect x="${start}" y="37" width="14" height="10" fill="${color}" fill-opacity="0.35"/>`
        : line(start, 42, start + 14, 42, colors[layer.side], layer.isMain ? 2 : 1);
    return [mark, text(start + 20, 46, label, '')];
  });
}

function line(x1: number, y1: number, x2: number, y2: number, color: string, width = 1): string {
  return `<line x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}" stroke="${escapedXml(color)}" stroke-width="${width}"/>`;
}

function text(x: number, y: number, words: string, attributes: string): string {
  return `<text x="${x}" y="${y}" ${attributes}>${escapedXml(words)}</text>`;
}

function rounded(pixels: number): number {
  return Math.round(pixels * 100) / 100;
}

function escapedXml(words: string): string {
  return words
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD');
}
