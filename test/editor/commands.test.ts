import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Row } from '../../src/view/rows';
import { setting } from '../../src/view/settings';
import { calls, children, closeServices, connectTo, extension, jobRows, run, until } from './account';

async function clipboard(): Promise<string> {
  return vscode.env.clipboard.readText();
}

describe('copy', () => {
  let rows: Row[];
  before(async () => {
    await connectTo({ jobs: 60, seed: 21 });
    rows = await jobRows();
  });
  after(closeServices);

  const jobs = async () => {
    const { tree } = await extension();
    return rows.flatMap(row => tree.job(row) ?? []);
  };

  it('one ARN, or several, one a line', async () => {
    const [first, second] = await jobs();
    await run('copyArn', rows[0], undefined);
    assert.equal(await clipboard(), first?.arn);
    await run('copyArn', rows[0], rows.slice(0, 2));
    assert.equal(await clipboard(), `${first?.arn ?? ''}\n${second?.arn ?? ''}`);
  });

  it('S3 URI and name as the service sent them', async () => {
    const [first] = await jobs();
    await run('copyS3Uri', rows[0]);
    assert.equal(await clipboard(), first?.destination.path);
    await run('copyName', rows[0]);
    assert.equal(await clipboard(), first?.name);
  });

  it('the forecast ARN that Describe tells', async () => {
    await run('copyForecastArn', rows[0]);
    assert.match(await clipboard(), /^arn:aws:forecast:us-west-2:\d{12}:forecast\/\w+$/);
  });

  it('JSON under the names of the API', async () => {
    await run('copyAsJson', rows[0], rows.slice(0, 3));
    const copied = JSON.parse(await clipboard()) as { ForecastExportJobArn: string; CreationTime: string }[];
    assert.equal(copied.length, 3);
    assert.match(copied[0]?.CreationTime ?? '', /^\d{4}-\d\d-\d\dT/);
  });

  it('by the key: the ARNs of the selected jobs, and of other rows their words', async () => {
    const [first] = await jobs();
    const [group] = await children();
    await run('copySelected', group, [group, rows[0]]);
    assert.equal(await clipboard(), first?.arn);
    await run('copySelected', { kind: 'group', group: 'ACTIVE' });
    assert.equal(await clipboard(), 'Active');
    const failure = { kind: 'other', what: 'What went wrong', helps: 'x', remedies: [] };
    const note = { kind: 'note', label: 'A note', icon: 'info' };
    await run('copySelected', note, [{ kind: 'failure', failure }, note]);
    assert.equal(await clipboard(), 'What went wrong\nA note');
  });

  it('an AWS CLI command with the region', async () => {
    await run('copyCliCommand', rows[0]);
    assert.match(
      await clipboard(),
      /^aws forecast describe-forecast-export-job --forecast-export-job-arn arn:\S+ --region us-west-2$/,
    );
  });

  it('an AWS CLI command with the endpoint of the setting', async () => {
    const settings = vscode.workspace.getConfiguration('forecastExports');
    const endpoint = process.env['AWS_ENDPOINT_URL_FORECAST'] ?? '';
    await settings.update('endpoint', endpoint, vscode.ConfigurationTarget.Global);
    try {
      const [row] = await jobRows();
      await run('copyCliCommand', row);
      assert.ok((await clipboard()).endsWith(` --region us-west-2 --endpoint-url ${endpoint}`));
    } finally {
      await settings.update('endpoint', undefined, vscode.ConfigurationTarget.Global);
      await until('the setting is gone', () => setting('endpoint') === '');
    }
  });

  it('of other rows nothing but words by the key, and runs nothing', async () => {
    const service = await connectTo({ jobs: 400, seed: 27 });
    await jobRows();
    await vscode.commands.executeCommand('forecastExports.jobs.focus');
    const { tree } = await extension();
    const press = async () => {
      await vscode.commands.executeCommand('list.toggleSelection');
      await run('copyFocused');
      await vscode.commands.executeCommand('list.toggleSelection');
    };
    const before = calls(service);
    const seen = new Set<string>();
    await vscode.commands.executeCommand('list.focusFirst');
    await until('all rows of the first group were passed', async () => {
      try {
        await press();
      } catch {
        // The editor refuses a key while it draws the rows of the account that was just chosen.
        await vscode.commands.executeCommand('list.clear');
        await vscode.commands.executeCommand('list.focusFirst');
        return false;
      }
      seen.add(await clipboard());
      await vscode.commands.executeCommand('list.focusDown');
      return seen.size > 8;
    });
    const words = [...seen].filter(text => !text.startsWith('arn:'));
    assert.ok(words.length > 0 && words.length < seen.size, [...seen].join('\n'));
    assert.deepEqual(tree.selection, []);
    assert.equal(calls(service), before);
  });
});

