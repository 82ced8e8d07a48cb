import { Buffer, isUtf8 } from 'node:buffer';
import type { ReadingLimits } from './limits';
import { TextTable } from './textTable';

/** A run of rows in a part, one past its end: bytes of a CSV file, rows of a Parquet file. */
export interface Run {
  readonly from: number;
  readonly to: number;
}

/** In fewer reads: what is no farther from the run before than `near` is one with it. */
export function joinedRuns(runs: readonly Run[], near: number): Run[] {
  const joined: Run[] = [];
  for (const run of runs) {
    const last = joined.at(-1);
    if (last && run.from - last.to <= near) {
      joined[joined.length - 1] = { from: last.from, to: run.to };
    } else {
      joined.push(run);
    }
  }
  return joined;
}

/** The runs of one part, in its order: `items[n]` has the rows from `from[n]` to `to[n]`. */
interface PartRuns {
  readonly items: Int32Array;
  readonly from: Float64Array;
  readonly to: Float64Array;
}

/**
 * Which items there are and where their rows are, as far as that was seen. A pass over a part notes all of its runs,
 * so that the next item is found without a further pass. Bounded: a part that there is no room for is searched anew.
 */
export class ItemPlaces {
  readonly items: TextTable;
  private readonly runsOf = new Map<number, PartRuns>();
  private runs = 0;

  constructor(private readonly limits: Pick<ReadingLimits, 'items' | 'itemBytes' | 'runs'>) {
    this.items = new TextTable(limits.items, limits.itemBytes);
  }

  /** The number of an item by its cell; -1 where there is no room for a further one. */
  itemOf(bytes: Uint8Array, start: number, end: number): number {
    const cell = bytes.subarray(start, end);
    if (isUtf8(cell)) {
      return this.items.idOf(bytes, start, end);
    }
    // By what is shown of it, so that it is found by that as well.
    const shown = Buffer.from(Buffer.from(cell).toString());
    return this.items.idOf(shown, 0, shown.length);
  }

  /** The number of an item by its text; -1 where there is no room for a further one. */
  saw(item: string): number {
    const bytes = Buffer.from(item);
    return this.items.idOf(bytes, 0, bytes.length);
  }

  knows(part: number): boolean {
    return this.runsOf.has(part);
  }

  /** Where the item's rows are in a part that is known. */
  runsIn(part: number, item: string): Run[] {
    const known = this.runsOf.get(part);
    const id = this.items.find(item);
    const found: Run[] = [];
    if (known && id >= 0) {
      for (let run = known.items.indexOf(id); run >= 0; run = known.items.indexOf(id, run + 1)) {
        found.push({ from: known.from[run] ?? 0, to: known.to[run] ?? 0 });
      }
    }
    return found;
  }

  /** Notes the runs of one part while a pass goes over it. */
  note(): RunNotes {
    return new RunNotes(this.limits.runs - this.runs);
  }

  /** After the whole part was read. */
  keep(part: number, notes: RunNotes): void {
    if (!this.knows(part) && notes.isWhole && this.runs + notes.count <= this.limits.runs) {
      this.runsOf.set(part, notes.taken());
      this.runs += notes.count;
    }
  }
}

/** The runs of a part so far. */
export class RunNotes {
  count = 0;
  isWhole = true;
  private items = new Int32Array(64);
  private from = new Float64Array(64);
  private to = new Float64Array(64);

  constructor(private readonly room: number) {}

  /** Rows of an item, in the order of the part. */
  add(item: number, from: number, to: number): void {
    if (!this.isWhole) {
      return;
    }
    const last = this.count - 1;
    if (last >= 0 && this.items[last] === item && this.to[last] === from) {
      this.to[last] = to;
      return;
    }
    if (item < 0 || this.count >= this.room) {
      this.isWhole = false;
      this.items = new Int32Array(0);
      this.from = this.to = new Float64Array(0);
      return;
    }
    if (this.count === this.items.length) {
      this.grow();
    }
    this.items[this.count] = item;
    this.from[this.count] = from;
    this.to[this.count] = to;
    this.count++;
  }

  taken(): PartRuns {
    const { items, from, to, count } = this;
    return { items: items.slice(0, count), from: from.slice(0, count), to: to.slice(0, count) };
  }

  private grow(): void {
    const items = new Int32Array(this.count * 2);
    const from = new Float64Array(this.count * 2);
    const to = new Float64Array(this.count * 2);
    items.set(this.items);
    from.set(this.from);
    to.set(this.to);
    this.items = items;
    this.from = from;
    this.to = to;
  }
}
