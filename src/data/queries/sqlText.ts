import { textLines } from '../../jobs/textLines';

/** A name in a query, as Athena and DuckDB take it. */
export function quotedName(name: string): string {
  return `"${name.replaceAll('\0', '').replaceAll('"', '""')}"`;
}

/** A text in a query. */
export function quotedText(text: string): string {
  return `'${text.replaceAll('\0', '').replaceAll("'", "''")}'`;
}

/** A name in Athena's DDL, which is Hive's. */
export function hiveName(name: string): string {
  return `\`${name.replaceAll('\0', '').replaceAll('`', '``')}\``;
}

/** A text in Athena's DDL: in Hive's, two quotation marks in a row end one text and begin another. */
export function hiveText(text: string): string {
  return `'${text.replaceAll('\0', '').replace(/[\\']/g, '\\$&')}'`;
}

/** A text of any lines as a comment of as many, each of them within the width that is read with ease. */
export function sqlComment(...lines: readonly string[]): string {
  return commentWith('-- ', lines);
}

export function commentWith(mark: string, lines: readonly string[]): string {
  return lines
    .flatMap(line => line.split(/\r\n|[\n\r\v\f\u0085\u2028\u2029]/))
    .flatMap(line => textLines(line, width))
    .map(line => `${mark}${line}`.trimEnd())
    .join('\n');
}

/** In letters. */
const width = 96;
