import { plainText } from '../../jobs/plainText';
import type { KeptState } from '../keptState';
import { filled } from '../previewTexts';
import type { ShownColumn, ToPage } from '../protocol';
import { button, element, setText, show } from './element';
import { Grid, type GridColumn } from './grid';
import { progressText, TaskStatus, type TaskHandlers, type Words } from './statusLine';

/** More rows than this slow the page down, and nobody reads them. */
export const mostRows = 100_000;

export interface RowsViewOptions extends Words {
  readonly handlers: TaskHandlers;
  readonly onMore: () => void;
  readonly onPick: (item: string) => void;
  readonly onCopy: (text: string, cells: number) => void;
  /** What is said of the rows; absent: how many were read of how much. */
  readonly said?: string;
  /** Something that is kept for a restart has changed. */
  readonly onChange: () => void;
}

/** Of what the page keeps over a restart, what is of its rows. */
type KeptRows = Pick<KeptState, 'rows' | 'sorting' | 'top' | 'left'>;

/** The rows of all parts as one table, as far as they are read. */
export class RowsView {
  readonly element: HTMLElement;
  readonly #grid: Grid;
  readonly #status: TaskStatus;
  readonly #read = element('span', { class: 'said', 'aria-live': 'polite' });
  readonly #sorted = element('span', { class: 'said sorted', 'aria-live': 'polite' });
  readonly #more: HTMLButtonElement;
  readonly #fileOrder: HTMLButtonElement;
  readonly #empty = element('p', { class: 'empty', role: 'status' });
  readonly #line: HTMLElement;
  #columns: readonly ShownColumn[] = [];
  #rows: string[][] = [];
  #isEnd = false;
  #isReading = true;
  /** What was shown before a restart, until the first rows are there. */
  #restored: KeptRows | undefined;

  constructor(private readonly options: RowsViewOptions) {
    const { texts, handlers } = options;
    this.#grid = new Grid({
      id: 'rows',
      label: texts.rows,
      onCopy: options.onCopy,
      onPick: row => options.onPick(row[this.#itemPlace()] ?? ''),
      onNearEnd: () => this.#askForMore(),
      onSort: () => this.#onSort(),
      onScroll: options.onChange,
    });
    this.#status = new TaskStatus('rows', options, handlers);
    this.#more = button(texts.loadMore, () => this.#askForMore(), 'secondary');
    this.#fileOrder = button(texts.fileOrder, () => this.#unsort(), 'link');
    const line = element('div', { class: 'line' }, this.#read, this.#sorted, this.#fileOrder, this.#more);
    this.#line = line;
    this.element = element(
      'div',
      { class: 'rows' },
      line,
      this.#status.element,
      this.#empty,
      this.#grid.element,
    );
    show(this.#grid.element, false);
    this.#offer();
    this.#status.progress(texts.loading);
  }

  /** What is shown, or was before a restart. */
  get kept(): KeptRows {
    const { sorting, scroll } = this.#grid;
    return this.#restored ?? { rows: this.#rows.length, ...scroll, ...(sorting ? { sorting } : {}) };
  }

  get columns(): readonly ShownColumn[] {
    return this.#columns;
  }

  restore({ rows, sorting, top, left }: KeptRows): void {
    this.#restored = { rows, top, left, ...(sorting ? { sorting } : {}) };
  }

  add({ again, columns, rows, progress, faults, end }: ToPage & { readonly type: 'rows' }): void {
    const { texts, language } = this.options;
    const isFirst = again || this.#rows.length === 0;
    this.#columns = columns;
    this.#rows = isFirst ? rows.map(row => [...row]) : this.#rows;
    if (!isFirst) {
      for (const row of rows) {
        this.#rows.push([...row]);
      }
    }
    this.#isEnd = end;
    this.#isReading = false;
    this.#status.done(faults);
    const shown = gridColumns(columns);
    show(this.#grid.element, this.#rows.length > 0);
    if (isFirst) {
      this.#grid.show(shown, this.#rows);
    } else {
      this.#grid.grow(shown, this.#rows);
    }
    this.#restore();
    const count = this.#rows.length.toLocaleString(language);
    const counted = filled(end ? texts.allRows : texts.firstRows, count);
    const { said } = this.options;
    setText(
      this.#read,
      said ?? (progress.parts === 0 ? '' : `${counted} · ${progressText(progress, this.options)}`),
    );
    const isEmpty = this.#rows.length === 0 && end && faults.length === 0;
    setText(this.#empty, isEmpty ? (said ?? (progress.parts === 0 ? texts.noParts : texts.noRows)) : '');
    this.#onSort();
    if (this.#rows.length === 0 && !end) {
      // Parts without rows come first: the ones with rows are to be seen without a click.
      this.#askForMore();
    }
  }

  /** They are read anew, from the first one on. */
  reading(): void {
    this.#isReading = true;
    this.#status.progress(this.options.texts.loading);
    this.#offer();
  }

  failed(why: string, remedies: readonly string[]): void {
    this.#isReading = false;
    this.#status.failed(why, remedies);
    this.#offer();
    show(this.#line, this.#rows.length > 0);
  }

  cancelled(): void {
    this.#isReading = false;
    this.#status.cancelled();
    this.#offer();
  }

  #restore(): void {
    if (this.#restored && this.#rows.length > 0) {
      const { sorting, top, left } = this.#restored;
      this.#restored = undefined;
      this.#grid.sortBy(sorting && sorting.column < this.#columns.length ? sorting : undefined);
      this.#grid.scrollTo(top, left);
    }
  }

  #itemPlace(): number {
    return this.#columns.findIndex(({ kind }) => kind === 'item');
  }

  #askForMore(): void {
    if (!this.#isReading && !this.#isEnd && this.#rows.length < mostRows) {
      this.#isReading = true;
      if (this.#rows.length === 0) {
        this.#status.progress(this.options.texts.loading);
      }
      this.#offer();
      this.options.onMore();
    }
  }

  #unsort(): void {
    this.#grid.sortBy(undefined);
    this.#onSort();
    this.#grid.element.focus();
  }

  #onSort(): void {
    this.#offer();
    this.options.onChange();
  }

  /** What can be done just now. */
  #offer(): void {
    const { texts, language } = this.options;
    const { sorting } = this.#grid;
    const isFull = this.#rows.length >= mostRows && !this.#isEnd;
    const column = sorting && this.#columns[sorting.column]?.name;
    const sorted =
      column === undefined
        ? ''
        : filled(texts.sorted, plainText(column), this.#rows.length.toLocaleString(language));
    setText(this.#sorted, [sorted, ...(isFull ? [texts.mostRows] : [])].filter(Boolean).join(' · '));
    show(this.#fileOrder, sorting !== undefined);
    // While more rows come the button says so in its place: nothing moves below the pointer.
    setText(this.#more, this.#isReading ? texts.loading : texts.loadMore);
    this.#more.setAttribute('aria-disabled', String(this.#isReading));
    show(this.#more, !this.#isEnd && !isFull);
    // Where the first read was stopped, the button is what begins it again.
    show(this.#line, this.#rows.length > 0 || (!this.#isReading && !this.#isEnd));
  }
}

/** How the columns of an export are shown: item ids can be chosen, values stand at the right. */
export function gridColumns(columns: readonly ShownColumn[]): GridColumn[] {
  return columns.map(({ name, kind }) => ({
    name,
    kind: kind === 'value' ? 'number' : kind === 'item' ? 'pick' : 'text',
  }));
}
