import { DatesOfSeries } from './datesOfSeries';

/** Values of one stretch of dates. */
const stretch = 32;
/** Stretches whose values are kept together: a megabyte. */
const slab = 4096;

/** Sums of a series over the dates that both have. */
interface Sums {
  readonly dates: number;
  readonly before: number;
  readonly after: number;
}

/**
 * One value for each date of each series of an earlier export, and the sums over the dates that a later one has as
 * well: the values of the later one are not kept. A date that comes twice counts once, by its first row.
 */
export class ComparedValues {
  private readonly dates: DatesOfSeries;
  /** The dates of the later one, in the same stretches. */
  private readonly slabs: Float64Array[] = [];
  private readonly seen: Int32Array[] = [];
  private counts = new Int32Array(1024);
  private sumsBefore = new Float64Array(1024);
  private sumsAfter = new Float64Array(1024);

  constructor(maxStretches: number) {
    this.dates = new DatesOfSeries(maxStretches);
  }

  get isFull(): boolean {
    return this.dates.isFull;
  }

  before(series: number, date: number, value: number): void {
    const at = this.dates.stretchOf(series, date);
    if (at < 0 || !this.dates.mark(at, date)) {
      return;
    }
    const number = Math.floor(at / slab);
    const values = (this.slabs[number] ??= new Float64Array(slab * stretch));
    this.seen[number] ??= new Int32Array(slab);
    values[(at % slab) * stretch + (date % stretch)] = value;
  }

  after(series: number, date: number, value: number): void {
    const at = this.dates.find(series, date);
    if (at < 0 || !this.dates.has(at, date)) {
      return;
    }
    const number = Math.floor(at / slab);
    const place = at % slab;
    const seen = this.seen[number];
    const bit = 1 << (date % stretch);
    if (!seen || ((seen[place] ?? 0) & bit) !== 0) {
      return;
    }
    seen[place] = (seen[place] ?? 0) | bit;
    this.makeRoom(series);
    this.counts[series] = (this.counts[series] ?? 0) + 1;
    this.sumsBefore[series] =
      (this.sumsBefore[series] ?? 0) + (this.slabs[number]?.[place * stretch + (date % stretch)] ?? 0);
    this.sumsAfter[series] = (this.sumsAfter[series] ?? 0) + value;
  }

  sumsOf(series: number): Sums {
    return {
      dates: this.counts[series] ?? 0,
      before: this.sumsBefore[series] ?? 0,
      after: this.sumsAfter[series] ?? 0,
    };
  }

  /** The series that have dates in both, those first whose sums differ most. */
  bySize(limit: number): number[] {
    const sizes = this.sumsAfter.map((after, series) => Math.abs(after - (this.sumsBefore[series] ?? 0)));
    const both = [...this.counts.keys()].filter(series => (this.counts[series] ?? 0) > 0);
    return both.sort((a, b) => (sizes[b] ?? 0) - (sizes[a] ?? 0)).slice(0, limit);
  }

  private makeRoom(series: number): void {
    if (series < this.counts.length) {
      return;
    }
    const size = Math.max(series + 1, this.counts.length * 2);
    const counts = new Int32Array(size);
    counts.set(this.counts);
    this.counts = counts;
    this.sumsBefore = larger(this.sumsBefore, size);
    this.sumsAfter = larger(this.sumsAfter, size);
  }
}

function larger(from: Float64Array<ArrayBuffer>, size: number): Float64Array<ArrayBuffer> {
  const to = new Float64Array(size);
  to.set(from);
  return to;
}
