import { plainText } from '../../jobs/plainText';
import type { GridPlace } from '../gridKeys';
import type { Sorting } from '../rowOrder';
import { element } from './element';

export interface GridColumn {
  readonly name: string;
  /** Numbers stand at the right; a `pick` looks like a link and is one. */
  readonly kind: 'text' | 'number' | 'pick';
  readonly hint?: string;
}

/** Longer texts are cut, and whole in the tooltip, up to a bound of its own. */
const longestCell = 200;
const longestTitle = 2000;

/** Makes the rows and cells of a grid, and finds the place of a cell. */
export class GridCells {
  constructor(private readonly prefix: string) {}

  id({ row, column }: GridPlace): string {
    return `${this.prefix}-${row < 0 ? 'head' : row}-${column}`;
  }

  head(columns: readonly GridColumn[], sorting: Sorting | undefined, canBeSorted: boolean): HTMLElement {
    const cells = columns.map(({ name, kind, hint }, column) => {
      const isSorted = sorting?.column === column;
      const cell = element(
        'div',
        {
          ...this.#cell('columnheader', { row: -1, column }),
          class: kind === 'number' ? 'cell number' : 'cell',
          title: plainText(hint ?? name, longestTitle),
          ...(canBeSorted
            ? { 'aria-sort': !isSorted ? 'none' : sorting.descending ? 'descending' : 'ascending' }
            : {}),
        },
        element('span', { class: 'name' }, plainText(name, longestCell)),
      );
      if (isSorted) {
        cell.append(
          element('span', { class: 'arrow', 'aria-hidden': 'true' }, sorting.descending ? '↓' : '↑'),
        );
      }
      return cell;
    });
    return element('div', { class: 'row', role: 'row', 'aria-rowindex': '1' }, ...cells);
  }

  row(columns: readonly GridColumn[], cells: readonly string[], index: number): HTMLElement {
    const made = columns.map(({ kind }, column) => {
      const written = cells[column] ?? '';
      const shown = plainText(written, longestCell);
      const cell = element('div', {
        ...this.#cell('gridcell', { row: index, column }),
        class: kind === 'number' ? 'cell number' : 'cell',
        title: written.length > 12 ? plainText(written, longestTitle) : shown,
      });
      cell.append(kind === 'pick' ? element('span', { class: 'pick' }, shown) : shown);
      return cell;
    });
    const even = index % 2 === 0 ? 'row' : 'row odd';
    return element('div', { class: even, role: 'row', 'aria-rowindex': String(index + 2) }, ...made);
  }

  /** Where a cell stands, by whatever of it was clicked. */
  placeOf(target: EventTarget | null): GridPlace | undefined {
    const cell = target instanceof Element ? target.closest(`[id^="${this.prefix}-"]`) : null;
    const parts = cell && /-(head|\d+)-(\d+)$/.exec(cell.id);
    return parts ? { row: parts[1] === 'head' ? -1 : Number(parts[1]), column: Number(parts[2]) } : undefined;
  }

  #cell(role: string, place: GridPlace): Record<string, string> {
    return { id: this.id(place), role, 'aria-colindex': String(place.column + 1) };
  }
}

/** Of each column, in characters: what most of its first cells need. */
export function columnWidths(
  columns: readonly GridColumn[],
  rows: readonly (readonly string[])[],
): readonly number[] {
  const some = rows.slice(0, 300);
  return columns.map(({ name }, column) => {
    const longest = some.reduce((most, row) => Math.max(most, row[column]?.length ?? 0), name.length + 2);
    return Math.min(36, Math.max(7, longest)) + 2.5;
  });
}
