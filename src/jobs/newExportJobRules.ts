import * as l10n from '@vscode/l10n';
import { isForecastArn, parseArn } from './arn';
import type { Tag } from './ports';

/**
 * Why the service would refuse a value of a new export job; undefined for what it takes. Source: the lengths and
 * patterns of CreateForecastExportJobRequest in the service model, forecast/2018-06-26. There a pattern has to match
 * the whole value, and lengths are in UTF-16 units.
 */

const longestName = 63;
const longestPath = 4096;
const longestArn = 256;
/** Source: "Tagging Amazon Forecast resources" in the developer guide. */
export const mostTags = 50;
const longestKey = 128;
const longestValue = 256;

const tagText = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;

export function nameProblem(name: string): string | undefined {
  if (name === '') {
    return l10n.t('A name is needed.');
  }
  if (!/^[a-zA-Z]/.test(name)) {
    return l10n.t('The name has to begin with a letter from A to Z.');
  }
  if (!/^[a-zA-Z0-9_]*$/.test(name)) {
    return l10n.t('The name can have only letters from A to Z, digits and underscores.');
  }
  return tooLong(name, longestName);
}

export function forecastArnProblem(arn: string): string | undefined {
  return isForecastArn(arn) ? undefined : l10n.t('Not the ARN of a forecast');
}

export function pathProblem(path: string): string | undefined {
  if (!path.startsWith('s3://')) {
    return l10n.t('The destination has to begin with s3://');
  }
  if (!/^s3:\/\/[a-z0-9]/.test(path)) {
    return l10n.t('The name of a bucket has to follow s3://, in small letters or digits.');
  }
  if (path.length < 7) {
    return l10n.t('The name of the bucket is too short.');
  }
  return /^s3:\/\/.+$/u.test(path)
    ? tooLong(path, longestPath)
    : l10n.t('The destination can’t have a line break.');
}

export function roleProblem(arn: string): string | undefined {
  const parts = parseArn(arn);
  return parts?.service === 'iam' && /^role\/./.test(parts.resource)
    ? tooLong(arn, longestArn)
    : l10n.t('Not the ARN of an IAM role');
}

export function kmsKeyProblem(arn: string): string | undefined {
  return /^arn:aws:kms:.*:key\/.*$/u.test(arn)
    ? tooLong(arn, longestArn)
    : l10n.t('Not the ARN of a KMS key; an alias is not taken');
}

/**
 * Why the service is likely to refuse a role, though it has the form of one: no role of another account can be
 * handed to it. Source: RoleArn of S3Config in the API reference.
 */
export function roleWarning(roleArn: string, forecastArn: string | undefined): string | undefined {
  const role = parseArn(roleArn);
  const forecast = parseArn(forecastArn ?? '');
  if (!role || !forecast) {
    return undefined;
  }
  return role.account !== forecast.account || role.partition !== forecast.partition
    ? l10n.t('The service will refuse it: the forecast is of account {0}', forecast.account)
    : undefined;
}

/** Why the service is likely not to know a forecast: it only knows those of its own region. */
export function forecastWarning(forecastArn: string, region: string): string | undefined {
  const named = parseArn(forecastArn)?.region;
  return named === undefined || named === '' || named === region
    ? undefined
    : l10n.t('Of another region; this is {0}', region);
}

/** @param others the tags that the job has already */
export function tagProblem({ key, value }: Tag, others: readonly Tag[] = []): string | undefined {
  if (key === '') {
    return l10n.t('A tag needs a key: key=value');
  }
  if (/^aws:/i.test(key)) {
    return l10n.t('Keys that begin with aws: are reserved.');
  }
  if (others.some(other => other.key === key)) {
    return l10n.t('There is a tag with this key already.');
  }
  if (others.length >= mostTags) {
    return l10n.t('There can’t be more tags than {0}.', mostTags);
  }
  if (!tagText.test(key) || !tagText.test(value)) {
    return l10n.t('A tag can have only letters, digits, spaces and _ . : / = + - @');
  }
  return tooLong(key, longestKey) ?? tooLong(value, longestValue);
}

/** What is wrong with the first of several tags that the service would refuse. */
export function tagsProblem(tags: readonly Tag[]): string | undefined {
  for (const [place, tag] of tags.entries()) {
    const problem = tagProblem(tag, tags.slice(0, place));
    if (problem !== undefined) {
      return problem;
    }
  }
  return undefined;
}

/** `key=value`; without `=` a key whose value is empty. A key can't hold `=` here, though the service would take it. */
export function parseTag(text: string): Tag {
  const [key = '', ...rest] = text.split('=');
  return { key: key.trim(), value: rest.join('=').trim() };
}

function tooLong(text: string, longest: number): string | undefined {
  return text.length <= longest
    ? undefined
    : l10n.t('Too long: {0} characters, and {1} is the most.', text.length, longest);
}

/**
 * A name that the service takes: the forecast's, and a time stamp in UTC, as the files of an export have it.
 * @returns `FORECAST_yyyyMMdd_HHmmss`, the forecast's part cut to what there is room for
 */
export function suggestedName(forecastName: string, now: Date): string {
  const stamp = now
    .toISOString()
    .replace(/[-:]/g, '')
    .replace(/^(\d{8})T(\d{6}).*$/, '_$1_$2');
  const plain = forecastName.replace(/[^a-zA-Z0-9_]/g, '_').replace(/^(?![a-zA-Z])/, 'export_');
  return plain.slice(0, longestName - stamp.length) + stamp;
}

/**
 * A forecast's name as its ARN has it. What AutoPredictor puts behind the name there (`_01` and 24 letters) is left
 * out; for suggestions only, the two can't be told apart for sure.
 */
export function forecastNameIn(forecastArn: string): string {
  const resource = parseArn(forecastArn)?.resource ?? '';
  return resource.replace(/^forecast\//, '').replace(/_01[0-9A-Z]{24}$/, '');
}
