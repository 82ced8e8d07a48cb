import type { Collection } from './collection';
import type { PageMark } from './pageToken';
import { chance } from './random';
import type { Resource } from './resource';

/**
 * How pages are filled. `full`: up to MaxResults, and a token only when something is left. `uneven`: any page may
 * come short or empty, and the last one may carry a token all the same. `uneven-later`: the same, but a query's
 * first page is full. `empty`: every page is, and leads to the same place.
 */
export type PageFill = 'full' | 'uneven' | 'uneven-later' | 'empty';

export interface FilledPage<T> {
  readonly items: readonly T[];
  readonly next?: PageMark;
}

/** One page of what matches. How uneven pages come out is fixed by `luck`, a text, and the place in the list. */
export function fillPage<T extends Resource>(
  collection: Collection<T>,
  matches: (resource: T) => boolean,
  mark: PageMark | undefined,
  maxResults: number,
  fill: PageFill,
  luck: string,
): FilledPage<T> {
  const emptyPages = mark?.emptyPages ?? 0;
  const empty: FilledPage<T> = { items: [], next: { ...mark, emptyPages: emptyPages + 1 } };
  if (fill === 'empty') return empty;
  const uneven = fill === 'uneven' || (fill === 'uneven-later' && mark !== undefined);
  const draw = uneven ? chance(`${luck} ${mark?.after ?? ''} ${emptyPages}`) : 1;
  if (draw < 0.12 && emptyPages < 2) return empty;

  const wanted = draw < 0.4 ? Math.max(1, Math.floor(maxResults * draw * 2.5)) : maxResults;
  const items: T[] = [];
  const all = collection.all();
  let more = false;
  for (let index = collection.indexAfter(mark?.after); index < all.length; index++) {
    const resource = all[index];
    if (resource === undefined || !matches(resource)) continue;
    if (items.length === wanted) {
      more = true;
      break;
    }
    items.push(resource);
  }
  const last = items.at(-1);
  // A service that stops looking when the page is full can't know that nothing is left.
  const unsure = uneven && draw > 0.6 && last !== undefined;
  return last !== undefined && (more || unsure)
    ? { items, next: { after: last.arn, emptyPages: 0 } }
    : { items };
}
