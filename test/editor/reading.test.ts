import assert from 'node:assert/strict';
import { statusGroups } from '../../src/jobs/exportJob';
import type { FaultName } from '../../src/local/faults';
import type { Row } from '../../src/view/rows';
import {
  calls,
  children,
  closeServices,
  connectTo,
  extension,
  jobRows,
  rowText,
  run,
  treeText,
  until,
} from './account';

const list = 'ListForecastExportJobs';

describe('the tree', () => {
  afterEach(closeServices);

  it('shows a small account whole, from one call', async () => {
    const service = await connectTo({ jobs: 60 });
    const rows = await jobRows();
    assert.equal(rows.length, 60);
    assert.equal(calls(service), 1);
  });

  it('shows a large account from five calls, one page a group', async () => {
    const service = await connectTo({ jobs: 1000 });
    const text = await treeText();
    assert.ok(text.includes('Active | 100+'), text.join('\n'));
    assert.ok(text.includes('  Load more'), text.join('\n'));
    assert.equal(calls(service), 5);
  });

  it('does not tell the editor to ask again for the rows that it waits for', async () => {
    const { tree, session } = await extension();
    const before = session.choice;
    const switched = new Promise<void>(resolve => {
      const listening = tree.onDidChangeTreeData(() => {
        if (session.choice !== before) {
          listening.dispose();
          resolve();
        }
      });
    });
    await connectTo({ jobs: 60 });
    await switched;
    const told: string[] = [];
    const listening = tree.onDidChangeTreeData(() =>
      told.push(`${session.state.kind}, ${session.board?.size ?? 0} jobs`),
    );
    assert.ok((await children()).length > 1);
    await new Promise(resolve => setImmediate(resolve));
    listening.dispose();
    // A view that a switch has emptied is told that there is something to ask for, nothing else.
    assert.ok(told.length <= (tree.visible ? 1 : 0), told.join('; '));
  });

  it('has the last row of a group drawn when a page is asked for, and the group when it has come', async () => {
    await connectTo({ jobs: 1000 });
    await treeText();
    const { tree } = await extension();
    // Its first row is revealed, which has drawn before what the connecting still had to draw.
    await run('loadMore', { kind: 'tail', group: 'ACTIVE' });
    const told: (Row | undefined)[] = [];
    const listening = tree.onDidChangeTreeData(rows => told.push(...(rows ?? [undefined])));
    await run('loadMore', { kind: 'tail', group: 'ACTIVE' });
    await until('the group was drawn', () => told.some(row => row?.kind === 'group'));
    listening.dispose();
    assert.deepEqual(told, [
      { kind: 'tail', group: 'ACTIVE' },
      { kind: 'group', group: 'ACTIVE' },
    ]);
  });

  it('has the editor wait for no rows below another: one that it draws anew meanwhile it would show without any', async () => {
    const service = await connectTo({ jobs: 1000 });
    service.faults.set({ name: 'slow', ms: 500 });
    const { tree, session } = await extension();
    await tree.getChildren();
    await tree.getChildren();
    const active: Row = { kind: 'group', group: 'ACTIVE' };
    const [first, ...others] = await tree.getChildren(active);
    assert.equal(session.board?.group('ACTIVE').tail.kind, 'loading');
    assert.deepEqual([first, others], [{ kind: 'tail', group: 'ACTIVE' }, []]);
    assert.ok(first);
    assert.equal(rowText(tree.getTreeItem(first)), 'Loading…');
    await session.board.settled('ACTIVE');
    assert.equal((await tree.getChildren(active)).length, 101);
  });

  it('asks nothing for rows that it has', async () => {
    const service = await connectTo({ jobs: 1000 });
    await jobRows();
    const before = calls(service);
    await jobRows();
    await jobRows();
    assert.equal(calls(service), before);
  });

  it('reads one page on "Load more", however often it is asked', async () => {
    const service = await connectTo({ jobs: 1000 });
    await treeText();
    const before = calls(service);
    await Promise.all([
      run('loadMore', { kind: 'tail', group: 'ACTIVE' }),
      run('loadMore', { kind: 'tail', group: 'ACTIVE' }),
    ]);
    assert.equal(calls(service), before + 1);
    assert.ok((await treeText()).includes('Active | 200+'));
  });

  it('loads all with no more calls than there are pages', async () => {
    const service = await connectTo({ jobs: 1000 });
    await treeText();
    await run('loadAll');
    const rows = await jobRows();
    assert.equal(new Set(rows.map(row => row.kind === 'job' && row.id)).size, 1000);
    assert.ok(calls(service) <= 5 + 10, String(calls(service)));
  });

  it('refreshes to the same depth', async () => {
    const service = await connectTo({ jobs: 1000 });
    await treeText();
    await run('loadMore', { kind: 'tail', group: 'ACTIVE' });
    const shown = await jobRows();
    const before = calls(service);
    await run('refresh');
    assert.equal((await jobRows()).length, shown.length);
    assert.ok(calls(service) - before <= 6);
  });

  it('says every row to a screen reader in words of its own', async () => {
    await connectTo({ jobs: 240 });
    const { tree } = await extension();
    for (const row of [...(await children()), ...(await jobRows())]) {
      const spoken = tree.getTreeItem(row).accessibilityInformation?.label ?? '';
      assert.ok(spoken.length > 3, JSON.stringify(row));
    }
  });
});

