/** A statement of an SQL document. Offsets in UTF-16 units. */
export interface SqlStatement {
  /** Without the semicolon, and without what stands before its first word or after its last. */
  readonly sql: string;
  /** Of its first word. */
  readonly start: number;
  /** One past its last word, before the semicolon. */
  readonly end: number;
}

/** What is no part of any statement, unless it stands within one. One that is not closed goes to the end. */
const blank = /\s+|--[^\n\r]*|\/\*[^]*?(?:\*\/|$)/y;

const quotedInQuery = /'[^']*(?:''[^']*)*(?:'|$)/.source;
/** In Hive's statements a backslash before a quotation mark keeps the text open. */
const quotedInDdl = /'[^'\\]*(?:(?:''|\\[^])[^'\\]*)*(?:'|$)/.source;
const others = /"[^"]*(?:""[^"]*)*(?:"|$)|`[^`]*(?:``[^`]*)*(?:`|$)|[^\s;'"`/-]+|[^]/.source;
const queryToken = new RegExp(`${quotedInQuery}|${others}`, 'y');
const ddlToken = new RegExp(`${quotedInDdl}|${others}`, 'y');

/** Statements that Athena reads as Hive does. */
const ddl = /(?:create\s+(?:external|database|schema)|alter|msck|show|describe|drop)\b/iy;

/** The statements of a document, as Athena and DuckDB part them. */
export function sqlStatements(text: string): readonly SqlStatement[] {
  const statements: SqlStatement[] = [];
  let current: { readonly start: number; readonly token: RegExp; end: number } | undefined;
  const take = () => {
    if (current) {
      const { start, end } = current;
      statements.push({ sql: text.slice(start, end), start, end });
    }
    current = undefined;
  };
  for (let at = 0; at < text.length;) {
    const afterBlank = endOf(blank, text, at);
    if (afterBlank !== undefined) {
      at = afterBlank;
    } else if (text[at] === ';') {
      take();
      at++;
    } else {
      current ??= { start: at, token: endOf(ddl, text, at) === undefined ? queryToken : ddlToken, end: at };
      at = endOf(current.token, text, at) ?? text.length;
      current.end = at;
    }
  }
  take();
  return statements;
}

function endOf(pattern: RegExp, text: string, at: number): number | undefined {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}

/**
 * The statement at a place: the one that the place is in or right behind; else the last one before it on the same
 * line; else the next one, in whose comment it stands; behind all, the last.
 */
export function statementAt(text: string, offset: number): SqlStatement | undefined {
  const statements = sqlStatements(text);
  return (
    statements.find(({ start, end }) => start <= offset && offset <= end + 1) ??
    statements.findLast(({ end }) => end < offset && !/[\n\r]/.test(text.slice(end, offset))) ??
    statements.find(({ start }) => start > offset) ??
    statements.at(-1)
  );
}

/** Whether a statement of Athena reads, and changes nothing in the data catalog or in tables. */
export function readsOnly(sql: string): boolean {
  return /^(?:select|with|show|describe|desc|values|table|explain(?!\s+analyze))\b|^\(/i.test(sql);
}
