import type { CompareOptions, Comparison, ExportedData } from '../../data/exportedData';
import type { ForecastExportJob } from '../../jobs/exportJob';

/** Where the preview has its data from; it is handed this and knows nothing of S3. */
export interface PreviewSources {
  /** Finds the parts of a job; nothing of them is read yet. Rejects with a `FailureError` or a `CancelledError`. */
  openData(job: ForecastExportJob, signal: AbortSignal): Promise<ExportedData>;
  /** What was listed may be old: the next `openData` lists the files anew. */
  forget(): void;
  compareExports(before: ExportedData, after: ExportedData, options: CompareOptions): Promise<Comparison>;
}
