import type { ToPage } from '../../chart/protocol';
import type { ExportedData, RowReader } from '../../data/exportedData';
import { shownFaults } from './shownResults';

/** As many as fit into a read of some hundred KB. */
const rowsAtOnce = 1000;
/** Rows that a page gets back after a restart. */
const mostRowsAgain = 20_000;

/** Gives the page the rows of its data, from the first one on, as it asks for more. */
export class RowFeed {
  #reader: RowReader | undefined;

  constructor(private readonly post: (message: ToPage) => void) {}

  /** What reads on from where the last one ended. */
  more(): (data: ExportedData, signal: AbortSignal) => Promise<void> {
    return this.#reading(rowsAtOnce, false);
  }

  /**
   * What reads from the first row on.
   * @param count rows that the page had before
   */
  fromFirst(count: number): (data: ExportedData, signal: AbortSignal) => Promise<void> {
    return this.#reading(Math.max(rowsAtOnce, Math.min(count, mostRowsAgain)), true);
  }

  #reading(count: number, isAgain: boolean): (data: ExportedData, signal: AbortSignal) => Promise<void> {
    let again = isAgain;
    return async (data, signal) => {
      if (again || !this.#reader) {
        this.#reader = data.rows();
      }
      const reader = this.#reader;
      let missing = count;
      for (let isFirst = again; ; isFirst = false) {
        const page = await reader.next(Math.min(missing, rowsAtOnce * 5), signal);
        missing -= page.rows.length;
        // A retry begins with the first row: how far a reader got that failed is not known.
        again = true;
        const { rows, progress, end } = page;
        const faults = shownFaults(page.faults);
        this.post({ type: 'rows', again: isFirst, columns: data.columns, rows, progress, end, faults });
        if (end || (missing <= 0 && page.rows.length > 0) || signal.aborted) {
          return;
        }
      }
    };
  }
}
