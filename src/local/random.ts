/** A 32-bit hash of a text, the same on every machine: the ground of everything that is made up here. */
export function hash32(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return scramble(hash);
}

/** Numbers of 0 ≤ x < 1 that look random and are fixed by the seed. */
export class SeededRandom {
  private state: number;

  constructor(seed: string) {
    this.state = hash32(seed);
  }

  next(): number {
    this.state = (this.state + 0x9e3779b9) | 0;
    return scramble(this.state) / 0x1_0000_0000;
  }

  /** A whole number, both ends included. */
  between(from: number, to: number): number {
    return from + Math.floor(this.next() * (to - from + 1));
  }

  pick<T>(values: readonly [T, ...T[]]): T {
    return values[Math.floor(this.next() * values.length)] ?? values[0];
  }
}

/** One number of 0 ≤ x < 1 for a text. */
export function chance(text: string): number {
  return hash32(text) / 0x1_0000_0000;
}

/** One number of 0 ≤ x < 1 for a hash and a whole number: cheaper than `chance` where there are many of one text. */
export function chanceOf(hash: number, ordinal: number): number {
  return scramble(hash ^ Math.imul(ordinal, 0x9e3779b9)) / 0x1_0000_0000;
}

function scramble(value: number): number {
  let mixed = value ^ (value >>> 16);
  mixed = Math.imul(mixed, 0x7feb352d);
  mixed ^= mixed >>> 15;
  mixed = Math.imul(mixed, 0x846ca68b);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
