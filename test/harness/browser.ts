import { createHash } from 'node:crypto';
import { accessSync, constants, existsSync } from 'node:fs';
import { copyFile, readFile, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { runProcess } from './childProcess';
import { fetchOnce } from './fetchOnce';
import { runNpm } from './npmClient';
import { PlainError } from './plainError';
import { fetchedFolder, harnessFolder } from './projectPaths';

/** A Chromium that tests and pictures can drive. */
export interface Browser {
  readonly executablePath: string;
  /** To be added to the environment it is started with. */
  readonly env: Readonly<Record<string, string>>;
}

const namesOnPath = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'chrome',
  'microsoft-edge',
  'microsoft-edge-stable',
  'msedge',
];

/**
 * The browser of this machine: CHROME_PATH, else Chromium, Chrome or Edge on the PATH, else one from npm (74 MB,
 * fetched once). CHROME_PATH=npm takes the one from npm in any case.
 * @throws PlainError in one line, where there is none
 */
export async function findBrowser(): Promise<Browser> {
  const chosen = process.env['CHROME_PATH'] ?? '';
  if (chosen === 'npm') {
    return browserFromNpm();
  }
  if (chosen !== '') {
    if (!isExecutable(chosen)) {
      throw new PlainError(`CHROME_PATH=${chosen} is not a program that can be run.`);
    }
    return { executablePath: chosen, env: {} };
  }
  const found = (process.env['PATH'] ?? '')
    .split(delimiter)
    .flatMap(folder => namesOnPath.map(name => join(folder, name)))
    .find(isExecutable);
  return found === undefined ? browserFromNpm() : { executablePath: found, env: {} };
}

async function browserFromNpm(): Promise<Browser> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new PlainError('No browser found: install Chromium, Chrome or Edge, or set CHROME_PATH to one.');
  }
  const source = join(harnessFolder, 'browser');
  const lockfile = await readFile(join(source, 'package-lock.json'));
  const version = /"@sparticuz\/chromium": "([^"]+)"/.exec(lockfile.toString())?.[1] ?? 'unknown';
  const folder = join(fetchedFolder, `chromium-${version}`);
  await fetchOnce({
    folder,
    title: `Chromium ${version}`,
    fingerprint: createHash('sha256').update(lockfile).digest('hex'),
    async fill(target, progress) {
      await copyFile(join(source, 'package.json'), join(target, 'package.json'));
      await copyFile(join(source, 'package-lock.json'), join(target, 'package-lock.json'));
      progress.step('fetching a browser from npm, as this machine has none');
      await runNpm(['ci', '--ignore-scripts'], target, `${folder}.log`);
      progress.step('unpacking it');
      await unpack(target, `${folder}.log`);
    },
  });
  const libraries = join(folder, 'al2023', 'lib');
  return {
    executablePath: join(folder, 'chromium'),
    env: {
      LD_LIBRARY_PATH: [libraries, process.env['LD_LIBRARY_PATH'] ?? ''].filter(Boolean).join(delimiter),
      ...(existsSync('/etc/fonts/fonts.conf') ? {} : await fontSettings(folder)),
    },
  };
}

/**
 * Lets the package unpack itself, into the folder instead of /tmp. It brings libnss3 and libnspr4 along, which
 * bare systems lack, but unpacks them only where it believes to be in the cloud.
 */
async function unpack(folder: string, logFile: string): Promise<void> {
  const code = await runProcess(
    process.execPath,
    [
      '--input-type=module',
      '--eval',
      "import chromium from '@sparticuz/chromium'; await chromium.executablePath();",
    ],
    {
      cwd: folder,
      logFile,
      env: { ...process.env, TMPDIR: folder, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs20.x' },
    },
  );
  if (code !== 0 || !existsSync(join(folder, 'chromium'))) {
    throw new PlainError(`The browser from npm could not be unpacked (its output is in ${logFile}).`);
  }
}

/** A system without fontconfig gets the fonts that came with the browser. */
async function fontSettings(folder: string): Promise<Record<string, string>> {
  const file = join(folder, 'fonts.conf');
  await writeFile(
    file,
    `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>/usr/share/fonts</dir>
  <dir>${join(folder, 'fonts', 'fonts')}</dir>
  <cachedir>${join(folder, 'fonts-cache')}</cachedir>
</fontconfig>
`,
  );
  return { FONTCONFIG_FILE: file };
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
