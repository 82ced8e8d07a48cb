import { spawnSync } from 'node:child_process';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shellWord } from '../../../src/aws/shellWord';

describe('a value as a word of a command line', () => {
  it('stands bare where it is harmless', () => {
    for (const name of ['default', 'my-profile', 'team.prod_2', 'user@example.com', 'a/b:c+d']) {
      expect(shellWord(name, 'linux')).toBe(name);
      expect(shellWord(name, 'win32')).toBe(name);
    }
  });

  it('is quoted, or not offered where no quoting is safe in every shell', () => {
    expect(shellWord('two words', 'linux')).toBe("'two words'");
    expect(shellWord('$(touch x)', 'darwin')).toBe("'$(touch x)'");
    expect(shellWord('-x', 'linux')).toBe("'-x'");
    for (const name of ['', "it's", 'a\\b', 'a\nb', 'a\u2019b']) {
      expect(shellWord(name, 'linux')).toBeUndefined();
    }
    for (const name of ['two words', '%PATH%', 'a&calc', 'a"b']) {
      expect(shellWord(name, 'win32')).toBeUndefined();
    }
  });

  it('is what a shell hands on, whatever the value is', () => {
    const words = fc
      .array(fc.string({ maxLength: 20 }), { minLength: 200, maxLength: 200 })
      .map(values => values.filter(value => shellWord(value, 'linux') !== undefined));
    fc.assert(
      fc.property(words, values => {
        const line = values.map(value => shellWord(value, 'linux')).join(' ');
        const { stdout } = spawnSync('sh', ['-c', `printf '%s\\0' ${line}`], { encoding: 'utf8' });
        expect(stdout.split('\0').slice(0, -1)).toEqual(values.length === 0 ? [''] : values);
      }),
      { numRuns: 5 },
    );
  });
});
