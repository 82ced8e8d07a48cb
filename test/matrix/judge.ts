import type { Failure } from '../../src/jobs/failure';
import { armed, operations, wrongWords, type Cell } from './faultCells';
import type { Worlds } from './world';

/** What became of a cell. Survived: nothing in either list. */
export interface Verdict {
  readonly lost: readonly string[];
  readonly wronglyTold: readonly string[];
}

/** Nobody would wait longer. In ms. */
const longest = 90_000;

/** Goes a cell's way and judges it by the account, the files in S3 and the disk, as they are. */
export async function judge(worlds: Worlds, cell: Cell): Promise<Verdict> {
  const { journey, spell, operation } = cell;
  const world = await worlds.open({ ...journey.world, ...cell.fault.world });
  try {
    const run = await journey.begin(world);
    const fault = armed(cell);
    const faults = world.faultsOf(journey.service);
    if (fault) faults.add(fault);
    world.hasPatience(false);
    const told = await inTime(run.act());
    world.hasPatience(true);
    const saysNothing = cell.fault.saysNothing && ['pages', 'list'].includes(operations[operation] ?? '');
    const excused = (found: readonly string[]) =>
      saysNothing ? found.filter(one => !/: (?:gone|missing) \(/.test(one)) : found;
    const lost = [...excused(await run.lost())];
    const wronglyTold = told.flatMap(failure => wrongWords(cell, failure));
    if (told.length === 0 && !saysNothing && !(run.offersMore?.() && cell.fault.name === 'empty pages')) {
      // Who is told nothing takes it for whole.
      wronglyTold.push(...(await run.missing()).map(one => `nothing is told, but ${one}`));
    }
    if (!fault || (told.length === 0 && !saysNothing)) return { lost, wronglyTold };
    faults.clear();
    const again = told.length === 0 && run.refresh ? run.refresh : run.retry;
    const toldAgain = await inTime(again());
    lost.push(...(await run.lost()).map(one => `after Retry: ${one}`));
    lost.push(...(await run.missing()).map(one => `after Retry: ${one}`));
    wronglyTold.push(...toldAgain.map(({ kind, what }: Failure) => `after Retry: ${kind}: ${what}`));
    return { lost, wronglyTold };
  } catch (error) {
    // Nothing but a failure may come out of a room.
    const { stack, message } = error instanceof Error ? error : new Error(String(error));
    return { lost: [`thrown (${spell}): ${stack ?? message}`], wronglyTold: [] };
  } finally {
    await world.close();
  }
}

async function inTime<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('it never ends')), longest);
  });
  try {
    return await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
  }
}
