import { amount, fields, flag, text, word, type Checked } from './messageShape';
import { itemId } from './protocol';

/** What the page keeps over a restart of the window. */
const keptState = fields(
  {
    version: word('1'),
    /** Whose data it is; only the extension reads it. */
    identity: text,
    rows: amount,
    top: amount,
    left: amount,
    tab: text,
  },
  { item: itemId, sorting: fields({ column: amount, descending: flag }) },
);

export type KeptState = Checked<typeof keptState>;

/** What was kept, as far as this version understands it. */
export function readKeptState(value: unknown): KeptState | undefined {
  return keptState(value) ? value : undefined;
}
