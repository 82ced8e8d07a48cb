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
export async function loadAllTable(editor: EditorHost): Promise<Table> {
  await measure(editor, 1000);
  const small = await measure(editor, 1000);
  const rows = [
    [1000, small],
    [10_000, await measure(editor, 10_000)],
    [100_000, await measure(editor, 100_000)],
  ] as const;
  return {
    title: 'Load All, from an empty view to all rows in the tree',
    columns: [
      'jobs',
      'ms',
      'boto3 ms',
      'CPU ms of the host',
      'boto3 CPU ms',
      'calls',
      'fewest',
      'refreshes',
      'getTreeItem',
      'fewest',
      'memory MB',
      'boto3 MB',
      'ms a row to that at 1,000',
      'the same for boto3',
    ],
    rows: rows.map(([jobs, { ms, cpu, calls, refreshes, treeItems, rows: shown, heap, boto }]): Cell[] => [
      jobs,
      ms,
      boto?.all,
      cpu,
      boto?.cpu,
      calls,
      jobs / 100,
      refreshes,
      treeItems,
      shown,
      heap / 1e6,
      boto && boto.memory / 1e6,
      ms / jobs / (small.ms / 1000),
      boto && small.boto && boto.all / jobs / (small.boto.all / 1000),
    ]),
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
