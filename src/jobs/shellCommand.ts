/**
 * A command line for a POSIX shell. Every word is quoted unless it is plainly harmless, so that nothing in it is
 * run, expanded or taken for an end of line.
 */
export function shellCommand(words: readonly string[]): string {
  return words.map(quoted).join(' ');
}

function quoted(word: string): string {
  if (/^[\w@%+=:,./-]+$/.test(word)) {
    return word;
  }
  if (!/\p{Cc}/u.test(word)) {
    return `'${word.replace(/'/g, `'\\''`)}'`;
  }
  // Control characters are spelled out: pasted raw, a terminal would act on them before the shell sees the quotes.
  const spelled = word
    .replace(/[\\']/g, character => `\\${character}`)
    .replace(/\p{Cc}/gu, character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return `$'${spelled}'`;
}
