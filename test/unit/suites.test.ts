import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { engines } from '../../package.json';
import { dependencies } from '../harness/editors/old/package.json';
import { harnessFolder, projectRoot } from '../harness/projectPaths';
import { suites } from '../harness/suites';

describe('what is tested in which editor', () => {
  it('is the same in the oldest and the newest', () => {
    const of = (which: string) =>
      suites.flatMap(({ name }) => (name.endsWith(`-${which}`) ? [name.slice(0, -which.length - 1)] : []));
    expect(of('new').sort()).toEqual(['e2e', 'editor']);
    expect(of('old').sort()).toEqual(of('new').sort());
  });

  it('the oldest is the one that the package promises', async () => {
    // code-server 4.N is VS Code 1.N.
    expect(`^${dependencies['code-server'].replace(/^4\.(\d+)\..*/, '1.$1.0')}`).toBe(engines.vscode);
    const readme = await readFile(join(projectRoot, 'README.md'), 'utf8');
    expect(readme).toContain(`VS Code ${engines.vscode.replace(/^\^|\.0$/g, '')} or later`);
  });

  it('end to end it is the package that users get, in every file', async () => {
    const folder = join(projectRoot, 'test', 'e2e');
    const files = (await readdir(folder)).filter(file => file.endsWith('.ts'));
    const texts = await Promise.all(files.map(file => readFile(join(folder, file), 'utf8')));
    const opener = await readFile(join(harnessFolder, 'forecastExports.ts'), 'utf8');
    const starters = [...texts, opener].filter(text => text.includes('await startEditor('));
    expect(starters.filter(text => !text.includes('vsix: await packageExtension()'))).toEqual([]);
    expect(texts.filter(text => text.includes('developmentExtension'))).toEqual([]);
    expect(starters).not.toEqual([]);
  });
});
