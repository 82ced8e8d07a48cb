import { CsvRows } from './csvRows';
import type { ExportPart, ExportRow, RowPage, RowReader } from './exportedData';
import { failureOf, isOfThePart, linesLeftOut } from './partFaults';
import { ParquetRows } from './parquetRows';
import type { PartRows } from './partRows';
import { partAt, Reading, type DataContext } from './reading';

/** Reads of one call that give no row, before it says how far it came: parts may have nothing but a header. */
const readsForNothing = 32;
/** Parts in a row that can't be read, before a call says so. */
const failuresAtOnce = 3;

/** The rows of all parts, one part after the other. Nothing is asked about a part before its turn. */
export class AllRows implements RowReader {
  private readonly reading: Reading;
  /** Rows that were read and not given yet: of a call that was cancelled. */
  private rows: ExportRow[] = [];
  private place = 0;
  private current: PartRows | undefined;
  private isFirstPage = true;

  constructor(private readonly context: DataContext) {
    this.reading = new Reading(context.parts);
  }

  async next(count: number, signal?: AbortSignal): Promise<RowPage> {
    let forNothing = 0;
    let failures = 0;
    for (;;) {
      const part = this.context.parts[this.place];
      if (!part || !this.needsMore(count) || forNothing >= readsForNothing || failures >= failuresAtOnce) {
        break;
      }
      this.current ??= this.open();
      try {
        const reads = !this.current.hasRows && part.size > 0;
        const rows = await this.current.next(count - this.rows.length, signal);
        this.reading.recovered(this.place);
        this.rows.push(...rows);
        forNothing += reads && rows.length === 0 ? 1 : 0;
        if (this.current.ended) {
          this.endPart(part, this.current.leftOut);
        }
      } catch (error) {
        const failure = failureOf(error, part);
        this.reading.failed(this.place, failure);
        if (!isOfThePart(failure)) {
          break;
        }
        failures++;
        this.skipPart();
      }
    }
    return this.page();
  }

  /** The first rows come from one read; later pages are at least half full. */
  private needsMore(count: number): boolean {
    const { length } = this.rows;
    const atHand = this.current?.hasRows ?? false;
    return length === 0 || (length < count && (atHand || (!this.isFirstPage && length < count / 2)));
  }

  private open(): PartRows {
    const Rows = partAt(this.context.parts, this.place).format === 'CSV' ? CsvRows : ParquetRows;
    return new Rows(this.context, this.place, this.reading.count);
  }

  private endPart(part: ExportPart, leftOut: number): void {
    if (leftOut > 0) {
      this.reading.failed(this.place, linesLeftOut(part, leftOut));
    }
    this.reading.partDone();
    this.skipPart();
  }

  private skipPart(): void {
    this.current = undefined;
    this.place++;
  }

  private page(): RowPage {
    const { rows } = this;
    this.rows = [];
    this.isFirstPage &&= rows.length === 0;
    return {
      rows,
      progress: this.reading.progress,
      faults: this.reading.faults,
      end: this.place >= this.context.parts.length,
    };
  }
}
