import * as l10n from '@vscode/l10n';
import type { ExportedData, ExportPart } from '../../data/exportedData';
import { exportPlace } from '../../data/exportFileNames';
import type { QueriedExport, StoredType } from '../../data/queries/queriedExport';
import type { ForecastExportJob } from '../../jobs/exportJob';
import { FailureError, type Failure } from '../../jobs/failure';
import type { ExportedFiles } from '../files/exportedFiles';
import { jobName } from '../jobText';
import type { Session } from '../session';

export interface QuerySources {
  readonly session: Session;
  readonly files: ExportedFiles;
  readonly openData: (job: ForecastExportJob, signal?: AbortSignal) => Promise<ExportedData>;
  readonly storedTypes: (part: ExportPart, signal?: AbortSignal) => Promise<ReadonlyMap<string, StoredType>>;
}

/**
 * What a query of an export has to know: its own parts, their columns as the first rows tell them, and the region of
 * the bucket. Rejects with a `FailureError` where there are none, or they can't be read.
 */
export async function queriedExport(
  { session, files, openData, storedTypes }: QuerySources,
  job: ForecastExportJob,
  signal: AbortSignal,
): Promise<QueriedExport> {
  const place = exportPlace(job);
  const parts = await files.parts(job, signal);
  const format = parts[0]?.format;
  if (!place || !format) {
    throw new FailureError(noParts(job));
  }
  const data = await openData(job, signal);
  const { faults } = await data.rows().next(1, signal);
  if (data.columns.length === 0) {
    throw new FailureError(faults[0]?.failure ?? noParts(job));
  }
  const [first] = parts.filter(({ size }) => size > 0);
  const types =
    format === 'PARQUET' && first ? await storedTypes(first, signal) : new Map<string, StoredType>();
  const connection = await session.connection();
  const region = await connection?.objects.regionOf(place.bucket, signal).catch(unknownRegion);
  return {
    jobName: job.name ?? '',
    folder: `s3://${place.bucket}/${place.folder}`,
    timestamps: files.of(job)?.timestamps ?? [],
    certain: files.of(job)?.wholeness.certain ?? false,
    format,
    columns: data.columns.map(column => {
      const stored = types.get(column.name);
      return stored ? { ...column, stored } : column;
    }),
    emptyParts: parts.filter(({ size }) => size === 0).map(({ name }) => name),
    ...(region === undefined ? {} : { region }),
  };
}

/** The text says nothing of it then; the parts were read all the same. */
function unknownRegion(error: unknown): undefined {
  if (!(error instanceof FailureError)) {
    throw error;
  }
}

function noParts(job: ForecastExportJob): Failure {
  return {
    kind: 'notFound',
    what: l10n.t('There is no file with columns in S3 to write a query for: {0}', jobName(job)),
    helps: l10n.t('An export has files once it is active; they may have been deleted or moved since.'),
    remedies: [{ kind: 'retry' }],
  };
}
