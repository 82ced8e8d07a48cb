import type { Side, ToPage } from '../../chart/protocol';
import type { ExportedData, ItemFound, ItemSeries, ReadingProgress } from '../../data/exportedData';
import { shownFaults } from './shownResults';

export interface FindOptions {
  /** Of the export that this one is compared with. */
  readonly other: ExportedData | undefined;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: ReadingProgress) => void;
}

/** The item that a page shows the forecast of, and what was found of it on each side of a comparison. */
export class ItemSearch {
  #found: Partial<Record<Side, ItemFound>> = {};
  #item = '';

  constructor(private readonly post: (message: ToPage) => void) {}

  /** '' before the first search. */
  get item(): string {
    return this.#item;
  }

  /** Takes the place of the item before; what is still found of that is told to nobody. */
  begin(item: string): void {
    this.#item = item;
    this.#found = {};
  }

  /** Looks for the item, and tells the page what is found as it comes. Rejects as `ExportedData.findItem`. */
  async find(data: ExportedData, { other, signal, onProgress }: FindOptions): Promise<void> {
    const item = this.#item;
    await Promise.all([
      this.#findIn('this', data, item, { signal, onProgress }),
      ...(other ? [this.#findIn('other', other, item, { signal })] : []),
    ]);
  }

  /** One of its series, with all of its rows, by the place in which the page was told of it. */
  series(place: number): ItemSeries | undefined {
    return this.#found.this?.series[place];
  }

  forgetOther(): void {
    delete this.#found.other;
  }

  async #findIn(
    side: Side,
    data: ExportedData,
    item: string,
    options: Pick<FindOptions, 'signal'> & Partial<Pick<FindOptions, 'onProgress'>>,
  ): Promise<void> {
    const post = (found: ItemFound, done: boolean) => {
      if (this.#item !== item || options.signal.aborted) {
        return;
      }
      this.#found[side] = found;
      const { progress, leftOut, faults } = found;
      const series = found.series.map(({ dimensions, rows }) => ({ dimensions, rows }));
      const shown = { columns: data.columns, series, progress, leftOut, faults: shownFaults(faults) };
      this.post({ type: 'item', side, item, done, ...shown });
    };
    post(await data.findItem({ item }, { ...options, onFound: some => post(some, false) }), true);
  }
}
