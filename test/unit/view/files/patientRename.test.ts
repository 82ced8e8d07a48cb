import { describe, expect, it } from 'vitest';
import { patientRename } from '../../../../src/view/files/patientRename';

/** A file system that refuses some times. */
function refusing(code: string, times: number) {
  const waits: number[] = [];
  let asked = 0;
  return {
    waits,
    asked: () => asked,
    move: () =>
      ++asked <= times ? Promise.reject(Object.assign(new Error(code), { code })) : Promise.resolve(),
    wait: (milliseconds: number) => Promise.resolve(void waits.push(milliseconds)),
  };
}

describe('a rename', () => {
  it.each(['EBUSY', 'EPERM', 'EACCES'])('waits on Windows until a file is let go of: %s', async code => {
    const files = refusing(code, 3);
    await patientRename('a', 'b', { ...files, platform: 'win32' });
    expect(files.asked()).toBe(4);
    expect(files.waits).toEqual([25, 50, 100]);
  });

  it('gives up at last', async () => {
    const files = refusing('EBUSY', Infinity);
    await expect(patientRename('a', 'b', { ...files, platform: 'win32' })).rejects.toThrow('EBUSY');
    expect(files.asked()).toBe(7);
  });

  it.each([
    ['ENOENT', 'win32'],
    ['EPERM', 'linux'],
    ['EACCES', 'darwin'],
  ] as const)('fails at once where waiting does not help: %s on %s', async (code, platform) => {
    const files = refusing(code, 1);
    await expect(patientRename('a', 'b', { ...files, platform })).rejects.toThrow(code);
    expect(files.asked()).toBe(1);
  });
});
