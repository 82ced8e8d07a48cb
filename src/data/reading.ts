import type { Failure } from '../jobs/failure';
import type { ObjectStore } from '../jobs/objectStore';
import type { ColumnTable, PartColumns } from './columns';
import type { ExportPart, PartFault, ReadingProgress } from './exportedData';
import type { ItemPlaces } from './itemPlaces';
import type { ReadingLimits } from './limits';
import type { Footer } from './parquetFooter';
import { tooManyColumns } from './partFaults';

/** What all readings of one export share. */
export interface DataContext {
  readonly store: ObjectStore;
  readonly parts: readonly ExportPart[];
  readonly limits: ReadingLimits;
  readonly columns: ColumnTable;
  readonly places: ItemPlaces;
  /** By the place of a part among all: its columns, once they are known. */
  readonly headers: Map<number, PartColumns>;
  /** Of Parquet files, by the place of the part; a few of them. */
  readonly footers: Map<number, Footer>;
  /** Milliseconds; any start. */
  readonly now: () => number;
}

/** @throws FailureError */
export function joinColumns(
  { parts, columns, limits, headers }: DataContext,
  place: number,
  names: readonly string[],
): PartColumns {
  const joined = names.length <= limits.columns ? columns.join(names) : undefined;
  if (!joined) {
    throw tooManyColumns(partAt(parts, place));
  }
  headers.set(place, joined);
  return joined;
}

export function partAt(parts: readonly ExportPart[], place: number): ExportPart {
  const part = parts[place];
  if (!part) {
    throw new RangeError(`There is no part ${place}.`);
  }
  return part;
}

/** One going through the parts: what of them was read, and what could not be. */
export class Reading {
  private bytesRead = 0;
  private partsRead = 0;
  private readonly faultOf = new Map<number, PartFault>();
  private readonly bytes: number;

  constructor(private readonly parts: readonly ExportPart[]) {
    this.bytes = parts.reduce((sum, part) => sum + part.size, 0);
  }

  readonly count = (bytes: number): void => {
    this.bytesRead += bytes;
  };

  partDone(): void {
    this.partsRead++;
  }

  failed(place: number, failure: Failure): void {
    const part = this.parts[place];
    if (part) {
      this.faultOf.set(place, { part, failure });
    }
  }

  /** What failed before was read after all. */
  recovered(place: number): void {
    this.faultOf.delete(place);
  }

  get progress(): ReadingProgress {
    const { bytes, bytesRead, partsRead } = this;
    return { parts: this.parts.length, partsRead, bytes, bytesRead };
  }

  /** In the order of the parts. */
  get faults(): readonly PartFault[] {
    return [...this.faultOf].sort(([a], [b]) => a - b).map(([, fault]) => fault);
  }
}
