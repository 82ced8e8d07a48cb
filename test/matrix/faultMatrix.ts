import { afterAll, describe, expect, it, vi } from 'vitest';
import { cellName, cellsOf, faults, operations, type Cell } from './faultCells';
import type { Journey } from './journey';
import { judge } from './judge';
import { Worlds } from './world';

/**
 * Tries every fault, at every operation, on each of the ways that a user goes; at its end it prints how many cells
 * were tried and what became of them.
 * @param sent the operations that have to be met on these ways
 */
export async function tryMatrix(title: string, journeys: readonly Journey[], sent: readonly string[]) {
  // The SDK waits a random part of its delay between two tries: none of it.
  vi.spyOn(Math, 'random').mockReturnValue(0);
  const worlds = new Worlds();
  const cells: Cell[] = [];
  for (const journey of journeys) cells.push(...cellsOf(journey, await callsOf(worlds, journey)));
  const tally = { tried: new Set<string>(), survived: 0, lost: 0, wronglyTold: 0 };

  afterAll(() => {
    worlds.close();
    const { tried, survived, lost, wronglyTold } = tally;
    const counts = `tried ${tried.size}, survived ${survived}, lost ${lost}, wrongly told ${wronglyTold}`;
    console.log(`✓ ${title}: ${counts}`);
  });

  describe.concurrent(title, { timeout: 240_000 }, () => {
    it.each(cells.map(cell => [cellName(cell), cell] as const))('%s', async (name, cell) => {
      const { lost, wronglyTold } = await judge(worlds, cell);
      tally.tried.add(name);
      if (lost.length > 0) tally.lost += 1;
      else if (wronglyTold.length > 0) tally.wronglyTold += 1;
      else tally.survived += 1;
      const problems = [
        ...lost.map(one => `lost: ${one}`),
        ...wronglyTold.map(one => `wrongly told: ${one}`),
      ];
      expect(problems).toEqual([]);
    });
  });

  describe(`${title}, as a whole`, () => {
    it('met every operation', () => {
      expect([...new Set(cells.map(({ operation }) => operation))].sort()).toEqual([...sent].sort());
    });

    it('had every fault for each operation that it makes sense for', () => {
      const names = new Set(cells.map(({ operation, fault }) => `${operation} ${fault.name}`));
      const { service } = journeys[0] ?? {};
      for (const operation of sent) {
        for (const { name, for: kinds } of faults) {
          const isXml = service === 's3' && ['empty answer', 'no list'].includes(name);
          const makesSense = kinds.some(kind => kind === operations[operation]) && !isXml;
          expect(names.has(`${operation} ${name}`), `${operation} ${name}`).toBe(makesSense);
        }
      }
    });

    it('was tried in each of its cells', () => {
      expect(new Set(cells.map(cellName)).size).toBe(cells.length);
      expect(tally.tried.size).toBe(cells.length);
      expect(tally.survived).toBe(cells.length);
    });
  });
}

/** Goes the way without a fault: what it calls is what can fail. */
async function callsOf(worlds: Worlds, journey: Journey): Promise<ReadonlyMap<string, number>> {
  const world = await worlds.open(journey.world);
  try {
    const run = await journey.begin(world);
    world.called();
    const told = await run.act();
    const calls = world.called();
    const problems = [...told.map(({ what }) => what), ...(await run.lost()), ...(await run.missing())];
    if (problems.length > 0 && !journey.ownFailures) {
      throw new Error(`Without a fault, ${journey.place}: ${problems.join('; ')}`);
    }
    return calls;
  } finally {
    await world.close();
  }
}
