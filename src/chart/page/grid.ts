import { cellsIn, isInRange, movedBy, tabSeparated, type GridPlace } from '../gridKeys';
import { nextSorting, sortedPlaces, type Sorting } from '../rowOrder';
import { isNearEnd, rowWindow, scrolledTo, type Scrolled } from '../virtualWindow';
import { columnWidths, GridCells, type GridColumn } from './gridCells';
import { element } from './element';

export type { GridColumn } from './gridCells';

const rowHeight = 22;

export interface GridOptions {
  /** Of its cells' ids. */
  readonly id: string;
  /** What a screen reader calls it. */
  readonly label: string;
  readonly onCopy: (text: string, cells: number) => void;
  /** A row was chosen, by Enter, a double click or a click on what looks like a link. */
  readonly onPick?: (row: readonly string[]) => void;
  /** The last rows came in sight. */
  readonly onNearEnd?: () => void;
  /** Left out: it can't be sorted. */
  readonly onSort?: (sorting: Sorting | undefined) => void;
  readonly onScroll?: () => void;
}

/**
 * A table of any number of rows, of which only those in sight are in the page. The keyboard stays on the table itself,
 * which names its active cell: a row that scrolls away takes no focus with it.
 */
export class Grid {
  readonly element: HTMLElement;
  readonly #head: HTMLElement;
  readonly #body: HTMLElement;
  readonly #cells: GridCells;
  #columns: readonly GridColumn[] = [];
  #rows: readonly (readonly string[])[] = [];
  /** Places in `#rows`, where they are sorted. */
  #order: readonly number[] | undefined;
  #sorting: Sorting | undefined;
  #active: GridPlace = { row: 0, column: 0 };
  #anchor: GridPlace | undefined;
  #shown = new Map<number, HTMLElement>();
  /** Kept, because a table that is hidden tells of none and takes none. */
  #scroll = { top: 0, left: 0 };
  #isDrawing = false;

