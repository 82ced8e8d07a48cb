import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readKeptState } from '../../../src/chart/keptState';
import { readToHost, readToPage, type ToHost, type ToPage } from '../../../src/chart/protocol';
import { filled, previewTextKeys } from '../../../src/chart/previewTexts';
import { pageTexts } from '../../../src/view/preview/pageTexts';

const progress = { parts: 2, partsRead: 1, bytes: 100, bytesRead: 50 };

const rows: ToPage = {
  type: 'rows',
  again: true,
  columns: [{ name: 'p10', kind: 'value', quantile: 0.1 }],
  rows: [['1']],
  progress,
  faults: [{ part: 'part0.csv', why: 'cut off' }],
  end: false,
};

describe('a message', () => {
  it.each<ToPage>([
    rows,
    { type: 'start', texts: pageTexts(), title: 'a', about: '', language: 'en', identity: '{}' },
    { type: 'here' },
    { type: 'progress', task: 'summary', progress },
    {
      type: 'summary',
      facts: [{ label: 'Items', value: '1', examples: [{ item: 'a' }] }],
      notes: [],
      faults: [],
    },
  ])('for the page is taken as it is: $type', message => {
    expect(readToPage(JSON.parse(JSON.stringify(message)))).toEqual(message);
  });

  it.each<ToHost>([
    { type: 'ready', rows: 0 },
    { type: 'ready', rows: 2, item: 'a' },
    { type: 'cancel', task: 'rows' },
  ])('for the extension is taken as it is: %j', message => {
    expect(readToHost(JSON.parse(JSON.stringify(message)))).toEqual(message);
  });

  it.each([
    undefined,
    null,
    'more',
    {},
    { type: 'toString' },
    { type: '__proto__' },
    { type: 'rows' },
    { ...rows, columns: [{ name: 'a', kind: 'secret' }] },
    { ...rows, rows: [[1]] },
    { ...rows, progress: { ...progress, bytes: NaN } },
    { ...rows, columns: [{ name: 'a', kind: 'value', quantile: 'p10' }] },
    { type: 'start', texts: {}, title: 'a', about: '', language: 'en', identity: '' },
  ])('that is none is refused by the page: %j', message => {
    expect(readToPage(message)).toBeUndefined();
  });

  it.each([
    { type: 'find' },
    { type: 'find', item: 5 },
    { type: 'find', item: 'x'.repeat(10_001) },
    { type: 'cancel', task: 'all' },
    { type: 'remedy', task: 'rows', index: -1 },
    { type: 'chart', format: 'exe', data: '' },
    { type: 'ready', rows: 1, item: 3 },
  ])('that is none is refused by the extension: %j', message => {
    expect(readToHost(message)).toBeUndefined();
  });

  it('is read without throwing, whatever it is', () => {
    fc.assert(
      fc.property(fc.anything(), value => {
        readToHost(value);
        readToPage(value);
        expect(readKeptState(value)).toBeUndefined();
      }),
    );
  });
});

describe('the texts of the page', () => {
  it('are all there, with their placeholders', () => {
    const texts = pageTexts();
    expect(Object.keys(texts).sort()).toEqual([...previewTextKeys].sort());
    expect(filled(texts.partsRead, 2, 4)).toBe('2 of 4 parts');
    expect(filled('{1} {0} {2}', 'a', '{0}')).toBe('{0} a {2}');
  });
});
