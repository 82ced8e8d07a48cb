import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { changesAllowed } from '../../src/view/settings';

describe('the setting that forbids changes', () => {
  it('is on until it is turned off', async () => {
    const settings = vscode.workspace.getConfiguration('forecastExports');
    assert.equal(changesAllowed(), true);
    await settings.update('allowChanges', false, vscode.ConfigurationTarget.Global);
    try {
      assert.equal(changesAllowed(), false);
    } finally {
      await settings.update('allowChanges', undefined, vscode.ConfigurationTarget.Global);
    }
  });
});
