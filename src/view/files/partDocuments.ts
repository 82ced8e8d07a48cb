import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { byteSize } from '../../data/byteSize';
import type { ExportPart } from '../../data/exportedData';
import { CancelledError, FailureError, failureText, type Failure } from '../../jobs/failure';
import type { ObjectStore, StoredObject } from '../../jobs/objectStore';
import { plainText } from '../../jobs/plainText';
import { partScheme } from '../../manifest';
import { accountText } from '../accountText';
import { addressQuery, isOf, readAddress, type Origin } from '../detailsAddress';
import type { Session } from '../session';

/** Larger files aren't opened whole: other extensions get nothing of a document over 50 MB. In bytes. */
export const largestWhole = 10_000_000;

/** How much of a larger one is shown, in bytes. */
export const shownOfLarger = 5_000_000;

/** What the address of a document names. */
interface Address {
  readonly origin: Origin;
  readonly bucket: string;
  readonly key: string;
  /** Whether it is the beginning only. */
  readonly isHead: boolean;
}

/**
 * The parts of exports as read-only files, for whatever extension shows CSV. A file belongs to the account it was
 * opened from: no other one is ever asked for it. Of a large part there is a document of its own with its beginning,
 * whose first line says so.
 */
export class PartDocuments implements vscode.FileSystemProvider, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  readonly onDidChangeFile = this.#changed.event;
  /** Of the files that were opened: what S3 listed of them. */
  readonly #objects = new Map<string, Promise<StoredObject>>();
  readonly #registered: vscode.Disposable[];

  constructor(private readonly session: Session) {
    this.#registered = [
      vscode.workspace.registerFileSystemProvider(partScheme, this, {
        isCaseSensitive: true,
        isReadonly: new vscode.MarkdownString(l10n.t('This is a file in S3, opened to be read only.')),
      }),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.#objects.delete(uri.toString())),
    ];
  }

  /** The address of a part, or of its beginning where it is large. */
  uriOf(part: ExportPart & { readonly lastModified?: Date }, origin: Origin, jobId: string): vscode.Uri {
    const isHead = part.size > largestWhole;
    const { language } = vscode.env;
    const name = isHead
      ? l10n.t('First {0} of {1}', byteSize(shownOfLarger, language), part.name)
      : part.name;
    const address = { bucket: part.bucket, key: part.key, ...(isHead ? { shown: 'first' } : {}) };
    const uri = vscode.Uri.from({
      scheme: partScheme,
      path: `/${name.replace(/[/\\]/g, '_')}`,
      query: `${addressQuery(origin, jobId)}&${new URLSearchParams(address).toString()}`,
    });
    // What was listed needn't be asked for again.
    this.#objects.set(uri.toString(), Promise.resolve(part));
    return uri;
  }

  async stat(uri: vscode.Uri): Promise<vscode.FileStat> {
    return asFileError(uri, async () => {
      const address = readUri(uri);
      const object = await this.#object(uri, address, await this.#store(address));
      const written = object.lastModified?.getTime() ?? 0;
      return {
        type: vscode.FileType.File,
        ctime: written,
        mtime: written,
        size: address.isHead ? Math.min(object.size, shownOfLarger) : object.size,
        permissions: vscode.FilePermission.Readonly,
      };
    });
  }

  async readFile(uri: vscode.Uri): Promise<Uint8Array> {
    return asFileError(uri, async () => {
      const address = readUri(uri);
      const { bucket, key, isHead } = address;
      const store = await this.#store(address);
      const { size, etag } = await this.#object(uri, address, store);
      const to = isHead ? Math.min(size, shownOfLarger) : size;
      if (to > largestWhole) {
        throw new FailureError(tooLarge(size));
      }
      const bytes = to === 0 ? new Uint8Array() : await store.read({ bucket, key, from: 0, to, etag });
      return isHead && size > to ? headDocument(bytes, size, key) : bytes;
    });
  }

  /** Files in S3 aren't watched: a document shows what was read when it was opened. */
  watch(): vscode.Disposable {
    return new vscode.Disposable(() => undefined);
  }

  readDirectory(): [string, vscode.FileType][] {
    return [];
  }

  createDirectory(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  writeFile(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  delete(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  rename(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  dispose(): void {
    this.#registered.forEach(registered => void registered.dispose());
    this.#changed.dispose();
  }

  async #store({ origin }: Address): Promise<ObjectStore> {
    const connection = await this.session.connection();
    if (!connection || !isOf(connection, origin)) {
      throw new FailureError({
        kind: 'other',
        what: l10n.t('This file is of another account than the view shows: {0}', accountText(origin)),
        helps: l10n.t('Choose that profile and region, then open the file again.'),
        remedies: [],
      });
    }
    return connection.objects;
  }

  /** Asked once for as long as the document is open; of a document that the editor has restored, anew. */
  #object(uri: vscode.Uri, { bucket, key }: Address, store: ObjectStore): Promise<StoredObject> {
    const id = uri.toString();
    const known = this.#objects.get(id);
    if (known) {
      return known;
    }
    const asked = store.list({ bucket, prefix: key, maxKeys: 1 }).then(({ items }) => {
      const found = items.find(object => object.key === key);
      if (!found) {
        throw vscode.FileSystemError.FileNotFound(uri);
      }
      return found;
    });
    this.#objects.set(id, asked);
    asked.catch(() => this.#objects.delete(id));
    return asked;
  }
}

function readUri(uri: vscode.Uri): Address {
  const values = new URLSearchParams(uri.query);
  const address = readAddress(uri.query);
  const bucket = values.get('bucket');
  const key = values.get('key');
  if (!address || !bucket || !key) {
    throw vscode.FileSystemError.FileNotFound(uri);
  }
  return { origin: address.origin, bucket, key, isHead: values.get('shown') === 'first' };
}

/** Whole lines, below one that says what is shown. */
function headDocument(bytes: Uint8Array, size: number, key: string): Uint8Array {
  const end = bytes.lastIndexOf(0x0a) + 1 || bytes.length;
  const name = plainText(key.slice(key.lastIndexOf('/') + 1));
  const line = l10n.t(
    '# Shown here: the first {0} of {1} of {2}. For the whole file use Download… in the view.',
    byteSize(end, vscode.env.language),
    byteSize(size, vscode.env.language),
    name,
  );
  const first = new TextEncoder().encode(`${line}\n`);
  const all = new Uint8Array(first.length + end);
  all.set(first);
  all.set(bytes.subarray(0, end), first.length);
  return all;
}

/** The editor shows a file system's own kind of errors in the place of the document. */
async function asFileError<T>(uri: vscode.Uri, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof CancelledError) {
      throw vscode.FileSystemError.Unavailable(
        l10n.t('The connection was closed meanwhile. Open the file again.'),
      );
    }
    if (!(error instanceof FailureError)) {
      throw error;
    }
    const text = failureText(error.failure);
    switch (error.failure.kind) {
      case 'notFound':
        throw vscode.FileSystemError.FileNotFound(uri);
      case 'denied':
        throw vscode.FileSystemError.NoPermissions(text);
      default:
        throw vscode.FileSystemError.Unavailable(text);
    }
  }
}

function tooLarge(size: number): Failure {
  return {
    kind: 'limit',
    what: l10n.t('The file has grown meanwhile: it has {0}.', byteSize(size, vscode.env.language)),
    helps: l10n.t('Refresh the view and open it from there, or download it.'),
    remedies: [],
  };
}
