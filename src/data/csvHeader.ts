import { Buffer } from 'node:buffer';
import type { PartColumns } from './columns';
import { CsvCells, type CsvRecord } from './csvCells';
import type { CsvRecords } from './csvRecords';
import type { ExportPart } from './exportedData';
import { compressed, headerTooLong, notText, parquetInCsv } from './partFaults';
import { joinColumns, partAt, type DataContext } from './reading';

const byteOrderMark = /^\uFEFF/;

/** @throws FailureError where a part's first bytes show that it is no CSV file */
export function checkFirstBytes(part: ExportPart, bytes: Uint8Array): void {
  if (startsWith(bytes, [0x1f, 0x8b])) {
    throw compressed(part);
  }
  if (startsWith(bytes, [0x50, 0x41, 0x52, 0x31])) {
    throw parquetInCsv(part);
  }
  if (Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).includes(0)) {
    throw notText(part);
  }
}

function startsWith(bytes: Uint8Array, start: readonly number[]): boolean {
  return start.every((byte, place) => bytes[place] === byte);
}

/**
 * The columns by the first record, once it is whole; undefined until then.
 * @throws FailureError
 */
export function headerOf(context: DataContext, place: number, records: CsvRecords): PartColumns | undefined {
  return records.next() ? joinedHeader(context, place, records) : undefined;
}

/**
 * The columns by the current record, which is the part's first.
 * @throws FailureError
 */
export function joinedHeader(context: DataContext, place: number, records: CsvRecords): PartColumns {
  if (records.leftOut > 0) {
    throw headerTooLong(partAt(context.parts, place));
  }
  return joinColumns(context, place, columnNames(records, context.limits.columns));
}

function columnNames(record: CsvRecord, maxColumns: number): string[] {
  // A byte order mark in front of a quotation mark hides that the first cell is quoted.
  const start = record.start + (startsWith(record.bytes.subarray(record.start), [0xef, 0xbb, 0xbf]) ? 3 : 0);
  const cells = new CsvCells(maxColumns + 1);
  cells.split({ bytes: record.bytes, start, end: record.end, quoted: record.quoted });
  return cells.texts().map(name => name.replace(byteOrderMark, ''));
}
