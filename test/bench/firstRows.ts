import { startLocalService, type LocalServiceHandle } from '../../src/local/http';
import { startEditor, type Editor } from '../harness/editor';
import { containerTitle, viewName } from '../harness/forecastExports';
import { packageExtension } from '../harness/extensionPackage';
import { openWorkbench, type Workbench } from '../harness/workbench';
import { activationTimes, type ActivationTimes } from './activationTimes';
import { bareExtension, bareId, bareView } from './bareExtension';
import { tallWindow, watchRows } from './paintedRows';
import { awsCli, boto3, callsOf } from './rivals';
import { median, type Cell, type Table } from './table';

const turns = 2;
const extensionId = 'forecast-exports.forecast-exports';

/**
 * The packaged extension in windows of an editor that have just been opened, each with an extension host of its own:
 * how long activation took, and the time from a click on the icon to the first hundred rows on the screen.
 */
export async function freshWindows(): Promise<{ activation: Table; rows: Table }> {
  // Each account is at the same address, one after the other.
  const first = await startLocalService({ jobs: 0, seed: 7 });
  const { port, url, region, accessKeyId, secretAccessKey } = first;
  await first.close();
  const editor = await startEditor({
    which: 'new',
    vsix: await packageExtension(),
    alsoInstalled: [await bareExtension()],
    settings: { 'forecastExports.updates': 'off' },
    env: {
      FORECAST_EXPORTS_CONNECTION: 'environment',
      AWS_ENDPOINT_URL_FORECAST: url,
      AWS_REGION: region,
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
    },
  });
  try {
    const activations: ReadonlyMap<string, ActivationTimes>[] = [];
    const bare = await fastest(() => inWindow(editor, window => timeToRows(window, bareView, bareView)));
    const rows: Cell[][] = [];
    for (const jobs of [1000, 10_000]) {
      for (const ms of [0, 50, 200]) {
        const service = await startLocalService({
          jobs,
          seed: 7,
          port,
          faults: ms > 0 ? [{ name: 'slow', ms }] : [],
        });
        rows.push(await measure(editor, service, jobs, ms, bare, activations));
        await service.close();
      }
    }
    return { activation: activationTable(activations), rows: table(rows) };
  } finally {
    await editor.stop();
  }
}

function table(rows: readonly (readonly Cell[])[]): Table {
  return {
    title: 'First rows: from a click on the icon to 100 rows on the screen',
    columns: [
      'jobs',
      'delay ms',
      'ms',
      'bare view and one delay ms',
      'calls',
      'fewest',
      'AWS CLI first page ms',
      'all pages ms',
      'boto3 first page ms',
      'all pages ms',
    ],
    rows,
  };
}

async function measure(
  editor: Editor,
  service: LocalServiceHandle,
  jobs: number,
  delay: number,
  bare: number,
  activations: ReadonlyMap<string, ActivationTimes>[],
): Promise<Cell[]> {
  let calls = 0;
  const ms = await fastest(() =>
    inWindow(editor, async window => {
      const before = callsOf(service);
      const time = await timeToRows(window, containerTitle, viewName);
      await window.page.waitForTimeout(500 + 3 * delay);
      calls = callsOf(service) - before;
      activations.push(await activationTimes(window, [extensionId, bareId]));
      return time;
    }),
  );
  const boto = await boto3(service);
  return [
    jobs,
    delay,
    ms,
    bare + delay,
    calls,
    1,
    await awsCli(service, '--max-items', '100'),
    await awsCli(service),
    boto?.first,
    boto?.all,
  ];
}

/** The best of some turns: what slows one of them down is the machine. */
async function fastest(measureOnce: () => Promise<number>): Promise<number> {
  const times: number[] = [];
  for (let turn = 0; turn < turns; turn++) {
    times.push(await measureOnce());
  }
  return Math.min(...times);
}

async function inWindow<T>(editor: Editor, work: (window: Workbench) => Promise<T>): Promise<T> {
  const window = await openWorkbench(editor, { viewport: tallWindow });
  try {
    // What is activated after the start has had its time.
    await window.page.waitForTimeout(3000);
    return await work(window);
  } finally {
    // The extension host ends with its page, but not with a browser that is gone at once.
    await window.page.goto('about:blank');
    await window.close();
  }
}

async function timeToRows(window: Workbench, container: string, view: string): Promise<number> {
  const rows = await watchRows(window.page, view);
  await window.openContainer(container);
  for (const end = Date.now() + 60_000; Date.now() < end;) {
    const { hundredAt, pressedAt } = await rows.read();
    if (hundredAt > 0) {
      return hundredAt - pressedAt;
    }
    await window.page.waitForTimeout(100);
  }
  throw new Error(`${view} doesn't show a hundred rows`);
}

function activationTable(all: readonly ReadonlyMap<string, ActivationTimes>[]): Table {
  const of = (id: string, part: keyof ActivationTimes) =>
    median(all.flatMap(times => times.get(id)?.[part] ?? []));
  const named = { load: 'load the entry', call: 'call activate', finish: 'finish activate' } as const;
  return {
    title: `Activation, as the editor reports it: the median of ${all.length} windows`,
    columns: ['what', 'ms', 'a bare extension ms'],
    rows: (['load', 'call', 'finish'] as const).map(part => [
      named[part],
      of(extensionId, part),
      of(bareId, part),
    ]),
  };
}
