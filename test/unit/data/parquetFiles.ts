import { parquetWriteBuffer, type ColumnSource, type ParquetWriteOptions } from 'hyparquet-writer';

/** A Parquet file as an export may hold it: items, instants, and values as doubles. */
export function parquetOf(
  items: readonly string[],
  days: number,
  options: Partial<ParquetWriteOptions> = {},
): Buffer {
  // Values of many items differ, so that they take the room they take in an export.
  const each = items.length > 20 ? 1 / 3333 : 0;
  const all = items.flatMap((item, number) =>
    Array.from({ length: days }, (_, day) => ({ item, day, extra: number * each })),
  );
  return written(
    [
      { name: 'item_id', data: all.map(({ item }) => item), type: 'STRING' },
      { name: 'date', data: all.map(({ day }) => new Date(Date.UTC(2026, 0, day + 1))), type: 'TIMESTAMP' },
      { name: 'p10', data: all.map(({ day }) => day + 0.5), type: 'DOUBLE' },
      { name: 'p50', data: all.map(({ day, extra }) => day * 2 + extra * (day + 1)), type: 'DOUBLE' },
    ],
    options,
  );
}

export function written(columnData: ColumnSource[], options: Partial<ParquetWriteOptions> = {}): Buffer {
  return Buffer.from(parquetWriteBuffer({ columnData, ...options }));
}
