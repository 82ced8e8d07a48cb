/** What takes the room of two letters: Chinese, Japanese and Korean script and its punctuation. */
const wide =
  '\\u1100-\\u115F\\u2E80-\\uA4CF\\uAC00-\\uD7A3\\uF900-\\uFAFF\\uFE30-\\uFE6F\\uFF01-\\uFF60\\uFFE0-\\uFFE6';
const opening = '「『（【［｛〈《';
const closing = '、。，．・：；？！」』）】］｝〉》ーぁぃぅぇぉっゃゅょァィゥェォッャュョ々';

const wideCharacters = new RegExp(`[${wide}]`, 'gu');

/** What stays in one line: a word, or a wide character, with the punctuation that belongs to it. */
const pieces = new RegExp(` *[${opening}]*(?:[^ ${wide}]+|[${wide}])[${closing}]*`, 'gu');

/** How much room a text takes where all letters have one width, in letters. */
export function textWidth(text: string): number {
  return text.length + (text.match(wideCharacters) ?? []).length;
}

/** Breaks a text into lines of at most `width` letters: between words, in Japanese between characters. A longer word stays whole. */
export function textLines(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const piece of text.match(pieces) ?? []) {
    if (line !== '' && textWidth(line) + textWidth(piece) > width) {
      lines.push(line);
      line = piece.replace(/^ +/, '');
    } else {
      line += piece;
    }
  }
  return [...lines, line];
}
