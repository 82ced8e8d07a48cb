import type { Side, Task, ToHost, ToPage } from '../../chart/protocol';
import type { ExportedData, ItemFound, ReadingProgress, RowReader } from '../../data/exportedData';
import type { ForecastExportJob } from '../../jobs/exportJob';
import { FailureError } from '../../jobs/failure';
import { FailedTasks, type FailureEditor } from './failedTasks';
import { itemFile, itemFileName, type NamedText } from './itemFile';
import type { PreviewSources } from './previewSources';
import { comparisonMessage, shownFaults, summaryMessage } from './shownResults';
import { TaskRuns } from './taskRuns';

/** What the conversation leaves to the editor. */
export interface PreviewEditor extends FailureEditor {
  /** The first message. */
  readonly start: () => ToPage;
  readonly language: string;
  /** What to say where the data is of another account than the one that is shown, or undefined. */
  readonly elsewhere: () => { readonly why: string; readonly button: string } | undefined;
  readonly switchAccount: () => Promise<void>;
  readonly copy: (text: string) => Promise<void>;
  readonly saveText: (file: NamedText) => Promise<void>;
  /** Asks where a chart is to be saved; the page is then asked for it in that format. */
  readonly chooseChartFile: (name: string) => Promise<ChartFile | undefined>;
  readonly chooseOther: (job: ForecastExportJob) => Promise<ForecastExportJob | undefined>;
  readonly nameOf: (job: ForecastExportJob) => string;
}

export interface ChartFile {
  readonly format: 'png' | 'svg';
  readonly write: (bytes: Uint8Array) => Promise<void>;
}

/** As many as fit into a read of some hundred KB. */
const rowsAtOnce = 1000;
/** Rows that a page gets back after a restart. */
const mostRowsAgain = 20_000;
const mostSuggestions = 30;
const mostDifferences = 500;

interface Opened {
  readonly data: ExportedData;
  readonly job: ForecastExportJob;
}

/** What the extension's side of the page "Exported data" of one job does: it answers each message of the page. */
export class PreviewConversation {
  readonly #tasks: TaskRuns;
  readonly #opening = new AbortController();
  readonly #failed: FailedTasks;
  #data: Promise<ExportedData> | undefined;
  #reader: RowReader | undefined;
  #found: Partial<Record<Side, ItemFound>> = {};
  #item = '';
  #other: Opened | undefined;
  #chartFile: ChartFile | undefined;
  #wasElsewhere = false;
  /** What the page asked for with its first message, while the account was another one. */
  #waiting: (ToHost & { readonly type: 'ready' }) | undefined;
  #isReady = false;
  #toCompare: ForecastExportJob | undefined;

