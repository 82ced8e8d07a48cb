import { accountKey } from '../../jobs/followedJob';
import type { ForecastExportJob } from '../../jobs/exportJob';
import type { Origin } from '../detailsAddress';
import { readChoice } from '../remembered';
import { objectIn } from '../../jobs/objectIn';

/** Whose data a page shows: kept by the page over a restart of the window. Nothing in it is secret. */
export interface PreviewIdentity {
  readonly origin: Origin;
  readonly job: ForecastExportJob;
}

/** The same for two pages of the same job. */
export function identityKey({ origin: { choice, region }, job }: PreviewIdentity): string {
  return [accountKey(choice), region, job.id].join('\n');
}

/** Of the job only what it takes to find its files. */
export function identityText({ origin: { choice, region }, job }: PreviewIdentity): string {
  const { id, arn, name, status, destination, creationTime, lastModificationTime } = job;
  return JSON.stringify({
    choice: { ...choice, region },
    id,
    arn,
    name,
    status,
    path: destination.path,
    created: creationTime?.getTime(),
    modified: lastModificationTime?.getTime(),
  });
}

/** What `identityText` wrote; undefined for any other text. Never throws. */
export function readIdentity(text: string): PreviewIdentity | undefined {
  const fields = objectIn(text);
  const choice = readChoice(fields?.['choice']);
  if (!fields || choice?.region === undefined) {
    return undefined;
  }
  const { id, arn, name, status, path, created, modified } = fields;
  const isText = (value: unknown): value is string => typeof value === 'string' && value.length <= 5000;
  if (!isText(id) || id === '' || !isText(status)) {
    return undefined;
  }
  const isTime = (value: unknown): value is number =>
    typeof value === 'number' && !Number.isNaN(new Date(value).getTime());
  return {
    origin: { choice, region: choice.region },
    job: {
      id,
      status,
      destination: isText(path) ? { path } : {},
      ...(isText(arn) ? { arn } : {}),
      ...(isText(name) ? { name } : {}),
      ...(isTime(created) ? { creationTime: new Date(created) } : {}),
      ...(isTime(modified) ? { lastModificationTime: new Date(modified) } : {}),
    },
  };
}
