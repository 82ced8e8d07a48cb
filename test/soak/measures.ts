/** What the extension host holds after a round, by name. */
export type Measures = Readonly<Record<string, number>>;

export interface Round {
  readonly round: number;
  readonly seconds: number;
  readonly measures: Measures;
}

/** By how much a measure may grow in a round, on average; what isn't named may not grow at all. */
const mayGrow: Measures = {
  'heap KB': 60,
  'buffers KB': 20,
};

export interface Growth {
  readonly name: string;
  readonly first: number;
  readonly last: number;
  /** In a round, by the line that is nearest to all rounds. */
  readonly slope: number;
  readonly bound: number;
}

/** @param rounds after the warm-up */
export function growths(rounds: readonly Round[]): readonly Growth[] {
  const names = Object.keys(rounds[0]?.measures ?? {});
  return names.map(name => {
    const values = rounds.map(({ measures }) => measures[name] ?? 0);
    return {
      name,
      first: values[0] ?? 0,
      last: values.at(-1) ?? 0,
      slope: slopeOf(values),
      bound: mayGrow[name] ?? 0.2,
    };
  });
}

/** Of the straight line with the least squares. */
function slopeOf(values: readonly number[]): number {
  const middle = (values.length - 1) / 2;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const sums = values.reduce(
    (sum, value, place) => ({
      both: sum.both + (place - middle) * (value - mean),
      places: sum.places + (place - middle) ** 2,
    }),
    { both: 0, places: 0 },
  );
  return sums.places === 0 ? 0 : sums.both / sums.places;
}
