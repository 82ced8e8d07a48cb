import { isExportJobArn, isForecastArn } from '../../jobs/arn';
import { isKnownStatus, knownStatuses, type KnownStatus } from '../../jobs/exportJob';
import type { NewExportJob } from '../../jobs/newExportJob';
import {
  forecastArnProblem,
  kmsKeyProblem,
  mostTags,
  nameProblem,
  pathProblem,
  roleProblem,
  tagsProblem,
} from '../../jobs/newExportJobRules';
import { plainText } from '../../jobs/plainText';
import type { Tag } from '../../jobs/ports';

/**
 * What a language model hands to a tool. No editor holds it to the schema of package.json, so each member is checked
 * here. The words are for the model, hence in English in every language of the editor, but for those of the form.
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
/** No input that any tool takes is longer: an S3 URI. */
const longestText = 4096;

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

/** What is to be created, by the rules of the form. */
export function readCreateInput(input: unknown): NewExportJob {
  const given = members(input, ['name', 'forecastArn', 's3Uri', 'roleArn', 'kmsKeyArn', 'format', 'tags']);
  const name = checked(given, 'name', nameProblem);
  const forecastArn = checked(given, 'forecastArn', forecastArnProblem);
  const path = checked(given, 's3Uri', pathProblem);
  const roleArn = checked(given, 'roleArn', roleProblem);
  const kmsKeyArn =
    optionalText(given, 'kmsKeyArn') === undefined ? undefined : checked(given, 'kmsKeyArn', kmsKeyProblem);
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
function optionalText(given: Members, name: string, maxLength = longestText): string | undefined {
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

function tagsOf(value: unknown): readonly Tag[] {
  const given = value ?? [];
  if (!Array.isArray(given)) {
    throw new ToolInputError('"tags" must be a list of objects {"key": "…", "value": "…"}.');
  }
  const tags = given.slice(0, mostTags + 1).map((tag: unknown) => {
    const one = members(tag, ['key', 'value']);
    return { key: requiredText(one, 'key'), value: optionalText(one, 'value') ?? '' };
  });
  const problem = tagsProblem(tags);
  if (problem !== undefined) {
    throw new ToolInputError(`"tags": ${problem}`);
  }
  return tags;
}

/** A text that a rule of the form takes. */
function checked(given: Members, name: string, rule: (text: string) => string | undefined): string {
  const text = requiredText(given, name);
  const problem = rule(text);
  if (problem !== undefined) {
    throw new ToolInputError(`"${name}": ${problem}`);
  }
  return text;
}

function typeOf(value: unknown): string {
  return Array.isArray(value) ? 'list' : typeof value;
}
