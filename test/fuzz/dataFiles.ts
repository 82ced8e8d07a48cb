import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { JoinedCsv, RowsAsCsv, type ByteSource } from '../../src/data/byteSources';
import type { ExportPart, ExportRow, PartFault } from '../../src/data/exportedData';
import { openExportedData } from '../../src/data/openExportedData';
import { readStoredTypes } from '../../src/data/queries/storedTypes';
import { FailureError, type FailureKind } from '../../src/jobs/failure';
import { madeCsv } from '../unit/data/csvText';
import { MemoryStore } from '../unit/data/memoryStore';
import { parquetOf } from '../unit/data/parquetFiles';
import { changed } from './changedBytes';
import { fuzzed, type FuzzProperty } from './fuzzProperty';
import { codecs, parquetFiles, ParquetWriter, tableQuery, type WrittenTable } from './parquetFiles';

interface Parts {
  readonly bytes: readonly Buffer[];
  readonly format: ExportPart['format'];
  /** How much is read and decoded at a time. */
  readonly step: number;
}

const ofPart: ReadonlySet<FailureKind> = new Set(['shape', 'changed']);
/** Rows and pages that so small a file can't have. */
const mostRows = 200_000;
/** No file here is larger than some KB: what is taken beyond this is taken on the word of a damaged one. In KB. */
const mostMemory = 300_000;

/**
 * Whatever the bytes: every reading of them ends, with rows or with faults of the parts that have words, and takes
 * no more memory than such files can need.
 */
async function readsEverything({ bytes, format, step }: Parts): Promise<void> {
  const before = process.resourceUsage().maxRSS;
  const store = new MemoryStore();
  const parts = bytes.map((one, number) => store.put(number, one, format));
  const limits = { rowRange: step, scanRange: step * 4, decodedRows: step };
  const data = openExportedData(store, parts, { limits });
  const { rows, faults } = await allRows(data.rows());
  checkFaults(faults);
  const items = new Set(rows.map(row => row[data.columns.findIndex(({ kind }) => kind === 'item')] ?? ''));
  for (const item of [...[...items].slice(0, 2), 'item_3', '']) {
    const first = await data.findItem({ item });
    // By what is known of the places now.
    const again = await data.findItem({ item });
    checkFaults([...first.faults, ...again.faults]);
  }
  const summary = await data.summarize();
  checkFaults(summary.faults);
  if (faults.length === 0 && summary.faults.length === 0) {
    assert.equal(summary.rows, rows.length, 'the summary counts as many rows as were read');
  }
  await saved(format === 'CSV' ? new JoinedCsv(store, parts, step) : asCsv(store, parts));
  for (const part of format === 'PARQUET' ? parts : []) {
    await readStoredTypes(store, part).catch((error: unknown) =>
      assert.ok(error instanceof FailureError, error instanceof Error ? error.stack : String(error)),
    );
  }
  const taken = process.resourceUsage().maxRSS - before;
  assert.ok(taken < mostMemory, `reading took ${taken} KB`);
}

async function allRows(reader: ReturnType<ReturnType<typeof openExportedData>['rows']>) {
  const rows: ExportRow[] = [];
  for (let pages = 0; pages < mostRows; pages++) {
    const page = await reader.next(1000);
    rows.push(...page.rows);
    assert.ok(rows.length <= mostRows, 'a small file has few rows');
    if (page.end) {
      return { rows, faults: page.faults };
    }
    assert.ok(
      page.faults.every(({ failure }) => ofPart.has(failure.kind)),
      JSON.stringify(page.faults),
    );
  }
  throw new Error('the rows have no end');
}

function asCsv(store: MemoryStore, parts: readonly ExportPart[]): ByteSource {
  const data = openExportedData(store, parts);
  return new RowsAsCsv(data.rows(), () => data.columns);
}

/** What is saved ends, or is refused with words. */
async function saved(source: ByteSource): Promise<void> {
  try {
    for (let chunks = 0; (await source.next()) !== undefined; chunks++) {
      assert.ok(chunks < mostRows, 'a small file has few chunks');
    }
  } catch (error) {
    assert.ok(error instanceof FailureError, error instanceof Error ? error.stack : String(error));
  }
}

