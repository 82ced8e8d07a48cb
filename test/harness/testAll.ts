import { parseArgs } from 'node:util';
import { messageOf, runTool } from './plainError';
import { prepare, suites, type Need, type Suite } from './suites';
import type { TestResult } from './testResult';

interface Outcome {
  readonly suite: string;
  readonly seconds: number;
  readonly results: readonly TestResult[];
}

/** Suites that run at a time: one more than two cores, as those with an editor spend a third of their time waiting. */
const suitesAtOnce = 3;

/**
 * npm test: every suite, and as its last line `N passed, N failed`. Those without an editor come first, while editors
 * and browser are fetched. `--only a,b` takes some suites, `--runs N` all of it N times over.
 */
async function main(): Promise<number> {
  const order = parseArguments(process.argv.slice(2));
  if (typeof order === 'string') {
    console.error(order);
    return 2;
  }
  const needs = new Set(order.chosen.flatMap(suite => suite.needs));
  const prepared = new Map([...needs].map(need => [need, readiness(prepare(need))] as const));
  const runs: (readonly Outcome[])[] = [];
  while (runs.length < order.runs) {
    runs.push(await runOnce(order.chosen, prepared));
    if (order.runs > 1) {
      console.log(steadiness(runs));
    }
  }
  return report(runs.flat());
}

async function runOnce(
  chosen: readonly Suite[],
  prepared: ReadonlyMap<Need, Promise<Readiness>>,
): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  const run = async (suite: Suite) => {
    if (suite.readsSourcesOnly !== true) {
      await prepared.get('package');
    }
    const states = await Promise.all(suite.needs.flatMap(need => prepared.get(need) ?? []));
    outcomes.push(
      await outcomeOf(
        suite,
        states.flatMap(state => state.error ?? []),
      ),
    );
  };
  const waiting = [...chosen];
  const runTheNext = async () => {
    for (let suite = waiting.shift(); suite !== undefined; suite = waiting.shift()) {
      await run(suite);
    }
  };
  await Promise.all(Array.from({ length: suitesAtOnce }, runTheNext));
  return outcomes;
}

/** How many runs in a row came through, and how many of them without any test being tried again. */
function steadiness(runs: readonly (readonly Outcome[])[]): string {
  const isSteady = (outcomes: readonly Outcome[], fits: (result: TestResult) => boolean) =>
    outcomes.every(({ results }) => results.every(fits));
  const passed = runs.filter(run => isSteady(run, result => result.state !== 'failed')).length;
  const atOnce = runs.filter(run =>
    isSteady(run, result => result.state !== 'failed' && result.retried === undefined),
  ).length;
  return `\nruns: ${runs.length}, without a failed test: ${passed}, without a second try either: ${atOnce}\n`;
}

interface Order {
  readonly chosen: readonly Suite[];
  readonly runs: number;
}

/** `--only a,b` and `--runs N`, each also with `=`; a text where they can't be understood. */
function parseArguments(args: readonly string[]): Order | string {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { only: { type: 'string' }, runs: { type: 'string', default: '1' } },
    });
    if (!/^[1-9]\d{0,3}$/.test(values.runs)) {
      return 'npm test -- --runs N: a number from 1 on';
    }
    const chosen = values.only === undefined ? suites : chooseSuites(values.only);
    return typeof chosen === 'string' ? chosen : { chosen, runs: Number(values.runs) };
  } catch (error) {
    return messageOf(error);
  }
}

/** Those whose names begin with one of these. */
function chooseSuites(names: string): readonly Suite[] | string {
  const wanted = names.split(',');
  const unknown = wanted.find(name => name === '' || !suites.some(suite => suite.name.startsWith(name)));
  return unknown === undefined
    ? suites.filter(suite => wanted.some(name => suite.name.startsWith(name)))
    : `No suite is called ${unknown}: names are ${suites.map(suite => suite.name).join(', ')}`;
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
