import { expect, it } from 'vitest';
import { sentences } from '../../../src/jobs/sentences';

it.each([
  [['Not stopped: weekly', '', 'Try again.'], 'Not stopped: weekly. Try again.'],
  [['Läuft seit 14 Min.', 'Wirklich?', 'und …'], 'Läuft seit 14 Min. Wirklich? und …'],
  [
    ['エクスポートできませんでした。', 'プロファイル: weekly'],
    'エクスポートできませんでした。 プロファイル: weekly。',
  ],
  [[], ''],
])('%j are told as %j', (texts, told) => {
  expect(sentences(...texts)).toBe(told);
});
