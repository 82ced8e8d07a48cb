/** Checks of what comes from the other side of a webview: a type, and the test at the door that it stands for. */
export type Check<T> = (value: unknown) => value is T;

export type Checked<C> = C extends Check<infer T> ? T : never;

type Checks = Readonly<Record<string, Check<unknown>>>;

type RequiredFields<C extends Checks> = { readonly [K in keyof C]: Checked<C[K]> };
type OptionalFields<C extends Checks> = { readonly [K in keyof C]?: Checked<C[K]> };

/** A text of at most so many UTF-16 units. */
export function textUpTo(longest: number): Check<string> {
  return (value): value is string => typeof value === 'string' && value.length <= longest;
}

export const text = textUpTo(1_000_000);

/** Zero or more, never NaN. */
export const amount: Check<number> = (value): value is number =>
  typeof value === 'number' && value >= 0 && value < Infinity;

export const anyNumber: Check<number> = (value): value is number =>
  typeof value === 'number' && Number.isFinite(value);

export const flag: Check<boolean> = (value): value is boolean => typeof value === 'boolean';

export function word<const T extends string>(...words: readonly T[]): Check<T> {
  return (value): value is T => words.some(known => known === value);
}

export function list<T>(of: Check<T>): Check<readonly T[]> {
  return (value): value is readonly T[] => Array.isArray(value) && value.every(of);
}

/** An object with these members; what else it has is nobody's business. */
export function fields<R extends Checks>(required: R): Check<RequiredFields<R>>;
export function fields<R extends Checks, O extends Checks>(
  required: R,
  optional: O,
): Check<RequiredFields<R> & OptionalFields<O>>;
export function fields(required: Checks, optional: Checks = {}): (value: unknown) => boolean {
  return value => {
    if (typeof value !== 'object' || value === null) {
      return false;
    }
    const members = value as Readonly<Record<string, unknown>>;
    return (
      Object.entries(required).every(([name, check]) => check(members[name])) &&
      Object.entries(optional).every(([name, check]) => {
        const member = members[name];
        return member === undefined || check(member);
      })
    );
  };
}

/** Every message of one side, by its `type`. */
export type Message<S extends Checks> = {
  [K in keyof S]: { readonly type: K } & Checked<S[K]>;
}[keyof S];

/** The message as its type promises it; undefined for anything else. */
export function readMessage<S extends Checks>(shapes: S, value: unknown): Message<S> | undefined {
  if (typeof value !== 'object' || value === null || !('type' in value) || typeof value.type !== 'string') {
    return undefined;
  }
  const check = Object.hasOwn(shapes, value.type) ? shapes[value.type] : undefined;
  return check?.(value) === true ? (value as Message<S>) : undefined;
}
