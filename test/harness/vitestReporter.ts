import { writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import type { UserConsoleLog } from 'vitest';
import type { Reporter, TestCase, TestModule, TestSuite } from 'vitest/node';
import { clientIsMissing } from '../conformance/howToInstall';
import { projectRoot } from './projectPaths';
import { resultsVariable, type TestResult } from './testResult';

/** Prints a line for each file, and writes all results where `npm test` asked for them. */
export default class VitestReporter implements Reporter {
  onTestModuleEnd(module: TestModule): void {
    const results = resultsOf(module);
    const failed = results.filter(result => result.state === 'failed').length;
    const seconds = (module.diagnostic().duration / 1000).toFixed(1);
    const name = relative(projectRoot, module.moduleId);
    console.log(`${failed > 0 ? '✗' : '✓'} ${name} (${results.length}, ${seconds} s)`);
  }

  /** What a test has counted is for whoever watches. */
  onUserConsoleLog({ content }: UserConsoleLog): void {
    if (content.startsWith('✓')) {
      console.log(content.trimEnd());
    }
  }

  onTestRunEnd(modules: readonly TestModule[], errors: readonly { message: string; stack?: string }[]): void {
    const results = modules.flatMap(resultsOf);
    for (const error of errors) {
      results.push({ title: 'error outside of any test', state: 'failed', error: textOf(error) });
    }
    const file = process.env[resultsVariable];
    if (file !== undefined) {
      writeFileSync(file, JSON.stringify(results));
    }
  }
}

function resultsOf(module: TestModule): TestResult[] {
  const name = relative(projectRoot, module.moduleId);
  const broken: (TestModule | TestSuite)[] = [module, ...module.children.allSuites()];
  return [
    ...[...module.children.allTests()].map(test => resultOf(name, test)),
    // A hook or an import that failed: its tests may never have run.
    ...broken.flatMap(place =>
      place.errors().map((error): TestResult => ({
        title: `${name} > ${place.type === 'suite' ? place.fullName : 'the file itself'}`,
        state: 'failed',
        error: textOf(error),
      })),
    ),
  ];
}

function resultOf(file: string, test: TestCase): TestResult {
  const title = `${file} > ${test.fullName}`;
  const result = test.result();
  switch (result.state) {
    case 'passed':
      // Errors of a test that passed are those of its earlier tries.
      return result.errors === undefined || result.errors.length === 0
        ? { title, state: 'passed' }
        : { title, state: 'passed', retried: result.errors.map(error => error.message).join('\n') };
    case 'skipped':
      return { title, state: 'skipped', ...reasonOf(file, result.note) };
    case 'failed':
      return { title, state: 'failed', error: result.errors.map(textOf).join('\n') };
    default:
      return { title, state: 'failed', error: 'it never ended' };
  }
}

function reasonOf(file: string, note: string | undefined): Pick<TestResult, 'reason'> {
  const reason = note ?? (file.startsWith('test/conformance/') ? clientIsMissing : undefined);
  return reason === undefined ? {} : { reason };
}

function textOf(error: { message: string; stack?: string | undefined }): string {
  return error.stack?.includes(error.message) === true
    ? error.stack
    : `${error.message}\n${error.stack ?? ''}`;
}
