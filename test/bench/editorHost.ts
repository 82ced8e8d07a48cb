import { createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { LocalServiceHandle } from '../../src/local/http';
import { startEditor, within } from '../harness/editor';
import { containerTitle, viewName } from '../harness/forecastExports';
import { outFolder } from '../harness/projectPaths';
import { suiteUrl } from '../harness/editorSuite';
import { openWorkbench, type Workbench } from '../harness/workbench';
import { portVariable, type HostAnswer, type HostRequest } from './hostProtocol';
import { tallWindow, watchRows, type WatchedRows } from './paintedRows';

/** What one piece of work took, as the user sees it and in the extension host. */
export interface Watched {
  /** Milliseconds until the last row stood on the screen. */
  readonly ms: number;
  /** Milliseconds of processor time of the extension host. */
  readonly cpu: number;
  readonly refreshes: number;
  readonly treeItems: number;
  /** Rows of the open groups. */
  readonly rows: number;
  readonly jobs: number;
}

/** The extension in a real editor, with the view open, and the bench's half in its extension host. */
export interface EditorHost {
  readonly workbench: Workbench;
  ask(request: HostRequest): Promise<HostAnswer>;
  /** Has the extension look at a service, as the environment of the editor would. */
  choose(service: LocalServiceHandle): Promise<unknown>;
  /** The same, and waits until its rows are there. */
  show(service: LocalServiceHandle): Promise<Watched>;
  /** Does something and waits until neither the extension nor the screen has changed for a while. */
  watch(work: () => Promise<unknown>): Promise<Watched>;
  close(): Promise<void>;
}

/** Nothing changed for so many milliseconds: it is over. The editor waits 200 before it passes a change on. */
const quiet = 700;
const longest = 240_000;

/** Starts the editor with the extension's built sources, as the suite inside the editor does. */
export async function openEditorHost(): Promise<EditorHost> {
  const { server, port, connected } = await listen();
  const editor = await startEditor({
    which: 'new',
    smokeTestDriver: true,
    settings: { 'forecastExports.updates': 'off' },
    env: { [portVariable]: String(port) },
  });
  const workbench = await openWorkbench(editor, {
    url: suiteUrl(editor, join(outFolder, 'benchHost.js')),
    viewport: tallWindow,
    exposed: { codeAutomationExit: () => undefined, codeAutomationLog: () => undefined },
  });
  const ask = asker(await within(60_000, 'the bench did not start in the extension host', connected));
  await workbench.openContainer(containerTitle);
  const rows = await watchRows(workbench.page, viewName);
  const choose: EditorHost['choose'] = ({ url, accessKeyId, secretAccessKey, region }) =>
    ask({
      action: 'choose',
      env: {
        AWS_ENDPOINT_URL_FORECAST: url,
        AWS_ACCESS_KEY_ID: accessKeyId,
        AWS_SECRET_ACCESS_KEY: secretAccessKey,
        AWS_REGION: region,
      },
    });
  const watch: EditorHost['watch'] = work => watched(ask, rows, work);
  return {
    workbench,
    ask,
    choose,
    watch,
    show: service =>
      watch(async () => {
        await choose(service);
        await ask({ action: 'settled' });
      }),
    async close() {
      await workbench.close();
      await editor.stop();
      server.close();
    },
  };
}

async function watched(
  ask: EditorHost['ask'],
  rows: WatchedRows,
  work: () => Promise<unknown>,
): Promise<Watched> {
  const before = await ask({ action: 'counts' });
  const start = performance.timeOrigin + performance.now();
  await work();
  for (const end = start + longest; ;) {
    const now = performance.timeOrigin + performance.now();
    const answer = await ask({ action: 'counts' });
    const painted = await rows.read();
    const last = Math.max(answer.lastAt, painted.changedAt);
    if (now - Math.max(last, start) > quiet && painted.total === answer.rows) {
      return {
        ms: last - start,
        cpu: answer.cpu - before.cpu,
        refreshes: answer.refreshes - before.refreshes,
        treeItems: answer.treeItems - before.treeItems,
        rows: answer.rows,
        jobs: answer.jobs,
      };
    }
    if (now > end) {
      throw new Error(`the view shows ${painted.total} rows of ${answer.rows} and doesn't come to rest`);
    }
    await new Promise(resolve => setTimeout(resolve, 100));
  }
}

function listen(): Promise<{ server: Server; port: number; connected: Promise<Socket> }> {
  return new Promise(resolve => {
    const server = createServer();
    const connected = new Promise<Socket>(found => server.once('connection', found));
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve({ server, connected, port: typeof address === 'object' && address ? address.port : 0 });
    });
  });
}

/** One line a request, one line an answer, one after the other. */
function asker(socket: Socket): EditorHost['ask'] {
  const lines = createInterface({ input: socket })[Symbol.asyncIterator]();
  return async request => {
    socket.write(`${JSON.stringify(request)}\n`);
    const line = await within(longest, `the extension host did not answer ${request.action}`, lines.next());
    return JSON.parse(String(line.value)) as HostAnswer;
  };
}
