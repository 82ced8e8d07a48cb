import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parquetWriteBuffer } from 'hyparquet-writer';
import type { ExportPart } from '../../src/data/exportedData';
import { SeededRandom } from '../../src/local/random';

const hour = 3_600_000;
const start = Date.UTC(2015, 0, 1);
/** Rows of an item. */
const hours = 222;
/** About the size that the parts of real exports have, in bytes. */
const partSize = 20 * 1024 * 1024;
const bytesPerRow = 89;

export interface MadeFolder {
  readonly folder: string;
  readonly format: ExportPart['format'];
}

export interface MadeFolders {
  readonly csv: MadeFolder;
  readonly parquet: MadeFolder;
  /** In one of the parts in the middle. */
  readonly item: string;
}

/** One export as CSV, and the same rows as Parquet, in folders below `root`. What is there already is taken as it is. */
export async function makeExport(root: string, megabytes: number): Promise<MadeFolders> {
  const itemsOfPart = Math.ceil(partSize / bytesPerRow / hours);
  const parts = Math.max(1, Math.round((megabytes * 1_000_000) / partSize));
  const folders = {
    csv: { folder: join(root, `csv-${megabytes}`), format: 'CSV' as const },
    parquet: { folder: join(root, `parquet-${megabytes}`), format: 'PARQUET' as const },
    item: `client_${Math.floor((parts * itemsOfPart) / 2)}`,
  };
  await mkdir(folders.csv.folder, { recursive: true });
  await mkdir(folders.parquet.folder, { recursive: true });
  if ((await readdir(folders.parquet.folder)).length < parts) {
    for (let part = 0; part < parts; part++) {
      const rows = rowsOf(part, itemsOfPart);
      const name = `demand_2026-01-05T10-00-00Z_part${part}`;
      await writeFile(join(folders.csv.folder, `${name}.csv`), csvOf(rows));
      await writeFile(join(folders.parquet.folder, `${name}.parquet`), parquetOf(rows));
    }
  }
  return folders;
}

interface Rows {
  readonly items: readonly string[];
  readonly dates: readonly Date[];
  readonly values: readonly Float64Array[];
}

const columns = ['p10', 'p50', 'p90'];

function rowsOf(part: number, itemsOfPart: number): Rows {
  const random = new SeededRandom(`bench ${part}`);
  const count = itemsOfPart * hours;
  const items: string[] = [];
  const dates: Date[] = [];
  const values = columns.map(() => new Float64Array(count));
  for (let row = 0; row < count; row++) {
    const middle = random.next() * 300;
    items.push(`client_${part * itemsOfPart + Math.floor(row / hours)}`);
    dates.push(new Date(start + (row % hours) * hour));
    [middle * (0.7 + random.next() / 5), middle, middle * (1.1 + random.next() / 5)].forEach(
      (value, column) => {
        const own = values[column];
        if (own) {
          own[row] = value;
        }
      },
    );
  }
  return { items, dates, values };
}

function csvOf({ items, dates, values }: Rows): string {
  const lines = items.map(
    (item, row) =>
      `${item},${dates[row]?.toISOString().slice(0, 19) ?? ''}Z,${values.map(column => column[row]).join(',')}\n`,
  );
  return `item_id,date,${columns.join(',')}\n${lines.join('')}`;
}

function parquetOf({ items, dates, values }: Rows): Uint8Array {
  return new Uint8Array(
    parquetWriteBuffer({
      columnData: [
        { name: 'item_id', data: [...items], type: 'STRING', encoding: 'RLE_DICTIONARY' },
        { name: 'date', data: [...dates], type: 'TIMESTAMP', encoding: 'RLE_DICTIONARY' },
        ...columns.map((name, column) => ({ name, data: values[column] ?? [], type: 'DOUBLE' as const })),
      ],
      rowGroupSize: items.length,
    }),
  );
}
