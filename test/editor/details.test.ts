import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { calls, closeServices, connectTo, extension, jobRows, run, until } from './account';

const shown = () => vscode.window.activeTextEditor?.document.getText() ?? '';
const elsewhere = /^The view shows another account or region now\. This is of Environment · us-west-2\n\n/;

describe('details of another account', () => {
  afterEach(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await closeServices();
  });

  it('keep their text, say whose they are, and are asked of no other account', async () => {
    const service = await connectTo({ jobs: 60, seed: 31 });
    const [row] = await jobRows();
    await run('showDetails', row);
    const before = shown();
    assert.match(before, /^Destination/m);
    const other = await connectTo({ jobs: 60, seed: 25, region: 'eu-west-1' });
    await jobRows();
    await until('the page says whose it is', () => elsewhere.test(shown()));
    assert.equal(shown().replace(elsewhere, ''), before);
    await run('refresh');
    // A document of this account is read after the other one, and only it is asked for.
    const [otherRow] = await jobRows();
    await run('showDetails', otherRow);
    assert.doesNotMatch(shown(), elsewhere);
    assert.equal(calls(other, 'DescribeForecastExportJob'), 1);
    assert.equal(calls(other, 'ListTagsForResource'), 1);
    assert.equal(calls(service, 'DescribeForecastExportJob'), 1);
  });

  it('are those of the account again after a switch back, and are read anew on Refresh', async () => {
    const service = await connectTo({ jobs: 60, seed: 32 });
    const [row] = await jobRows();
    await run('showDetails', row);
    const before = shown();
    const { session } = await extension();
    await session.choose({ kind: 'sample' });
    await jobRows();
    await until('the page says whose it is', () => elsewhere.test(shown()));
    await session.choose({ kind: 'environment' });
    await jobRows();
    await until('the page is of the account again', () => shown() === before);
    assert.equal(calls(service, 'DescribeForecastExportJob'), 1);
    await run('refresh');
    await until('the page is read anew', () => calls(service, 'DescribeForecastExportJob') === 2);
  });

  it('that come from an address alone are asked of its account only', async () => {
    const service = await connectTo({ jobs: 60, seed: 33 });
    const [row] = await jobRows();
    await run('showDetails', row);
    const uri = vscode.window.activeTextEditor?.document.uri;
    assert.ok(uri);
    const of = (region: string) => uri.with({ query: uri.query.replace('us-west-2', region) });
    const asked = calls(service, 'DescribeForecastExportJob');
    const other = await vscode.workspace.openTextDocument(of('eu-west-1'));
    assert.match(other.getText(), /^The view shows another account or region now\..*eu-west-1\n/);
    const unknown = await vscode.workspace.openTextDocument(uri.with({ query: 'arn:aws:forecast:x' }));
    assert.match(unknown.getText(), /^It is not known which account/);
    assert.equal(calls(service, 'DescribeForecastExportJob'), asked);
  });

  it('can be opened for a job that is only known by its ARN', async () => {
    await connectTo({ jobs: 60, seed: 34 });
    await jobRows();
    const { session, details } = await extension();
    const arn = session.board?.all()[3]?.arn ?? '';
    await details.show({ id: arn, arn, status: '', destination: {} });
    assert.match(shown(), new RegExp(`^ARN +${arn}$`, 'm'));
    assert.match(shown(), /^Forecast +arn:/m);
  });

  it('are read by a connection of their own where they come with one, and say whose they are', async () => {
    const service = await connectTo({ jobs: 60, seed: 37 });
    await jobRows();
    const { session, details } = await extension();
    const [job] = session.board?.all() ?? [];
    const connection = await session.connection();
    assert.ok(job && connection);
    const account = { choice: { kind: 'profile', profile: 'other' }, region: 'us-west-2' } as const;
    await details.show(job, { ...account, jobs: () => Promise.resolve(connection.jobs) });
    assert.match(shown(), /^The view shows another account or region now\. This is of other · us-west-2\n/);
    assert.match(shown(), /^Forecast +arn:/m);
    assert.equal(calls(service, 'DescribeForecastExportJob'), 1);
    await run('refresh');
    await until('it is read anew', () => calls(service, 'DescribeForecastExportJob') === 2);
  });

  it('open for every job, however hostile its ARN', async () => {
    const service = await connectTo({ jobs: 60, seed: 35, faults: [{ name: 'hostile-strings' }] });
    await jobRows();
    const { session, details } = await extension();
    const odd = (session.board?.all() ?? []).filter(job => !/^[\w:/-]+$/.test(job.arn ?? ''));
    assert.ok(odd.some(job => job.arn?.includes('\ud800')));
    for (const job of odd) {
      await details.show(job);
      assert.match(shown(), /^Destination/m);
      assert.doesNotMatch(shown(), /could not be read/);
    }
    assert.equal(calls(service, 'DescribeForecastExportJob'), odd.length);
  });
});
