import { spawnSync } from 'node:child_process';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shellCommand } from '../../../src/jobs/shellCommand';
import { anyText } from '../anyText';

const hostile = [
  '',
  ' ',
  'plain',
  'two words',
  "it's",
  "'",
  "''",
  `"double"`,
  '$HOME',
  '${IFS}',
  '$(touch /tmp/pwned)',
  '`id`',
  '; exit 3',
  '&& exit 3',
  '| cat',
  '> /dev/full',
  '< /nowhere',
  '#comment',
  '~',
  '~root',
  '*',
  '?',
  '[a-z]*',
  '{a,b}',
  '!!',
  '!-1',
  "it's !! and \n 'quoted' !!",
  '=ls',
  'a=b',
  '-n',
  '--profile',
  '\\',
  '\\n',
  '\\x41',
  "\\'",
  "\n\\'; exit 3; '",
  'line\nbreak',
  '\r\n',
  '\t',
  '\n',
  '\u0007bell',
  '\u001b[2Jclear',
  '\u001b]0;title\u0007',
  '\u007f',
  '\u0080\u009b31m',
  '\u0001f',
  '\n41',
  'é予📦',
  'right\u202Eleft',
  'line\u2028separator',
  '%s%n',
  'arn:aws:forecast:us-west-2:123456789012:forecast-export-job/demand/weekly',
];

/** What arrives at a command, by way of a shell. `$'…'` is known to bash (and zsh), not to a plain sh. */
function arrived(shell: 'bash' | 'sh', words: readonly string[], locale = 'C.UTF-8'): string[] {
  const script = shellCommand(['printf', '%s\\0', ...words]);
  const { stdout, stderr, status } = spawnSync(
    shell,
    [...(shell === 'bash' ? ['--norc'] : []), '-c', script],
    {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { PATH: process.env['PATH'], LC_ALL: locale },
    },
  );
  expect([status, stderr]).toEqual([0, '']);
  return stdout.split('\0').slice(0, -1);
}

describe('a command line', () => {
  it('leaves harmless words readable', () => {
    expect(
      shellCommand(['aws', 'forecast', '--region', 'us-west-2', 'arn:aws:forecast:us-west-2:1:forecast/a_b']),
    ).toBe('aws forecast --region us-west-2 arn:aws:forecast:us-west-2:1:forecast/a_b');
  });

  it('hands every word on as it is, in bash of any locale', () => {
    expect(arrived('bash', hostile)).toEqual(hostile);
    expect(arrived('bash', hostile, 'C')).toEqual(hostile);
  });

  it('hands words without control characters on as they are, in a plain sh', () => {
    const words = hostile.filter(word => !/\p{Cc}/u.test(word));
    expect(arrived('sh', words)).toEqual(words);
  });

  it('runs nothing of the history when it is pasted', () => {
    const command = shellCommand(['printf', '%s\\0', ...hostile]);
    const { stdout } = spawnSync('bash', ['--norc', '--noprofile', '-i'], {
      encoding: 'utf8',
      input: `set -H\n${command}\n`,
      env: { PATH: process.env['PATH'], LC_ALL: 'C.UTF-8', PS1: '', HISTFILE: '' },
    });
    expect(stdout.split('\0').slice(0, -1)).toEqual(hostile);
  });

  it('is one line without a control character', () => {
    fc.assert(
      fc.property(fc.array(anyText()), words => {
        expect(shellCommand(words)).not.toMatch(/\p{Cc}/u);
      }),
    );
  });

  it('shows a NUL, which no shell can hold, without cutting the word off', () => {
    expect(arrived('bash', ['a\0b', '\0'])).toEqual(['a\uFFFDb', '\uFFFD']);
  });

  it('quotes what zsh alone would expand', () => {
    expect(shellCommand(['=ls', '~x', 'a^b'])).toBe(`'=ls' '~x' 'a^b'`);
  });
});