function checkFaults(faults: readonly PartFault[]): void {
  for (const { failure } of faults) {
    assert.ok(ofPart.has(failure.kind), `a damaged part is the part's own fault: ${JSON.stringify(failure)}`);
    assert.match(failure.what, /\S/);
  }
}

const step = fc.constantFrom(1, 2, 5, 17, 64, 1000);

const csvBytes = fc.oneof(
  { weight: 4, arbitrary: changed(madeCsv.map(({ text }) => Buffer.from(text))) },
  fc.uint8Array({ maxLength: 200 }).map(bytes => Buffer.from(bytes)),
  fc
    .array(fc.constantFrom('item_id', 'date', 'p50', ',', '"', '\n', '\r', '\r\n', '\uFEFF', 'a', '1', ' '), {
      maxLength: 60,
    })
    .map(pieces => Buffer.from(pieces.join(''))),
);

async function parquetBytes(): Promise<fc.Arbitrary<Buffer>> {
  const files = [
    ...(await parquetFiles()),
    parquetOf(['a', 'b', 'c'], 4, { codec: 'UNCOMPRESSED' }),
    parquetOf(['a', 'b', 'a'], 9, { rowGroupSize: 4 }),
  ];
  return fc.oneof(
    { weight: 12, arbitrary: changed(fc.constantFrom(...files)) },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 300 }).map(framed) },
  );
}

/** Anything between the marks of a Parquet file, all of it taken for the footer. */
function framed(bytes: Uint8Array): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32LE(bytes.length);
  return Buffer.concat([Buffer.from('PAR1'), bytes, length, Buffer.from('PAR1')]);
}

function partsOf(format: ExportPart['format'], bytes: fc.Arbitrary<Buffer>): fc.Arbitrary<Parts> {
  return fc.record({ bytes: fc.array(bytes, { minLength: 1, maxLength: 2 }), step }).map(parts => ({
    ...parts,
    format,
    [fc.toStringMethod]: () =>
      `${format} in steps of ${parts.step}: ${parts.bytes.map(one => one.toString('base64')).join(' ')}`,
  }));
}

const writtenTable: fc.Arbitrary<WrittenTable> = fc.record({
  rows: fc.oneof(fc.nat(80), fc.nat(5000)),
  emptyEach: fc.constantFrom(0, 1, 2, 3, 7, 100),
  perItem: fc.constantFrom(1, 2, 30, 400),
  codec: fc.constantFrom(...codecs),
  version: fc.constantFrom('V1', 'V2'),
});

let writer: ParquetWriter | undefined;

/** What is whole is read to its last row and cell. */
async function readsWhole(table: WrittenTable): Promise<void> {
  const bytes = await writer?.write(tableQuery(table), table);
  const store = new MemoryStore();
  const data = openExportedData(store, [store.put(0, bytes ?? '', 'PARQUET')]);
  const { rows, faults } = await allRows(data.rows());
  assert.deepEqual(faults, []);
  const { rows: count, emptyEach, perItem } = table;
  assert.deepEqual(
    rows.map(([item, store, number, , value]) => [item, store, number, value]),
    Array.from({ length: count }, (_, n) => [
      `item_${Math.floor(n / perItem)}`,
      'of all',
      String(n),
      emptyEach > 0 && n % emptyEach === 0 ? '' : String(n / 4),
    ]),
  );
  assert.equal((await data.summarize()).rows, count);
}

export const dataFiles: readonly FuzzProperty[] = [
  fuzzed('data/csv', partsOf('CSV', csvBytes), readsEverything, { quickRuns: 80 }),
  fuzzed('data/parquet', async () => partsOf('PARQUET', await parquetBytes()), readsEverything, {
    quickRuns: 25,
  }),
  fuzzed('data/whole-parquet', writtenTable, readsWhole, {
    quickRuns: 10,
    before: async () => void (writer = await ParquetWriter.open()),
    after: () => writer?.close(),
  }),
];
