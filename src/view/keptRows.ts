import type { StatusGroup } from '../jobs/exportJob';
import { FileRows } from './files/fileRows';
import type { Row } from './rows';

type RowOf<Kind extends Row['kind']> = Row & { readonly kind: Kind };

/** Keeps the rows of the view for as long as their board: the editor tells rows apart by object. */
export class KeptRows {
  readonly files = new FileRows();
  readonly #groups = new Map<StatusGroup, RowOf<'group'>>();
  readonly #tails = new Map<StatusGroup, RowOf<'tail'>>();
  readonly #jobs = new Map<string, RowOf<'job'>>();

  group(group: StatusGroup): RowOf<'group'> {
    return kept(this.#groups, group, () => ({ kind: 'group', group }));
  }

  tail(group: StatusGroup): RowOf<'tail'> {
    return kept(this.#tails, group, () => ({ kind: 'tail', group }));
  }

  job(id: string): RowOf<'job'> {
    return kept(this.#jobs, id, () => ({ kind: 'job', id }));
  }

  /** Those of the jobs that were drawn or named so far. */
  get jobs(): Iterable<RowOf<'job'>> {
    return this.#jobs.values();
  }

  /** Another board has come. Its groups are the same. */
  forget(): void {
    this.#jobs.clear();
    this.files.clear();
  }
}

function kept<K, V>(rows: Map<K, V>, key: K, make: () => V): V {
  const row = rows.get(key) ?? make();
  rows.set(key, row);
  return row;
}
