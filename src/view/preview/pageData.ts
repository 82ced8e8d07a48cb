import type { ExportedData } from '../../data/exportedData';
import type { ForecastExportJob } from '../../jobs/exportJob';
import { FailureError } from '../../jobs/failure';
import type { PreviewSources } from './previewSources';

/** The exported data of a page's job, and of those that it is compared with. */
export class PageData {
  readonly #disposed = new AbortController();
  #opened: Promise<ExportedData> | undefined;

  /** @param elsewhere what to say where the data is of another account than the one that is shown, or undefined */
  constructor(
    private readonly job: ForecastExportJob,
    private readonly sources: PreviewSources,
    private readonly elsewhere: () => { readonly why: string } | undefined,
  ) {}

  /** What was opened, or is being opened; undefined where nothing was asked for yet, or it failed. */
  get opened(): Promise<ExportedData> | undefined {
    return this.#opened;
  }

  /** One for all that is asked; after a failure the next one tries again. */
  open(): Promise<ExportedData> {
    if (!this.#opened) {
      const opening = this.openOther(this.job, this.#disposed.signal);
      this.#opened = opening;
      opening.catch(() => {
        if (this.#opened === opening) {
          this.#opened = undefined;
        }
      });
    }
    return this.#opened;
  }

  /** Another account than the page's is never asked for its files, whatever is clicked in the page. */
  async openOther(job: ForecastExportJob, signal: AbortSignal): Promise<ExportedData> {
    const elsewhere = this.elsewhere();
    if (elsewhere) {
      throw new FailureError({ kind: 'other', what: elsewhere.why, helps: '', remedies: [] });
    }
    return this.sources.openData(job, signal);
  }

  /** The files may be others by now: the next `open` lists them anew. */
  forget(): void {
    if (this.#opened) {
      this.sources.forget();
      this.#opened = undefined;
    }
  }

  dispose(): void {
    this.#disposed.abort();
  }
}
