import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startEditor, within, type Editor, type Settings } from './editor';
import type { EditorName } from './editorPackage';
import { messageOf } from './plainError';
import { outFolder, projectRoot } from './projectPaths';
import { parseResults, resultsVariable, type TestResult } from './testResult';
import { filesLeftBy, keptByWindow, secretsIn, type Trace } from './traces';
import { openWorkbench } from './workbench';

/** The keys of the services that the tests in the editor connect to. */
const secrets = ['LOCALFORECASTEXAMPLE', 'local/forecast/service'];

function withoutSecrets(traces: readonly Trace[]): TestResult {
  const title = 'no secret is left in a log, the settings, a file, the state of the editor or a message';
  const found = secretsIn(traces, secrets);
  return found.length === 0
    ? { title, state: 'passed' }
    : { title, state: 'failed', error: found.join('\n') };
}

const suiteLimit = 900_000;

/**
 * The address that opens an editor started with `smokeTestDriver` on the extension as it is built in dist/, and runs a
 * module inside its extension host.
 */
export function suiteUrl(editor: Editor, module: string): string {
  const { host } = new URL(editor.origin);
  const payload = JSON.stringify([
    ['extensionDevelopmentPath', `vscode-remote://${host}${projectRoot}`],
    ['extensionTestsPath', `vscode-remote://${host}${module}`],
  ]);
  return `${editor.url}&payload=${encodeURIComponent(payload)}`;
}

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
  results.push(withoutSecrets(ended.left));
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

/** What became of it, and what it left behind, to be looked through. */
interface Ended {
  readonly failure?: string;
  readonly printed: readonly string[];
  readonly left: readonly Trace[];
}

/** Runs an entry inside the extension host of an editor that has the extension under development. */
export async function runInExtensionHost(
  which: EditorName,
  { entry, limit, settings, env }: EntryOptions,
): Promise<Ended> {
  const editor = await startEditor({ which, smokeTestDriver: true, settings, env });
  const printed: string[] = [];
  try {
    let end: (code: number) => void = () => undefined;
    const ended = new Promise<number>(resolve => (end = resolve));
    const workbench = await openWorkbench(editor, {
      // Nobody looks at it: fewer rows are drawn.
      viewport: { width: 640, height: 420 },
      url: suiteUrl(editor, join(outFolder, entry)),
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
      const left = [
        ...(await filesLeftBy(editor)),
        ...(await keptByWindow(workbench)),
        { place: 'what the tests printed', text: printed.join('\n') },
      ];
      return { printed, left, ...(failure === undefined ? {} : { failure }) };
    } finally {
      await workbench.close();
    }
  } finally {
    await editor.stop();
  }
}
