/** Means nothing to sh, bash, zsh, fish, PowerShell or cmd, wherever it stands in a word. */
const harmless = /^[A-Za-z0-9_][A-Za-z0-9_.:/+@-]*$/;
/** Ends or escapes a quotation in one of those shells, or can't be typed. */
const unquotable = /['\\\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\u2018-\u201B]/u;

/**
 * A value as one word of a command line, quoted so that nothing in it can run, in whichever shell the terminal
 * has; undefined where no quoting is safe in all of them (cmd, on Windows, knows no quotation that keeps
 * everything literal; a quotation mark is escaped differently everywhere).
 */
export function shellWord(value: string, platform: NodeJS.Platform = process.platform): string | undefined {
  if (harmless.test(value)) {
    return value;
  }
  return value === '' || platform === 'win32' || unquotable.test(value) ? undefined : `'${value}'`;
}
