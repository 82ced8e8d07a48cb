const none = -1;
/** Dates of one stretch: the bits of a number. */
const stretch = 32;

/**
 * Which dates each series has, as a bit for each: dates are numbers that follow on one another for neighbors, mostly,
 * so the dates of a series lie in a few stretches of 32. Bounded by the number of stretches.
 */
export class DatesOfSeries {
  private slots = new Int32Array(1024).fill(none);
  private series = new Int32Array(512);
  private block = new Int32Array(512);
  private bits = new Int32Array(512);
  private count = 0;
  private full = false;
  /** The last one that was looked up: rows of a series mostly stand together. */
  private last = none;

  constructor(private readonly maxStretches: number) {}

  get isFull(): boolean {
    return this.full;
  }

  /** The stretch of a date, a new one if need be; -1 where there is no room for it. */
  stretchOf(series: number, date: number): number {
    const block = date >>> 5;
    const { last } = this;
    if (last >= 0 && this.series[last] === series && this.block[last] === block) {
      return last;
    }
    const slot = this.slotOf(series, block);
    const known = this.slots[slot] ?? none;
    const found = known === none ? this.add(slot, series, block) : known;
    this.last = found;
    return found;
  }

  /** The stretch of a date; -1 where no date of it was marked. */
  find(series: number, date: number): number {
    const block = date >>> 5;
    const { last } = this;
    if (last >= 0 && this.series[last] === series && this.block[last] === block) {
      return last;
    }
    const found = this.slots[this.slotOf(series, block)] ?? none;
    this.last = found;
    return found;
  }

  /** Marks a date; false where it was marked before. */
  mark(at: number, date: number): boolean {
    const bit = 1 << (date & (stretch - 1));
    const bits = this.bits[at] ?? 0;
    this.bits[at] = bits | bit;
    return (bits & bit) === 0;
  }

  has(at: number, date: number): boolean {
    return ((this.bits[at] ?? 0) & (1 << (date & (stretch - 1)))) !== 0;
  }

  /** Tells the dates of each series, in the order of their numbers; the array is the same for all of them. */
  each(tell: (series: number, dates: Int32Array, count: number) => void): void {
    const order = Float64Array.from({ length: this.count }, (_, at) => {
      return (this.series[at] ?? 0) * 2 ** 27 + (this.block[at] ?? 0);
    }).sort();
    let dates = new Int32Array(1024);
    let count = 0;
    let current = none;
    for (const key of order) {
      const series = Math.floor(key / 2 ** 27);
      const block = key % 2 ** 27;
      if (series !== current) {
        if (count > 0) {
          tell(current, dates, count);
        }
        current = series;
        count = 0;
      }
      if (count + stretch > dates.length) {
        const larger = new Int32Array(dates.length * 2);
        larger.set(dates);
        dates = larger;
      }
      const bits = this.bits[this.slots[this.slotOf(series, block)] ?? none] ?? 0;
      for (let bit = 0; bit < stretch; bit++) {
        if ((bits & (1 << bit)) !== 0) {
          dates[count++] = block * stretch + bit;
        }
      }
    }
    if (count > 0) {
      tell(current, dates, count);
    }
  }

  private add(slot: number, series: number, block: number): number {
    if (this.count >= this.maxStretches) {
      this.full = true;
      return none;
    }
    const at = this.count++;
    if (at === this.series.length) {
      this.series = doubled(this.series);
      this.block = doubled(this.block);
      this.bits = doubled(this.bits);
    }
    this.series[at] = series;
    this.block[at] = block;
    this.slots[slot] = at;
    if (this.count * 2 > this.slots.length) {
      this.slots = new Int32Array(this.slots.length * 2).fill(none);
      for (let known = 0; known < this.count; known++) {
        this.slots[this.slotOf(this.series[known] ?? 0, this.block[known] ?? 0)] = known;
      }
    }
    return at;
  }

  private slotOf(series: number, block: number): number {
    const mask = this.slots.length - 1;
    let hash = Math.imul(series, 0x9e3779b1) ^ Math.imul(block, 0x85ebca6b);
    hash ^= hash >>> 15;
    let slot = hash & mask;
    for (;;) {
      const at = this.slots[slot] ?? none;
      if (at === none || (this.series[at] === series && this.block[at] === block)) {
        return slot;
      }
      slot = (slot + 1) & mask;
    }
  }
}

function doubled(from: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const to = new Int32Array(from.length * 2);
  to.set(from);
  return to;
}
