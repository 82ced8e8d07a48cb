import { startLocalService } from '../../src/local/http';
import type { EditorHost, Watched } from './editorHost';
import { boto3, callsOf, type Boto3Times } from './rivals';
import type { Cell, Table } from './table';

interface Measured extends Watched {
  readonly calls: number;
  /** Bytes that the extension host holds for it when garbage is collected. */
  readonly heap: number;
  readonly boto: Boto3Times | undefined;
}

/** From an empty view to all jobs of an account in the tree, and the same by boto3 on the same service. */
export async function loadAllTables(editor: EditorHost): Promise<Record<'all' | 'work', Table>> {
  await measure(editor, 1000);
  const small = await measure(editor, 1000);
  const measured = [
    [1000, small],
    [10_000, await measure(editor, 10_000)],
    [100_000, await measure(editor, 100_000)],
  ] as const;
  const all = measured.map(([jobs, { ms, cpu, boto }]): Cell[] => [
    jobs,
    ms,
    boto?.all,
    cpu,
    boto?.cpu,
    ms / jobs / (small.ms / 1000),
    boto && small.boto && boto.all / jobs / (small.boto.all / 1000),
  ]);
  const work = measured.map(([jobs, { calls, refreshes, treeItems, rows, heap, boto }]): Cell[] => [
    jobs,
    calls,
    jobs / 100,
    refreshes,
    treeItems,
    rows,
    heap / 1e6,
    boto && boto.memory / 1e6,
  ]);
  return {
    all: {
      title: 'Load All, from an empty view to all rows in the tree',
      columns: ['jobs', 'ms', 'boto3 ms', 'CPU ms', 'boto3 CPU ms', 'a row to one at 1,000', 'so boto3'],
      rows: all,
    },
    work: {
      title: 'Load All: calls, what the editor asks, memory',
      columns: ['jobs', 'calls', 'fewest', 'refreshes', 'getTreeItem', 'fewest', 'memory MB', 'boto3 MB'],
      rows: work,
    },
  };
}

async function measure(editor: EditorHost, jobs: number): Promise<Measured> {
  const nothing = await startLocalService({ jobs: 0, seed: 7 });
  await editor.show(nothing);
  const { heap: before } = await editor.ask({ action: 'memory' });
  const service = await startLocalService({ jobs, seed: 7 });
  const watched = await editor.watch(async () => {
    await editor.choose(service);
    await editor.ask({ action: 'command', command: 'loadAll' });
  });
  if (watched.jobs !== jobs) {
    throw new Error(`${watched.jobs} jobs of ${jobs} were loaded`);
  }
  const calls = callsOf(service);
  const { heap } = await editor.ask({ action: 'memory' });
  const boto = await boto3(service);
  await editor.show(nothing);
  await Promise.all([service.close(), nothing.close()]);
  return { ...watched, calls, heap: heap - before, boto };
}
