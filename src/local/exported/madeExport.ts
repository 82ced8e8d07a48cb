import { chance, SeededRandom } from '../random';
import type { StoredForecast, StoredJob } from '../resource';

/** One part of an export. */
export interface MadePart {
  readonly number: number;
  readonly key: string;
  /** `header`: no rows; `nothing`: not a byte. */
  readonly content: 'rows' | 'header' | 'nothing';
}

/** What an export job writes to S3. */
export interface MadeExport {
  readonly job: StoredJob;
  readonly forecast: StoredForecast;
  readonly bucket: string;
  /** Keys of its files begin with it: '' or ends in `/`. */
  readonly folder: string;
  /** All parts that there will be. */
  readonly parts: readonly MadePart[];
  /** When its files were begun, ms since the epoch. */
  readonly begun: number;
}

/**
 * The timestamp in the names lies this long after the creation of the job, in seconds: after the earliest start and
 * before the earliest end that the local service knows.
 */
const [earliest, latest] = [46, 74];

/** @returns undefined where the destination is no path */
export function madeExport(job: StoredJob, forecast: StoredForecast): MadeExport | undefined {
  const [, bucket, folder = ''] = /^s3:\/\/([^/]+)(?:\/([^]*))?$/.exec(job.destination.S3Config.Path) ?? [];
  if (bucket === undefined) return undefined;
  const inFolder = folder === '' || folder.endsWith('/') ? folder : `${folder}/`;
  const random = new SeededRandom(`${job.arn} parts`);
  const begun = job.creationTime + random.between(earliest, latest) * 1000;
  const stamp = new Date(begun).toISOString().replace(/:/g, '-').replace(/\.\d+/, '');
  const ending = job.format === 'PARQUET' ? 'parquet' : 'csv';
  const contents = contentsOf(job.arn, random);
  return {
    job,
    forecast,
    bucket,
    folder: inFolder,
    begun,
    parts: contents.map((content, number) => ({
      number,
      content,
      key: `${inFolder}${job.name}_${stamp}_part${number}.${ending}`,
    })),
  };
}

/** Two to six parts with rows; some exports have one with only a header, some one that is empty. */
function contentsOf(arn: string, random: SeededRandom): MadePart['content'][] {
  const contents = Array.from({ length: random.between(2, 6) }, (): MadePart['content'] => 'rows');
  if (chance(`${arn} header`) < 0.2) contents.splice(random.between(0, contents.length), 0, 'header');
  if (chance(`${arn} nothing`) < 0.15) contents.splice(random.between(0, contents.length), 0, 'nothing');
  return contents;
}

/** How many of its parts are in S3, from the first on. */
export function partsWritten({ job, parts }: MadeExport, now: number): number {
  if (job.writtenAt !== undefined) return parts.length;
  switch (job.status) {
    case 'CREATE_IN_PROGRESS': {
      const end = job.steps.at(-1)?.at ?? now;
      const done = (now - job.changedAt) / Math.max(1, end - job.changedAt);
      return Math.min(parts.length - 1, Math.floor(done * parts.length));
    }
    case 'CREATE_STOPPING':
    case 'CREATE_STOPPED':
      return 1;
    default:
      return 0;
  }
}

/** Whether it has tried the folder: the marker `_CHECK`. */
export function hasBegun({ job }: MadeExport): boolean {
  return (
    job.writtenAt !== undefined ||
    ['CREATE_IN_PROGRESS', 'CREATE_STOPPING', 'CREATE_STOPPED'].includes(job.status)
  );
}

/** Whether the marker `_SUCCESS` was lost, as happens where folders are cleared by a rule. */
export function lacksSuccess({ job, folder }: MadeExport): boolean {
  return folder.endsWith(`/${job.name}/`) && chance(`${job.arn} success`) < 0.06;
}
