import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { readKeptState } from '../../src/chart/keptState';
import { readToHost, readToPage } from '../../src/chart/protocol';
import { FailureError } from '../../src/jobs/failure';
import { followedKey, readRecord, recordText, type FollowedJob } from '../../src/jobs/followedJob';
import { addressQuery, readAddress } from '../../src/view/detailsAddress';
import { FollowedFolder } from '../../src/view/followedFolder';
import { PreviewConversation } from '../../src/view/preview/conversation';
import { identityText, readIdentity } from '../../src/view/preview/previewIdentity';
import { readRemembered } from '../../src/view/remembered';
import { compareInMemory, dataInMemory, demandRows } from '../harness/dataInMemory';
import { anyText } from '../unit/anyText';
import { arnOfAnExportJob } from '../unit/jobs/arns';
import { jsonOf, nearly, nearlyFields, nearlyList } from './anyJson';
import { fuzzed, type FuzzProperty } from './fuzzProperty';

const text = anyText(20);
const word = fc.oneof(
  fc.constantFrom('rows', 'item', 'summary', 'comparison', 'png', 'svg', 'item_0001'),
  text,
);
const number = fc.oneof(fc.nat(3), fc.integer(), fc.double());

/** What the page may say, and what is like it. */
const saidByPage = fc
  .tuple(
    fc.constantFrom(
      ...['ready', 'more', 'find', 'suggest', 'summarize', 'compare', 'stopComparing', 'cancel', 'remedy'],
      ...['copy', 'saveChart', 'chart', 'saveItem', 'switchAccount', 'constructor', '__proto__', 'toString'],
    ),
    fc.record({
      rows: nearly(number),
      item: nearly(word),
      task: nearly(word),
      request: nearly(number),
      typed: nearly(word),
      index: nearly(number),
      copied: nearly(text),
      format: nearly(word),
      data: nearly(text),
      series: nearly(number),
    }),
  )
  .map(([type, rest]) => ({ type, ...rest }));

const job = { id: 'a', name: 'weekly', status: 'ACTIVE', destination: { path: 's3://exports/demand/' } };
const other = { ...job, id: 'b', creationTime: new Date(0) };
const refused = new FailureError({ kind: 'denied', what: 'It may not be read', helps: '', remedies: [] });

/** Whatever the page says, in whatever order: the extension never fails, and answers what a page takes. */
async function isAnswered([said, fails]: readonly [readonly unknown[], boolean]): Promise<void> {
  const nothing = () => Promise.resolve();
  const started = new PreviewConversation(
    job,
    {
      openData: () =>
        fails ? Promise.reject(refused) : Promise.resolve(dataInMemory({ rows: demandRows(3, 4) })),
      forget: () => undefined,
      compareExports: compareInMemory,
    },
    {
      post: message => assert.ok(readToPage(JSON.parse(JSON.stringify(message))), JSON.stringify(message)),
      start: () => ({ type: 'here' }),
      language: 'en',
      elsewhere: () => undefined,
      switchAccount: nothing,
      copy: nothing,
      saveText: nothing,
      chooseChartFile: () => Promise.resolve({ format: 'svg', write: nothing }),
      chooseOther: () => Promise.resolve(other),
      nameOf: of => of.name ?? '',
      remedyLabel: ({ kind }) => kind,
      applyRemedy: ({ kind }, retry) => (kind === 'retry' ? retry() : Promise.resolve()),
      logError: error => {
        throw error;
      },
    },
  );
  const messages = said.map(readToHost).filter(message => message !== undefined);
  await Promise.all(messages.map(message => started.receive(message)));
  started.dispose();
}

const choice = nearlyFields({
  kind: fc.constantFrom('sample', 'environment', 'profile'),
  profile: text,
  region: fc.constantFrom('us-west-2', 'eu-west-1', ''),
});
const kept = nearlyFields({
  version: fc.constantFrom<unknown>(1, '1', 2),
  choice,
  account: choice,
  filter: nearlyFields({
    forecasts: nearlyList(nearlyFields({ forecastArn: text, condition: fc.constantFrom('IS', 'IS_NOT') })),
    statuses: nearlyList(fc.constantFrom('active', 'failed', 'x')),
  }),
  id: text,
  arn: fc.oneof(text, arnOfAnExportJob),
  name: text,
  status: fc.constantFrom('ACTIVE', 'CREATE_PENDING', 'CREATE_IN_PROGRESS', ''),
  path: text,
  created: number,
  modified: number,
  since: number,
  region: fc.constantFrom('us-west-2', 'x y'),
  creationTime: number,
  identity: text,
  rows: number,
  top: number,
  left: number,
  tab: text,
  item: text,
  sorting: nearlyFields({ column: number, descending: fc.boolean() }),
});

