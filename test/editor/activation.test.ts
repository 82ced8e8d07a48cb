import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { commandIds } from '../../src/manifest';
import { extension } from './account';

describe('activation', () => {
  it('loads neither the SDK nor the sample account', async () => {
    await extension();
    const loaded = Object.keys(require.cache).filter(file => /dist.(aws|local)\.js$/.test(file));
    assert.deepEqual(loaded, []);
  });

  it('registers every command', async () => {
    await extension();
    const all = new Set(await vscode.commands.getCommands(true));
    assert.deepEqual(
      commandIds.filter(id => !all.has(id)),
      [],
    );
  });

  it('connects to nothing that nobody chose', async () => {
    const { session, tree } = await extension();
    assert.equal(session.state.kind, 'disconnected');
    assert.deepEqual(await tree.getChildren(), []);
  });
});
