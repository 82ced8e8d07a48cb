import { createHash } from 'node:crypto';
import type { ForecastService } from '../forecastService';
import type { StoredJob } from '../resource';
import { bucketRegion } from './buckets';
import type { MadeExport, MadePart } from './madeExport';
import { hasBegun, lacksSuccess, madeExport, partsWritten } from './madeExport';
import { partBytes } from './partBytes';

/** An object that is in S3. Its bytes are made when they are asked for. */
export interface MadeObject {
  readonly key: string;
  /** Ms since the epoch. */
  readonly modified: number;
  /** Absent for a marker. */
  readonly source?: { readonly made: MadeExport; readonly part: MadePart };
}

export interface ObjectFacts {
  /** In bytes. */
  readonly size: number;
  /** With its quotation marks. */
  readonly etag: string;
}

/** How many bytes of parts are kept. */
const kept = 24 << 20;

/**
 * The buckets behind an account: what its export jobs have written. It follows the account's clock; a job's files
 * stay when the job is deleted.
 */
export class ObjectCatalog {
  readonly #exports = new WeakMap<StoredJob, readonly MadeExport[]>();
  readonly #facts = new Map<string, ObjectFacts>();
  /** The least recently read first. */
  readonly #bytes = new Map<string, Uint8Array>();
  readonly #rewritten = new Set<string>();
  readonly #removed = new Set<string>();
  #size = 0;

  constructor(private readonly service: ForecastService) {}

  /** Undefined where no job writes to the bucket. */
  regionOf(bucket: string): string | undefined {
    return this.#exported().some(made => made.bucket === bucket)
      ? bucketRegion(bucket, this.service.account.region)
      : undefined;
  }

  buckets(): ReadonlySet<string> {
    return new Set(this.#exported().map(({ bucket }) => bucket));
  }

  /** The objects whose keys begin with the prefix, in the order of the keys' bytes. */
  objects(bucket: string, prefix: string): readonly MadeObject[] {
    const found = new Map<string, MadeObject>();
    const { now } = this.service.accountNow();
    for (const made of this.#exported()) {
      if (made.bucket !== bucket || !hasBegun(made)) continue;
      if (!made.folder.startsWith(prefix) && !prefix.startsWith(made.folder)) continue;
      for (const object of written(made, now)) {
        const known = found.get(object.key);
        const wanted = object.key.startsWith(prefix) && !this.#removed.has(place(bucket, object.key));
        // Jobs of one folder share its markers, which have the time of the last that wrote them.
        if (wanted && (known === undefined || known.modified < object.modified))
          found.set(object.key, object);
      }
    }
    return [...found.values()].sort((a, b) => Buffer.compare(Buffer.from(a.key), Buffer.from(b.key)));
  }

  object(bucket: string, key: string): MadeObject | undefined {
    return this.objects(bucket, key).find(object => object.key === key);
  }

  /** Makes the object's bytes where they are not known, to say how many they are. */
  async facts(bucket: string, object: MadeObject): Promise<ObjectFacts> {
    const known = this.#facts.get(place(bucket, object.key));
    if (known !== undefined) return known;
    await this.bytes(bucket, object);
    return this.#facts.get(place(bucket, object.key)) ?? { size: 0, etag: '' };
  }

  async bytes(bucket: string, { key, source }: MadeObject): Promise<Uint8Array> {
    const at = place(bucket, key);
    const known = this.#bytes.get(at);
    const made =
      known ?? (source === undefined ? new Uint8Array() : await partBytes(source.made, source.part));
    const bytes = known === undefined && this.#rewritten.has(at) ? rewritten(made) : made;
    this.#facts.set(at, { size: bytes.length, etag: `"${createHash('md5').update(bytes).digest('hex')}"` });
    this.#keep(at, bytes);
    return bytes;
  }

  /** Someone writes to the object: it has another byte at its end, and another ETag. */
  rewrite(bucket: string, key: string): void {
    this.#forget(place(bucket, key));
    this.#rewritten.add(place(bucket, key));
  }

  /** Someone deletes the object. */
  remove(bucket: string, key: string): void {
    this.#forget(place(bucket, key));
    this.#removed.add(place(bucket, key));
  }

  #exported(): readonly MadeExport[] {
    const { account } = this.service.accountNow();
    return [...account.jobs.all(), ...account.deletedJobs].flatMap(job => {
      const known = this.#exports.get(job);
      if (known !== undefined) return known;
      const forecast = account.forecasts.get(job.forecastArn);
      const made = forecast && madeExport(job, forecast);
      const exported = made === undefined ? [] : [made];
      this.#exports.set(job, exported);
      return exported;
    });
  }

  #keep(at: string, bytes: Uint8Array): void {
    this.#drop(at);
    this.#bytes.set(at, bytes);
    this.#size += bytes.length;
    for (const oldest of this.#bytes.keys()) {
      if (this.#size <= kept || oldest === at) break;
      this.#drop(oldest);
    }
  }

  #drop(at: string): void {
    this.#size -= this.#bytes.get(at)?.length ?? 0;
    this.#bytes.delete(at);
  }

  #forget(at: string): void {
    this.#drop(at);
    this.#facts.delete(at);
  }
}

function place(bucket: string, key: string): string {
  return `${bucket}/${key}`;
}

function rewritten(bytes: Uint8Array): Uint8Array {
  const longer = new Uint8Array(bytes.length + 1);
  longer.set(bytes);
  longer[bytes.length] = 0x0a;
  return longer;
}

/** What an export has in S3 by now. */
function written(made: MadeExport, now: number): readonly MadeObject[] {
  const parts = made.parts
    .slice(0, partsWritten(made, now))
    .map(part => ({ key: part.key, modified: made.begun + part.number * 1000, source: { made, part } }));
  const check = { key: `${made.folder}_CHECK`, modified: made.job.creationTime };
  const { writtenAt } = made.job;
  return writtenAt === undefined || lacksSuccess(made)
    ? [...parts, check]
    : [...parts, check, { key: `${made.folder}_SUCCESS`, modified: writtenAt }];
}
