import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import manifest from '../../package.json';
import translations from '../../package.nls.json';
import { viewId, walkthroughId } from '../../src/manifest';
import { extension, run, until } from './account';

describe('the walkthrough', () => {
  const closeEditors = () => vscode.commands.executeCommand('workbench.action.closeAllEditors');
  before(closeEditors);
  afterEach(closeEditors);

  it('is opened by its command', async () => {
    await extension();
    await run('openWalkthrough');
    const labels = () => vscode.window.tabGroups.all.flatMap(group => group.tabs.map(tab => tab.label));
    // Older editors title the page after a walkthrough of their own where an extension is under development.
    await until(`one of ${labels().join()} is it`, () =>
      labels().some(label => label === 'Welcome' || label.startsWith('Walkthrough: ')),
    );
  });

  it('links to commands that the editor has', async () => {
    await extension();
    const known = new Set(await vscode.commands.getCommands(true));
    const texts: Readonly<Record<string, string>> = translations;
    const links = manifest.contributes.walkthroughs.flatMap(({ steps }) =>
      steps.flatMap(({ description }) =>
        [...(texts[description.replaceAll('%', '')] ?? '').matchAll(/\(command:([^)]+)\)/g)].map(
          ([, link = '']) => link,
        ),
      ),
    );
    assert.ok(links.includes(`${viewId}.focus`));
    assert.deepEqual(
      links.filter(link => !known.has(link)),
      [],
    );
    assert.equal(vscode.extensions.getExtension(walkthroughId.replace(/#.*/, ''))?.isActive, true);
  });
});
