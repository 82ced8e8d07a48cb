import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { runProcess, startProcess, type RunningProcess } from './childProcess';
import { installEditor, type EditorName, type InstalledEditor } from './editorPackage';
import { PlainError } from './plainError';
import { fetchedFolder, projectRoot } from './projectPaths';
import { quietSettings } from './quietSettings';

export type Settings = Readonly<Record<string, unknown>>;

export interface EditorOptions {
  readonly which: EditorName;
  /** A package to install, as users get it. */
  readonly vsix?: string;
  /** Packages to install besides. */
  readonly alsoInstalled?: readonly string[];
  /** The workspace folder; by default an empty one in the editor's own temporary folder. */
  readonly workspace?: string;
  /**
   * Added to the environment of the server, which its extension host gets too. AWS_* variables and HOME of the
   * machine are never passed on by themselves: a test must not see anyone's credentials.
   */
  readonly env?: Readonly<Record<string, string>>;
  /** User settings, besides those that keep the editor quiet. */
  readonly settings?: Settings;
  /** Machine settings: the only place for a setting of scope `machine`. They beat user settings. */
  readonly machineSettings?: Settings;
  /** 0, the default: any free port. */
  readonly port?: number;
  /** Workspace trust is asked for, as on a desktop; by default it is off. */
  readonly askForTrust?: boolean;
  /** For the in-editor suite. It hides notifications (new) and refuses dialogs (old): not for what users see. */
  readonly smokeTestDriver?: boolean;
  /** Where the editor's state is kept; by default a temporary folder, removed with `stop()`. */
  readonly stateFolder?: string;
}

/** A VS Code server with its files. */
export interface Editor {
  readonly which: EditorName;
  readonly vscodeVersion: string;
  /** `http://127.0.0.1:PORT`. */
  readonly origin: string;
  /** The address that opens the workspace. */
  readonly url: string;
  readonly workspace: string;
  /** HOME of the extension host; `.aws/config` and `.aws/credentials` are read from here. */
  readonly home: string;
  readonly dataFolder: string;
  /** The text of every log file whose path holds `part`, joined: all of the extension's by its id. */
  readLogs(part?: string): Promise<string>;
  /** What is in the user settings file now. */
  readUserSettings(): Promise<string>;
  /** Ends the server with all its children and removes its temporary folder. */
  stop(): Promise<void>;
}

const startupLimit = 60_000;

/** Fetches the editor if it is missing, starts its server and waits until it answers. */
export async function startEditor(options: EditorOptions): Promise<Editor> {
  const installed = await installEditor(options.which);
  const temporary = options.stateFolder ?? (await mkdtemp(join(tmpdir(), 'forecast-exports-')));
  const folder = {
    server: join(temporary, 'server'),
    home: join(temporary, 'home'),
    workspace: options.workspace ?? join(temporary, 'workspace'),
  };
  const removeTemporary = async () => {
    if (options.stateFolder === undefined) {
      await rm(temporary, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    }
  };
  try {
    await writeState(folder, options);
    const env = environmentOf(temporary, folder.home, options.env ?? {});
    for (const vsix of [options.vsix ?? [], options.alsoInstalled ?? []].flat()) {
      await installExtension(installed, folder.server, vsix, env);
    }
    const { server, port } = await startServer(installed, folder.server, env, options);
    const origin = `http://127.0.0.1:${port}`;
    return {
      which: options.which,
      vscodeVersion: installed.vscodeVersion,
      origin,
      url: `${origin}/?folder=${encodeURIComponent(folder.workspace)}`,
      workspace: folder.workspace,
      home: folder.home,
      dataFolder: join(folder.server, 'data'),
      readLogs: part => readLogs(join(folder.server, 'data', 'logs'), part ?? ''),
      readUserSettings: () => readFile(join(folder.server, 'data', 'User', 'settings.json'), 'utf8'),
      async stop() {
        await server.stop();
        await removeTemporary();
      },
    };
  } catch (error) {
    await removeTemporary();
    throw error;
  }
}

async function writeState(
  folder: { server: string; home: string; workspace: string },
  options: EditorOptions,
): Promise<void> {
  const settingsOf = async (level: 'User' | 'Machine', settings: Settings) => {
    const target = join(folder.server, 'data', level);
    await mkdir(target, { recursive: true });
    await writeFile(join(target, 'settings.json'), JSON.stringify(settings, undefined, 2));
  };
  await mkdir(join(folder.home, '.aws'), { recursive: true });
  await mkdir(folder.workspace, { recursive: true });
  await settingsOf('User', { ...quietSettings, ...options.settings });
  await settingsOf('Machine', options.machineSettings ?? {});
}

function environmentOf(
  temporary: string,
  home: string,
  added: Readonly<Record<string, string>>,
): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(AWS_|FORECAST_EXPORTS_|npm_|VSCODE_|VITEST|NODE_OPTIONS$|NODE_ENV$|TEST$)/.test(name),
  );
  return {
    ...Object.fromEntries(inherited),
    HOME: home,
    USERPROFILE: home,
    // Sockets of its extension hosts are made here, and are never removed by itself.
    XDG_RUNTIME_DIR: temporary,
    // Nothing may ask the metadata service of a cloud machine that tests happen to run on.
    AWS_EC2_METADATA_DISABLED: 'true',
    ...added,
  };
}