const failing: readonly FaultName[] = [
  'throttle',
  '500',
  '503',
  'html-502',
  'cut',
  'cut-body',
  'denied',
  'denied-empty',
  'expired',
  'wrong-shape',
];

describe('a fault', () => {
  afterEach(closeServices);

  for (const name of failing) {
    it(`${name} in the first page is said, and Retry works`, async () => {
      const service = await connectTo({ jobs: 60, faults: [{ name, operation: list }] });
      const { tree } = await extension();
      const rows = await children();
      assert.equal(rows[0]?.kind, 'failure');
      const item = tree.getTreeItem(rows[0]);
      assert.ok(rowText(item).length > 20);
      service.faults.clear();
      await run('retry');
      assert.equal((await jobRows()).length, 60);
    });

    it(`${name} in a later page keeps the rows, is said, and Retry works`, async () => {
      const service = await connectTo({ jobs: 1000 });
      const before = await jobRows();
      service.faults.set({ name, operation: list });
      await run('loadMore', { kind: 'tail', group: 'ACTIVE' });
      assert.equal((await jobRows()).length, before.length);
      const text = await treeText();
      assert.ok(
        text.some(line => line.endsWith('Select to retry')),
        text.join('\n'),
      );
      service.faults.clear();
      await run('loadMore', { kind: 'tail', group: 'ACTIVE' });
      assert.equal((await jobRows()).length, before.length + 100);
    });

    it(`${name} on refresh keeps the rows and is said`, async () => {
      const service = await connectTo({ jobs: 240 });
      const before = await jobRows();
      service.faults.set({ name, operation: list });
      await run('refresh');
      assert.equal((await children())[0]?.kind, 'failure');
      assert.equal((await jobRows()).length, before.length);
    });
  }

  it('invalid-token starts the query anew, unseen', async () => {
    const service = await connectTo({ jobs: 1000 });
    await jobRows();
    service.faults.set({ name: 'invalid-token', operation: list, times: 1 });
    await run('loadMore', { kind: 'tail', group: 'ACTIVE' });
    assert.ok((await treeText()).includes('Active | 200+'));
  });

  for (const name of ['repeated-token', 'cycling-token'] as const) {
    it(`${name} ends Load All with every job once and the reason in the row`, async () => {
      await connectTo({ jobs: 1000, faults: [{ name, operation: list, after: 5 }] });
      await jobRows();
      await run('loadAll');
      const ids = (await jobRows()).map(row => (row.kind === 'job' ? row.id : ''));
      assert.equal(new Set(ids).size, ids.length);
      assert.ok((await treeText()).some(line => line.endsWith('Select to retry')));
    });
  }

  for (const name of ['empty-body', 'empty-object', 'null-list'] as const) {
    it(`${name} is an empty list, not an error`, async () => {
      await connectTo({ jobs: 60, faults: [{ name, operation: list }] });
      assert.match((await treeText())[0] ?? '', /^No export jobs/);
    });
  }

  it('empty-token is the end', async () => {
    await connectTo({ jobs: 60, faults: [{ name: 'empty-token', operation: list }] });
    assert.equal((await jobRows()).length, 60);
    assert.ok(!(await treeText()).includes('  Load more'));
  });

  it('of Describe is said in the tooltip, with what is known', async () => {
    await connectTo({ jobs: 60, faults: [{ name: 'denied', operation: 'DescribeForecastExportJob' }] });
    const { tree } = await extension();
    const [row] = await jobRows();
    assert.ok(row);
    const token = {
      isCancellationRequested: false,
      onCancellationRequested: () => ({ dispose: () => undefined }),
    };
    const item = await tree.resolveTreeItem(tree.getTreeItem(row), row, token);
    const tooltip = typeof item.tooltip === 'string' ? item.tooltip : (item.tooltip?.value ?? '');
    assert.match(tooltip, /Destination/);
    assert.match(tooltip, /More could not be read: Access denied/);
  });
});

describe('whatever the service sends', () => {
  afterEach(closeServices);

  for (const name of [
    'unknown-status',
    'missing-fields',
    'hostile-strings',
    'odd-arns',
    'odd-dates',
  ] as const) {
    it(`${name}: every job is shown, as text`, async () => {
      await connectTo({ jobs: 60, faults: [{ name }] });
      const { tree } = await extension();
      const rows = await jobRows();
      assert.equal(rows.length, 60);
      for (const row of rows) {
        const item = tree.getTreeItem(row);
        assert.ok(rowText(item).length > 0);
        assert.doesNotMatch(rowText(item), /\p{Cc}|[\u202A-\u202E\u2066-\u2069]/u);
        const token = {
          isCancellationRequested: false,
          onCancellationRequested: () => ({ dispose: () => undefined }),
        };
        const { tooltip } = await tree.resolveTreeItem(item, row, token);
        assert.ok(tooltip && typeof tooltip !== 'string');
        assert.ok(!tooltip.isTrusted && !tooltip.supportHtml && !tooltip.supportThemeIcons);
        assert.doesNotMatch(tooltip.value, /(^|[^\\])\]\((command|https?):/);
      }
    });
  }

  it('unknown statuses have a group of their own', async () => {
    await connectTo({ jobs: 60, faults: [{ name: 'unknown-status' }] });
    assert.ok((await treeText()).some(line => line.startsWith('Other Statuses')));
    assert.ok(statusGroups.includes('OTHER'));
  });
});
