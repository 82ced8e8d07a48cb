import { readFile } from 'node:fs/promises';
import { basename, relative } from 'node:path';
import { runProcess } from './childProcess';
import { PlainError } from './plainError';
import { projectRoot } from './projectPaths';

/**
 * Runs npm in a folder of its own; all it prints goes to `logFile`.
 * @throws PlainError one line that says what failed and names the log file
 */
export async function runNpm(args: readonly string[], cwd: string, logFile: string): Promise<void> {
  const { command, first } = npmCommand();
  const code = await runProcess(command, [...first, ...args], { cwd, logFile, env: environmentFor() }).catch(
    () => 127,
  );
  if (code !== 0) {
    const reason = code === 127 ? 'npm is not on the PATH' : await reasonIn(logFile);
    throw new PlainError(
      `npm ${args.slice(0, 1).join(' ')} failed: ${reason} (its output is in ${relative(projectRoot, logFile)})`,
    );
  }
}

function npmCommand(): { command: string; first: string[] } {
  const cli = process.env['npm_execpath'];
  return cli !== undefined && basename(cli) === 'npm-cli.js'
    ? { command: process.execPath, first: [cli] }
    : { command: process.platform === 'win32' ? 'npm.cmd' : 'npm', first: [] };
}

/** Without what an outer `npm test` says of its own package, which is not the one installed here. */
function environmentFor(): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^npm_(package_|lifecycle_|config_local_prefix$|command$)/.test(name),
    ),
  );
}

async function reasonIn(logFile: string): Promise<string> {
  const text = await readFile(logFile, 'utf8').catch(() => '');
  if (/ENOTFOUND|ECONNREFUSED|ETIMEDOUT|ECONNRESET|EAI_AGAIN/.test(text)) {
    return 'the npm registry cannot be reached';
  }
  if (text.includes('ENOSPC')) {
    return 'no space is left on the disk';
  }
  const error = text.split('\n').find(line => /^npm (error|ERR!) (?!code|errno)/.test(line));
  return error?.replace(/^npm (error|ERR!) (\d{3} )?/, '').trim() ?? 'it does not say why';
}
