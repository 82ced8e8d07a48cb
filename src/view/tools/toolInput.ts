import { isExportJobArn, isForecastArn } from '../../jobs/arn';
import { isKnownStatus, knownStatuses, type KnownStatus } from '../../jobs/exportJob';
import type { NewExportJob } from '../../jobs/newExportJob';
import { plainText } from '../../jobs/plainText';
import type { Tag } from '../../jobs/ports';

/**
 * What a language model hands to a tool. No editor holds it to the schema of package.json, so each member is checked
 * here. The words are for the model, hence in English in every language of the editor.
 */

/** Says what is wrong with an input, and how to do right. */
export class ToolInputError extends Error {
  override readonly name = 'ToolInputError';
}

/** The jobs of one list. */
export interface ListInput {
  readonly status?: KnownStatus;
  /** An ARN, or a forecast's name. */
  readonly forecast?: string;
  /** 1 to `largestLimit`. */
  readonly limit: number;
}

export const largestLimit = 50;
export const usualLimit = 20;

export function readListInput(input: unknown): ListInput {
  const given = members(input, ['status', 'forecast', 'limit']);
  const status = optionalText(given, 'status');
  if (status !== undefined && !isKnownStatus(status)) {
    throw new ToolInputError(`"status" must be one of ${knownStatuses.join(', ')}, or be left out for all.`);
  }
  const forecast = optionalText(given, 'forecast', 256);
  if (forecast?.startsWith('arn:') === true) {
    checkForecastArn(forecast, 'forecast');
  } else if (forecast !== undefined && !/^[a-zA-Z][a-zA-Z0-9_]*$/.test(forecast)) {
    throw new ToolInputError('"forecast" must be the ARN of a forecast, or its name: letters, digits and _.');
  }
  return {
    limit: limitOf(given['limit']),
    ...(status === undefined ? {} : { status }),
    ...(forecast === undefined ? {} : { forecast }),
  };
}

/** The ARN of the job to describe. */
export function readDescribeInput(input: unknown): string {
  const arn = requiredText(members(input, ['arn']), 'arn', 256);
  if (!isExportJobArn(arn)) {
    throw new ToolInputError(
      '"arn" must be the ARN of an export job, as forecast-exports_listExportJobs answers it: ' +
        'arn:aws:forecast:REGION:ACCOUNT:forecast-export-job/FORECAST/EXPORT.',
    );
  }
  return arn;
}

/** What is to be created. Sources of the rules: CreateForecastExportJob in the API reference. */
export function readCreateInput(input: unknown): NewExportJob {
  const given = members(input, ['name', 'forecastArn', 's3Uri', 'roleArn', 'kmsKeyArn', 'format', 'tags']);
  const name = requiredText(given, 'name');
  if (!/^[a-zA-Z][a-zA-Z0-9_]{0,62}$/.test(name)) {
    throw new ToolInputError('"name" must be 1 to 63 letters, digits and _, beginning with a letter.');
  }
  const forecastArn = requiredText(given, 'forecastArn', 256);
  checkForecastArn(forecastArn, 'forecastArn');
  const path = requiredText(given, 's3Uri', 4096);
  if (!/^s3:\/\/[a-z0-9].+$/.test(path)) {
    throw new ToolInputError('"s3Uri" must be the S3 folder to write to, as s3://BUCKET/PREFIX/.');
  }
  const roleArn = requiredText(given, 'roleArn', 256);
  if (!/^arn:[\w-]+:iam::\d{12}:role\/\S+$/.test(roleArn)) {
    throw new ToolInputError(
      '"roleArn" must be the ARN of the IAM role that Amazon Forecast writes with: ' +
        'arn:aws:iam::ACCOUNT:role/NAME.',
    );
  }
  const kmsKeyArn = optionalText(given, 'kmsKeyArn', 256);
  if (kmsKeyArn !== undefined && !/^arn:[\w-]+:kms:[\w-]*:\d{12}:key\/\S+$/.test(kmsKeyArn)) {
    throw new ToolInputError('"kmsKeyArn" must be the ARN of a KMS key, or be left out.');
  }
  const format = optionalText(given, 'format');
  if (format !== undefined && format !== 'CSV' && format !== 'PARQUET') {
    throw new ToolInputError('"format" must be CSV or PARQUET, or be left out for CSV.');
  }
  return {
    name,
    forecastArn,
    path,
    roleArn,
    ...(kmsKeyArn === undefined ? {} : { kmsKeyArn }),
    ...(format === undefined ? {} : { format }),
    tags: tagsOf(given['tags']),
  };
}

type Members = Readonly<Record<string, unknown>>;

/** The members of an input. One that isn't known would be lost silently, and the answer be of something else. */
function members(input: unknown, known: readonly string[]): Members {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    throw new ToolInputError(`The input must be an object with the members ${known.join(', ')}.`);
  }
  const unknown = Object.keys(input).filter(name => !known.includes(name));
  if (unknown.length > 0) {
    const names = plainText(unknown.join(', '), 100);
    throw new ToolInputError(`Not known: ${names}. The input can have these members: ${known.join(', ')}.`);
  }
  return { ...input };
}

/** Models fill what they leave out with null or ''. */
function optionalText(given: Members, name: string, maxLength = 100): string | undefined {
  const value = given[name] ?? '';
  if (typeof value !== 'string') {
    throw new ToolInputError(`"${name}" must be a text, not of the type ${typeOf(value)}.`);
  }
  if (value.length > maxLength) {
    throw new ToolInputError(`"${name}" must have ${maxLength} characters at most.`);
  }
  checkVisible(name, value);
  return value === '' ? undefined : value;
}

function requiredText(given: Members, name: string, maxLength?: number): string {
  const value = optionalText(given, name, maxLength);
  if (value === undefined) {
    throw new ToolInputError(`"${name}" is missing.`);
  }
  return value;
}

/** What is confirmed is what can be read: nothing may be sent that can't be seen. */
function checkVisible(name: string, value: string): void {
  if (plainText(value, value.length + 1) !== value) {
    throw new ToolInputError(
      `"${name}" must be one line without blanks at its ends and without characters that can't be seen.`,
    );
  }
}

function checkForecastArn(arn: string, name: string): void {
  if (!isForecastArn(arn)) {
    throw new ToolInputError(
      `"${name}" must be the ARN of a forecast: arn:aws:forecast:REGION:ACCOUNT:forecast/NAME.`,
    );
  }
}

function limitOf(value: unknown): number {
  const limit = value ?? usualLimit;
  if (typeof limit !== 'number' || !Number.isInteger(limit) || limit < 1 || limit > largestLimit) {
    throw new ToolInputError(`"limit" must be a whole number from 1 to ${largestLimit}.`);
  }
  return limit;
}

/** Source: "Tagging Amazon Forecast resources": 50 tags, keys of 1 to 128, values of up to 256 characters. */
function tagsOf(value: unknown): readonly Tag[] {
  const given = value ?? [];
  if (!Array.isArray(given) || given.length > 50) {
    throw new ToolInputError('"tags" must be a list of at most 50 objects {"key": "…", "value": "…"}.');
  }
  return given.map((tag: unknown) => {
    const one = members(tag, ['key', 'value']);
    return { key: requiredText(one, 'key', 128), value: optionalText(one, 'value', 256) ?? '' };
  });
}

function typeOf(value: unknown): string {
  return Array.isArray(value) ? 'list' : typeof value;
}