  constructor(
    private readonly job: ForecastExportJob,
    private readonly sources: PreviewSources,
    private readonly editor: PreviewEditor,
  ) {
    this.#failed = new FailedTasks(editor);
    this.#tasks = new TaskRuns({
      onCancelled: task => editor.post({ type: 'cancelled', task }),
      onError: (task, error, retry) => this.#failed.add(task, error, retry),
    });
  }

  async receive(message: ToHost): Promise<void> {
    switch (message.type) {
      case 'ready':
        this.#onReady(message);
        return;
      case 'more':
        if (!this.#tasks.isRunning('rows')) {
          await this.#readRows(rowsAtOnce, false);
        }
        return;
      case 'find':
        await this.#find(message.item);
        return;
      case 'suggest':
        await this.#suggest(message.typed, message.request);
        return;
      case 'summarize':
        await this.#summarize();
        return;
      case 'compare':
        await this.#chooseOther();
        return;
      case 'stopComparing':
        this.#tasks.cancel('comparison');
        this.#other = undefined;
        delete this.#found.other;
        return;
      case 'cancel':
        this.#tasks.cancel(message.task);
        return;
      case 'remedy':
        await this.#failed.apply(message.task, message.index);
        return;
      case 'copy':
        await this.editor.copy(message.copied);
        return;
      case 'saveChart':
        await this.#chooseChartFile();
        return;
      case 'chart':
        await this.#saveChart(message.format, message.data);
        return;
      case 'saveItem':
        await this.#saveItem(message.series);
        return;
      case 'switchAccount':
        await this.editor.switchAccount();
        return;
      case 'broken':
        this.editor.logError(new Error(`the page "Exported data": ${message.why}`));
        return;
    }
  }

  /** Compares with another export, as soon as the page is there. */
  async compareWith(other: ForecastExportJob): Promise<void> {
    if (!this.#isReady || this.#waiting) {
      this.#toCompare = other;
      return;
    }
    await this.#compare(other);
  }

  /** The view may show another account now. */
  checkAccount(): void {
    const elsewhere = this.editor.elsewhere();
    if (!this.#isReady || (elsewhere !== undefined) === this.#wasElsewhere) {
      return;
    }
    this.#wasElsewhere = elsewhere !== undefined;
    this.editor.post(elsewhere ? { type: 'elsewhere', ...elsewhere } : { type: 'here' });
    if (!elsewhere && this.#waiting) {
      this.#begin(this.#waiting);
    }
  }

  dispose(): void {
    this.#opening.abort();
    this.#tasks.dispose();
  }

  #onReady(message: ToHost & { readonly type: 'ready' }): void {
    const elsewhere = this.editor.elsewhere();
    this.#isReady = true;
    this.#wasElsewhere = elsewhere !== undefined;
    this.editor.post(this.editor.start());
    if (elsewhere) {
      this.editor.post({ type: 'elsewhere', ...elsewhere });
      this.editor.post({ type: 'cancelled', task: 'rows' });
      this.#waiting = message;
    } else {
      this.#begin(message);
    }
  }

  #begin({ rows, item }: ToHost & { readonly type: 'ready' }): void {
    this.#waiting = undefined;
    if (this.#data) {
      // The page asks again: the files may be others by now.
      this.sources.forget();
      this.#data = undefined;
    }
    void this.#readRows(Math.max(rowsAtOnce, Math.min(rows, mostRowsAgain)), true);
    if (item !== undefined) {
      void this.#find(item);
    }
    const other = this.#toCompare ?? this.#other?.job;
    this.#toCompare = undefined;
    if (other) {
      void this.#compare(other);
    }
  }

  /** One for all that is asked; after a failure the next one tries again. */
  #open(): Promise<ExportedData> {
    if (!this.#data) {
      const opening = this.#openHere(this.job, this.#opening.signal);
      this.#data = opening;
      opening.catch(() => {
        if (this.#data === opening) {
          this.#data = undefined;
        }
      });
    }
    return this.#data;
  }

  /** Another account than the page's is never asked for its files, whatever is clicked in the page. */
  async #openHere(job: ForecastExportJob, signal: AbortSignal): Promise<ExportedData> {
    const elsewhere = this.editor.elsewhere();
    if (elsewhere) {
      throw new FailureError({ kind: 'other', what: elsewhere.why, helps: '', remedies: [] });
    }
    return this.sources.openData(job, signal);
  }

  #readRows(count: number, isAgain: boolean): Promise<void> {
    let again = isAgain;
    return this.#tasks.run('rows', async signal => {
      const data = await this.#open();
      if (again || !this.#reader) {
        this.#reader = data.rows();
      }
      const reader = this.#reader;
      let missing = count;
      for (let isFirst = again; ; isFirst = false) {
        const page = await reader.next(Math.min(missing, rowsAtOnce * 5), signal);
        missing -= page.rows.length;
        // A retry begins with the first row: how far a reader got that failed is not known.
        again = true;
        const { columns } = data;
        const { rows, progress, end } = page;
        this.editor.post({
          type: 'rows',
          again: isFirst,
          columns,
          rows,
          progress,
          end,
          faults: shownFaults(page.faults),
        });
        if (end || (missing <= 0 && page.rows.length > 0) || signal.aborted) {
          return;
        }
      }
    });
  }

  #find(item: string): Promise<void> {
    this.#item = item;
    this.#found = {};
    return this.#tasks.run('item', async signal => {
      const data = await this.#open();
      await Promise.all([
        this.#findIn('this', data, item, signal),
        ...(this.#other ? [this.#findIn('other', this.#other.data, item, signal)] : []),
      ]);
    });
  }

  async #findIn(side: Side, data: ExportedData, item: string, signal: AbortSignal): Promise<void> {
    const post = (found: ItemFound, done: boolean) => {
      if (this.#item !== item || signal.aborted) {
        return;
      }
      this.#found[side] = found;
      const { progress, leftOut, faults } = found;
      const series = found.series.map(({ dimensions, rows }) => ({ dimensions, rows }));
      this.editor.post({
        type: 'item',
        side,
        item,
        columns: data.columns,
        series,
        progress,
        leftOut,
        done,
        faults: shownFaults(faults),
      });
    };
    const found = await data.findItem(
      { item },
      {
        signal,
        onFound: some => post(some, false),
        ...(side === 'this' ? { onProgress: this.#progressOf('item', signal) } : {}),
      },
    );
    post(found, true);
  }

  async #suggest(typed: string, request: number): Promise<void> {
    try {
      const data = await this.#data;
      const items = data?.suggestions(typed, mostSuggestions) ?? [];
      this.editor.post({ type: 'suggestions', request, items });
    } catch {
      // The table says why there is no data.
      this.editor.post({ type: 'suggestions', request, items: [] });
    }
  }

  #summarize(): Promise<void> {
    return this.#tasks.run('summary', async signal => {
      const data = await this.#open();
      const summary = await data.summarize({ signal, onProgress: this.#progressOf('summary', signal) });
      const { facts, notes } = summaryMessage(summary, this.editor.language);
      this.editor.post({ type: 'summary', facts, notes, faults: shownFaults(summary.faults) });
    });
  }

  async #chooseOther(): Promise<void> {
    const other = await this.editor.chooseOther(this.job);
    if (other) {
      await this.#compare(other);
    }
  }

  #compare(other: ForecastExportJob): Promise<void> {
    const thisIsAfter = madeAt(this.job) >= madeAt(other);
    this.editor.post({ type: 'comparing', other: this.editor.nameOf(other), thisIsAfter });
    return this.#tasks.run('comparison', async signal => {
      const [data, otherData] = await Promise.all([this.#open(), this.#openHere(other, signal)]);
      this.#other = { job: other, data: otherData };
      if (this.#item !== '') {
        void this.#find(this.#item);
      }
      const [before, after] = thisIsAfter ? [otherData, data] : [data, otherData];
      const comparison = await this.sources.compareExports(before, after, {
        limit: mostDifferences,
        signal,
        onProgress: this.#progressOf('comparison', signal),
      });
      const { faults } = comparison;
      const shown = comparisonMessage(comparison, this.editor.language);
      this.editor.post({ type: 'comparison', ...shown, faults: shownFaults(faults) });
    });
  }

  #progressOf(task: Task, signal: AbortSignal): (progress: ReadingProgress) => void {
    return progress => {
      if (!signal.aborted) {
        this.editor.post({ type: 'progress', task, progress });
      }
    };
  }

  async #chooseChartFile(): Promise<void> {
    const file = await this.editor.chooseChartFile(itemFileName(this.#item, this.editor.nameOf(this.job)));
    if (file) {
      this.#chartFile = file;
      this.editor.post({ type: 'draw', format: file.format });
    }
  }

  async #saveChart(format: 'png' | 'svg', data: string): Promise<void> {
    const file = this.#chartFile;
    this.#chartFile = undefined;
    if (file?.format === format) {
      await file.write(format === 'png' ? Buffer.from(data, 'base64') : Buffer.from(data, 'utf8'));
    }
  }

  async #saveItem(place: number): Promise<void> {
    const series = this.#found.this?.series[place];
    // Why it could not be opened is said where that was asked for.
    const data = await this.#data?.catch(() => undefined);
    if (series && data) {
      await this.editor.saveText(
        itemFile(itemFileName(this.#item, this.editor.nameOf(this.job)), data.columns, series),
      );
    }
  }
}

function madeAt({ creationTime }: ForecastExportJob): number {
  return creationTime?.getTime() ?? 0;
}
