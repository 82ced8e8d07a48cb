import type { ObjectStore } from '../jobs/objectStore';
import { ColumnTable } from './columns';
import type {
  ExportColumn,
  ExportedData,
  ExportPart,
  ExportSummary,
  FindOptions,
  ItemFound,
  ItemQuery,
  RowReader,
  ScanOptions,
} from './exportedData';
import { findItem } from './findItem';
import { ItemPlaces } from './itemPlaces';
import { usualLimits, type ReadingLimits } from './limits';
import { AllRows } from './rowReader';
import type { DataContext } from './reading';
import { suggestions } from './suggestions';
import { summarize } from './summarize';

/** What tests and measurements change. */
export interface OpenOptions {
  readonly limits?: Partial<ReadingLimits>;
  /** Milliseconds; any start. */
  readonly now?: () => number;
}

/** The data of an export's parts, in the order in which they are given. Nothing is read before it is asked for. */
export function openExportedData(
  store: ObjectStore,
  parts: readonly ExportPart[],
  { limits, now = () => performance.now() }: OpenOptions = {},
): ExportedData {
  const all = { ...usualLimits, ...limits };
  return new PartsData({
    store,
    parts,
    limits: all,
    columns: new ColumnTable(all.columns),
    places: new ItemPlaces(all),
    headers: new Map(),
    footers: new Map(),
    now,
  });
}

/** What the readings of `openExportedData`'s data share. */
export function contextOf(data: ExportedData): DataContext {
  if (!(data instanceof PartsData)) {
    throw new TypeError('These data were not opened here.');
  }
  return data.context;
}

class PartsData implements ExportedData {
  constructor(readonly context: DataContext) {}

  get parts(): readonly ExportPart[] {
    return this.context.parts;
  }

  get columns(): readonly ExportColumn[] {
    return this.context.columns.columns;
  }

  rows(): RowReader {
    return new AllRows(this.context);
  }

  findItem(query: ItemQuery, options: FindOptions = {}): Promise<ItemFound> {
    return findItem(this.context, query, options);
  }

  summarize(options: ScanOptions = {}): Promise<ExportSummary> {
    return summarize(this.context, options);
  }

  suggestions(text: string, limit: number): readonly string[] {
    return suggestions(this.context.places.items, text, limit);
  }
}
