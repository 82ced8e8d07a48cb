import { isolated } from '../../jobs/isolated';
import { plainText } from '../../jobs/plainText';
import type { FanDrawing, Layer } from '../fanDrawing';
import { filled, type PreviewTexts } from '../previewTexts';
import { shortNumber } from '../writtenNumber';
import { element, setText } from './element';
import { FanPlot } from './fanPlot';
import { currentTheme, onThemeChange } from './themeColors';

export interface ChartViewOptions {
  readonly texts: PreviewTexts;
  readonly language: string;
  /** What a layer is called: with its export, where two are compared. */
  readonly nameOf: (layer: Pick<Layer, 'label' | 'side'>) => string;
}

/** The fan chart with its legend, its crosshair and what that reads; all of it by mouse and by keys. */
export class ChartView {
  readonly element: HTMLElement;
  readonly #legend: HTMLElement;
  readonly #canvas = element('div', { class: 'plot', 'aria-hidden': 'true' });
  readonly #chart: HTMLElement;
  readonly #reading = element('p', { class: 'reading' });
  readonly #spoken = element('div', { class: 'spoken', 'aria-live': 'polite' });
  /** What the legend names. */
  #legendKeys = '';
  /** Also of items that were looked at before: who hides the mean hides it for all of them. */
  readonly #hidden = new Set<string>();
  /** Whose forecast is drawn. */
  #item = '';
  #drawing: FanDrawing | undefined;
  #plot: FanPlot | undefined;
  #place: number | undefined;
  #width = 0;

  constructor(private readonly options: ChartViewOptions) {
    const { texts } = options;
    this.#legend = element('div', { class: 'legend', role: 'group', 'aria-label': texts.legend });
    this.#chart = element('div', { class: 'chart', tabindex: '0', role: 'application' }, this.#canvas);
    this.element = element('div', { class: 'fan' }, this.#legend, this.#chart, this.#reading, this.#spoken);
    this.#chart.addEventListener('keydown', event => this.#onKey(event));
    this.#chart.addEventListener('blur', () => this.#plot?.moveTo(undefined));
    new ResizeObserver(() => this.#resize()).observe(this.#canvas);
    onThemeChange(() => this.#plotAnew());
  }

  get hidden(): ReadonlySet<string> {
    return this.#hidden;
  }

  /** More of the same item, which comes while its chart is read, leaves the crosshair at its date. */
  show(drawing: FanDrawing, item: string): void {
    const { texts } = this.options;
    const place = item === this.#item ? this.#placeIn(drawing) : undefined;
    this.#item = item;
    this.#drawing = drawing;
    this.#chart.setAttribute('aria-label', `${filled(texts.chart, plainText(item))}. ${texts.chartKeys}`);
    this.#drawLegend(drawing);
    this.#read(place);
    this.#plotAnew();
  }

  /** Where the date that is read stands in another drawing. */
  #placeIn({ dates }: FanDrawing): number | undefined {
    const date = this.#place === undefined ? undefined : this.#drawing?.dates[this.#place];
    const place = date === undefined ? -1 : dates.indexOf(date);
    return place < 0 ? undefined : place;
  }

  #plotAnew(): void {
    this.#plot?.destroy();
    this.#plot = undefined;
    this.#width = this.#canvas.clientWidth;
    const theme = currentTheme();
    this.#legend.style.setProperty('--this', theme.colors.this);
    this.#legend.style.setProperty('--other', theme.colors.other);
    if (this.#drawing && this.#width > 0 && this.#drawing.dates.length > 0) {
      this.#plot = new FanPlot(this.#canvas, {
        drawing: this.#drawing,
        theme,
        width: this.#width,
        language: this.options.language,
        hidden: this.#hidden,
        place: this.#place,
        onCursor: place => this.#read(place),
      });
    }
  }

  #resize(): void {
    const width = this.#canvas.clientWidth;
    if (width > 0 && width !== this.#width) {
      if (this.#plot) {
        this.#width = width;
        this.#plot.resize(width);
      } else {
        this.#plotAnew();
      }
    }
  }

  #drawLegend({ layers }: FanDrawing): void {
    const keys = layers.map(layer => `${layer.key} ${this.options.nameOf(layer)}`).join('\n');
    if (keys === this.#legendKeys) {
      // Who is at one of its buttons stays there.
      return;
    }
    this.#legendKeys = keys;
    this.#legend.replaceChildren(
      ...layers.map(layer => {
        const mark = layer.kind === 'band' ? 'area' : layer.isMain ? 'main' : 'dashed';
        const swatch = element('span', { class: `swatch ${mark} ${layer.side}`, 'aria-hidden': 'true' });
        const entry = element(
          'button',
          { type: 'button', 'aria-pressed': String(!this.#hidden.has(layer.key)) },
          swatch,
          plainText(this.options.nameOf(layer), 60),
        );
        entry.addEventListener('click', () => this.#toggle(layer, entry));
        return entry;
      }),
    );
  }

  #toggle({ key }: Layer, entry: HTMLElement): void {
    const isShown = this.#hidden.delete(key);
    if (!isShown) {
      this.#hidden.add(key);
    }
    entry.setAttribute('aria-pressed', String(isShown));
    this.#plot?.showLayer(key, isShown);
  }

  #onKey(event: KeyboardEvent): void {
    const last = (this.#drawing?.dates.length ?? 0) - 1;
    const at = this.#place;
    const to = {
      ArrowRight: at === undefined ? 0 : at + 1,
      ArrowLeft: at === undefined ? last : at - 1,
      PageDown: (at ?? 0) + 10,
      PageUp: (at ?? last) - 10,
      Home: 0,
      End: last,
    }[event.key];
    if (to !== undefined && last >= 0) {
      const place = Math.max(0, Math.min(to, last));
      this.#plot?.moveTo(place);
      this.#read(place);
      setText(this.#spoken, this.#words(place));
    } else if (event.key === 'Escape') {
      this.#plot?.moveTo(undefined);
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  }

  /** Shows the values at a date. */
  #read(place: number | undefined): void {
    this.#place = place;
    setText(this.#reading, place === undefined ? '' : this.#words(place));
  }

  /** The date as it is written, and every value there. */
  #words(place: number): string {
    const { language, nameOf } = this.options;
    const values = (this.#drawing?.readings ?? []).flatMap(reading => {
      const value = reading.values[place] ?? null;
      return value === null ? [] : [`${nameOf(reading)} ${shortNumber(value, language)}`];
    });
    return [plainText(this.#drawing?.dates[place] ?? '', 60), ...values].map(isolated).join(' · ');
  }
}
