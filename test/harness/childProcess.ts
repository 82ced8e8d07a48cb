import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { createInterface } from 'node:readline';

/** A process with all of its children. */
export interface RunningProcess {
  readonly pid: number;
  /** Resolves to the exit code; to -1 where a signal ended it. Rejects when it could not be started. */
  readonly exited: Promise<number>;
  /** Ends it and all of its children; resolves when they are gone. */
  stop(): Promise<void>;
}

export interface ProcessOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Everything it prints goes to this file, which is emptied first. */
  readonly logFile?: string;
  /** Each line of its stdout and stderr as it comes. */
  readonly onLine?: (line: string) => void;
}

const running = new Set<number>();
let watchingOwnEnd = false;

/** Starts a process in a process group of its own, so that it can be ended with its children. */
export function startProcess(
  command: string,
  args: readonly string[],
  options: ProcessOptions = {},
): RunningProcess {
  endChildrenWithThisProcess();
  const child = spawn(command, args, {
    cwd: options.cwd,
    env: options.env ?? process.env,
    detached: process.platform !== 'win32',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const log = options.logFile === undefined ? undefined : createWriteStream(options.logFile);
  for (const stream of [child.stdout, child.stderr]) {
    if (log) {
      stream.pipe(log, { end: false });
    }
    createInterface({ input: stream }).on('line', line => options.onLine?.(line));
  }
  const pid = child.pid ?? -1;
  if (pid > 0) {
    running.add(pid);
  }
  const exited = new Promise<number>((resolve, reject) => {
    child.once('error', error => {
      log?.end();
      reject(error);
    });
    child.once('close', code => {
      log?.end();
      if (!groupExists(pid)) {
        running.delete(pid);
      }
      resolve(code ?? -1);
    });
  });
  // Whoever needs the exit awaits it; a process that is only ever stopped must not bring the harness down.
  exited.catch(() => undefined);
  return { pid, exited, stop: () => stopGroup(pid) };
}

/** Runs a process to its end and answers its exit code. */
export function runProcess(
  command: string,
  args: readonly string[],
  options: ProcessOptions = {},
): Promise<number> {
  return startProcess(command, args, options).exited;
}

async function stopGroup(pid: number): Promise<void> {
  if (pid <= 0) {
    return;
  }
  signalGroup(pid, 'SIGTERM');
  const patience = Date.now() + 3000;
  while (groupExists(pid)) {
    if (Date.now() > patience) {
      signalGroup(pid, 'SIGKILL');
    }
    await new Promise(resolve => setTimeout(resolve, 30));
    if (Date.now() > patience + 5000) {
      break;
    }
  }
  running.delete(pid);
}

function signalGroup(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, signal);
    return true;
  } catch {
    // No such process any more: which is what was wanted.
    return false;
  }
}

function groupExists(pid: number): boolean {
  return pid > 0 && signalGroup(pid, 0);
}

function endChildrenWithThisProcess(): void {
  if (watchingOwnEnd) {
    return;
  }
  watchingOwnEnd = true;
  process.on('exit', () => {
    for (const pid of running) {
      signalGroup(pid, 'SIGKILL');
    }
  });
  for (const [signal, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const) {
    process.on(signal, () => {
      // A tool that ends in its own way (npm start) has put its own listener before this one.
      if (process.listenerCount(signal) === 1) {
        process.exit(code);
      }
    });
  }
}
