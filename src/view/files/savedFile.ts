import * as l10n from '@vscode/l10n';
import { randomBytes } from 'node:crypto';
import { open, rm, type FileHandle } from 'node:fs/promises';
import { basename } from 'node:path';
import { FailureError } from '../../jobs/failure';
import { plainText } from '../../jobs/plainText';
import { patientRename } from './patientRename';

/**
 * A file that is there whole or not at all: written beside its place and renamed at the end. Faults of the disk are
 * `FailureError`s.
 */
export class SavedFile {
  readonly beside: string;
  readonly #flags: 'w' | 'wx';
  #handle: FileHandle | undefined;

  /**
   * @param beside where it is written until it is whole: by default a name that no file has. What is there all the
   * same by then, as a link that somebody else has put there, is not written through.
   */
  constructor(
    readonly path: string,
    beside?: string,
  ) {
    this.beside = beside ?? `${path}.${randomBytes(4).toString('hex')}.download`;
    this.#flags = beside === undefined ? 'wx' : 'w';
  }

  async write(bytes: Uint8Array): Promise<void> {
    await this.#told(async () => {
      this.#handle ??= await open(this.beside, this.#flags);
      for (let written = 0; written < bytes.length;) {
        const { bytesWritten } = await this.#handle.write(bytes, written);
        written += bytesWritten;
      }
    });
  }

  /** Puts it in its place, over a file that was there. */
  async finish(): Promise<void> {
    await this.write(new Uint8Array());
    await this.#told(async () => {
      await this.#close();
      await patientRename(this.beside, this.path);
    });
  }

  /** Leaves nothing of it. */
  async discard(): Promise<void> {
    await this.#close().catch(() => undefined);
    // Where it could not even be made there is nothing to take away.
    await rm(this.beside, { force: true }).catch(() => undefined);
  }

  async #close(): Promise<void> {
    const handle = this.#handle;
    this.#handle = undefined;
    await handle?.close();
  }

  async #told(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      throw new FailureError({
        kind: 'other',
        what: l10n.t('{0} could not be written: {1}', plainText(basename(this.path)), reason(error)),
        helps: l10n.t(
          'Nothing half-written is left. Choose another place, or make room, and download again.',
        ),
        remedies: [],
      });
    }
  }
}

function reason(error: unknown): string {
  switch (error instanceof Error && 'code' in error ? error.code : undefined) {
    case 'ENOSPC':
      return l10n.t('the disk is full');
    case 'EDQUOT':
      return l10n.t('your quota of the disk is used up');
    case 'EACCES':
    case 'EPERM':
      return l10n.t('you may not write there');
    case 'EROFS':
      return l10n.t('the disk is read-only');
    case 'ENOENT':
    case 'ENOTDIR':
      return l10n.t('the folder is not there');
    case 'EISDIR':
      return l10n.t('a folder of that name is there');
    case 'ENAMETOOLONG':
      return l10n.t('the name is too long');
    default:
      return plainText(error instanceof Error ? error.message : String(error), 200);
  }
}
