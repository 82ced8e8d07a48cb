import { exportPlace } from '../data/exportFileNames';
import type { ForecastExportJob, StatusGroup } from '../jobs/exportJob';
import type { Failure, Remedy } from '../jobs/failure';
import type { CommandId } from '../manifest';

/** A row of the tree. */
export type Row =
  | { readonly kind: 'group'; readonly group: StatusGroup }
  | { readonly kind: 'job'; readonly id: string }
  /** The last row of a group: "Load more", or what came of it. */
  | { readonly kind: 'tail'; readonly group: StatusGroup }
  /** What a job's files are together. */
  | { readonly kind: 'files'; readonly jobId: string }
  /** A part of an export, by its key in S3. */
  | { readonly kind: 'file'; readonly jobId: string; readonly key: string }
  /** The last row of a job's files: "Load more", or what came of it. */
  | { readonly kind: 'filesTail'; readonly jobId: string }
  /** Why the tree isn't whole. */
  | { readonly kind: 'failure'; readonly failure: Failure }
  | { readonly kind: 'remedy'; readonly remedy: Remedy }
  /** A sentence with something to do about it. */
  | { readonly kind: 'note'; readonly label: string; readonly icon: string; readonly command?: CommandId };

export function failureRows(failure: Failure): Row[] {
  return [
    { kind: 'failure', failure },
    ...failure.remedies.map((remedy): Row => ({ kind: 'remedy', remedy })),
  ];
}

/** What keeps a row's selection and expansion over refreshes; a job keeps its own when its status changes. */
export function rowId(row: Row): string | undefined {
  switch (row.kind) {
    case 'group':
      return `group/${row.group}`;
    case 'job':
      return `job/${row.id}`;
    case 'tail':
      return `tail/${row.group}`;
    case 'files':
    case 'filesTail':
      return `${row.kind}/${row.jobId}`;
    case 'file':
      return `file/${row.jobId}/${row.key}`;
    case 'failure':
    case 'remedy':
    case 'note':
      return undefined;
  }
}

/** Whether a job's files are there to be listed: it has ended well, and its destination is an S3 path. */
export function hasFiles(job: ForecastExportJob): boolean {
  return job.status === 'ACTIVE' && exportPlace(job) !== undefined;
}
