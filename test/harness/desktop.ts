import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runTests } from '@vscode/test-electron';
import { PlainError, messageOf, runTool } from './plainError';
import { fetchedFolder, outFolder, projectRoot } from './projectPaths';
import { parseResults, resultsVariable } from './testResult';

/** npm run test:desktop: the suite of test/editor in the VS Code of a desktop, which is downloaded when missing. */
async function main(): Promise<number> {
  const temporary = await mkdtemp(join(tmpdir(), 'forecast-exports-'));
  const resultsFile = join(temporary, 'results.json');
  try {
    await runTests({
      version: process.env['VSCODE_VERSION'] ?? 'stable',
      cachePath: fetchedFolder,
      extensionDevelopmentPath: projectRoot,
      extensionTestsPath: join(outFolder, 'editorSuite.js'),
      launchArgs: ['--disable-extensions', '--user-data-dir', join(temporary, 'user'), temporary],
      extensionTestsEnv: {
        [resultsVariable]: resultsFile,
        AWS_EC2_METADATA_DISABLED: 'true',
        HOME: temporary,
      },
    }).catch((error: unknown) => {
      console.error(messageOf(error));
    });
    const text = await readFile(resultsFile, 'utf8').catch(() => '');
    if (text === '') {
      throw new PlainError(
        'VS Code for the desktop ran no test: its download needs the internet, and it needs a display.',
      );
    }
    const results = parseResults(text);
    const count = (state: string) => results.filter(result => result.state === state).length;
    for (const result of results.filter(one => one.state === 'failed')) {
      console.log(`✗ ${result.title}\n${result.error ?? ''}`);
    }
    console.log(`${count('passed')} passed, ${count('failed')} failed`);
    return count('failed') > 0 || results.length === 0 ? 1 : 0;
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

runTool(main);
