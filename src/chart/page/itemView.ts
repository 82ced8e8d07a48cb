import { isolated } from '../../jobs/isolated';
import { plainText } from '../../jobs/plainText';
import { fanDrawing, type FanDrawing, type FanSource } from '../fanDrawing';
import { fanSvg } from '../fanSvg';
import { tabSeparated } from '../gridKeys';
import { itemTable, sameSeries, type ItemTable } from '../itemTable';
import { filled } from '../previewTexts';
import type { ShownSeries, Side, ToPage } from '../protocol';
import { ChartView } from './chartView';
import { button, element, setText, show } from './element';
import { Grid } from './grid';
import { base64Of, pngOf } from './picture';
import { gridColumns } from './rowsView';
import { TaskStatus, type TaskHandlers, type Words } from './statusLine';
import { currentTheme } from './themeColors';

type FoundItem = ToPage & { readonly type: 'item' };

export interface ItemViewOptions extends Words {
  readonly handlers: TaskHandlers;
  readonly onClose: () => void;
  readonly onSaveChart: () => void;
  readonly onSaveItem: (series: number) => void;
  readonly onCopy: (text: string, cells: number) => void;
  /** To be shown and spoken. */
  readonly say: (words: string) => void;
}

const picture = { width: 960, height: 480 };

/** The item that was picked: its chart, and the same data as a table. */
export class ItemView {
  readonly element: HTMLElement;
  /** Its table, which stands elsewhere in the page. */
  readonly table: HTMLElement;
  readonly #title = element('h2');
  readonly #note = element('p', { class: 'note', role: 'status' });
  readonly #status: TaskStatus;
  readonly #chart: ChartView;
  readonly #series: HTMLSelectElement;
  readonly #choice: HTMLElement;
  readonly #actions: HTMLElement;
  readonly #grid: Grid;
  #item = '';
  #found: Partial<Record<Side, FoundItem>> = {};
  /** Names of the two exports, while they are compared. */
  #names: Record<Side, string> | undefined;
  #drawing: FanDrawing = fanDrawing([]);
  #shown: ItemTable = { columns: [], rows: [] };
  /** Whose rows the table shows, and under which columns. */
  #shownOf = '';

  constructor(private readonly options: ItemViewOptions) {
    const { texts, language, handlers } = options;
    const nameOf = this.#nameOf;
    this.#status = new TaskStatus('item', options, handlers);
    this.#chart = new ChartView({ texts, language, nameOf });
    this.#series = element('select', { id: 'series' });
    this.#series.addEventListener('change', () => this.#draw());
    this.#choice = element(
      'div',
      { class: 'choice' },
      element('label', { for: 'series' }, texts.series),
      this.#series,
    );
    this.#actions = element(
      'div',
      { class: 'actions' },
      button(texts.saveChart, options.onSaveChart, 'link'),
      button(texts.copyChart, () => void this.#copyChart(), 'link'),
      button(texts.copyData, () => this.#copyData(), 'link'),
      button(texts.saveItem, () => options.onSaveItem(this.#seriesPlace()), 'link'),
    );
    const head = element(
      'div',
      { class: 'section-head' },
      this.#title,
      this.#choice,
      button(texts.close, options.onClose, 'secondary'),
    );
    this.element = element(
      'section',
      { class: 'item', 'aria-label': texts.item },
      head,
      this.#status.element,
      this.#note,
      this.#chart.element,
      this.#actions,
    );
    this.#grid = new Grid({
      id: 'item-rows',
      label: texts.item,
      onCopy: options.onCopy,
      onSort: () => undefined,
    });
    this.table = this.#grid.element;
  }

  get item(): string {
    return this.#item;
  }

