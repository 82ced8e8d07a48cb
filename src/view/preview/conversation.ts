import type { Task, ToHost, ToPage } from '../../chart/protocol';
import type { ExportedData, ReadingProgress } from '../../data/exportedData';
import type { ForecastExportJob } from '../../jobs/exportJob';
import { FailedTasks, type FailureEditor } from './failedTasks';
import { itemFile, itemFileName, type NamedText } from './itemFile';
import { ItemSearch } from './itemSearch';
import { PageData } from './pageData';
import type { PreviewSources } from './previewSources';
import { RowFeed } from './rowFeed';
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

const mostSuggestions = 30;
const mostDifferences = 500;

interface Opened {
  readonly data: ExportedData;
  readonly job: ForecastExportJob;
}

/** What the extension's side of the page "Exported data" of one job does: it answers each message of the page. */
export class PreviewConversation {
  readonly #tasks: TaskRuns;
  readonly #failed: FailedTasks;
  readonly #data: PageData;
  readonly #rows: RowFeed;
  readonly #search: ItemSearch;
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
    this.#data = new PageData(job, sources, editor.elsewhere);
    this.#rows = new RowFeed(editor.post);
    this.#search = new ItemSearch(editor.post);
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
          await this.#readRows(this.#rows.more());
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
        this.#search.forgetOther();
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
    this.#data.dispose();
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
      if (message.item !== undefined) {
        this.editor.post({ type: 'cancelled', task: 'item' });
      }
      this.#waiting = message;
    } else {
      this.#begin(message);
    }
  }

  #begin({ rows, item }: ToHost & { readonly type: 'ready' }): void {
    this.#waiting = undefined;
    // The page may ask again.
    this.#data.forget();
    void this.#readRows(this.#rows.fromFirst(rows));
    if (item !== undefined) {
      void this.#find(item);
    }
    const other = this.#toCompare ?? this.#other?.job;
    this.#toCompare = undefined;
    if (other) {
      void this.#compare(other);
    }
  }

  #readRows(read: (data: ExportedData, signal: AbortSignal) => Promise<void>): Promise<void> {
    return this.#tasks.run('rows', async signal => read(await this.#data.open(), signal));
  }

  #find(item: string): Promise<void> {
    this.#search.begin(item);
    return this.#tasks.run('item', async signal => {
      const data = await this.#data.open();
      await this.#search.find(data, {
        other: this.#other?.data,
        signal,
        onProgress: this.#progressOf('item', signal),
      });
    });
  }

  async #suggest(typed: string, request: number): Promise<void> {
    try {
      const data = await this.#data.opened;
      const items = data?.suggestions(typed, mostSuggestions) ?? [];
      this.editor.post({ type: 'suggestions', request, items });
    } catch {
      // The table says why there is no data.
      this.editor.post({ type: 'suggestions', request, items: [] });
    }
  }

  #summarize(): Promise<void> {
    return this.#tasks.run('summary', async signal => {
      const data = await this.#data.open();
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
      const [data, otherData] = await Promise.all([this.#data.open(), this.#data.openOther(other, signal)]);
      this.#other = { job: other, data: otherData };
      if (this.#search.item !== '') {
        void this.#find(this.#search.item);
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
    const file = await this.editor.chooseChartFile(
      itemFileName(this.#search.item, this.editor.nameOf(this.job)),
    );
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
    const series = this.#search.series(place);
    // Why it could not be opened is said where that was asked for.
    const data = await this.#data.opened?.catch(() => undefined);
    if (series && data) {
      await this.editor.saveText(
        itemFile(itemFileName(this.#search.item, this.editor.nameOf(this.job)), data.columns, series),
      );
    }
  }
}

function madeAt({ creationTime }: ForecastExportJob): number {
  return creationTime?.getTime() ?? 0;
}
