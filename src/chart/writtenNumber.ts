const writtenAsNumber = /^\s*[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?\s*$/i;

/** The number that a cell holds, as `-6.3e-05`; undefined for an empty cell, NaN and any other text. */
export function numberIn(cell: string): number | undefined {
  if (!writtenAsNumber.test(cell)) {
    return undefined;
  }
  const number = Number(cell);
  return Number.isFinite(number) ? number : undefined;
}

/** A number of six significant digits, for people, in the writing of a language. */
export function shortNumber(value: number, language: string): string {
  const size = Math.abs(value);
  if (size !== 0 && (size < 0.001 || size >= 1e12)) {
    const digits = { minimumFractionDigits: 3, maximumFractionDigits: 3 };
    return value.toLocaleString(language, { notation: 'scientific', ...digits });
  }
  return value.toLocaleString(language, { maximumSignificantDigits: 6 });
}