async function installExtension(
  editor: InstalledEditor,
  dataFolder: string,
  vsix: string,
  env: NodeJS.ProcessEnv,
): Promise<void> {
  const lines: string[] = [];
  const code = await runProcess(
    editor.node,
    [editor.serverMain, '--install-extension', vsix, '--force', '--server-data-dir', dataFolder],
    { env, onLine: line => lines.push(line) },
  );
  if (code !== 0) {
    throw new PlainError(`${vsix} could not be installed: ${lines.slice(-3).join(' ')}`);
  }
}

async function startServer(
  editor: InstalledEditor,
  dataFolder: string,
  env: NodeJS.ProcessEnv,
  options: EditorOptions,
): Promise<{ server: RunningProcess; port: number }> {
  const logFile = join(fetchedFolder, `server-${options.which}-${randomUUID().slice(0, 8)}.log`);
  let announce: (port: number) => void = () => undefined;
  const announced = new Promise<number>(resolve => (announce = resolve));
  const server = startProcess(
    editor.node,
    [
      editor.serverMain,
      '--accept-server-license-terms',
      '--without-connection-token',
      '--host=127.0.0.1',
      `--port=${options.port ?? 0}`,
      `--server-data-dir=${dataFolder}`,
      '--disable-telemetry',
      // Nothing leaves the machine: both ends would compress for nothing.
      '--disable-websocket-compression',
      ...(options.askForTrust === true ? [] : ['--disable-workspace-trust']),
      ...(options.smokeTestDriver === true ? ['--enable-smoke-test-driver'] : []),
    ],
    {
      env,
      logFile,
      onLine(line) {
        const port = /Web UI available at http:\/\/\S+?:(\d+)/.exec(line)?.[1];
        if (port !== undefined) {
          announce(Number(port));
        }
      },
    },
  );
  try {
    const port = await within(
      startupLimit,
      `VS Code ${editor.vscodeVersion} did not start`,
      Promise.race([
        announced,
        server.exited.then(code => {
          throw new PlainError(
            `VS Code ${editor.vscodeVersion} ended at once with ${code} (see ${relative(projectRoot, logFile)})`,
          );
        }),
      ]),
    );
    const answer = await fetch(`http://127.0.0.1:${port}/version`, {
      signal: AbortSignal.timeout(startupLimit),
    });
    if (!answer.ok) {
      throw new PlainError(`VS Code ${editor.vscodeVersion} answers ${answer.status} to /version`);
    }
    await rm(logFile, { force: true });
    return { server, port };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

/** The promise, or a rejection that says what was waited for. */
export async function within<T>(milliseconds: number, what: string, promise: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new PlainError(`${what} within ${milliseconds / 1000} s`)), milliseconds);
  });
  try {
    return await Promise.race([promise, limit]);
  } finally {
    clearTimeout(timer);
  }
}

async function readLogs(folder: string, part: string): Promise<string> {
  const files = await readdir(folder, { recursive: true }).catch(() => []);
  const texts = files
    .filter(file => file.endsWith('.log') && file.includes(part))
    .sort()
    .map(file => readFile(join(folder, file), 'utf8').catch(() => ''));
  return (await Promise.all(texts)).join('');
}
