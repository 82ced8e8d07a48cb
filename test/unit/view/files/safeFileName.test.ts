import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, posix, win32 } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { safeFileName, unlike } from '../../../../src/view/files/safeFileName';
import { itemFile, itemFileName } from '../../../../src/view/preview/itemFile';
import { anyText } from '../../anyText';

describe('a name that is proposed for a file', () => {
  it.each([
    ['weekly_2026-01-01T00-00-00Z_part0.csv', 'weekly_2026-01-01T00-00-00Z_part0.csv'],
    ['a:b.csv', 'a_b.csv'],
    ['a/b\\c|d?e*f"g<h>.csv', 'a_b_c_d_e_f_g_h_.csv'],
    ['..', '_'],
    ['../../.ssh/authorized_keys', '.._.._.ssh_authorized_keys'],
    ['trailing. . ', 'trailing_'],
    ['', 'export'],
    ['עברית.csv', 'עברית.csv'],
    ['in\u202efdp.exe', 'in\uFFFDfdp.exe'],
  ])('holds nothing that a file system refuses: %j is %j', (name, safe) => {
    expect(safeFileName(name)).toBe(safe);
  });

  it.each(['CON', 'nul.csv', 'Aux.tar.gz', 'COM1', 'lpt³.txt', 'CONOUT$', 'prn .csv'])(
    'is none of a device of Windows: %s',
    name => {
      expect(safeFileName(name)).toBe(`_${name}`);
    },
  );

  it.each(['console.csv', 'nulls.csv', 'com10.csv', 'a.con'])(
    'is left alone where it is like one: %s',
    name => {
      expect(safeFileName(name)).toBe(name);
    },
  );

  it('keeps its ending where it is cut, and no half of a character', () => {
    const safe = safeFileName(`${'😀'.repeat(300)}.csv`);
    expect(Buffer.byteLength(safe)).toBeLessThanOrEqual(200);
    expect(safe).toMatch(/^(?:😀)+\.csv$/u);
  });

  it('is one part of a path on every platform, whatever it is made from', () => {
    fc.assert(
      fc.property(anyText(400), text => {
        for (const safe of [
          safeFileName(text),
          itemFile(itemFileName(text, 'export'), [], { rows: [] }).name,
        ]) {
          expect(safe).not.toBe('');
          expect(Buffer.byteLength(`${safe}.01234567.download`)).toBeLessThanOrEqual(255);
          for (const paths of [win32, posix]) {
            const path = paths.join('folder', safe);
            expect(paths.basename(path)).toBe(safe);
            expect(paths.dirname(path)).toBe('folder');
          }
          expect(safe).toMatch(/^[^<>:"/\\|?*\p{Cc}]*[^<>:"/\\|?*\p{Cc}. ]$/u);
          expect(safe.split('.')[0]?.trim()).not.toMatch(/^(?:con|prn|aux|nul|com[\d¹²³]|lpt[\d¹²³])$/i);
        }
      }),
    );
  });

  it('can be written', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'forecast-exports-'));
    const names = ['a:b', 'x'.repeat(1000), 'NUL', 'צפון 12.csv', '...'].map(safeFileName);
    for (const name of names) {
      await writeFile(join(folder, name), '');
    }
    expect((await readdir(folder)).sort()).toEqual([...names].sort());
    await rm(folder, { recursive: true });
  });
});

it('two files of one download never have one name, in another case or with an accent of its own', () => {
  const taken = new Set<string>();
  const names = ['a.csv', 'A.csv', 'a.csv', 'caf\u00e9.csv', 'cafe\u0301.csv', 'b.csv'];
  expect(names.map(name => unlike(taken, name))).toEqual([
    'a.csv',
    'A (2).csv',
    'a (3).csv',
    'caf\u00e9.csv',
    'cafe\u0301 (2).csv',
    'b.csv',
  ]);
});
