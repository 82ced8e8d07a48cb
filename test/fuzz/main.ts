import { randomInt } from 'node:crypto';
import { appendFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { isMainThread } from 'node:worker_threads';
import { PlainError, runTool } from '../harness/plainError';
import { outFolder } from '../harness/projectPaths';
import { properties } from './properties';
import { runTurn, takeTurn } from './turns';

/** Of each turn of a property, and of making a value smaller, in ms. */
const turnTime = 10_000;

/**
 * `npm run fuzz -- [--minutes N] [--seed S] [--only NAME] [--path P]`: tries all properties in turn for so many
 * minutes. With seed and path, one value of one property again.
 */
async function main(): Promise<number> {
  const { minutes, seed, only, path } = readArguments(process.argv.slice(2));
  const chosen = properties.filter(({ name }) => name.startsWith(only));
  if (chosen.length === 0) {
    throw new PlainError(`No property is called ${only}: ${properties.map(({ name }) => name).join(', ')}`);
  }
  console.log(`seed ${seed}, ${minutes} minutes over ${chosen.length} properties`);
  const totals = new Map(chosen.map(({ name }) => [name, { runs: 0, failed: 0 }]));
  const end = Date.now() + minutes * 60_000;
  const time = Math.min(turnTime, (minutes * 60_000) / chosen.length);
  for (let round = 0; Date.now() < end && (path === undefined || round === 0); round++) {
    for (const { name } of chosen) {
      const total = totals.get(name);
      // What has failed is known: the time is for the others.
      if (!total || total.failed > 0 || Date.now() >= end) {
        continue;
      }
      const again = path === undefined ? {} : { path };
      // Apart from each other: a turn takes a seed for each of its batches.
      const turn = { name, seed: seed + round * 100_000, time, ...again };
      const { runs, failure } = await takeTurn(__filename, { ...turn, shrink: false });
      total.runs += runs;
      if (failure) {
        total.failed += 1;
        const known = { ...turn, seed: failure.seed, path: failure.path, time: turnTime };
        const smaller = await takeTurn(__filename, { ...known, shrink: true });
        await tell(
          `${name}\nAgain: npm run fuzz -- --only ${name} --seed ${failure.seed} --path ${failure.path}\n` +
            `${failure.report}\n\nMade smaller: ${smaller.failure?.report ?? 'not'}`,
        );
      }
    }
  }
  return report([...totals]);
}

function report(totals: readonly (readonly [string, { readonly runs: number; readonly failed: number }])[]) {
  for (const [name, { runs, failed }] of totals) {
    console.log(`${name.padEnd(28)} ${String(runs).padStart(9)} runs${failed > 0 ? ', failed' : ''}`);
  }
  const runs = totals.reduce((sum, [, total]) => sum + total.runs, 0);
  const failed = totals.reduce((sum, [, total]) => sum + total.failed, 0);
  console.log(`\n${runs} runs, ${failed} failed`);
  return failed > 0 ? 1 : 0;
}

/** Failures are kept, for those who come back later. */
async function tell(failure: string): Promise<void> {
  console.log(`\n✗ ${failure}\n`);
  await mkdir(outFolder, { recursive: true });
  await appendFile(join(outFolder, 'fuzz-failures.txt'), `${failure}\n\n`);
}

function readArguments(args: readonly string[]) {
  const usage = 'npm run fuzz -- [--minutes N] [--seed S] [--only NAME] [--path P]';
  const given = new Map<string, string>();
  const words = args.flatMap(argument => argument.split(/^(--\w+)=/).filter(Boolean));
  for (let at = 0; at < words.length; at += 2) {
    const [option = '', value] = words.slice(at, at + 2);
    if (!['--minutes', '--seed', '--only', '--path'].includes(option) || value === undefined) {
      throw new PlainError(usage);
    }
    given.set(option, value);
  }
  const minutes = Number(given.get('--minutes') ?? 5);
  const seed = Number(given.get('--seed') ?? randomInt(2 ** 31 - 1));
  if (!(minutes > 0 && Number.isInteger(seed))) {
    throw new PlainError(usage);
  }
  return { minutes, seed, only: given.get('--only') ?? '', path: given.get('--path') };
}

if (isMainThread) {
  runTool(main);
} else {
  void runTurn();
}
