import { describe, expect, it } from 'vitest';
import { growths, type Round } from '../soak/measures';

/** Rounds whose one measure has these values. */
function rounds(name: string, values: readonly number[]): readonly Round[] {
  return values.map((value, place) => ({ round: place + 1, seconds: 10, measures: { [name]: value } }));
}

const isGrowing = (name: string, values: readonly number[]) =>
  growths(rounds(name, values)).some(({ slope, bound }) => slope > bound);

describe('what a soak says', () => {
  it('grows, where each round leaves something behind', () => {
    expect(isGrowing('boards', [35, 42, 49, 56])).toBe(true);
    expect(isGrowing('listeners of process', [18, 18, 19, 19, 20, 20])).toBe(true);
    expect(isGrowing('heap KB', [71_549, 72_558, 73_498, 74_449])).toBe(true);
  });

  it('is steady, where counts go up and down and memory settles', () => {
    expect(isGrowing('open files', [33, 32, 33, 33, 33, 32])).toBe(false);
    expect(isGrowing('heap KB', [67_454, 67_439, 67_518, 67_535, 67_517, 67_541])).toBe(false);
    expect(isGrowing('boards', [1])).toBe(false);
  });

  it('names each measure with its first and last value', () => {
    expect(growths(rounds('tabs', [0, 1, 0]))).toEqual([
      { name: 'tabs', first: 0, last: 0, slope: 0, bound: 0.2 },
    ]);
  });
});
