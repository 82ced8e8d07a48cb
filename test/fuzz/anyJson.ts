import * as fc from 'fast-check';
import { anyText } from '../unit/anyText';

const oddValue = fc.oneof(
  fc.constantFrom(null, undefined, true, false, '', 0, -0, -1, 1.5, 1e21, NaN, Infinity),
  fc.constantFrom<unknown>(
    [],
    {},
    [null],
    [[]],
    ['x'],
    { length: 1 },
    '__proto__',
    new Date(NaN),
    new Date(0),
  ),
  anyText(12),
  fc.jsonValue({ maxDepth: 2 }),
);

/** A value of the shape, mostly: some of its parts may be anything. */
export function nearly<T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<unknown> {
  return fc.oneof({ weight: 4, arbitrary }, { weight: 1, arbitrary: oddValue });
}

/** An object with these members, each of them mostly there and mostly what it should be; others beside them. */
export function nearlyFields(
  members: Readonly<Record<string, fc.Arbitrary<unknown>>>,
): fc.Arbitrary<unknown> {
  const each = Object.fromEntries(Object.entries(members).map(([name, member]) => [name, nearly(member)]));
  return nearly(fc.record(each, { requiredKeys: [] }));
}

/** As JSON; '' where JSON has nothing for it. */
export function jsonOf(value: unknown): string {
  const text: unknown = JSON.stringify(value);
  return typeof text === 'string' ? text : '';
}

export function nearlyList(item: fc.Arbitrary<unknown>, maxLength = 5): fc.Arbitrary<unknown> {
  return nearly(fc.array(nearly(item), { maxLength }));
}
