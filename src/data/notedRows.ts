import type { Noted } from './exportedData';
import type { FactKeys } from './facts';

const maxExamples = 5;

/** Counts rows of a kind, and keeps the first few. */
export class NotedRows {
  count = 0;
  private readonly examples: { readonly item: number; readonly date: number }[] = [];

  /** @param item and `date` by the tables of the keys; -1 where it isn't known */
  note(item: number, date: number, count = 1): void {
    this.count += count;
    if (this.examples.length < maxExamples && item >= 0) {
      this.examples.push({ item, date });
    }
  }

  noted({ items, dates }: FactKeys): Noted {
    return {
      count: this.count,
      examples: this.examples.map(({ item, date }) => ({
        item: items.text(item),
        ...(date < 0 ? {} : { date: dates.text(date) }),
      })),
    };
  }
}