  /** An item is being looked for. */
  search(item: string): void {
    const { texts } = this.options;
    this.#item = item;
    this.#found = {};
    setText(this.#title, plainText(item, 120));
    this.#title.title = plainText(item, 2000);
    setText(this.#note, '');
    this.#series.replaceChildren();
    show(this.#choice, false);
    this.#status.clear();
    this.#status.progress(filled(texts.searching, plainText(item, 60)));
    this.#draw();
  }

  progress(progress: FoundItem['progress']): void {
    this.#status.progress(filled(this.options.texts.searching, plainText(this.#item, 60)), progress);
  }

  found(message: FoundItem): void {
    if (message.item !== this.#item) {
      return;
    }
    const { texts, language } = this.options;
    this.#found[message.side] = message;
    this.#offerSeries();
    this.#draw();
    if (message.done) {
      const isFound = (this.#found.this?.series.length ?? 1) > 0;
      this.#status.done(
        this.#found.this?.faults ?? [],
        isFound ? filled(texts.chart, plainText(message.item)) : '',
      );
      const notes = [
        ...(isFound ? [] : [this.#found.this?.faults.length === 0 ? texts.notFound : texts.notFoundInRest]),
        ...(message.leftOut > 0 ? [filled(texts.leftOut, message.leftOut.toLocaleString(language))] : []),
      ];
      setText(this.#note, notes.join(' '));
    } else {
      this.progress(message.progress);
    }
  }

  failed(why: string, remedies: readonly string[]): void {
    this.#status.failed(why, remedies);
  }

  cancelled(): void {
    this.#status.cancelled();
    setText(this.#note, this.options.texts.cancelled);
  }

  /** @param names what the two exports are called; undefined: they are compared no longer */
  compare(names: Record<Side, string> | undefined): void {
    this.#names = names;
    if (!names) {
      delete this.#found.other;
    }
    this.#draw();
  }

  svg(): string {
    const { colors, font } = currentTheme();
    return fanSvg(this.#drawing, {
      ...picture,
      title: [this.#item, ...(this.#chosen()?.dimensions ?? [])].join(' · '),
      colors,
      font,
      language: this.options.language,
      hidden: this.#chart.hidden,
      legend: this.#nameOf,
    });
  }

  /** Base64 of a PNG. */
  async png(): Promise<string> {
    return base64Of(await pngOf(this.svg(), picture.width, picture.height));
  }

  readonly #nameOf = ({ label, side }: { readonly label: string; readonly side: Side }): string =>
    this.#names ? `${label} (${this.#names[side]})` : label;

  #seriesPlace(): number {
    return Math.max(0, this.#series.selectedIndex);
  }

  #chosen(): ShownSeries | undefined {
    return (this.#found.this ?? this.#found.other)?.series[this.#seriesPlace()];
  }

  #offerSeries(): void {
    const series = (this.#found.this ?? this.#found.other)?.series ?? [];
    const labels = series.map(
      ({ dimensions }) =>
        dimensions.map(dimension => isolated(plainText(dimension, 200))).join(' · ') ||
        this.options.texts.noDimensions,
    );
    if (labels.length !== this.#series.options.length) {
      const chosen = this.#seriesPlace();
      this.#series.replaceChildren(...labels.map(label => element('option', {}, label)));
      this.#series.selectedIndex = Math.min(chosen, labels.length - 1);
    }
    show(this.#choice, labels.length > 1);
  }

  #draw(): void {
    const chosen = this.#chosen();
    const other = this.#names && this.#found.other && sameSeries(chosen, this.#found.other.series);
    const own = this.#found.this?.series.length ? chosen : undefined;
    const sources: FanSource[] = [
      ...(own ? [{ side: 'this' as const, columns: this.#found.this?.columns ?? [], rows: own.rows }] : []),
      ...(other
        ? [{ side: 'other' as const, columns: this.#found.other?.columns ?? [], rows: other.rows }]
        : []),
    ];
    this.#drawing = fanDrawing(sources);
    const isDrawn = this.#drawing.dates.length > 0;
    show(this.#chart.element, isDrawn);
    show(this.#actions, isDrawn);
    if (isDrawn) {
      this.#chart.show(this.#drawing, this.#item);
    }
    const columns = (this.#found.this ?? this.#found.other)?.columns ?? [];
    this.#shown = itemTable(columns, own, this.#drawing, this.#nameOf);
    const { texts } = this.options;
    show(this.table, this.#shown.rows.length > 0);
    this.#grid.label(filled(texts.rowsOf, plainText(this.#item)));
    const of = JSON.stringify([this.#item, this.#seriesPlace(), this.#shown.columns]);
    // More of what is shown already leaves a reader where they are in it.
    const how = of === this.#shownOf ? 'grow' : 'show';
    this.#shownOf = of;
    this.#grid[how](
      gridColumns(this.#shown.columns).map(column => ({
        ...column,
        kind: column.kind === 'pick' ? 'text' : column.kind,
      })),
      this.#shown.rows,
    );
  }

  #copyData(): void {
    const { columns, rows } = this.#shown;
    this.options.onCopy(
      tabSeparated([columns.map(({ name }) => name), ...rows]),
      columns.length * rows.length,
    );
  }

  async #copyChart(): Promise<void> {
    const { texts, say } = this.options;
    try {
      const png = await pngOf(this.svg(), picture.width, picture.height);
      await navigator.clipboard.write([new ClipboardItem({ 'image/png': png })]);
      say(texts.copied);
    } catch {
      // The browser asks for the focus and a permission; a file can always be had.
      say(texts.notCopied);
    }
  }
}
