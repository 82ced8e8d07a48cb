import { hash32 } from './random';
import type { Resource } from './resource';

/**
 * Resources in an order that means nothing and never changes: by a hash of the ARN. A place in it is named by the
 * ARN that stands before it, so it stays true while others come and go.
 */
export class Collection<T extends Resource> {
  /** The hash of each ARN, in the order of `ordered`. */
  private readonly hashes: number[];
  private readonly ordered: T[];
  private readonly moving = new Set<T>();
  private readonly saltHash: number;

  /** `salt` makes the order. No two resources may have the same ARN. */
  constructor(salt: string, resources: readonly T[]) {
    this.saltHash = hash32(salt);
    for (const resource of resources) this.touched(resource);
    // Hash and index in one number each: a typed array is sorted several times faster than objects are.
    const keys = Float64Array.from(
      resources,
      ({ arn }, index) => this.hashOf(arn) * indexRange + index,
    ).sort();
    this.hashes = Array.from(keys, key => Math.floor(key / indexRange));
    this.ordered = Array.from(keys, key => resources[key % indexRange]).filter(
      resource => resource !== undefined,
    );
    this.orderSameHashes();
  }

  get size(): number {
    return this.ordered.length;
  }

  get(arn: string): T | undefined {
    const resource = this.ordered[this.indexOf(arn)];
    return resource?.arn === arn ? resource : undefined;
  }

  /** All of them, in the order. */
  all(): readonly T[] {
    return this.ordered;
  }

  /** Those that change by themselves: few, however many there are. */
  inMotion(): Iterable<T> {
    return this.moving;
  }

  /** Where to go on after the resource with this ARN, which may be gone. No ARN: the start. */
  indexAfter(arn: string | undefined): number {
    if (arn === undefined) return 0;
    const index = this.indexOf(arn);
    return this.ordered[index]?.arn === arn ? index + 1 : index;
  }

  add(resource: T): void {
    const index = this.indexOf(resource.arn);
    this.hashes.splice(index, 0, this.hashOf(resource.arn));
    this.ordered.splice(index, 0, resource);
    this.touched(resource);
  }

  /** To be called after `steps` of a resource were set from outside. */
  touched(resource: T): void {
    if (resource.steps.length > 0) this.moving.add(resource);
    else this.moving.delete(resource);
  }

  remove(resource: T): void {
    const index = this.indexOf(resource.arn);
    if (this.ordered[index] !== resource) return;
    this.hashes.splice(index, 1);
    this.ordered.splice(index, 1);
    this.moving.delete(resource);
  }

  private hashOf(arn: string): number {
    return (hash32(arn) ^ this.saltHash) >>> 0;
  }

  /** Where this ARN stands, or would stand: after those of smaller hash, and of the same hash and smaller ARN. */
  private indexOf(arn: string): number {
    const hash = this.hashOf(arn);
    let from = 0;
    let to = this.hashes.length;
    while (from < to) {
      const middle = (from + to) >>> 1;
      const other = this.hashes[middle] ?? 0;
      const isBefore = other < hash || (other === hash && (this.ordered[middle]?.arn ?? '') < arn);
      if (isBefore) from = middle + 1;
      else to = middle;
    }
    return from;
  }

  /** Equal hashes are rare; where they happen, the ARN decides, as in `indexOf`. */
  private orderSameHashes(): void {
    for (let start = 0; start < this.hashes.length; start++) {
      let end = start + 1;
      while (end < this.hashes.length && this.hashes[end] === this.hashes[start]) end++;
      if (end - start < 2) continue;
      const same = this.ordered.slice(start, end).sort((a, b) => (a.arn < b.arn ? -1 : 1));
      this.ordered.splice(start, same.length, ...same);
      start = end - 1;
    }
  }
}

/** More resources than any account has; a 32-bit hash times this is still exact in a number. */
const indexRange = 1 << 20;
