const writtenAsNumber = /^\s*[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?\s*$/i;

/** The number that a cell holds, as `-6.3e-05`; undefined for an empty cell, NaN and any other text. */
export function numberIn(cell: string): number | undefined {
  if (!writtenAsNumber.test(cell)) {
    return undefined;
  }
  const number = Number(cell);
  return Number.isFinite(number) ? number : undefined;
}

/** A number of six significant digits, for people. */
export function shortNumber(value: number, language: string): string {
  const size = Math.abs(value);
  if (size !== 0 && (size < 0.001 || size >= 1e12)) {
    return value.toExponential(3);
  }
  return value.toLocaleString(language, { maximumSignificantDigits: 6 });
}

const units = ['B', 'KB', 'MB', 'GB', 'TB'];

/** Bytes as editors write them: `64 KB`, `1.2 MB`. */
export function sizeText(bytes: number, language: string): string {
  let size = bytes;
  let unit = 0;
  while (size >= 1000 && unit < units.length - 1) {
    size /= 1024;
    unit++;
  }
  const digits = unit > 0 && size < 10 ? 1 : 0;
  return `${size.toLocaleString(language, { maximumFractionDigits: digits })} ${units[unit] ?? ''}`;
}