/** What was kept and is taken back is whole: written again, it reads the same. */
function readsTheSameAgain(value: unknown): void {
  const written = jsonOf(value);
  const identity = readIdentity(written);
  assert.deepEqual(identity && readIdentity(identityText(identity)), identity);
  const record = readRecord(written);
  assert.deepEqual(record && readRecord(recordText(record)), record);
  const remembered = readRemembered(value);
  assert.deepEqual(remembered && readRemembered(JSON.parse(JSON.stringify(remembered))), remembered);
  const state = readKeptState(value);
  assert.equal(state === undefined || state.rows >= 0, true);
  // Half a surrogate pair, which JSON keeps, can't be in an address.
  if (identity && !/\\ud[89a-f]/i.test(identityText(identity))) {
    const { origin, job: of } = identity;
    assert.deepEqual(readAddress(addressQuery(origin, of.id)), { origin, id: of.id });
  }
}

const records = fc.uniqueArray(arnOfAnExportJob, { minLength: 1, maxLength: 3 }).map(arns =>
  arns.map((arn): FollowedJob => ({
    arn,
    account: { kind: 'environment' },
    region: 'us-west-2',
    since: new Date(0),
    status: 'CREATE_IN_PROGRESS',
  })),
);

type Step =
  | {
      readonly kind: 'add' | 'remove' | 'claim' | 'told' | 'wait';
      readonly window: number;
      readonly job: number;
    }
  | { readonly kind: 'found'; readonly in: string; readonly name: string; readonly text: string };

const hex = fc.stringMatching(/^[0-9a-f]{40}$/);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constantFrom('add', 'remove', 'claim', 'told', 'wait'),
      window: fc.nat(1),
      job: fc.nat(2),
    }),
  },
  fc.record({
    kind: fc.constant('found'),
    in: fc.constantFrom('followed', 'ended'),
    name: fc.oneof(
      hex.map(name => `${name}.json`),
      hex.map(name => `${name}.json.01234567-89ab-cdef-0123-456789abcdef`),
      fc.constantFrom('x', '.json', 'a.json'),
    ),
    text: fc.oneof(
      kept.map(value => jsonOf(value)),
      anyText(40),
    ),
  }),
);

/**
 * Two windows on one folder, with files of others in it: what is followed is what was added and neither removed nor
 * claimed since, each end is claimed once, and what a window that is gone had claimed is followed again.
 */
async function areFollowed([jobs, steps]: readonly [readonly FollowedJob[], readonly Step[]]): Promise<void> {
  const place = mkdtempSync(join(tmpdir(), 'forecast-exports-fuzz-'));
  let ahead = 0;
  const windows = [0, 1].map(() => new FollowedFolder(place, () => Date.now() + ahead));
  const followed = new Set<string>();
  const claimed = new Set<string>();
  try {
    for (const one of steps) {
      if (one.kind === 'found') {
        mkdirSync(join(place, one.in), { recursive: true });
        writeFileSync(join(place, one.in, one.name), one.text);
        continue;
      }
      const record = jobs[one.job % jobs.length];
      const window = windows[one.window];
      assert.ok(record && window);
      const key = followedKey(record);
      switch (one.kind) {
        case 'add':
          await window.add(record);
          followed.add(key);
          break;
        case 'remove':
          await window.remove(record);
          followed.delete(key);
          break;
        case 'claim':
          assert.equal(await window.claim(record), followed.has(key));
          if (followed.delete(key)) {
            claimed.add(key);
          }
          break;
        case 'told':
          await window.told(record);
          claimed.delete(key);
          break;
        case 'wait':
          // The times of the files are real ones.
          ahead = 120_000;
          await window.read();
          ahead = 0;
          claimed.forEach(abandoned => followed.add(abandoned));
          claimed.clear();
      }
      const read = await windows[1 - one.window]?.read();
      assert.deepEqual(read?.map(followedKey).sort(), [...followed].sort());
    }
  } finally {
    windows.forEach(window => window.dispose());
    rmSync(place, { recursive: true });
  }
}

export const keptThings: readonly FuzzProperty[] = [
  fuzzed('webview/conversation', fc.tuple(fc.array(saidByPage, { maxLength: 8 }), fc.boolean()), isAnswered),
  fuzzed('webview/messages', fc.oneof(saidByPage, fc.anything()), value => {
    const read = readToHost(value);
    assert.ok(read === undefined || read === value);
    readToPage(value);
  }),
  fuzzed('kept/read', kept, readsTheSameAgain, { quickRuns: 300 }),
  fuzzed('kept/followed', fc.tuple(records, fc.array(step, { maxLength: 10 })), areFollowed, {
    quickRuns: 30,
  }),
];
