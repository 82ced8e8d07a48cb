import type { FormStep } from './exportJobForm';
import type { Failure } from './failure';

/** Members of the request, as the service names them in `Value … at 'destination.s3Config.path' failed …`. */
const members: readonly (readonly [RegExp, FormStep])[] = [
  [/^tags\b/i, 'tags'],
  [/^format$/i, 'format'],
  [/kmsKeyArn$/i, 'kmsKey'],
  [/roleArn$/i, 'role'],
  [/^destination\b/i, 'destination'],
  [/^forecastExportJobName$/i, 'name'],
  [/^forecastArn$/i, 'forecast'],
];

/** Words of a sentence, the more telling first. */
const words: readonly (readonly [RegExp, FormStep])[] = [
  [/\btags?\b|tag keys?/i, 'tags'],
  [/kms|encryption key/i, 'kmsKey'],
  [/\brole\b|RoleArn/i, 'role'],
  [/\bbucket\b|\bS3\b|\bdestination\b|\bpath\b|\bprefix\b/i, 'destination'],
  [/\bformat\b|\bparquet\b/i, 'format'],
  [/ForecastExportJobName|\bname\b/i, 'name'],
  [/\bforecast\b/i, 'forecast'],
];

/**
 * Which step of the form a refusal of CreateForecastExportJob is about; the summary where it is about none or can't
 * be told. Errors of the operation: CreateForecastExportJob in the API reference.
 */
export function refusedStep({ kind, what }: Failure): FormStep {
  switch (kind) {
    case 'exists':
      return 'name';
    case 'notFound':
    case 'inUse':
      return 'forecast';
    case 'denied':
      return /iam:PassRole/.test(what) ? 'role' : /kms:/.test(what) ? 'kmsKey' : 'summary';
    case 'invalidInput':
      return invalidStep(what);
    default:
      return 'summary';
  }
}

function invalidStep(what: string): FormStep {
  const member = /\bat '([\w.]+)' failed/.exec(what)?.[1];
  if (member !== undefined) {
    return members.find(([name]) => name.test(member))?.[1] ?? 'summary';
  }
  // What the user typed is repeated in the sentence, and may hold any word; the service's own name says nothing.
  const sentence = what
    .replace(/'[^']*'|"[^"]*"/g, ' ')
    .replace(/\barn:\S+|\bs3:\/\/\S+/g, ' ')
    .replace(/Amazon Forecast/g, ' ');
  return words.find(([word]) => word.test(sentence))?.[1] ?? 'summary';
}
