/**
 * A command line for bash or zsh; without control characters in it, for any POSIX shell. Every word is quoted unless
 * it is plainly harmless, so that nothing in it is run, expanded or taken for an end of line.
 */
export function shellCommand(words: readonly string[]): string {
  return words.map(quoted).join(' ');
}

function quoted(word: string): string {
  // zsh takes a word that begins with `=` for the path of a command.
  if (/^(?!=)[\w@%+=:,./-]+$/.test(word)) {
    return word;
  }
  if (!/\p{Cc}/u.test(word)) {
    return `'${word.replace(/'/g, `'\\''`)}'`;
  }
  // Control characters are spelled out: pasted raw, a terminal would act on them before the shell sees the quotes.
  // `'` and `!` too: bash looks for its history before it knows of this form of quotes. Byte by byte: `\u` is not
  // known to bash 3.2, and depends on the locale in later ones. No shell can hold a NUL in a word.
  const spelled = word
    .replace(/\0/g, '\uFFFD')
    .replace(/\\/g, '\\\\')
    .replace(/[\p{Cc}'!]/gu, inBytes);
  return `$'${spelled}'`;
}

function inBytes(character: string): string {
  return [...new TextEncoder().encode(character)]
    .map(byte => `\\x${byte.toString(16).padStart(2, '0')}`)
    .join('');
}
