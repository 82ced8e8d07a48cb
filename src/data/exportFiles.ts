import type { ForecastExportJob } from '../jobs/exportJob';
import { CancelledError, FailureError, type Failure } from '../jobs/failure';
import type { ObjectStore, StoredObject } from '../jobs/objectStore';
import { PagedList, type Tail } from '../jobs/pagedList';
import type { ExportPart } from './exportedData';
import { exportPlace, ownTimestamps, readPartName, type ExportPlace } from './exportFileNames';

/** A page of S3's list. Source: MaxKeys of ListObjectsV2. */
const largestPage = 1000;

/** Of what begins like a marker: others may have put something there. */
const markersPage = 10;

/** The empty objects that stand beside an export's parts. One folder has one of each, whatever jobs write to it. */
export interface Markers {
  /** `_CHECK`: written when an export starts. */
  readonly check?: StoredObject;
  /** `_SUCCESS`: written when one has ended. */
  readonly success?: StoredObject;
}

/** How whole an export is, as far as its files tell. */
export interface Wholeness {
  /** Whether every file was listed. */
  readonly listed: boolean;
  /** Numbers below the highest that no part has; the first ten. */
  readonly missing: readonly number[];
  /** False: other exports of this name may have written some of the parts. */
  readonly certain: boolean;
  /** Undefined: not known (yet). */
  readonly markers?: Markers;
}

interface NamedPart extends ExportPart {
  readonly timestamp: string;
  readonly lastModified?: Date;
}

/**
 * The files of one export, read page by page. Only the job's own prefix is listed, and once the parts are known, the
 * two markers of its folder. Faults are a value (`tail`), never thrown.
 */
export class ExportFiles {
  readonly place: ExportPlace | undefined;
  readonly #pages: PagedList<string>;
  readonly #parts = new Map<string, NamedPart>();
  readonly #timestamps = new Set<string>();
  /** Worked out once for each page that comes: each row that is drawn looks at them. */
  #ordered: readonly NamedPart[] | undefined;
  #markers: Markers | undefined;
  #markersFailure: Failure | undefined;
  #under: Promise<void> | undefined;

  constructor(
    /** Where they were listed, and are to be read from. */
    readonly store: ObjectStore,
    private readonly job: ForecastExportJob,
    private readonly signal: AbortSignal = new AbortController().signal,
  ) {
    this.place = exportPlace(job);
    this.#pages = new PagedList(
      this.place ? [this.place.prefix] : [],
      async ({ query, limit, nextToken }) => {
        const token = nextToken === undefined ? {} : { nextToken };
        const bucket = this.place?.bucket ?? '';
        const page = await store.list({ bucket, prefix: query, maxKeys: limit, ...token }, signal);
        const items = page.items.filter(object => this.#keep(object));
        return { ...page, items };
      },
      signal,
      largestPage,
    );
  }

  /** This export's parts so far, by their number. */
  get parts(): readonly (ExportPart & { readonly lastModified?: Date })[] {
    if (!this.#ordered) {
      const { own } = this.#own;
      this.#ordered = [...this.#parts.values()]
        .filter(({ timestamp }) => own.has(timestamp))
        .sort((a, b) => a.number - b.number || (a.key < b.key ? -1 : 1));
    }
    return this.#ordered;
  }

  /** One of `parts`. */
  part(key: string): (ExportPart & { readonly lastModified?: Date }) | undefined {
    const part = this.#parts.get(key);
    return part && this.#own.own.has(part.timestamp) ? part : undefined;
  }

  /** The timestamp in the names of the parts, where it is one. */
  get timestamps(): readonly string[] {
    return [...this.#own.own].sort();
  }

  get tail(): Tail {
    return this.#under ? { kind: 'loading' } : this.#pages.tail;
  }

  get wholeness(): Wholeness {
    const numbers = new Set(this.parts.map(({ number }) => number));
    const missing: number[] = [];
    // Not for each number up to the highest: a name may say part999999999.
    for (let number = 0, seen = 0; seen < numbers.size && missing.length < 10; number++) {
      if (numbers.has(number)) {
        seen += 1;
      } else {
        missing.push(number);
      }
    }
    return {
      listed: this.#pages.tail.kind === 'end',
      missing,
      certain: this.#own.certain,
      ...(this.#markers ? { markers: this.#markers } : {}),
    };
  }

  /** Why the markers could not be looked for; the parts are there all the same. */
  get markersFailure(): Failure | undefined {
    return this.#markersFailure;
  }

  /** Reads the next page. Asking while one is under way is the same request. */
  next(): Promise<void> {
    this.#under ??= this.#read().finally(() => (this.#under = undefined));
    return this.#under;
  }

  /** Reads what is left. Rejects with a `FailureError` where not all could be listed, or with a `CancelledError`. */
  async all(signal?: AbortSignal): Promise<readonly ExportPart[]> {
    while (this.#pages.tail.kind !== 'end') {
      await this.next();
      const { tail } = this.#pages;
      if (tail.kind === 'failed') {
        throw new FailureError(tail.failure);
      }
      if (signal?.aborted || this.signal.aborted) {
        throw new CancelledError();
      }
    }
    return this.parts;
  }

  get #own(): ReturnType<typeof ownTimestamps> {
    return ownTimestamps(this.#timestamps, this.job);
  }

  #keep(object: StoredObject): boolean {
    const name = this.place && readPartName(object.key, this.place);
    if (!this.place || !name) {
      return false;
    }
    this.#ordered = undefined;
    this.#timestamps.add(name.timestamp);
    this.#parts.set(object.key, {
      bucket: this.place.bucket,
      key: object.key,
      name: object.key.slice(this.place.folder.length),
      number: name.number,
      format: name.format,
      size: object.size,
      etag: object.etag,
      timestamp: name.timestamp,
      ...(object.lastModified ? { lastModified: object.lastModified } : {}),
    });
    return true;
  }

  async #read(): Promise<void> {
    await this.#pages.next(largestPage);
    if (this.#pages.tail.kind === 'end' && !this.#markers && this.place) {
      await this.#readMarkers(this.place);
    }
  }

  async #readMarkers({ bucket, folder }: ExportPlace): Promise<void> {
    const items: StoredObject[] = [];
    const pages = new PagedList(
      [`${folder}_`],
      async ({ query, limit, nextToken }) => {
        const token = nextToken === undefined ? {} : { nextToken };
        const page = await this.store.list({ bucket, prefix: query, maxKeys: limit, ...token }, this.signal);
        items.push(...page.items);
        return page;
      },
      this.signal,
      markersPage,
    );
    await pages.next(markersPage);
    this.#markersFailure = pages.tail.kind === 'failed' ? pages.tail.failure : undefined;
    if (items.length > 0 || pages.tail.kind === 'end') {
      const named = (name: string) => items.find(({ key }) => key === `${folder}${name}`);
      const check = named('_CHECK');
      const success = named('_SUCCESS');
      this.#markers = { ...(check ? { check } : {}), ...(success ? { success } : {}) };
    }
  }
}
