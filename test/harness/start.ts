import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { downloadAndUnzipVSCode } from '@vscode/test-electron';
import { startProcess } from './childProcess';
import { startEditor, type Editor } from './editor';
import { installEditor } from './editorPackage';
import { describePackage, packageExtension } from './extensionPackage';
import { messageOf, PlainError, runTool } from './plainError';
import { startProgress } from './progressLine';
import { fetchedFolder, projectRoot } from './projectPaths';
import { parseStartArguments, startHelp, type StartArguments } from './startArguments';

/** npm start: the extension in a real editor, on sample data or on a service that is named. */
async function main(): Promise<number> {
  const parsed = parseStartArguments(process.argv.slice(2));
  if (parsed.kind === 'help') {
    console.log(startHelp);
    return 0;
  }
  if (parsed.kind === 'wrong') {
    console.error(parsed.message);
    return 2;
  }
  const state = await mkdtemp(join(tmpdir(), 'forecast-exports-start-'));
  try {
    await prepareState(state);
    return await (parsed.desktop ? startOnDesktop(parsed, state) : startInBrowser(parsed, state));
  } finally {
    await rm(state, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }
}

async function startInBrowser(args: StartArguments, state: string): Promise<number> {
  const interrupted = interruption();
  const editor = await Promise.race([interrupted, openEditor(args, state)]);
  if (editor === undefined) {
    // Ctrl-C while something was fetched or built: what was started for it ends with this process.
    return 130;
  }
  console.log(`Open ${editor.url}`);
  await interrupted;
  await editor.stop();
  return 0;
}

async function openEditor(args: StartArguments, state: string): Promise<Editor> {
  const port = await freePort(args.port);
  await installEditor('new');
  const progress = startProgress('Forecast Exports');
  progress.step('packaging the extension');
  const vsix = await packageExtension();
  progress.done(`packaged as ${await describePackage(vsix)}`);
  return startEditor({
    which: 'new',
    vsix,
    port,
    stateFolder: state,
    workspace: join(state, 'Forecast Exports'),
    env: connectionEnvironment(args),
  });
}

async function startOnDesktop(args: StartArguments, state: string): Promise<number> {
  const interrupted = interruption();
  const download = downloadAndUnzipVSCode({ cachePath: fetchedFolder }).catch((error: unknown) => {
    throw new PlainError(`VS Code for the desktop could not be downloaded: ${messageOf(error)}`);
  });
  const executable = await Promise.race([interrupted, download]);
  if (executable === undefined) {
    return 130;
  }
  const code = startProcess(
    executable,
    [
      `--extensionDevelopmentPath=${projectRoot}`,
      `--user-data-dir=${join(state, 'user')}`,
      '--disable-workspace-trust',
      join(state, 'Forecast Exports'),
    ],
    { env: { ...process.env, ...connectionEnvironment(args) } },
  );
  console.log('VS Code is open: close it, or press Ctrl-C here, to end.');
  await Promise.race([interrupted, code.exited]);
  await code.stop();
  return 0;
}

/** What reaches the extension: sample data, or the named service with the credentials of this shell. */
function connectionEnvironment({ endpoint, region }: StartArguments): Record<string, string> {
  if (endpoint === undefined) {
    return { FORECAST_EXPORTS_CONNECTION: 'sample' };
  }
  const credentials = Object.entries(process.env).flatMap(([name, value]) =>
    name.startsWith('AWS_') && value !== undefined ? [[name, value] as const] : [],
  );
  return {
    ...Object.fromEntries(credentials),
    FORECAST_EXPORTS_CONNECTION: 'environment',
    AWS_ENDPOINT_URL_FORECAST: endpoint,
    ...(region === undefined ? {} : { AWS_REGION: region }),
  };
}

/** A workspace folder of its own, and the AWS profiles of this machine, so that "Choose Profile" has them. */
async function prepareState(state: string): Promise<void> {
  await mkdir(join(state, 'home'), { recursive: true });
  await mkdir(join(state, 'Forecast Exports'), { recursive: true });
  await writeFile(
    join(state, 'Forecast Exports', 'README.md'),
    '# Forecast Exports\n\nThe export jobs are in the sidebar: click the Forecast Exports icon at the left edge.\n',
  );
  const profiles = join(homedir(), '.aws');
  if (existsSync(profiles)) {
    await symlink(profiles, join(state, 'home', '.aws'));
  }
}

/** Resolves at Ctrl-C, or when the process is asked to end. */
function interruption(): Promise<undefined> {
  return new Promise(resolve => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => resolve(undefined));
    }
  });
}

/** The wanted port; where none was asked for and the usual one is taken, the next that is free. */
async function freePort(wanted: number | undefined): Promise<number> {
  const usual = 4570;
  if (wanted !== undefined) {
    if (wanted !== 0 && !(await isFree(wanted))) {
      throw new PlainError(`Port ${wanted} is taken: choose another, or leave --port out.`);
    }
    return wanted;
  }
  for (let port = usual; port < usual + 50; port++) {
    if (await isFree(port)) {
      return port;
    }
  }
  return 0;
}

function isFree(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}

runTool(main);
