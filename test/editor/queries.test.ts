import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { newDocument } from '../../src/view/newDocument';
import { AthenaDoor, type AthenaDoorOptions } from '../harness/athenaDoor';
import {
  closeServices,
  connectTo,
  extension,
  jobRows,
  jobsWithFiles,
  jobWithFiles,
  run,
  until,
} from './account';

const answer = {
  columns: [
    { name: 'item_id', type: 'varchar' },
    { name: 'total', type: 'double' },
  ],
  rows: [['größe', '20.5']],
};

/** The SQL document that is opened next; the one of the test before stays the active one for a moment. */
async function openedSql(open: () => Promise<void>): Promise<vscode.TextDocument> {
  const before = vscode.window.activeTextEditor?.document;
  await open();
  const active = () => vscode.window.activeTextEditor?.document;
  await until('an SQL document is open', () => active()?.languageId === 'sql' && active() !== before);
  return active() ?? assert.fail();
}

/** What the page of the last result shows. */
async function shownResult() {
  return (await extension()).queryResult.shown;
}

async function sqlDocument(content: string, at: string): Promise<void> {
  const document = await newDocument('sql', content);
  const editor = await vscode.window.showTextDocument(document);
  const place = document.positionAt(content.indexOf(at));
  editor.selection = new vscode.Selection(place, place);
}

describe('queries of an export', () => {
  before(async () => {
    const { session } = await extension();
    await session.choose({ kind: 'sample' });
    await jobRows();
  });

  afterEach(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  it('for Athena open as an SQL document with what is in its files, and a lens over each statement', async () => {
    const row = await jobWithFiles('csv');
    const { tree } = await extension();
    assert.ok(row);
    const document = await openedSql(() => run('queryWithAthena', row));
    const text = document.getText();
    assert.ok(document.isUntitled);
    assert.match(text, /^-- Amazon Athena\n/);
    assert.match(text, /CREATE EXTERNAL TABLE IF NOT EXISTS `default`\.`forecast_/);
    assert.match(text, /`item_id` string/);
    assert.match(text, /TRY_CAST\(NULLIF\("p50", 'NaN'\) AS double\)/);
    assert.ok(text.includes(`${tree.job(row)?.name ?? ''}_20`), 'its own timestamp tells its parts');
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
      'vscode.executeCodeLensProvider',
      document.uri,
      20,
    );
    assert.ok(lenses.length >= 5);
    assert.deepEqual(new Set(lenses.map(({ command }) => command?.title)), new Set(['Run in Athena']));
  });

  it('for Athena know the types of Parquet', async () => {
    const row = await jobWithFiles('parquet');
    const text = (await openedSql(() => run('queryWithAthena', row))).getText();
    assert.match(text, /STORED AS PARQUET/);
    assert.match(text, /`p50` double/);
  });

  it('of two exports compare the later with the earlier one', async () => {
    const rows = await jobsWithFiles('csv', 2);
    const text = (await openedSql(() => run('queryWithAthena', rows[0], rows))).getText();
    assert.equal(text.match(/CREATE EXTERNAL TABLE/g)?.length, 2);
  });

  it('are what a new document says, also where it gets the name of one that was just closed', async () => {
    const row = await jobWithFiles('csv');
    const content = 'closed '.repeat(60_000);
    // The editor makes a backup a second after the last change; of what is closed in that moment it stays a little.
    for (const age of [990, 1000, 1000, 1010]) {
      const closed = await vscode.workspace.openTextDocument({ language: 'sql', content });
      const opened = performance.now();
      await vscode.window.showTextDocument(closed);
      await new Promise(resolve => setTimeout(resolve, opened + age - performance.now()));
      await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
      const document = await openedSql(() => run('queryWithAthena', row));
      assert.match(document.getText().slice(0, 100), /^-- Amazon Athena\n/);
      await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    }
  });

  it('are copied for DuckDB and pandas, over S3 and over a folder', async () => {
    const row = await jobWithFiles('csv');
    await run('copyQuery', row, undefined, { engine: 'duckdb' });
    assert.match(await vscode.env.clipboard.readText(), /^-- DuckDB\n[^]*FROM glob\('s3:\/\//);
    await run('copyQuery', row, undefined, { engine: 'pandas', folder: '/somewhere/else' });
    assert.match(
      await vscode.env.clipboard.readText(),
      /^# pandas\n[^]*FOLDER = Path\('\/somewhere\/else'\)/,
    );
  });

  it('of sample data are not run: it has no Athena', async () => {
    await sqlDocument('SELECT 1', 'SELECT');
    await run('runInAthena');
    assert.equal(await shownResult(), undefined);
  });
});

describe('a statement in Athena', () => {
  let door: AthenaDoor;

  async function connected(options: AthenaDoorOptions): Promise<void> {
    const service = await connectTo({ jobs: 12 });
    const { region, accessKeyId, secretAccessKey } = service;
    door = await AthenaDoor.open({ region, credentials: { accessKeyId, secretAccessKey }, ...options });
    process.env['AWS_ENDPOINT_URL_ATHENA'] = door.url;
    const settings = vscode.workspace.getConfiguration('forecastExports');
    await settings.update('athena.outputLocation', 's3://results/here/', true);
  }

  afterEach(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    const settings = vscode.workspace.getConfiguration('forecastExports');
    await settings.update('athena.outputLocation', undefined, true);
    await settings.update('allowChanges', undefined, true);
    delete process.env['AWS_ENDPOINT_URL_ATHENA'];
    await door.close();
    await closeServices();
  });

  it('under the cursor is run, and its rows are shown beside it', async () => {
    await connected({ run: () => Promise.resolve(answer) });
    await sqlDocument('SELECT 1;\n-- the second\nSELECT item_id, total\nFROM t;\nSELECT 3', 'total');
    await run('runInAthena');
    await until('the result is shown', async () => (await shownResult()) !== undefined);
    assert.deepEqual(
      door.queries.map(({ input }) => input.QueryString),
      ['SELECT item_id, total\nFROM t'],
    );
    const { table, sql } = (await shownResult()) ?? assert.fail();
    assert.equal(sql, 'SELECT item_id, total\nFROM t');
    assert.equal(table.said, '1 row: 2.5 KB scanned, 2.8 s');
    assert.deepEqual(table.rows, [['größe', '20.5']]);
    const labels = () => vscode.window.tabGroups.all.flatMap(group => group.tabs.map(({ label }) => label));
    await until('its page is there', () => labels().includes('Query Result'));
    assert.equal(vscode.window.activeTextEditor?.document.languageId, 'sql');
  });

  it('is stopped in Athena when its notice is canceled', async () => {
    await connected({ run: () => Promise.resolve(answer), hold: true });
    await sqlDocument('SELECT 1', 'SELECT');
    const running = run('runInAthena');
    await until('it runs', () => door.calls.filter(call => call === 'GetQueryExecution').length > 1);
    await vscode.commands.executeCommand('notification.acceptPrimaryAction');
    await running;
    assert.deepEqual(
      door.queries.map(({ state }) => state),
      ['CANCELLED'],
    );
    assert.equal(await shownResult(), undefined);
  });

  it('that changes something is not sent where changes are off', async () => {
    await connected({ run: () => Promise.resolve(answer) });
    await vscode.workspace.getConfiguration('forecastExports').update('allowChanges', false, true);
    await sqlDocument('DROP TABLE t;\nSELECT 1', 'DROP');
    await run('runInAthena');
    assert.deepEqual(door.calls, []);
  });
});
