import type { ForecastExportJob } from '../jobs/exportJob';
import { parseS3Path } from '../jobs/s3Path';

/** Where an export's files are: only keys that begin with this are its own. */
export interface ExportPlace {
  readonly bucket: string;
  /** The destination as a folder: '' for the whole bucket, else it ends in `/`. */
  readonly folder: string;
  /** Of every part's key: the folder, the job's name and `_`. */
  readonly prefix: string;
}

/** Undefined where the service sent no name, or a destination that is no S3 path. */
export function exportPlace({ name, destination }: ForecastExportJob): ExportPlace | undefined {
  const location = parseS3Path(destination.path);
  if (!location || !name) {
    return undefined;
  }
  const { bucket, prefix } = location;
  const folder = prefix === '' || prefix.endsWith('/') ? prefix : `${prefix}/`;
  return { bucket, folder, prefix: `${folder}${name}_` };
}

/** What a part's name tells. */
export interface PartName {
  /** The export's own time, as written: `2020-06-08T17-53-31Z`. */
  readonly timestamp: string;
  readonly number: number;
  readonly format: 'CSV' | 'PARQUET';
}

/**
 * Takes apart `NAME_2020-06-08T17-53-31Z_part0.csv`, and nothing else: `sales_2`'s parts are not those of `sales`.
 * @param key the whole key
 */
export function readPartName(key: string, { prefix }: ExportPlace): PartName | undefined {
  if (!key.startsWith(prefix)) {
    return undefined;
  }
  const match = /^(\d{4}-\d{2}-\d{2}T\d{2}-\d{2}-\d{2}Z)_part(\d{1,9})\.(csv|parquet)$/.exec(
    key.slice(prefix.length),
  );
  const [, timestamp, number, ending] = match ?? [];
  return timestamp === undefined
    ? undefined
    : { timestamp, number: Number(number), format: ending === 'csv' ? 'CSV' : 'PARQUET' };
}

/** The instant of a part's timestamp, in milliseconds since the epoch; NaN for one that is none. */
export function instantOf(timestamp: string): number {
  return Date.parse(timestamp.replace(/T(\d\d)-(\d\d)-(\d\d)Z$/, 'T$1:$2:$3Z'));
}

/** How far S3's and the service's clocks, and rounding, may take a timestamp out of its job's time. */
const leeway = 2 * 60_000;

/**
 * Which of the timestamps in a folder are this job's: those of the time in which it ran. Jobs of the same name under
 * other forecasts may write to the same folder.
 * @returns `certain` where there is exactly one, and it is of that time
 */
export function ownTimestamps(
  timestamps: Iterable<string>,
  { creationTime, lastModificationTime }: ForecastExportJob,
): { readonly own: ReadonlySet<string>; readonly certain: boolean } {
  const all = new Set(timestamps);
  const from = (creationTime?.getTime() ?? -Infinity) - leeway;
  const to = (lastModificationTime?.getTime() ?? Infinity) + leeway;
  const within = [...all].filter(timestamp => {
    const at = instantOf(timestamp);
    return at >= from && at <= to;
  });
  return within.length > 0
    ? { own: new Set(within), certain: within.length === 1 }
    : { own: all, certain: all.size === 0 };
}
