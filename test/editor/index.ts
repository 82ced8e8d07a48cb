import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Mocha from 'mocha';

/** One test's outcome, as the runner of all suites counts it. */
export interface EditorTestResult {
  readonly title: string;
  readonly state: 'passed' | 'failed' | 'pending';
  readonly error?: string;
  /** Why it failed at first, where a later try passed. */
  readonly retried?: string;
}

/** Runs every *.test.ts of this folder inside the extension host; rejects if a test failed. */
export async function run(): Promise<void> {
  const mocha = new Mocha({
    ui: 'bdd',
    timeout: 60_000,
    // Two editors share the machine: a fault of the code fails each time. The report names what was tried again.
    retries: 2,
    grep: process.env['FORECAST_EXPORTS_TEST_GREP'] ?? '',
  });
  mocha.suite.emit('pre-require', globalThis, '', mocha);
  // The bundle holds every file that the pattern below matches; the names are those of the sources beside it.
  for (const file of readdirSync(join(__dirname, '..', 'test', 'editor')).sort()) {
    const name = /^(.+)\.test\.ts$/.exec(file)?.[1];
    if (name !== undefined) {
      await import(`./${name}.test.ts`);
    }
  }
  const results: EditorTestResult[] = [];
  const note = (running: readonly EditorTestResult[], result?: EditorTestResult) => {
    results.push(...(result ? [result] : []));
    const file = process.env['FORECAST_EXPORTS_TEST_RESULTS'];
    if (file) {
      writeFileSync(file, JSON.stringify([...results, ...running]));
    }
  };
  await new Promise<void>(resolve => {
    const runner = mocha.run(() => resolve());
    // Written before each test too: should it block the extension host for ever, the file tells which one it was.
    runner.on('test', test => note([{ title: test.fullTitle(), state: 'failed', error: 'it never ended' }]));
    const earlier = new Map<string, string>();
    runner.on('retry', (test: Mocha.Test, error: Error) => earlier.set(test.fullTitle(), error.message));
    runner.on('pass', test => {
      const retried = earlier.get(test.fullTitle());
      note([], { title: test.fullTitle(), state: 'passed', ...(retried === undefined ? {} : { retried }) });
    });
    runner.on('pending', test => note([], { title: test.fullTitle(), state: 'pending' }));
    runner.on('fail', (test, error: Error) =>
      note([], { title: test.fullTitle(), state: 'failed', error: error.stack ?? error.message }),
    );
  });
  const failed = results.filter(result => result.state === 'failed');
  if (failed.length > 0) {
    throw new Error(failed.map(({ title, error }) => `${title}\n${error ?? ''}`).join('\n\n'));
  }
}
