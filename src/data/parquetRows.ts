import type { DecodedArray } from 'hyparquet';
import { rowOf } from './columns';
import type { ExportRow } from './exportedData';
import { ParquetFile, type RowRange } from './parquetFile';
import { textOf } from './parquetText';
import type { CountBytes } from './partRanges';
import type { PartRows } from './partRows';
import { partAt, type DataContext } from './reading';

export class ParquetRows implements PartRows {
  ended: boolean;
  readonly leftOut = 0;
  private file: ParquetFile | undefined;
  private ranges: Iterator<RowRange> | undefined;
  /** What is read next: asked for again after a fault. */
  private range: RowRange | undefined;
  /** The values of the columns, and which row of them is next. */
  private values: readonly DecodedArray[] = [];
  private row = 0;
  private rows = 0;

  constructor(
    private readonly context: DataContext,
    private readonly place: number,
    private readonly count: CountBytes,
  ) {
    this.ended = partAt(context.parts, place).size === 0;
  }

  get hasRows(): boolean {
    return this.row < this.rows;
  }

  async next(count: number, signal?: AbortSignal): Promise<readonly ExportRow[]> {
    if (this.ended) {
      return [];
    }
    this.file ??= await ParquetFile.open(this.context, this.place, { count: this.count, signal });
    const { columns } = this.file;
    if (!this.hasRows) {
      await this.read(this.file, signal);
    }
    const rows: ExportRow[] = [];
    const item = columns.places[columns.item] ?? -1;
    for (; rows.length < count && this.hasRows; this.row++) {
      const row = rowOf(
        this.values.map(values => textOf(values[this.row])),
        columns,
      );
      this.context.places.saw(row[item] ?? '');
      rows.push(row);
    }
    this.ended = !this.hasRows && this.range === undefined;
    return rows;
  }

  private async read(file: ParquetFile, signal?: AbortSignal): Promise<void> {
    this.ranges ??= file.ranges(this.context.limits.decodedRows);
    this.range ??= nextOf(this.ranges);
    if (this.range) {
      const { range } = this;
      this.values = await file.read([...file.columns.columns.keys()], range, { count: this.count, signal });
      this.rows = range.to - range.from;
      this.row = 0;
      this.range = nextOf(this.ranges);
    }
  }
}

function nextOf(ranges: Iterator<RowRange>): RowRange | undefined {
  const next = ranges.next();
  return next.done ? undefined : next.value;
}
