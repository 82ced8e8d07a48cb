/** Letters of scripts that are written from right to left: Hebrew, Arabic, Syriac, Thaana, NKo, Adlam and the like. */
const rightToLeft = /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC\u{10800}-\u{10FFF}\u{1E800}-\u{1EFFF}]/u;

/**
 * A text of the service or of a file that is to stand before or after other words: one that is written from right to
 * left would else take numbers and marks beside it along, as `3 days ago` after it. Other texts stay as they are. Not
 * for texts that go through `plainText` again, which takes the marks for what can't be seen.
 */
export function isolated(text: string): string {
  return rightToLeft.test(text) ? `\u2068${text}\u2069` : text;
}
