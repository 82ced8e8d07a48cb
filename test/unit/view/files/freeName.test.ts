import * as fc from 'fast-check';
import { basename, posix, win32 } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fileName, unlike } from '../../../../src/view/files/freeName';
import { anyText } from '../../anyText';

describe('the name of a file that is saved', () => {
  it('is in the folder that was chosen, whatever the service calls it', () => {
    fc.assert(
      fc.property(anyText(), text => {
        const name = fileName(text);
        for (const paths of [posix, win32]) {
          expect(paths.dirname(paths.join('/chosen', name))).toBe(paths.join('/chosen'));
        }
        expect(basename(name)).toBe(name);
        expect(name).not.toMatch(/[\p{Cc}<>:"/\\|?*]|[. ]$|^$/u);
      }),
    );
  });

  it.each([
    ['../../.ssh/authorized_keys', '.._.._.ssh_authorized_keys'],
    ['..', '_'],
    ['C:\\Windows\\x', 'C__Windows_x'],
    ['CON', '_CON'],
    ['nul.csv', '_nul.csv'],
    ['console.csv', 'console.csv'],
    ['', 'export'],
  ])('%j is %j', (text, name) => {
    expect(fileName(text)).toBe(name);
  });

  it('has a number where another file of its download is called so', () => {
    const taken = new Set<string>();
    expect(['a.csv', 'A.csv', 'a.csv'].map(name => unlike(taken, name))).toEqual([
      'a.csv',
      'A (2).csv',
      'a (3).csv',
    ]);
  });
});
