/**
 * Characters that draw nothing, draw elsewhere or change the order of what is drawn: controls, formats (bidi marks
 * and overrides, zero-width characters, tags), blank letters, separators of lines, private use, lone surrogates.
 * A text of the service may hold any of them.
 */
const unprintable =
  /[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\p{Zl}\p{Zp}\p{Co}\p{Cs}\u2800\uFFFC\uFFFE\uFFFF\u{13441}\u{13442}\u{1D159}]+/gu;
/** Only say whether an emoji is drawn in color: nothing is lost without them. */
const emojiStyle = /[\uFE0E\uFE0F]/g;
const lineBreak = /\r\n|[\n\r\v\f\u0085\u2028\u2029]/g;
/** Marks stacked on one letter reach into the rows above and below. */
const stackedMarks = /(\p{M}{3})\p{M}+/gu;
/** A mark with no letter before it would be drawn on whatever stands there, or on nothing. */
const baselessMark = /(^| )(?=\p{M})/gu;
/** What nearly all texts of the service are, and is safe as it is: words of visible ASCII, one space between them. */
const alreadyPlain = /^[!-~]+(?: [!-~]+)*$/;
const replacement = '\uFFFD';
const dottedCircle = '\u25CC';

/**
 * Makes any text safe to be shown as one line: line breaks and runs of blanks become one space, each run of
 * characters that can't be seen becomes one U+FFFD, a mark without a letter gets a dotted circle, and the length is
 * bounded. Markup stays what it is: whoever
 * shows the text as Markdown or HTML has to escape it there.
 *
 * @param maxLength in UTF-16 units, the ellipsis included
 */
export function plainText(text: string, maxLength = 300): string {
  if (alreadyPlain.test(text)) {
    return shortened(text, maxLength);
  }
  const line = text
    .replace(lineBreak, ' ')
    .replace(/\t/g, ' ')
    .replace(emojiStyle, '')
    .replace(unprintable, replacement)
    .replace(stackedMarks, '$1')
    .replace(/\p{Zs}+/gu, ' ')
    .trim()
    .replace(baselessMark, `$1${dottedCircle}`);
  return shortened(line, maxLength);
}

/** Whether a text has anything in it that tells it from others when it is shown by `plainText`. */
export function canBeRead(text: string): boolean {
  return (
    alreadyPlain.test(text) || /[\p{L}\p{N}\p{P}\p{S}]/u.test(plainText(text).replace(/[\uFFFD\u25CC]/g, ''))
  );
}

/** Cuts to `maxLength` UTF-16 units, the ellipsis included, and never through a character. */
function shortened(text: string, maxLength: number): string {
  if (text.length <= maxLength) {
    return text;
  }
  const cut = text.slice(0, Math.max(0, maxLength - 1));
  const last = cut.charCodeAt(cut.length - 1);
  const whole = last >= 0xd800 && last <= 0xdbff ? cut.slice(0, -1) : cut;
  return `${whole.trimEnd()}…`;
}
