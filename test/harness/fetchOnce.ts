import { mkdir, open, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { startProgress, type ProgressLine } from './progressLine';

const stampName = 'complete.txt';

/** Something that is fetched once into a folder and kept there. */
export interface Fetched {
  /** The folder it shall stand in. */
  readonly folder: string;
  /** How it is called in the progress line. */
  readonly title: string;
  /** Changes whenever what should be in the folder changes. */
  readonly fingerprint: string;
  /** Fills an empty folder. */
  readonly fill: (folder: string, progress: ProgressLine) => Promise<void>;
}

/**
 * Makes sure that the folder is there and whole. It is filled beside its place and renamed when complete, so a
 * half-done one is never taken for whole; of several processes one fills it and the others wait.
 */
export async function fetchOnce(wanted: Fetched): Promise<void> {
  if (await isComplete(wanted)) {
    return;
  }
  const progress = startProgress(wanted.title);
  try {
    await mkdir(dirname(wanted.folder), { recursive: true });
    const release = await lock(`${wanted.folder}.lock`, () =>
      progress.step('another process is fetching it'),
    );
    try {
      if (await isComplete(wanted)) {
        progress.clear();
        return;
      }
      await removeLeftovers(wanted.folder);
      const partial = `${wanted.folder}.partial-${process.pid}`;
      await mkdir(partial);
      await wanted.fill(partial, progress);
      await writeFile(join(partial, stampName), wanted.fingerprint);
      await rm(wanted.folder, { recursive: true, force: true });
      await rename(partial, wanted.folder);
      progress.done('fetched');
    } finally {
      await release();
    }
  } finally {
    progress.clear();
  }
}

async function isComplete({ folder, fingerprint }: Fetched): Promise<boolean> {
  return (await readFile(join(folder, stampName), 'utf8').catch(() => '')) === fingerprint;
}

async function removeLeftovers(folder: string): Promise<void> {
  for (const name of await readdir(dirname(folder))) {
    if (name.startsWith(`${basename(folder)}.partial-`)) {
      await rm(join(dirname(folder), name), { recursive: true, force: true });
    }
  }
}

/** Holds a lock file with this process' id; one whose process is gone counts as free. */
async function lock(file: string, onWait: () => void): Promise<() => Promise<void>> {
  for (;;) {
    try {
      const handle = await open(file, 'wx');
      await handle.writeFile(String(process.pid));
      await handle.close();
      return () => rm(file, { force: true });
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) {
        throw error;
      }
    }
    const holder = Number(await readFile(file, 'utf8').catch(() => ''));
    if (holder > 0 && !isAlive(holder)) {
      await rm(file, { force: true });
      continue;
    }
    onWait();
    await new Promise(resolve => setTimeout(resolve, 300));
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it lives, as someone else's.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
