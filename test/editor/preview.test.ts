import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { ToPage } from '../../src/chart/protocol';
import type { Row } from '../../src/view/rows';
import { extension, jobRows, run, until } from './account';

type MessageOf<T extends ToPage['type']> = ToPage & { readonly type: T };

/** What the pages are sent, since the test began. */
let posted: ToPage[];
let listening: vscode.Disposable;

function last<T extends ToPage['type']>(type: T): MessageOf<T> | undefined {
  return posted.findLast((message): message is MessageOf<T> => message.type === type);
}

/** Jobs of the sample account with data, as rows of the tree. */
async function rowsWithData(): Promise<Row[]> {
  const { tree } = await extension();
  return (await jobRows()).filter(row => tree.getTreeItem(row).contextValue?.includes('.files'));
}

const tabs = () => vscode.window.tabGroups.all.flatMap(group => group.tabs.map(tab => tab.label));

describe('the page "Exported data"', () => {
  beforeEach(async () => {
    const { session, previews } = await extension();
    await session.choose({ kind: 'sample' });
    posted = [];
    listening = previews.onDidPost(message => posted.push(message));
  });

  afterEach(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    listening.dispose();
  });

  it('is sent its texts and the first rows once it listens', async () => {
    const [row] = await rowsWithData();
    await run('previewData', row);
    await until('rows were sent', () => last('rows') !== undefined);
    assert.equal(posted[0]?.type, 'start');
    assert.match(last('start')?.about ?? '', /^Sample data · us-west-2 · s3:\/\//);
    const first = last('rows');
    assert.ok(first && first.rows.length > 0);
    assert.ok(first.progress.bytesRead <= first.progress.bytes);
    assert.ok(first.columns.some(({ kind }) => kind === 'item'));
  });

  it('is one a job, and gone with its tab', async () => {
    const { previews } = await extension();
    const [row, other] = await rowsWithData();
    await run('previewData', row);
    await run('previewData', row);
    assert.equal(previews.all.length, 1);
    await run('previewData', row, [row, other]);
    assert.equal(previews.all.length, 2);
    await until('both have a tab', () => tabs().filter(label => label.startsWith('Data of ')).length === 2);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await until('nothing is held', () => previews.all.length === 0);
  });

  it('opens from the details of a job, too', async () => {
    const { previews, tree } = await extension();
    const [, row] = await rowsWithData();
    await run('showDetails', row);
    await until('the details are open', () => vscode.window.activeTextEditor !== undefined);
    await run('previewData', vscode.window.activeTextEditor?.document.uri);
    assert.deepEqual(
      previews.all.map(({ identity }) => identity.job.id),
      [row && tree.job(row)?.id],
    );
  });

  it('opens for no job without data', async () => {
    const { tree, previews } = await extension();
    const failed = (await jobRows()).find(row => tree.job(row)?.status === 'CREATE_FAILED');
    await run('previewData', failed);
    assert.equal(previews.all.length, 0);
  });

  it('compares two selected exports in the page of the newer one', async () => {
    const { tree, previews } = await extension();
    const [row] = await rowsWithData();
    const job = row && tree.job(row);
    const namesake = (await rowsWithData()).find(other => {
      const candidate = tree.job(other);
      return candidate?.id !== job?.id && forecastOf(candidate?.arn) === forecastOf(job?.arn);
    });
    assert.ok(row && job && namesake);
    await run('compareExports', namesake, [namesake, row]);
    await until('they were compared', () => last('comparison') !== undefined || last('failed') !== undefined);
    assert.equal(last('failed'), undefined);
    assert.equal(last('comparing')?.thisIsAfter, true);
    assert.deepEqual(
      previews.all.map(({ identity }) => identity.job.id),
      [job.id],
    );
    assert.ok((last('comparison')?.differences.length ?? 0) > 0);
  });

  it('says whose data it shows while the view shows another account, and comes back to it', async () => {
    const { session } = await extension();
    const [row] = await rowsWithData();
    await run('previewData', row);
    await until('rows were sent', () => last('rows') !== undefined);
    await session.choose({ kind: 'sample', region: 'eu-west-1' });
    await jobRows();
    await until('it says so', () => last('elsewhere') !== undefined);
    assert.match(last('elsewhere')?.why ?? '', /This is of Sample data · us-west-2$/);
    const { previews } = await extension();
    previews.all[0]?.receive({ type: 'switchAccount' });
    await until('it is of the account again', () => posted.at(-1)?.type === 'here');
  });
});

/** The forecast's name in an export's ARN. */
function forecastOf(arn: string | undefined): string | undefined {
  return arn?.split('/').at(-2);
}
