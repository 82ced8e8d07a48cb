import { describe, expect, it } from 'vitest';
import { readToPage, type ToPage } from '../../../../src/chart/protocol';
import type { ExportedData } from '../../../../src/data/exportedData';
import type { ForecastExportJob } from '../../../../src/jobs/exportJob';
import { FailureError } from '../../../../src/jobs/failure';
import { PreviewConversation, type PreviewEditor } from '../../../../src/view/preview/conversation';
import type { NamedText } from '../../../../src/view/preview/itemFile';
import { pageTexts } from '../../../../src/view/preview/pageTexts';
import {
  compareInMemory,
  dataInMemory,
  demandColumns,
  demandRows,
  type DataInMemoryOptions,
} from '../../../harness/dataInMemory';

const job: ForecastExportJob = {
  id: 'new',
  name: 'weekly',
  status: 'ACTIVE',
  destination: { path: 's3://exports/demand/' },
  creationTime: new Date('2026-11-20T00:00:00Z'),
};
const earlier: ForecastExportJob = { ...job, id: 'old', name: 'last_week', creationTime: new Date(0) };

const denied = new FailureError({
  kind: 'denied',
  what: 'The folder may not be listed',
  helps: 'Ask for s3:ListBucket.',
  remedies: [{ kind: 'chooseProfile' }],
});

interface Setup extends DataInMemoryOptions {
  readonly open?: (of: ForecastExportJob) => Promise<ExportedData>;
}

/** A conversation whose page does nothing by itself. What is posted has to be what a page takes. */
function conversation({ open, ...options }: Setup = {}) {
  const posted: ToPage[] = [];
  const saved: NamedText[] = [];
  const copied: string[] = [];
  const remedies: string[] = [];
  let opened = 0;
  let isElsewhere = false;
  const editor: PreviewEditor = {
    post: message => {
      expect(readToPage(JSON.parse(JSON.stringify(message)))).toBeDefined();
      posted.push(message);
    },
    start: () => ({
      type: 'start',
      texts: pageTexts(),
      title: 'weekly',
      about: '',
      language: 'en',
      identity: '',
    }),
    language: 'en',
    elsewhere: () => (isElsewhere ? { why: 'another account', button: 'Switch' } : undefined),
    switchAccount: () => Promise.resolve(),
    copy: text => Promise.resolve(void copied.push(text)),
    saveText: file => Promise.resolve(void saved.push(file)),
    chooseChartFile: () =>
      Promise.resolve({
        format: 'svg',
        write: bytes =>
          Promise.resolve(void saved.push({ name: 'svg', text: Buffer.from(bytes).toString() })),
      }),
    chooseOther: () => Promise.resolve(earlier),
    nameOf: of => of.name ?? '',
    remedyLabel: ({ kind }) => kind,
    applyRemedy: async ({ kind }, retry) => {
      remedies.push(kind);
      await (kind === 'retry' ? retry() : undefined);
    },
    logError: error => {
      throw error;
    },
  };
  const rows = options.rows ?? demandRows(50, 30);
  const started = new PreviewConversation(
    job,
    {
      openData: of => {
        opened += 1;
        const level = of.id === 'old' ? 0.5 : 1;
        return open
          ? open(of)
          : Promise.resolve(
              dataInMemory({ ...options, rows: level === 1 ? rows : demandRows(50, 30, level) }),
            );
      },
      forget: () => undefined,
      compareExports: compareInMemory,
    },
    editor,
  );
  const last = <T extends ToPage['type']>(type: T) =>
    posted.findLast((message): message is ToPage & { readonly type: T } => message.type === type);
  return {
    started,
    posted,
    saved,
    copied,
    remedies,
    last,
    opened: () => opened,
    goElsewhere: (there: boolean) => {
      isElsewhere = there;
      started.checkAccount();
    },
    /** All that was begun has ended. */
    settle: () => new Promise(resolve => setImmediate(resolve)),
  };
}

