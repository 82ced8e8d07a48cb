import { hash32 } from './random';
import type { Resource } from './resource';

/**
 * Resources in an order that means nothing and never changes: by a hash of the ARN. A place in it is named by the
 * ARN that stands before it, so it stays true while others come and go.
 */
export class Collection<T extends Resource> {
  private readonly byArn = new Map<string, T>();
  private readonly keys: Place[];
  private readonly ordered: T[];
  private readonly moving = new Set<T>();

  /** `salt` makes the order; of two resources with the same ARN the first stays. */
  constructor(
    private readonly salt: string,
    resources: readonly T[],
  ) {
    for (const resource of resources) {
      if (this.byArn.has(resource.arn)) continue;
      this.byArn.set(resource.arn, resource);
      if (resource.steps.length > 0) this.moving.add(resource);
    }
    const places = [...this.byArn.values()].map(resource => ({
      place: this.placeOf(resource.arn),
      resource,
    }));
    places.sort((a, b) => compare(a.place, b.place));
    this.keys = places.map(({ place }) => place);
    this.ordered = places.map(({ resource }) => resource);
  }

  get size(): number {
    return this.ordered.length;
  }

  get(arn: string): T | undefined {
    return this.byArn.get(arn);
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
    return arn === undefined ? 0 : this.firstIndex(place => compare(place, this.placeOf(arn)) > 0);
  }

  add(resource: T): void {
    const place = this.placeOf(resource.arn);
    const index = this.firstIndex(other => compare(other, place) > 0);
    this.keys.splice(index, 0, place);
    this.ordered.splice(index, 0, resource);
    this.byArn.set(resource.arn, resource);
    this.touched(resource);
  }

  /** To be called after `steps` of a resource were set from outside. */
  touched(resource: T): void {
    if (resource.steps.length > 0) this.moving.add(resource);
    else this.moving.delete(resource);
  }

  remove(resource: T): void {
    const place = this.placeOf(resource.arn);
    const index = this.firstIndex(other => compare(other, place) >= 0);
    if (this.ordered[index] !== resource) return;
    this.keys.splice(index, 1);
    this.ordered.splice(index, 1);
    this.byArn.delete(resource.arn);
    this.moving.delete(resource);
  }

  private placeOf(arn: string): Place {
    return { hash: hash32(this.salt + arn), arn };
  }

  private firstIndex(isThere: (place: Place) => boolean): number {
    let from = 0;
    let to = this.keys.length;
    while (from < to) {
      const middle = (from + to) >>> 1;
      const place = this.keys[middle];
      if (place === undefined || isThere(place)) to = middle;
      else from = middle + 1;
    }
    return from;
  }
}

interface Place {
  readonly hash: number;
  readonly arn: string;
}

function compare(a: Place, b: Place): number {
  if (a.hash !== b.hash) return a.hash - b.hash;
  return a.arn < b.arn ? -1 : a.arn > b.arn ? 1 : 0;
}
