import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startEditor, within, type Settings } from './editor';
import type { EditorName } from './editorPackage';
import { messageOf } from './plainError';
import { outFolder, projectRoot } from './projectPaths';
import { parseResults, resultsVariable, type TestResult } from './testResult';
import { openWorkbench } from './workbench';

const suiteLimit = 900_000;

/**
 * Runs test/editor inside the extension host of an editor, against the built dist/. What its tests print is
 * kept in out/results.
 */
export async function runEditorSuite(which: EditorName): Promise<TestResult[]> {
  const folder = join(outFolder, 'results');
  const resultsFile = join(folder, `editor-${which}.json`);
  await mkdir(folder, { recursive: true });
  await rm(resultsFile, { force: true });
  const grep = process.env['FORECAST_EXPORTS_TEST_GREP'];
  const ended = await runInExtensionHost(which, {
    entry: 'editorSuite.js',
    limit: suiteLimit,
    // Calls are counted; the tests of the updates turn them on for themselves.
    settings: { 'forecastExports.updates': 'off' },
    env: {
      [resultsVariable]: resultsFile,
      ...(grep === undefined ? {} : { FORECAST_EXPORTS_TEST_GREP: grep }),
    },
  });
  await writeFile(join(folder, `editor-${which}.log`), ended.printed.join('\n'));
  const results = parseResults(await readFile(resultsFile, 'utf8').catch(() => '[]'));
  if (ended.failure !== undefined && !results.some(result => result.state === 'failed')) {
    results.push({ title: 'the suite itself', state: 'failed', error: ended.failure });
  }
  return results;
}

export interface EntryOptions {
  /** Of out/: what `run` of it does is done inside the extension host. */
  readonly entry: string;
  /** How long it may take, in ms. */
  readonly limit: number;
  readonly settings: Settings;
  readonly env: Readonly<Record<string, string>>;
}

/** Runs an entry inside the extension host of an editor that has the extension under development. */
export async function runInExtensionHost(
  which: EditorName,
  { entry, limit, settings, env }: EntryOptions,
): Promise<{ readonly failure?: string; readonly printed: readonly string[] }> {
  const editor = await startEditor({ which, smokeTestDriver: true, settings, env });
  const printed: string[] = [];
  try {
    let end: (code: number) => void = () => undefined;
    const ended = new Promise<number>(resolve => (end = resolve));
    const { host } = new URL(editor.origin);
    const payload = JSON.stringify([
      ['extensionDevelopmentPath', `vscode-remote://${host}${projectRoot}`],
      ['extensionTestsPath', `vscode-remote://${host}${join(outFolder, entry)}`],
    ]);
    const workbench = await openWorkbench(editor, {
      url: `${editor.url}&payload=${encodeURIComponent(payload)}`,
      exposed: {
        codeAutomationExit: code => end(Number(code)),
        codeAutomationLog: (type, args) => printed.push(`${String(type)} ${JSON.stringify(args)}`),
      },
    });
    try {
      const code = await within(limit, 'what ran inside the editor did not end', ended).catch(
        (error: unknown) => messageOf(error),
      );
      const failure =
        typeof code === 'string' ? code : code === 0 ? undefined : printed.slice(-20).join('\n');
      return { printed, ...(failure === undefined ? {} : { failure }) };
    } finally {
      await workbench.close();
    }
  } finally {
    await editor.stop();
  }
}
