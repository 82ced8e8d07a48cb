import type { FilterInput } from './model';
import { invalidInput } from './serviceError';

/** What a resource answers for a filter's Key; a Key that isn't here can't be filtered by. */
export type FilterKeys<T> = Readonly<Record<string, (resource: T) => string>>;

/**
 * All filters have to hold: several are ANDed, also two for the same Key.
 * @throws ServiceError InvalidInputException for a Key that the operation doesn't have
 */
export function matcher<T>(filters: readonly FilterInput[], keys: FilterKeys<T>): (resource: T) => boolean {
  const conditions = filters.map(filter => {
    const read = Object.hasOwn(keys, filter.Key) ? keys[filter.Key] : undefined;
    if (read === undefined) {
      const valid = Object.keys(keys).join(', ');
      throw invalidInput(`Invalid filter key: ${filter.Key}. Valid filter keys are: ${valid}`);
    }
    return { read, value: filter.Value, wanted: filter.Condition === 'IS' };
  });
  return resource => conditions.every(({ read, value, wanted }) => (read(resource) === value) === wanted);
}

/** The same for the same set of filters, in any order: what a token is bound to. */
export function queryText(operation: string, filters: readonly FilterInput[]): string {
  return JSON.stringify([
    operation,
    filters.map(({ Key, Value, Condition }) => [Key, Value, Condition].join('\n')).sort(),
  ]);
}
