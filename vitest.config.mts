import { defineConfig } from 'vitest/config';

/** In ms: no test is judged by its speed, and a machine may have much else to do. */
const patience = 60_000;

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/{unit,fuzz}/**/*.test.ts'],
          // They leave nothing behind in their process: sharing it takes half of the time.
          isolate: false,
          testTimeout: patience,
          hookTimeout: patience,
        },
      },
      // Its cells mostly wait: for connections that are cut, and answers that don't come.
      {
        test: {
          name: 'faults',
          include: ['test/matrix/**/*.test.ts'],
          maxConcurrency: 24,
          maxWorkers: 2,
          testTimeout: patience,
          hookTimeout: patience,
        },
      },
      {
        test: {
          name: 'conformance',
          include: ['test/conformance/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'e2e',
          // Each file has an editor of its own: loading the harness anew takes two seconds of a core a file.
          isolate: false,
          // A machine under load now and then misses a hover or a keystroke; a fault of the code fails each time.
          retry: 2,
          include: ['test/e2e/**/*.test.ts'],
          globalSetup: ['test/harness/e2eSetup.ts'],
          testTimeout: 180_000,
          hookTimeout: 300_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
