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

  it('tells a language model what the user has to do first, and opens nothing', async () => {
    const { session } = await extension();
    const input = {
      name: 'sales',
      forecastArn: 'arn:aws:forecast:us-west-2:123456789012:forecast/demand',
      s3Uri: 's3://exports/sales/',
      roleArn: 'arn:aws:iam::123456789012:role/Export',
    };
    for (const [tool, given] of [
      ['forecast-exports_listExportJobs', {}],
      ['forecast-exports_createExportJob', input],
    ] as const) {
      const { content } = await vscode.lm.invokeTool(tool, { input: given, toolInvocationToken: undefined });
      assert.match(JSON.stringify(content), /Forecast Exports: Choose Profile…/);
    }
    assert.equal(session.state.kind, 'disconnected');
  });
});