describe('filters', () => {
  afterEach(async () => {
    await run('clearFilters');
    await closeServices();
  });

  it('by the forecast of a row go to the service and show only its jobs', async () => {
    const service = await connectTo({ jobs: 240, seed: 22 });
    const [row] = await jobRows();
    await run('filterByThisForecast', row);
    await jobRows();
    const { session } = await extension();
    const [condition] = session.filter.forecasts;
    assert.equal(condition?.condition, 'IS');
    const last = service.recorded.at(-1);
    assert.match(JSON.stringify(last), new RegExp(condition.forecastArn));
    for (const job of session.board?.all() ?? []) {
      assert.equal((await session.details(job)).forecastArn, condition.forecastArn);
    }
  });

  it('hide the forecast of a row', async () => {
    await connectTo({ jobs: 60, seed: 23 });
    const before = (await jobRows()).length;
    const [row] = await jobRows();
    await run('hideThisForecast', row);
    const after = await jobRows();
    assert.ok(after.length < before && after.length > 0);
  });
});

describe('details', () => {
  afterEach(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await closeServices();
  });

  it('tell everything in a read-only document', async () => {
    const service = await connectTo({ jobs: 60, seed: 24 });
    const [row] = await jobRows();
    await run('showDetails', row);
    const document = vscode.window.activeTextEditor?.document;
    assert.equal(document?.uri.scheme, 'forecast-export-job');
    const text = document.getText();
    for (const label of ['Status', 'Created', 'Forecast', 'Format', 'Destination', 'Role', 'ARN', 'Tags']) {
      assert.match(text, new RegExp(`^${label}`, 'm'));
    }
    assert.equal(calls(service, 'DescribeForecastExportJob'), 1);
    assert.equal(calls(service, 'ListTagsForResource'), 1);
  });

  it('say what could not be read, and show the rest', async () => {
    const service = await connectTo({ jobs: 60, seed: 24 });
    const [row] = await jobRows();
    service.faults.set(
      { name: 'denied', operation: 'DescribeForecastExportJob' },
      { name: 'denied-empty', operation: 'ListTagsForResource' },
    );
    await run('showDetails', row);
    const read = () => vscode.window.activeTextEditor?.document.getText() ?? '';
    await until('the document is read anew', () => read().includes('The rest could not be read.'));
    const text = read();
    assert.match(text, /The tags could not be read\. .*forecast:ListTagsForResource/);
    assert.match(text, /^Destination/m);
  });

  it('show hostile text as text', async () => {
    await connectTo({ jobs: 12, seed: 24, faults: [{ name: 'hostile-strings' }] });
    const [row] = await jobRows();
    await run('showDetails', row);
    const text = vscode.window.activeTextEditor?.document.getText() ?? '';
    assert.ok(text.length > 100);
    assert.doesNotMatch(text.replace(/\n/g, ''), /\p{Cc}/u);
  });
});

describe('settings', () => {
  afterEach(closeServices);

  it('page size is MaxResults', async () => {
    const settings = vscode.workspace.getConfiguration('forecastExports');
    await settings.update('pageSize', 7, vscode.ConfigurationTarget.Global);
    try {
      const service = await connectTo({ jobs: 400, seed: 25 });
      await jobRows();
      await run('loadMore', { kind: 'tail', group: 'ACTIVE' });
      assert.match(JSON.stringify(service.recorded.at(-1)), /"MaxResults":7\b/);
      const { session } = await extension();
      assert.equal(session.board?.group('ACTIVE').count, 14);
    } finally {
      await settings.update('pageSize', undefined, vscode.ConfigurationTarget.Global);
    }
  });

  it('empty groups can be shown', async () => {
    const settings = vscode.workspace.getConfiguration('forecastExports');
    await settings.update('showEmptyGroups', true, vscode.ConfigurationTarget.Global);
    try {
      await connectTo({ jobs: 5, seed: 26 });
      const { tree } = await extension();
      await until('all groups are shown', async () => (await tree.getChildren()).length === 10);
    } finally {
      await settings.update('showEmptyGroups', undefined, vscode.ConfigurationTarget.Global);
    }
  });
});
