import { packageExtension } from './extensionPackage';
import { messageOf, runTool } from './plainError';
import { fetchNeed, suites, type Suite } from './suites';
import type { TestResult } from './testResult';

interface Outcome {
  readonly suite: string;
  readonly seconds: number;
  readonly results: readonly TestResult[];
}

/**
 * npm test: every suite, and as its last line `N passed, N failed`. Two suites run at a time, which is what two cores
 * can do: first the checks beside the tests without an editor, while editors and browser are fetched; then the suites
 * of the newest editor beside those of the oldest.
 */
async function main(): Promise<number> {
  const chosen = chooseSuites(process.argv.slice(2));
  if (typeof chosen === 'string') {
    console.error(chosen);
    return 2;
  }
  const needs = new Set(chosen.flatMap(suite => suite.needs));
  const vsix = needs.has('package') ? await readiness(packageExtension()) : ready;
  const fetched = new Map(
    (['new', 'old', 'browser'] as const)
      .filter(need => needs.has(need))
      .map(need => [need, readiness(fetchNeed(need))] as const),
  );
  const outcomes: Outcome[] = [];
  const run = async (suite: Suite) => {
    const blocked: string[] = [];
    for (const need of suite.needs) {
      const state = need === 'package' ? vsix : await fetched.get(need);
      blocked.push(...(state?.error === undefined ? [] : [state.error]));
    }
    outcomes.push(await outcomeOf(suite, blocked));
  };
  for (const lanes of [
    ['checks', 'code'],
    ['new', 'old'],
  ] as const) {
    await Promise.all(
      lanes.map(lane =>
        inSequence(
          chosen.filter(suite => suite.lane === lane),
          run,
        ),
      ),
    );
  }
  return report(outcomes);
}

/** All, or those that `--only a,b` names by the beginning of their names. */
function chooseSuites(args: readonly string[]): readonly Suite[] | string {
  const [option, names, ...rest] = args.flatMap(argument => argument.split(/^(--only)=/).filter(Boolean));
  if (option === undefined) {
    return suites;
  }
  const known = suites.map(suite => suite.name).join(', ');
  if (option !== '--only' || names === undefined || rest.length > 0) {
    return `npm test -- --only NAME,NAME: names are ${known}`;
  }
  const wanted = names.split(',');
  const unknown = wanted.find(name => name === '' || !suites.some(suite => suite.name.startsWith(name)));
  return unknown === undefined
    ? suites.filter(suite => wanted.some(name => suite.name.startsWith(name)))
    : `No suite is called ${unknown}: names are ${known}`;
}

interface Readiness {
  readonly error?: string;
}

const ready: Readiness = {};

function readiness(work: Promise<unknown>): Promise<Readiness> {
  return work.then(
    () => ready,
    (error: unknown) => ({ error: messageOf(error) }),
  );
}

async function outcomeOf(suite: Suite, blocked: readonly string[]): Promise<Outcome> {
  const started = Date.now();
  const say = (line: string) => console.log(`  ${suite.name}: ${line}`);
  const failedItself = (error: string): TestResult[] => [{ title: suite.name, state: 'failed', error }];
  let results: readonly TestResult[];
  if (blocked.length > 0) {
    results = failedItself(blocked.join('; '));
  } else {
    results = await suite.run(say).catch((error: unknown) => failedItself(messageOf(error)));
    if (results.length === 0) {
      results = failedItself('it ran no test');
    }
  }
  const seconds = (Date.now() - started) / 1000;
  console.log(`${suite.name}: ${counts(results)} (${seconds.toFixed(1)} s)`);
  return { suite: suite.name, seconds, results };
}

async function inSequence<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  for (const item of items) {
    await work(item);
  }
}

function report(outcomes: readonly Outcome[]): number {
  const order = suites.map(suite => suite.name);
  const sorted = [...outcomes].sort((a, b) => order.indexOf(a.suite) - order.indexOf(b.suite));
  const all = sorted.flatMap(({ suite, results }) => results.map(result => ({ suite, ...result })));
  for (const { suite, title, error } of all.filter(result => result.state === 'failed')) {
    console.log(`\n✗ ${suite}: ${title}`);
    console.log(indented(error ?? 'no reason given'));
  }
  for (const { suite, title, retried } of all) {
    if (retried !== undefined) {
      console.log(`\n↻ ${suite}: ${title} (passed when it was tried again)`);
      console.log(indented(retried));
    }
  }
  const skipped = all.filter(result => result.state === 'skipped');
  for (const reason of new Set(
    skipped.map(result => result.reason ?? `no reason given for ${result.title}`),
  )) {
    const count = skipped.filter(result => (result.reason ?? '') === reason).length;
    console.log(`\n- ${Math.max(count, 1)} skipped: ${reason}`);
  }
  console.log('\nsuite          seconds  tests');
  for (const { suite, seconds, results } of sorted) {
    console.log(`${suite.padEnd(14)} ${seconds.toFixed(1).padStart(7)}  ${counts(results)}`);
  }
  console.log('');
  console.log(counts(all));
  return all.length === 0 || all.some(result => result.state === 'failed') ? 1 : 0;
}

function counts(results: readonly TestResult[]): string {
  const count = (state: TestResult['state']) => results.filter(result => result.state === state).length;
  const skipped = count('skipped');
  return `${count('passed')} passed, ${count('failed')} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

function indented(text: string): string {
  const lines = text.split('\n').filter(line => line.trim() !== '');
  const shown = lines.slice(0, 40).map(line => `    ${line}`);
  return [...shown, ...(lines.length > 40 ? [`    … ${lines.length - 40} lines more`] : [])].join('\n');
}

runTool(main);
