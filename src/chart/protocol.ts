import { amount, anyNumber, fields, flag, list, readMessage, text, textUpTo, word } from './messageShape';
import type { Check, Checked, Message } from './messageShape';
import { previewTextKeys, type PreviewTexts } from './previewTexts';

/** What the page "Exported data" and the extension say to each other. Both sides check what they get. */

/** What can be under way, one at a time of each. */
export const task = word('rows', 'item', 'summary', 'comparison');
export type Task = Checked<typeof task>;

const nothing = fields({});

const anyFields = fields(Object.fromEntries(previewTextKeys.map(key => [key, text])));
const texts: Check<PreviewTexts> = (value): value is PreviewTexts => anyFields(value);

/** An item's id as it is looked for: longer ones are in no export. */
export const itemId = textUpTo(10_000);

const column = fields(
  { name: text, kind: word('item', 'dimension', 'date', 'value') },
  { quantile: anyNumber },
);
const row = list(text);
const progress = fields({ parts: amount, partsRead: amount, bytes: amount, bytesRead: amount });
export type Progress = Checked<typeof progress>;

/** A part that could not be read, in words. */
const fault = fields({ part: text, why: text });
export type ShownFault = Checked<typeof fault>;

const series = fields({ dimensions: row, rows: list(row) });
export type ShownSeries = Checked<typeof series>;

const fact = fields({
  label: text,
  value: text,
  /** What to look at, by a click. */
  examples: list(fields({ item: itemId }, { date: text })),
});
export type ShownFact = Checked<typeof fact>;

const difference = fields({
  item: itemId,
  dimensions: row,
  dates: amount,
  before: anyNumber,
  after: anyNumber,
});
export type ShownDifference = Checked<typeof difference>;

/** Which of two compared exports something is of: the one that the page is about, or the one it is held against. */
export const side = word('this', 'other');
export type Side = Checked<typeof side>;

const toPage = {
  /** The first message, and again after the page was made anew. */
  start: fields(
    {
      texts,
      /** The export's name, and where it is from. */
      title: text,
      about: text,
      /** Of the editor, for numbers: as `de`. */
      language: text,
      /** What the page keeps for a restart; it is handed back as it is and means nothing to the page. */
      identity: text,
    },
    {
      /** The page has rows and nothing else, as of a query; what is said above them. */
      rowsAlone: text,
    },
  ),
  /** Rows were read; `again`: from the first one on, what was shown is gone. */
  rows: fields({
    again: flag,
    columns: list(column),
    rows: list(row),
    progress,
    faults: list(fault),
    end: flag,
  }),
  /** The rows of an item, as far as they were found; `done`: these are all. */
  item: fields({
    side,
    item: itemId,
    columns: list(column),
    series: list(series),
    progress,
    faults: list(fault),
    leftOut: amount,
    done: flag,
  }),
  suggestions: fields({ request: amount, items: list(text) }),
  progress: fields({ task, progress }),
  failed: fields({ task, why: text, remedies: list(text) }),
  cancelled: fields({ task }),
  summary: fields({ facts: list(fact), notes: list(text), faults: list(fault) }),
  /** Another export was chosen to compare with. */
  comparing: fields({ other: text, thisIsAfter: flag }),
  comparison: fields({
    column: text,
    dimensions: list(text),
    differences: list(difference),
    notes: list(text),
    faults: list(fault),
  }),
  /** The view shows another account: whose data this is, and what the button that goes there says. */
  elsewhere: fields({ why: text, button: text }),
  here: nothing,
  /** Asks for the chart as a picture, to be saved. */
  draw: fields({ format: word('png', 'svg') }),
  /** To be shown and spoken, as "Copied". */
  said: fields({ words: text }),
};

export type ToPage = Message<typeof toPage>;
export type ShownColumn = Checked<typeof column>;

/** Base64 of a picture is longer than any other text. */
const picture = textUpTo(50_000_000);

const toHost = {
  /** The page listens; `rows`: how many it had before a restart. */
  ready: fields({ rows: amount }, { item: itemId }),
  more: nothing,
  find: fields({ item: itemId }),
  suggest: fields({ request: amount, typed: itemId }),
  summarize: nothing,
  compare: nothing,
  stopComparing: nothing,
  cancel: fields({ task }),
  /** One of the remedies of the last failure was chosen. */
  remedy: fields({ task, index: amount }),
  copy: fields({ copied: picture }),
  saveChart: nothing,
  chart: fields({ format: word('png', 'svg'), data: picture }),
  saveItem: fields({ series: amount }),
  switchAccount: nothing,
  /** Something went wrong in the page: for the log. */
  broken: fields({ why: textUpTo(10_000) }),
};

export type ToHost = Message<typeof toHost>;

/** What the page was sent; undefined for anything that is none of the messages above. */
export function readToPage(value: unknown): ToPage | undefined {
  return readMessage(toPage, value);
}

/** What the extension was sent; undefined for anything that is none of the messages above. */
export function readToHost(value: unknown): ToHost | undefined {
  return readMessage(toHost, value);
}