  constructor(private readonly options: GridOptions) {
    this.#cells = new GridCells(options.id);
    this.#head = element('div', { class: 'grid-head', role: 'rowgroup' });
    this.#body = element('div', { class: 'grid-body', role: 'rowgroup' });
    this.element = element(
      'div',
      {
        class: 'grid',
        role: 'grid',
        tabindex: '0',
        'aria-label': options.label,
        'aria-multiselectable': 'true',
      },
      this.#head,
      this.#body,
    );
    this.element.addEventListener('scroll', () => this.#onScroll());
    this.element.addEventListener('keydown', event => this.#onKey(event));
    this.element.addEventListener('mousedown', event => this.#onMouseDown(event));
    this.element.addEventListener('dblclick', event => this.#onDoubleClick(event));
    new ResizeObserver(() => this.#onResize()).observe(this.element);
  }

  get sorting(): Sorting | undefined {
    return this.#sorting;
  }

  get scroll(): { readonly top: number; readonly left: number } {
    return this.#scroll;
  }

  scrollTo(top: number, left: number): void {
    this.#scroll = { top, left };
    this.element.scrollTo({ top, left, behavior: 'instant' });
  }

  label(label: string): void {
    this.element.setAttribute('aria-label', label);
  }

  /** Shows these rows in place of all others, from the first one on. */
  show(columns: readonly GridColumn[], rows: readonly (readonly string[])[]): void {
    const names = this.#columns.map(({ name }) => name).join('\n');
    if (names !== columns.map(({ name }) => name).join('\n')) {
      this.#sorting = undefined;
    }
    this.#active = { row: 0, column: 0 };
    this.#anchor = undefined;
    this.scrollTo(0, this.#scroll.left);
    this.grow(columns, rows, true);
  }

  /** The same rows with more at their end, or more columns. */
  grow(columns: readonly GridColumn[], rows: readonly (readonly string[])[], isNew = false): void {
    if (isNew || columns.length !== this.#columns.length) {
      this.#columns = columns;
      // Only of what is there first: a table whose columns jump while it is read is of no use.
      const widths = columnWidths(columns, rows);
      this.element.style.setProperty('--columns', widths.map(width => `${width}ch`).join(' '));
    }
    this.#rows = rows;
    this.#sort();
    this.#redraw();
  }

  sortBy(sorting: Sorting | undefined): void {
    this.#sorting = sorting;
    this.#sort();
    this.#redraw();
  }

  #sort(): void {
    const sorting = this.#sorting;
    const kind = sorting && this.#columns[sorting.column]?.kind;
    this.#order =
      sorting && kind && sortedPlaces(this.#rows, kind === 'number' ? 'value' : 'dimension', sorting);
  }

  #row(index: number): readonly string[] | undefined {
    return this.#rows[this.#order?.[index] ?? index];
  }

  #scrolled(): Scrolled {
    return {
      top: this.element.scrollTop,
      height: Math.max(rowHeight, this.element.clientHeight - this.#head.offsetHeight),
      rowHeight,
      rows: this.#rows.length,
    };
  }

  /** Draws everything anew. */
  #redraw(): void {
    this.element.setAttribute('aria-rowcount', String(this.#rows.length + 1));
    this.element.setAttribute('aria-colcount', String(this.#columns.length));
    this.#body.style.height = `${this.#rows.length * rowHeight}px`;
    this.#head.replaceChildren(
      this.#cells.head(this.#columns, this.#sorting, this.options.onSort !== undefined),
    );
    this.#body.replaceChildren();
    this.#shown = new Map();
    this.#draw();
  }

  #drawSoon(): void {
    if (!this.#isDrawing) {
      this.#isDrawing = true;
      requestAnimationFrame(() => {
        this.#isDrawing = false;
        this.#draw();
      });
    }
  }

  /** Brings the rows in sight into the page, and takes the others out. */
  #draw(): void {
    const { first, end } = rowWindow(this.#scrolled());
    for (const [index, row] of this.#shown) {
      if (index < first || index >= end) {
        row.remove();
        this.#shown.delete(index);
      }
    }
    for (let index = first; index < end; index++) {
      const cells = this.#shown.has(index) ? undefined : this.#row(index);
      if (cells) {
        const row = this.#cells.row(this.#columns, cells, index);
        row.style.transform = `translateY(${index * rowHeight}px)`;
        this.#shown.set(index, row);
        this.#body.append(row);
      }
    }
    this.#mark();
  }

  /** Says which cells are active and selected. */
  #mark(): void {
    const range = { from: this.#anchor ?? this.#active, to: this.#active };
    for (const [index, row] of [[-1, this.#head.firstElementChild] as const, ...this.#shown]) {
      row?.classList.toggle('active-row', index === this.#active.row && index >= 0);
      Array.from(row?.children ?? []).forEach((cell, column) => {
        const place = { row: index, column };
        cell.classList.toggle('active', index === this.#active.row && column === this.#active.column);
        if (index >= 0) {
          cell.setAttribute('aria-selected', String(isInRange(range, place)));
        }
      });
    }
    const active = document.getElementById(this.#cells.id(this.#active));
    if (active) {
      this.element.setAttribute('aria-activedescendant', active.id);
    } else {
      this.element.removeAttribute('aria-activedescendant');
    }
  }

  #go(to: GridPlace, isExtending: boolean): void {
    this.#anchor = isExtending && to.row >= 0 ? (this.#anchor ?? this.#active) : undefined;
    this.#active = to;
    if (to.row >= 0) {
      this.element.scrollTop = scrolledTo(to.row, this.#scrolled());
    }
    this.#draw();
    this.#showColumn();
    this.#askForMore();
  }

  #showColumn(): void {
    const cell = document.getElementById(this.#cells.id({ row: -1, column: this.#active.column }));
    if (cell) {
      const { scrollLeft, clientWidth } = this.element;
      const end = cell.offsetLeft + cell.offsetWidth;
      this.element.scrollLeft = Math.min(cell.offsetLeft, Math.max(scrollLeft, end - clientWidth));
    }
  }

  #onKey(event: KeyboardEvent): void {
    const isFar = event.ctrlKey || event.metaKey;
    const size = {
      rows: this.#rows.length,
      columns: this.#columns.length,
      page: Math.max(1, Math.floor(this.#scrolled().height / rowHeight) - 1),
    };
    const to = event.altKey ? undefined : movedBy(event, this.#active, size);
    if (to) {
      this.#go(to, event.shiftKey);
    } else if (isFar && event.key.toLowerCase() === 'c') {
      this.#copy();
    } else if (isFar && event.key.toLowerCase() === 'a') {
      this.#select({ row: 0, column: 0 }, { row: size.rows - 1, column: size.columns - 1 });
    } else if (event.key === ' ' && event.shiftKey) {
      this.#select({ ...this.#active, column: 0 }, { ...this.#active, column: size.columns - 1 });
    } else if (event.key === 'Enter' || event.key === ' ') {
      this.#activate(this.#active, event.key === 'Enter');
    } else {
      return;
    }
    event.preventDefault();
    // The editor has commands of its own on such keys.
    event.stopPropagation();
  }

  #select(from: GridPlace, to: GridPlace): void {
    this.#anchor = from;
    this.#active = to;
    this.#mark();
  }

  #copy(): void {
    if (this.#active.row < 0) {
      this.options.onCopy(this.#columns[this.#active.column]?.name ?? '', 1);
      return;
    }
    const range = { from: this.#anchor ?? this.#active, to: this.#active };
    const cells = cellsIn(range, (row, column) => this.#row(row)?.[column] ?? '');
    this.options.onCopy(
      tabSeparated(cells),
      cells.reduce((sum, row) => sum + row.length, 0),
    );
  }

  #activate({ row, column }: GridPlace, isPick: boolean): void {
    const cells = this.#row(row);
    if (row < 0) {
      this.#toggleSort(column);
    } else if (isPick && cells) {
      this.options.onPick?.(cells);
    }
  }

  #toggleSort(column: number): void {
    if (this.options.onSort) {
      this.sortBy(nextSorting(this.#sorting, column));
      this.options.onSort(this.#sorting);
    }
  }

  #onMouseDown(event: MouseEvent): void {
    const place = this.#cells.placeOf(event.target);
    if (!place || event.button !== 0) {
      return;
    }
    if (place.row < 0) {
      this.#active = place;
      this.#anchor = undefined;
      this.#toggleSort(place.column);
      this.#mark();
      return;
    }
    this.#go(place, event.shiftKey);
    const isLink = event.target instanceof Element && event.target.closest('.pick') !== null;
    if (isLink && !event.shiftKey) {
      this.#activate(place, true);
    }
  }

  #onDoubleClick(event: MouseEvent): void {
    const place = this.#cells.placeOf(event.target);
    if (place && place.row >= 0) {
      this.#activate(place, true);
    }
  }

  #onResize(): void {
    // It may be seen again.
    this.scrollTo(this.#scroll.top, this.#scroll.left);
    this.#drawSoon();
  }

  #onScroll(): void {
    this.#scroll = { top: this.element.scrollTop, left: this.element.scrollLeft };
    this.#drawSoon();
    this.#askForMore();
    this.options.onScroll?.();
  }

  #askForMore(): void {
    if (this.#rows.length > 0 && isNearEnd(this.#scrolled())) {
      this.options.onNearEnd?.();
    }
  }
}
