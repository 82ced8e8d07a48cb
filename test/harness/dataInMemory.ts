import type {
  Comparison,
  ExportColumn,
  ExportedData,
  ExportPart,
  ExportRow,
  ItemDifference,
  ItemFound,
  PartFault,
  ReadingProgress,
} from '../../src/data/exportedData';
import { CancelledError } from '../../src/jobs/failure';

export interface DataInMemoryOptions {
  readonly columns?: readonly ExportColumn[];
  readonly rows?: readonly ExportRow[];
  readonly parts?: number;
  readonly faults?: readonly PartFault[];
  /** Waited for before each answer. */
  readonly pause?: () => Promise<void>;
}

export const demandColumns: readonly ExportColumn[] = [
  { name: 'item_id', kind: 'item' },
  { name: 'store', kind: 'dimension' },
  { name: 'date', kind: 'date' },
  { name: 'p10', kind: 'value', quantile: 0.1 },
  { name: 'p50', kind: 'value', quantile: 0.5 },
  { name: 'p90', kind: 'value', quantile: 0.9 },
  { name: 'mean', kind: 'value' },
];

/** Rows of a demand with a week's rhythm: `items` items in two stores, a row a day. */
export function demandRows(items: number, days: number, level = 1): ExportRow[] {
  return Array.from({ length: items * 2 }, (_, series) => {
    const item = series >> 1;
    return Array.from({ length: days }, (__, day) => {
      const date = new Date(Date.UTC(2026, 10, 1 + day)).toISOString().replace('.000', '');
      const middle =
        level * (40 + 7 * (item % 9) + 12 * Math.sin((day / 7) * 2 * Math.PI) + (series % 2) * 15);
      const spread = 4 + day * 0.6;
      const values = [middle - spread, middle, middle + spread * 1.4, middle + 1.2];
      return [
        `item_${String(item).padStart(4, '0')}`,
        series % 2 === 0 ? 'north' : 'south',
        date,
        ...values.map(String),
      ];
    });
  }).flat();
}

/** An export in memory, for the page and the tests that drive it. It promises what the port promises. */
export function dataInMemory(options: DataInMemoryOptions = {}): ExportedData {
  const { columns = demandColumns, rows = [], parts: count = 4, faults = [], pause } = options;
  const bytesOf = (some: number) => some * 80;
  const parts = Array.from({ length: count }, (_, number): ExportPart => ({
    bucket: 'exports',
    key: `demand/weekly_part${number}.csv`,
    name: `weekly_part${number}.csv`,
    number,
    format: 'CSV',
    size: bytesOf(rows.length / Math.max(1, count)),
    etag: '',
  }));
  const progressAt = (read: number): ReadingProgress => ({
    parts: count,
    partsRead: read >= rows.length ? count : Math.floor((read / rows.length) * count),
    bytes: bytesOf(rows.length),
    bytesRead: bytesOf(read),
  });
  const item = columns.findIndex(({ kind }) => kind === 'item');
  const waited = async (signal?: AbortSignal) => {
    await pause?.();
    if (signal?.aborted === true) {
      throw new CancelledError();
    }
  };
  return {
    parts,
    columns,
    rows() {
      let at = 0;
      return {
        async next(wanted, signal) {
          await waited(signal);
          const some = rows.slice(at, at + wanted);
          at += some.length;
          return { rows: some, progress: progressAt(at), faults, end: at >= rows.length };
        },
      };
    },
    async findItem(query, scan) {
      await waited(scan?.signal);
      scan?.onProgress?.(progressAt(rows.length / 2));
      const found = new Map<string, ExportRow[]>();
      for (const row of rows.filter(candidate => candidate[item] === query.item)) {
        const key = JSON.stringify(dimensionsOf(columns, row));
        found.set(key, [...(found.get(key) ?? []), row]);
      }
      const series = [...found].map(([key, of]) => ({ dimensions: JSON.parse(key) as string[], rows: of }));
      const answer: ItemFound = { series, progress: progressAt(rows.length), faults, leftOut: 0 };
      scan?.onFound?.(answer);
      await waited(scan?.signal);
      return answer;
    },
    suggestions: (text, limit) =>
      [...new Set(rows.map(row => row[item] ?? ''))].filter(id => id.includes(text)).slice(0, limit),
    async summarize(scan) {
      await waited(scan?.signal);
      scan?.onProgress?.(progressAt(rows.length / 2));
      await waited(scan?.signal);
      const none = { count: 0, examples: [] };
      const some = {
        count: 1234,
        examples: [{ item: 'item_0001', date: '2026-11-03T00:00:00Z' }, { item: 'item_0002' }],
      };
      return {
        items: new Set(rows.map(row => row[item])).size,
        series: 2,
        rows: rows.length,
        from: '2026-11-01T00:00:00Z',
        to: '2026-11-30T00:00:00Z',
        frequency: '1 day',
        columns,
        crossing: some,
        negative: none,
        notANumber: none,
        gaps: none,
        duplicates: none,
        progress: progressAt(rows.length),
        faults,
        bounded: false,
      };
    },
  };
}

function dimensionsOf(columns: readonly ExportColumn[], row: ExportRow): string[] {
  return columns.flatMap(({ kind }, place) => (kind === 'dimension' ? [row[place] ?? ''] : []));
}

/** Sums of p50, by item and store. */
export async function compareInMemory(before: ExportedData, after: ExportedData): Promise<Comparison> {
  const [first, second] = await Promise.all([sumsOf(before), sumsOf(after)]);
  const differences = [...first].flatMap(([key, sum]): ItemDifference[] => {
    const other = second.get(key);
    const [item = '', ...dimensions] = JSON.parse(key) as string[];
    return other === undefined ? [] : [{ item, dimensions, dates: 30, before: sum, after: other }];
  });
  differences.sort((a, b) => Math.abs(b.after - b.before) - Math.abs(a.after - a.before));
  return {
    column: 'p50',
    dimensions: before.columns.flatMap(({ name, kind }) => (kind === 'dimension' ? [name] : [])),
    differences,
    itemsInBoth: differences.length,
    onlyBefore: first.size - differences.length,
    onlyAfter: second.size - differences.length,
    faults: [],
    bounded: false,
  };
}

async function sumsOf(data: ExportedData): Promise<Map<string, number>> {
  const sums = new Map<string, number>();
  const value = data.columns.findIndex(({ name }) => name === 'p50');
  for (const row of (await data.rows().next(1_000_000)).rows) {
    const key = JSON.stringify([row[0], ...dimensionsOf(data.columns, row)]);
    sums.set(key, (sums.get(key) ?? 0) + Number(row[value]));
  }
  return sums;
}
