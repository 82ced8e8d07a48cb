import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { runProcess } from './childProcess';
import { runEditorSuite } from './editorSuite';
import { installEditor, type EditorName } from './editorPackage';
import { packageExtension } from './extensionPackage';
import { findBrowser } from './browser';
import { outFolder, projectRoot } from './projectPaths';
import { parseResults, resultsVariable, type TestResult } from './testResult';

/** Something to be fetched or built before a suite can run. */
export type Need = 'package' | 'browser' | EditorName;

/** One part of `npm test`. */
export interface Suite {
  readonly name: string;
  readonly needs: readonly Need[];
  /** Whether it may run while packaging builds dist anew. */
  readonly readsSourcesOnly?: boolean;
  /** Runs it; `say` takes a line for whoever watches. */
  readonly run: (say: (line: string) => void) => Promise<readonly TestResult[]>;
}

const bin = (packageName: string, file: string) => join(projectRoot, 'node_modules', packageName, file);

/**
 * All suites, in the order in which they begin and their results are told: those that need no editor while it is fetched,
 * then the longest before those that fill gaps.
 */
export const suites: readonly Suite[] = [
  check('lint', [
    [bin('oxlint', 'bin/oxlint'), '--deny-warnings'],
    [bin('oxfmt', 'bin/oxfmt'), '--check'],
  ]),
  check('types', [
    [bin('typescript', 'bin/tsc')],
    // With the types of the DOM, which the rest of the project does without.
    [bin('typescript', 'bin/tsc'), '-p', 'src/chart/page'],
  ]),
  vitest('unit', 'unit'),
  vitest('e2e-new', 'e2e', 'new'),
  vitest('e2e-old', 'e2e', 'old'),
  inEditor('new'),
  inEditor('old'),
  vitest('faults', 'faults'),
  vitest('conformance', 'conformance'),
  check('knip', [[bin('knip', 'bin/knip.js')]]),
];

/** Tools that are content or not: they count as one test. */
function check(name: string, commands: readonly (readonly string[])[]): Suite {
  return {
    name,
    needs: [],
    readsSourcesOnly: true,
    async run(say) {
      const said: string[] = [];
      for (const command of commands) {
        const lines: string[] = [];
        const code = await runProcess(process.execPath, command, {
          cwd: projectRoot,
          onLine: line => lines.push(line),
        });
        if (code !== 0) {
          lines.filter(line => line.trim() !== '').forEach(say);
          said.push(...lines);
        }
      }
      return [
        said.length === 0
          ? { title: name, state: 'passed' }
          : { title: name, state: 'failed', error: said.join('\n') },
      ];
    },
  };
}

function vitest(name: string, project: string, editor?: EditorName): Suite {
  return {
    name,
    needs: editor === undefined ? [] : [editor, 'browser', 'package'],
    async run(say) {
      const resultsFile = join(outFolder, 'results', `${name}.json`);
      await mkdir(join(outFolder, 'results'), { recursive: true });
      await rm(resultsFile, { force: true });
      const lines: string[] = [];
      const code = await runProcess(
        process.execPath,
        [
          bin('vitest', 'vitest.mjs'),
          'run',
          '--project',
          project,
          '--reporter=./test/harness/vitestReporter.ts',
        ],
        {
          cwd: projectRoot,
          env: {
            ...process.env,
            [resultsVariable]: resultsFile,
            ...(editor === undefined ? {} : { EDITOR_UNDER_TEST: editor }),
          },
          logFile: join(outFolder, 'results', `${name}.log`),
          onLine(line) {
            lines.push(line);
            if (/^[✓✗]/.test(line)) {
              say(line);
            }
          },
        },
      );
      const results = parseResults(await readFile(resultsFile, 'utf8').catch(() => '[]'));
      if (code !== 0 && !results.some(result => result.state === 'failed')) {
        results.push({
          title: `${name} ended with ${code}`,
          state: 'failed',
          error: lines.slice(-30).join('\n'),
        });
      }
      return results;
    },
  };
}

function inEditor(which: EditorName): Suite {
  return {
    name: `editor-${which}`,
    needs: [which, 'browser'],
    run: () => runEditorSuite(which),
  };
}

/** @throws PlainError in one line, where it can't be had */
export async function prepare(need: Need): Promise<void> {
  switch (need) {
    case 'package':
      await packageExtension();
      break;
    case 'browser':
      await findBrowser();
      break;
    default:
      await installEditor(need);
  }
}
