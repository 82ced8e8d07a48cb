import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { properties } from './properties';

/** A few values of each; `npm run fuzz` tries many more. A failure names its seed and path. */
describe('for any input', () => {
  it.each(properties.map(property => [property.name, property] as const))(
    '%s',
    async (_name, property) => {
      const failure = await property.check({
        numRuns: property.quickRuns,
        // What fails is made smaller for so long, in ms, and told then.
        plugins: [fc.interruptAfterTimeLimit(30_000, { failOnInterrupt: true })],
      });
      expect(failure?.report ?? '').toBe('');
    },
    60_000,
  );
});
