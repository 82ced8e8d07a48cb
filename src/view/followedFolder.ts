import { createHash, randomUUID } from 'node:crypto';
import { watch, type FSWatcher } from 'node:fs';
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { followedKey, readRecord, recordText, type FollowedJob } from '../jobs/followedJob';
import { patientRename } from './files/patientRename';

/** Larger files and more of them than this nobody wrote by following jobs. */
const largestFile = 16_384;
const mostFiles = 1000;

/** A window that took a record away tells the end at once: one that is older belongs to a window that is gone. */
const abandonedAfter = 60_000;

/**
 * The followed jobs of all windows, one small file each. Files, because a Memento of one window isn't seen by the
 * others before they start anew, and because a rename is atomic: of several windows that see a job's end, the one
 * whose `claim` succeeds tells it.
 *
 * - `followed/KEY.json` is a job that is followed. Written beside and renamed, so that nobody reads half of it.
 * - `ended/KEY.json` is one whose end is being told. A window that dies there leaves it; another puts it back.
 *
 * Watched by Node, not by the editor: its watchers leave out what the user's `files.watcherExclude` says, and
 * these files have to be seen. Where nothing can be watched, `read` is still true whenever it is called.
 */
export class FollowedFolder {
  readonly #followed: string;
  readonly #ended: string;
  #watcher: FSWatcher | undefined;

  /** @param folder need not exist yet */
  constructor(
    folder: string,
    private readonly now: () => number,
  ) {
    this.#followed = join(folder, 'followed');
    this.#ended = join(folder, 'ended');
  }

  /** Calls back after any window followed a job, stopped following one or told its end. */
  async watch(changed: () => void): Promise<void> {
    await this.#make();
    this.#watcher ??= watch(this.#followed, { persistent: false }, changed);
    // The folder was taken away, or the system has no watcher left.
    this.#watcher.on('error', () => this.#watcher?.close());
  }

  /** What is followed now. Files that are no records are passed over, whoever left them there. */
  async read(): Promise<readonly FollowedJob[]> {
    await this.#putBackAbandoned();
    const names = await namesIn(this.#followed, recordName);
    const records = await Promise.all(names.map(name => readableRecord(join(this.#followed, name))));
    return records.filter(record => record !== undefined);
  }

  async add(job: FollowedJob): Promise<void> {
    await this.#make();
    const file = this.#file(job);
    const beside = `${file}.${randomUUID()}`;
    try {
      await writeFile(beside, recordText(job), { mode: 0o600 });
      await patientRename(beside, file);
    } catch (error) {
      await rm(beside, { force: true });
      throw error;
    }
  }

  async remove(job: FollowedJob): Promise<void> {
    await rm(this.#file(job), { force: true });
  }

  /** Takes a job whose end was seen out of what is followed. True in one window only: that one tells the end. */
  claim(job: FollowedJob): Promise<boolean> {
    return moved(this.#file(job), this.#endedFile(job));
  }

  /** The end of a claimed job was told. */
  async told(job: FollowedJob): Promise<void> {
    await rm(this.#endedFile(job), { force: true });
  }

  dispose(): void {
    this.#watcher?.close();
  }

  async #make(): Promise<void> {
    // Other users of the machine need not know which accounts are looked at.
    await mkdir(this.#followed, { recursive: true, mode: 0o700 });
    await mkdir(this.#ended, { recursive: true, mode: 0o700 });
  }

  #file(job: FollowedJob): string {
    return join(this.#followed, fileName(job));
  }

  #endedFile(job: FollowedJob): string {
    return join(this.#ended, fileName(job));
  }

  /**
   * After a window died in the middle: what it had claimed and never told is followed again, and its end seen
   * again; what it hadn't written to its end goes.
   */
  async #putBackAbandoned(): Promise<void> {
    for (const name of await namesIn(this.#ended, recordName)) {
      if (await this.#isAbandoned(join(this.#ended, name))) {
        await moved(join(this.#ended, name), join(this.#followed, name));
      }
    }
    for (const name of await namesIn(this.#followed, unfinishedName)) {
      if (await this.#isAbandoned(join(this.#followed, name))) {
        await rm(join(this.#followed, name), { force: true });
      }
    }
  }

  async #isAbandoned(file: string): Promise<boolean> {
    // The time of the last rename: that changes ctime and nothing else.
    const changedAt = await ifThere(stat(file).then(found => found.ctimeMs));
    return changedAt !== undefined && this.now() - changedAt > abandonedAfter;
  }
}

function fileName(job: FollowedJob): string {
  return `${createHash('sha256').update(followedKey(job)).digest('hex').slice(0, 40)}.json`;
}

const recordName = /^[0-9a-f]{40}\.json$/;
const unfinishedName = /^[0-9a-f]{40}\.json\.[0-9a-f-]{36}$/;

async function namesIn(folder: string, wanted: RegExp): Promise<readonly string[]> {
  const names = (await ifThere(readdir(folder))) ?? [];
  return names.filter(name => wanted.test(name)).slice(0, mostFiles);
}

/** The record in a file; undefined where there is none, or none that can be read. */
async function readableRecord(file: string): Promise<FollowedJob | undefined> {
  try {
    const found = await stat(file);
    if (!found.isFile() || found.size > largestFile) {
      return undefined;
    }
    const record = readRecord(await readFile(file, 'utf8'));
    return record && fileName(record) === basename(file) ? record : undefined;
  } catch (error) {
    if (error instanceof Error && 'code' in error) {
      return undefined;
    }
    throw error;
  }
}

/** False where there is nothing to move: another window was faster. */
async function moved(from: string, to: string): Promise<boolean> {
  return (await ifThere(patientRename(from, to).then(() => true))) ?? false;
}

/** undefined where the file isn't there, or isn't any more. */
async function ifThere<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
      return undefined;
    }
    throw error;
  }
}
