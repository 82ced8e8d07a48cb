const formats = new Map<string, Intl.NumberFormat>();

/**
 * A number for people, in the writing of a language: `1,234.5`, in German `1.234,5`. Not for what a file, a copied text
 * or another program gets.
 *
 * @param language a language tag, as the editor's
 * @param digits how many there are behind the decimal point
 */
export function localNumber(value: number, language: string, digits = 0): string {
  const key = `${language} ${digits}`;
  const known =
    formats.get(key) ??
    new Intl.NumberFormat(language, { minimumFractionDigits: digits, maximumFractionDigits: digits });
  // Made once: making one takes longer than all else that a row needs.
  formats.set(key, known);
  return known.format(value);
}
