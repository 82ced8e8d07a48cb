import { rename } from 'node:fs/promises';

/** How often, and after how many milliseconds at first; twice as many each time: a second and a half in all. */
const tries = 7;
const firstWait = 25;

const pause = (milliseconds: number) => new Promise(resolve => setTimeout(resolve, milliseconds));

/**
 * Renames, also where somebody else has the file open for a moment, as a virus scanner or another window: Windows
 * refuses that with EBUSY, EPERM or EACCES, which elsewhere are meant.
 */
export async function patientRename(
  from: string,
  to: string,
  { platform = process.platform, move = rename, wait = pause } = {},
): Promise<void> {
  for (let tried = 1; ; tried++) {
    try {
      await move(from, to);
      return;
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : undefined;
      const mayPass = platform === 'win32' && ['EBUSY', 'EPERM', 'EACCES'].includes(String(code));
      if (!mayPass || tried === tries) {
        throw error;
      }
      await wait(firstWait * 2 ** (tried - 1));
    }
  }
}
