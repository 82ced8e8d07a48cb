import * as l10n from '@vscode/l10n';
import type { Destination, ForecastExportJob, ForecastExportJobDetails } from '../jobs/exportJob';
import { FailureError } from '../jobs/failure';
import type { Forecast, Page, Tag } from '../jobs/ports';

/**
 * The door: the SDK hands on whatever JSON the service sent under the types of its model, so that each type is
 * checked here before anything behind relies on it. A missing list is an empty page; a list that is none is a
 * fault; a member of another type than the model's is left out, and the job it belongs to stays.
 */
type Fields = Readonly<Record<string, unknown>>;

function fields(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? (value as Fields) : {};
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** Undefined for what is no instant, or one that JavaScript can't hold. */
function instant(value: unknown): Date | undefined {
  return value instanceof Date && !Number.isNaN(value.getTime()) ? value : undefined;
}

/** The same object without its members that have no value, as `exactOptionalPropertyTypes` wants it. */
function withValues<T extends Fields>(values: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}

function list(answer: Fields, member: string): readonly unknown[] {
  const value = answer[member];
  if (value === undefined || value === null) {
    return [];
  }
  if (!Array.isArray(value)) {
    throw wrongShape(member);
  }
  return value;
}

function wrongShape(member: string): FailureError {
  return new FailureError({
    kind: 'shape',
    what: l10n.t('The answer is not of the form that Amazon Forecast answers in: {0}', member),
    helps: l10n.t(
      'Try again. If it happens each time, check the endpoint, and look for a newer version of this extension.',
    ),
    remedies: [{ kind: 'retry' }, { kind: 'showLog' }],
  });
}

/** An empty token is the end, as an absent one. */
function page<T>(answer: Fields, items: readonly T[]): Page<T> {
  const { NextToken } = answer;
  if (NextToken !== undefined && NextToken !== null && typeof NextToken !== 'string') {
    throw wrongShape('NextToken');
  }
  const nextToken = text(NextToken);
  return nextToken === undefined ? { items } : { items, nextToken };
}

function destination(value: unknown): Destination {
  const config = fields(fields(value).S3Config);
  return withValues({
    path: text(config.Path),
    roleArn: text(config.RoleArn),
    kmsKeyArn: text(config.KMSKeyArn),
  });
}

function job(value: unknown): ForecastExportJob {
  const given = fields(value);
  const [arn, name, status] = [given.ForecastExportJobArn, given.ForecastExportJobName, given.Status].map(
    text,
  );
  const to = destination(given.Destination);
  const [created, modified] = [instant(given.CreationTime), instant(given.LastModificationTime)];
  return {
    id:
      arn ??
      ['no-arn', name, to.path, created?.toISOString()]
        .map(part => encodeURIComponent(wellFormed(part)))
        .join('/'),
    destination: to,
    status: status ?? '',
    ...withValues({
      arn,
      name,
      message: text(given.Message),
      creationTime: created,
      lastModificationTime: modified,
    }),
  };
}

/** Half a surrogate pair can't be percent-encoded. */
function wellFormed(part: string | undefined): string {
  return (part ?? '').replace(/\p{Cs}/gu, '\uFFFD');
}

/** The answer of ListForecastExportJobs. */
export function jobsPage(answer: unknown): Page<ForecastExportJob> {
  const given = fields(answer);
  return page(given, distinct(list(given, 'ForecastExportJobs').map(job)));
}

/** Jobs without an ARN that are alike in all they have are still jobs of their own: the second becomes `…#2`. */
function distinct(jobs: readonly ForecastExportJob[]): readonly ForecastExportJob[] {
  const seen = new Map<string, number>();
  return jobs.map(one => {
    const before = seen.get(one.id) ?? 0;
    seen.set(one.id, before + 1);
    return one.arn !== undefined || before === 0 ? one : { ...one, id: `${one.id}#${before + 1}` };
  });
}

/**
 * The answer of DescribeForecastExportJob; `arn` is what was asked for, should the answer not repeat it. Without a
 * status it describes nothing: it would take the place of what is known of the job.
 */
export function jobDetails(answer: unknown, arn: string): ForecastExportJobDetails {
  const given = fields(answer);
  if (text(given.Status) === undefined) {
    throw wrongShape('Status');
  }
  return {
    ...job({ ...given, ForecastExportJobArn: text(given.ForecastExportJobArn) ?? arn }),
    ...withValues({
      forecastArn: text(given.ForecastArn),
      format: text(given.Format),
      requestId: text(fields(given.$metadata).requestId),
    }),
  };
}

/** The answer of CreateForecastExportJob. Without an ARN nobody could say what became of the job. */
export function createdArn(answer: unknown): string {
  const arn = text(fields(answer).ForecastExportJobArn);
  if (arn === undefined) {
    throw wrongShape('ForecastExportJobArn');
  }
  return arn;
}

/** The answer of ListTagsForResource. A tag's value may be empty. */
export function tagList(answer: unknown): readonly Tag[] {
  return list(fields(answer), 'Tags').flatMap(value => {
    const { Key, Value } = fields(value);
    return typeof Key === 'string' ? [{ key: Key, value: typeof Value === 'string' ? Value : '' }] : [];
  });
}

/** The answer of ListForecasts. A forecast without an ARN can't be filtered by, and is left out. */
export function forecastsPage(answer: unknown): Page<Forecast> {
  const given = fields(answer);
  const forecasts = list(given, 'Forecasts').flatMap(value => {
    const { ForecastArn, ForecastName, Status, CreationTime } = fields(value);
    const arn = text(ForecastArn);
    return arn === undefined
      ? []
      : [
          {
            arn,
            status: text(Status) ?? '',
            ...withValues({ name: text(ForecastName), creationTime: instant(CreationTime) }),
          },
        ];
  });
  return page(given, forecasts);
}
