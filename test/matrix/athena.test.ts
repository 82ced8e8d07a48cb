import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { faultNames } from '../../src/local/faults';
import { faults, leftOut, operations, operationsOf } from './faultCells';
import { tryMatrix } from './faultMatrix';
import { queryJourneys } from './queryJourneys';

await tryMatrix('faults of Athena', queryJourneys, operationsOf('athena'));

it('every operation that is sent is in one of the matrices', () => {
  const folder = join(__dirname, '../../src/aws');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(file =>
    file.endsWith('.ts'),
  );
  const sources = files.map(file => readFileSync(join(folder, file), 'utf8')).join('\n');
  const sent = new Set([...sources.matchAll(/new (\w+)Command\(/g)].map(([, name = '']) => name));
  expect(sent.size).toBeGreaterThan(10);
  expect([...sent].sort()).toEqual(Object.keys(operations).sort());
});

it('every fault of the local service is in them, but for those with a reason', () => {
  const used = faults.flatMap(({ fault }) => (typeof fault === 'function' ? [] : fault ? [fault.name] : []));
  const rest = Object.keys(faultNames).filter(name => !used.some(one => one === name));
  expect(rest.sort()).toEqual(Object.keys(leftOut).sort());
});
