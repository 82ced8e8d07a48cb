import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contrast, laidOver, leastContrast, readable, rgbaOf, type Rgba } from '../../../src/chart/contrast';

const white: Rgba = [255, 255, 255, 1];
const black: Rgba = [0, 0, 0, 1];

describe('colors', () => {
  it('are read in the two notations of a canvas', () => {
    expect(rgbaOf('#0063d3')).toEqual([0, 99, 211, 1]);
    expect(rgbaOf('rgba(234, 92, 0, 0.33)')).toEqual([234, 92, 0, 0.33]);
    expect(rgbaOf('rgb(1, 2, 3)')).toEqual([1, 2, 3, 1]);
    expect(rgbaOf('orange')).toBeUndefined();
  });

  it('let through what is below as far as they are transparent', () => {
    expect(laidOver([255, 0, 0, 0.5], white)).toEqual([255, 128, 128, 1]);
    expect(laidOver([255, 0, 0, 0], black)).toEqual(black);
  });

  it('have the contrast that WCAG says', () => {
    expect(contrast(black, white)).toBe(21);
    expect(contrast(white, white)).toBe(1);
    expect(contrast([119, 119, 119, 1], white)).toBeCloseTo(4.48, 2);
  });
});

describe('a color that can be told from its ground', () => {
  it('is the color itself where that can', () => {
    expect(readable([0, 99, 211, 1], white, black)).toEqual([0, 99, 211, 1]);
  });

  it('is made from one that is too faint, and keeps its hue', () => {
    const [red, green, blue] = readable([234, 92, 0, 0.33], white, [59, 59, 59, 1]);
    expect(red).toBeGreaterThan(green);
    expect(green).toBeGreaterThan(blue);
  });

  it('is found for every color, ground and readable text', () => {
    const part = fc.integer({ min: 0, max: 255 });
    const color = fc.tuple(part, part, part, fc.double({ min: 0, max: 1, noNaN: true }));
    fc.assert(
      fc.property(color, fc.boolean(), (any, isDark) => {
        const [ground, text] = isDark ? [black, white] : [white, black];
        expect(contrast(readable(any, ground, text), ground)).toBeGreaterThanOrEqual(leastContrast);
      }),
    );
  });
});
