import type { MadeExport, MadePart } from './madeExport';
import type { PartTable } from './partRows';
import { partTable } from './partRows';

/** The bytes of a part, the same each time. */
export async function partBytes(made: MadeExport, part: MadePart): Promise<Uint8Array> {
  if (part.content === 'nothing') return new Uint8Array();
  const withRows = made.parts.filter(({ content }) => content === 'rows');
  const table = partTable(made, withRows.indexOf(part), withRows.length);
  const shown = part.content === 'rows' ? table : { ...table, rows: [] };
  return made.job.format === 'PARQUET' ? parquet(shown) : csv(shown);
}

function csv({ columns, rows }: PartTable): Uint8Array {
  return new TextEncoder().encode(`${[columns, ...rows].map(row => row.map(cell).join(',')).join('\n')}\n`);
}

function cell(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
}

/** Snappy, as the service compresses; several row groups, so that a reader has some to choose from. */
async function parquet({ columns, keyColumns, rows }: PartTable): Promise<Uint8Array> {
  const { parquetWriteBuffer } = await import('hyparquet-writer');
  const columnData = columns.map((name, index) =>
    index < keyColumns
      ? { name, type: 'STRING' as const, data: rows.map(row => row[index] ?? '') }
      : { name, type: 'DOUBLE' as const, data: rows.map(row => Number(row[index])) },
  );
  return new Uint8Array(parquetWriteBuffer({ columnData, rowGroupSize: 500 }));
}
