import * as fc from 'fast-check';

/** What has to hold for any value of an arbitrary: in `npm test` for a few of them, in `npm run fuzz` for many. */
export interface FuzzProperty {
  /** `area/what`, by which `--only` chooses. */
  readonly name: string;
  /** How many values in `npm test`. */
  readonly quickRuns: number;
  /**
   * @param isOver after that, values are taken for good without being tried: also while one that fails is made smaller
   * @returns the failure, if there is one
   */
  check(parameters: fc.Parameters<unknown>, isOver?: () => boolean): Promise<FuzzFailure | undefined>;
}

export interface FuzzFailure {
  /** The value, the seed and the error, in words. */
  readonly report: string;
  /** What leads to the value, with the same seed. */
  readonly path: string;
}

export interface FuzzOptions {
  readonly quickRuns?: number;
  /** Made before the first value, undone after the last one. */
  readonly before?: () => Promise<void> | void;
  readonly after?: () => Promise<void> | void;
}

/** @param holds throws, or rejects, where it does not */
export function fuzzed<T>(
  name: string,
  arbitrary: fc.Arbitrary<T> | (() => Promise<fc.Arbitrary<T>>),
  holds: (value: T) => Promise<void> | void,
  { quickRuns = 100, before, after }: FuzzOptions = {},
): FuzzProperty {
  return {
    name,
    quickRuns,
    async check(parameters, isOver) {
      const values = typeof arbitrary === 'function' ? await arbitrary() : arbitrary;
      await before?.();
      try {
        const property = fc.asyncProperty(values, async value => {
          if (isOver?.() !== true) {
            await holds(value);
          }
        });
        const details = await fc.check(property, {
          includeErrorInReport: true,
          ...(parameters as fc.Parameters<[T]>),
        });
        return details.failed
          ? { report: fc.defaultReportMessage(details) ?? '', path: details.counterexamplePath ?? '0' }
          : undefined;
      } finally {
        await after?.();
      }
    },
  };
}
