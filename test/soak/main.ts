import { mkdir, readFile, rm } from 'node:fs/promises';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { startLocalService } from '../../src/local/http';
import { runInExtensionHost } from '../harness/editorSuite';
import { PlainError, runTool } from '../harness/plainError';
import { outFolder } from '../harness/projectPaths';
import { growths, type Measures, type Round } from './measures';

/** Rounds before memory is compared: caches fill, code is compiled, bundles load. */
const warmUp = 4;
/** In fewer, a file that is open by chance at the end of one looks like growth. */
const fewestRounds = warmUp + 6;

/**
 * `npm run soak -- [--rounds N]`: an hour of editor life in some minutes, and what the extension host holds after
 * each round. Fails where something grows.
 */
async function main(): Promise<number> {
  const rounds = readRounds(process.argv.slice(2));
  const options = { jobs: 240, seed: 11, limits: { creatingAtOnce: 20 } };
  const services = [
    await startLocalService(options),
    await startLocalService({ ...options, seed: 12, region: 'eu-west-1' }),
  ];
  const file = join(outFolder, 'soak.jsonl');
  await mkdir(outFolder, { recursive: true });
  await rm(file, { force: true });
  const [first] = services;
  const accounts = services.map(({ url, region }) => ({ url, region }));
  const openBefore = readdirSync('/proc/self/fd').length;
  const { failure } = await runInExtensionHost('new', {
    entry: 'soakInEditor.js',
    limit: 60_000 + rounds * 60_000,
    settings: { 'forecastExports.updates': 'normal' },
    env: {
      AWS_ACCESS_KEY_ID: first?.accessKeyId ?? '',
      AWS_SECRET_ACCESS_KEY: first?.secretAccessKey ?? '',
      FORECAST_EXPORTS_SOAK: JSON.stringify({ accounts, rounds, file }),
    },
  });
  const calls = services.flatMap(service => [...service.calls.values(), ...service.objects.calls.values()]);
  const left = readdirSync('/proc/self/fd').length - openBefore;
  await Promise.all(services.map(service => service.close()));
  const done = readRoundsDone(await readFile(file, 'utf8').catch(() => ''));
  if (failure !== undefined || done.length < rounds) {
    throw new PlainError(`It ended after ${done.length} of ${rounds} rounds: ${failure ?? ''}`);
  }
  console.log(`${calls.reduce((sum, count) => sum + count, 0)} calls; sockets left at the service: ${left}`);
  return report(done);
}

function readRounds(args: readonly string[]): number {
  const [option, value, ...rest] = args.flatMap(argument => argument.split(/^(--\w+)=/).filter(Boolean));
  const rounds = Number(option === undefined ? 16 : value);
  if (
    !Number.isInteger(rounds) ||
    rounds < fewestRounds ||
    (option !== undefined && option !== '--rounds') ||
    rest.length > 0
  ) {
    throw new PlainError(`npm run soak -- [--rounds N]: ${fewestRounds} or more`);
  }
  return rounds;
}

function readRoundsDone(text: string): readonly Round[] {
  return text
    .split('\n')
    .filter(Boolean)
    .map(line => {
      const { round, seconds, ...measures } = JSON.parse(line) as Measures & {
        round: number;
        seconds: number;
      };
      return { round, seconds, measures };
    });
}

function report(rounds: readonly Round[]): number {
  const names = Object.keys(rounds[0]?.measures ?? {});
  console.log(['round', 'seconds', ...names].join('  '));
  for (const { round, seconds, measures } of rounds) {
    const cells = [round, seconds.toFixed(1), ...names.map(name => measures[name] ?? 0)];
    console.log(
      cells
        .map((cell, place) => String(cell).padStart(['round', 'seconds', ...names][place]?.length ?? 0))
        .join('  '),
    );
  }
  const grown = growths(rounds.slice(warmUp));
  console.log(`\nafter ${warmUp} rounds of warm-up, in a round:`);
  for (const { name, first, last, slope, bound } of grown) {
    const verdict = slope > bound ? 'GROWS' : 'steady';
    console.log(`${name.padEnd(22)} ${verdict}  ${first} → ${last}, ${slope.toFixed(2)} (at most ${bound})`);
  }
  return grown.some(({ slope, bound }) => slope > bound) ? 1 : 0;
}

runTool(main);