describe('the conversation with the page', () => {
  it('begins with the texts and a bounded read, and reads on when asked', async () => {
    const { started, posted, last, settle } = conversation();
    await started.receive({ type: 'ready', rows: 0 });
    await settle();
    expect(posted.map(({ type }) => type)).toEqual(['start', 'rows']);
    expect(last('rows')).toMatchObject({ again: true, end: false, progress: { parts: 4 } });
    expect(last('rows')?.rows).toHaveLength(1000);
    await started.receive({ type: 'more' });
    expect(last('rows')).toMatchObject({ again: false, end: false });
    expect(last('rows')?.rows[0]).toEqual(demandRows(50, 30)[1000]);
  });

  it('saves no item where the data could not be opened', async () => {
    // Found by fuzzing.
    const { started, saved, last, settle } = conversation({ open: () => Promise.reject(denied) });
    await Promise.all([
      started.receive({ type: 'summarize' }),
      started.receive({ type: 'saveItem', series: 0 }),
    ]);
    await settle();
    expect(saved).toEqual([]);
    expect(last('failed')).toMatchObject({ task: 'summary' });
  });

  it('brings back as many rows as the page had, and its item', async () => {
    const { started, posted, last, settle } = conversation();
    await started.receive({ type: 'ready', rows: 2500, item: 'item_0003' });
    await settle();
    await settle();
    const rows = posted.filter(message => message.type === 'rows').flatMap(message => message.rows);
    expect(rows.length).toBeGreaterThanOrEqual(2500);
    expect(last('item')).toMatchObject({ item: 'item_0003', done: true });
    expect(last('item')?.series.map(({ dimensions }) => dimensions)).toEqual([['north'], ['south']]);
  });

  it('says of an export without parts, and of one without rows, that it ends at once', async () => {
    for (const parts of [0, 2]) {
      const { started, last, settle } = conversation({ rows: [], parts });
      await started.receive({ type: 'ready', rows: 0 });
      await settle();
      expect(last('rows')).toMatchObject({ end: true, rows: [], progress: { parts } });
    }
  });

  it('tells a failure with what helps, and reads from the first row on Retry', async () => {
    let isDenied = true;
    const { started, last, settle, remedies, opened } = conversation({
      open: () =>
        isDenied ? Promise.reject(denied) : Promise.resolve(dataInMemory({ rows: demandRows(1, 3) })),
    });
    await started.receive({ type: 'ready', rows: 0 });
    await settle();
    expect(last('failed')).toEqual({
      type: 'failed',
      task: 'rows',
      why: 'The folder may not be listed. Ask for s3:ListBucket.',
      remedies: ['retry', 'chooseProfile'],
    });
    isDenied = false;
    await started.receive({ type: 'remedy', task: 'rows', index: 0 });
    expect(last('rows')).toMatchObject({ again: true, end: true });
    expect([remedies, opened()]).toEqual([['retry'], 2]);
  });

  it('names the parts that could not be read', async () => {
    const [part] = dataInMemory().parts;
    const faults = part ? [{ part, failure: denied.failure }] : [];
    const { started, last, settle } = conversation({ faults });
    await started.receive({ type: 'ready', rows: 0 });
    await settle();
    expect(last('rows')?.faults).toEqual([
      { part: 'weekly_part0.csv', why: 'The folder may not be listed. Ask for s3:ListBucket.' },
    ]);
  });

  it('drops the search for an item when another one is looked for, and stops one on Cancel', async () => {
    const pauses: (() => void)[] = [];
    const { started, posted, last, settle } = conversation({
      pause: () => new Promise<void>(resolve => void pauses.push(resolve)),
    });
    const go = () => {
      pauses.splice(0).forEach(resume => resume());
      return settle();
    };
    const first = started.receive({ type: 'find', item: 'item_0001' });
    await settle();
    const second = started.receive({ type: 'find', item: 'item_0002' });
    await settle();
    await go();
    await go();
    await Promise.all([first, second]);
    expect(posted.flatMap(message => (message.type === 'item' ? [message.item] : []))).toEqual([
      'item_0002',
      'item_0002',
    ]);
    const third = started.receive({ type: 'find', item: 'item_0003' });
    await settle();
    await started.receive({ type: 'cancel', task: 'item' });
    await go();
    await third;
    expect(last('cancelled')).toEqual({ type: 'cancelled', task: 'item' });
  });

  it('summarizes with progress', async () => {
    const { started, last } = conversation();
    await started.receive({ type: 'summarize' });
    expect(last('progress')).toMatchObject({ task: 'summary' });
    expect(last('summary')?.facts.find(({ label }) => label === 'Items')?.value).toBe('50');
  });

  it('compares with an earlier export, whose item comes with that of this one', async () => {
    const { started, posted, last, settle } = conversation();
    await started.receive({ type: 'ready', rows: 0 });
    await started.receive({ type: 'find', item: 'item_0001' });
    await started.receive({ type: 'compare' });
    await settle();
    expect(last('comparing')).toEqual({ type: 'comparing', other: 'last_week', thisIsAfter: true });
    const [largest] = last('comparison')?.differences ?? [];
    expect((largest?.after ?? 0) / (largest?.before ?? 1)).toBeCloseTo(2);
    const sides = posted.flatMap(message => (message.type === 'item' && message.done ? [message.side] : []));
    expect(sides).toEqual(['this', 'this', 'other']);
    await started.receive({ type: 'stopComparing' });
    await started.receive({ type: 'find', item: 'item_0001' });
    expect(last('item')?.side).toBe('this');
  });

  it('saves the rows of a series, numbers as they are and no formula', async () => {
    const rows = [
      ['=1+1', 'north', '2026-01-01', '-6.3e-05', '1', '2', '1'],
      ['=1+1', 'south', '2026-01-01', '0', '1', '2', '-cmd'],
    ];
    const { started, saved } = conversation({ rows });
    await started.receive({ type: 'find', item: '=1+1' });
    await started.receive({ type: 'saveItem', series: 1 });
    await started.receive({ type: 'saveItem', series: 0 });
    const head = demandColumns.map(({ name }) => name).join(',');
    expect(saved.map(({ text }) => text)).toEqual([
      `${head}\r\n'=1+1,south,2026-01-01,0,1,2,'-cmd\r\n`,
      `${head}\r\n'=1+1,north,2026-01-01,-6.3e-05,1,2,1\r\n`,
    ]);
    expect(saved[0]?.name).toBe('1_1-weekly.csv');
  });

  it('saves a chart only in a file that was just asked for', async () => {
    const { started, saved, last } = conversation();
    await started.receive({ type: 'chart', format: 'svg', data: '<svg/>' });
    expect(saved).toEqual([]);
    await started.receive({ type: 'saveChart' });
    expect(last('draw')).toEqual({ type: 'draw', format: 'svg' });
    await started.receive({ type: 'chart', format: 'svg', data: '<svg/>' });
    await started.receive({ type: 'chart', format: 'svg', data: 'again' });
    expect(saved).toEqual([{ name: 'svg', text: '<svg/>' }]);
  });

  it('reads nothing of another account before the view shows it', async () => {
    const { started, posted, last, opened, goElsewhere, settle } = conversation();
    goElsewhere(true);
    await started.receive({ type: 'ready', rows: 0 });
    await settle();
    expect([opened(), posted.map(({ type }) => type)]).toEqual([0, ['start', 'elsewhere', 'cancelled']]);
    await started.receive({ type: 'find', item: 'item_0001' });
    await started.receive({ type: 'more' });
    await started.receive({ type: 'compare' });
    expect([opened(), last('failed')?.why]).toEqual([0, 'another account.']);
    const before = posted.length;
    goElsewhere(false);
    await settle();
    expect([opened(), posted.slice(before).map(({ type }) => type)]).toEqual([1, ['here', 'rows']]);
  });

  it('looks for the item of before a restart once the account is the page’s own', async () => {
    const { started, posted, last, opened, goElsewhere, settle } = conversation();
    goElsewhere(true);
    await started.receive({ type: 'ready', rows: 0, item: 'item_0001' });
    await settle();
    const cancelled = posted.flatMap(message => (message.type === 'cancelled' ? [message.task] : []));
    expect([opened(), cancelled]).toEqual([0, ['rows', 'item']]);
    goElsewhere(false);
    await settle();
    expect(last('item')).toMatchObject({ item: 'item_0001', side: 'this', done: true });
  });
});
