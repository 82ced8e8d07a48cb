import * as l10n from '@vscode/l10n';
import { accountMask } from '../jobs/accountMask';
import { forecastNameOf, whereJobIs } from '../jobs/arn';
import { explainExportFailure } from '../jobs/exportFailures';
import type { ForecastExportJobDetails } from '../jobs/exportJob';
import { failureText, type Failure } from '../jobs/failure';
import { plainText } from '../jobs/plainText';
import { jobName, timeLabel } from './jobText';

/** A failed job as it is reported. */
export interface ReportedJob {
  /** The summary, with what Describe adds where it could be read. */
  readonly job: ForecastExportJobDetails;
  /** Why Describe could not be read. */
  readonly notRead?: Failure;
}

export interface ReportOptions {
  /** Of the connection, for a job whose ARN tells none. */
  readonly region: string;
  /** Of this extension. */
  readonly version: string;
  readonly maskAccounts: boolean;
}

type Mask = (text: string) => string;

/**
 * Failed jobs as Markdown for a ticket, one section a job: what is known of the job, what the service said, and apart
 * from it what that usually means. Times are in UTC, ISO 8601. The service's words can't become Markdown of their
 * own: values stand in code spans, the message in a fence.
 */
export function failureReport(jobs: readonly ReportedJob[], options: ReportOptions): string {
  const mask = options.maskAccounts ? accountMask(jobs.flatMap(textsOf)) : (text: string) => text;
  return jobs.map(job => section(job, options, mask)).join('\n---\n\n');
}

function textsOf({ job, notRead }: ReportedJob): readonly string[] {
  const { path, roleArn, kmsKeyArn } = job.destination;
  const texts = [job.name, job.arn, job.forecastArn, path, roleArn, kmsKeyArn, job.message];
  return [...texts.map(text => text ?? ''), notRead ? failureText(notRead) : ''];
}

function section({ job, notRead }: ReportedJob, { region, version }: ReportOptions, mask: Mask): string {
  const { path, roleArn, kmsKeyArn } = job.destination;
  const modified = job.lastModificationTime;
  const known = explainExportFailure(job);
  const code = (text: string | undefined) => codeSpan(mask(plainText(text ?? '', 4200)));
  const facts: readonly (readonly [label: string, value: string])[] = [
    [l10n.t('Status'), code(job.status)],
    [l10n.t('Created'), job.creationTime?.toISOString() ?? ''],
    [timeLabel(job.status), modified?.toISOString() ?? ''],
    [l10n.t('Region'), code(whereJobIs(job.arn, region).region)],
    [l10n.t('Forecast'), code(job.forecastArn ?? forecastNameOf(job.arn))],
    [l10n.t('Format'), code(job.format)],
    [l10n.t('Destination'), code(path)],
    [l10n.t('Role'), code(roleArn)],
    [l10n.t('KMS Key'), code(kmsKeyArn) || (path || roleArn ? l10n.t('(none)') : '')],
    ['ARN', code(job.arn)],
    [l10n.t('Request ID of DescribeForecastExportJob'), codeSpan(plainText(requestIdOf(job, notRead)))],
    [l10n.t('Reported by'), `Forecast Exports ${version}`],
  ];
  const paragraphs = [
    `## ${l10n.t('Failed export job {0}', code(jobName(job)))}`,
    facts.map(([label, value]) => `- ${label}: ${value || l10n.t('(not known)')}`).join('\n'),
    ...(notRead ? [`${l10n.t('The rest could not be read.')} ${code(failureText(notRead))}`] : []),
    ...messageText(job.message ?? '', mask),
    ...(known
      ? [l10n.t('This usually means: {0}', mask(known.means)), l10n.t('What to do: {0}', mask(known.helps))]
      : []),
  ];
  return `${paragraphs.join('\n\n')}\n`;
}

/** Sample data has none. */
function requestIdOf(job: ForecastExportJobDetails, notRead: Failure | undefined): string {
  return notRead ? (notRead.requestId ?? '') : (job.requestId ?? '');
}

function messageText(message: string, mask: Mask): readonly string[] {
  const lines = message
    .slice(0, 20_000)
    .split(/\r\n|[\n\r\v\f\u0085\u2028\u2029]/)
    .map(line => plainText(line, 4200));
  const text = lines.join('\n').trim();
  if (text === '') {
    return [l10n.t('The service gave no reason.')];
  }
  const fence = '`'.repeat(Math.max(3, longestRun(text) + 1));
  return [`${l10n.t('The service says')}:`, `${fence}text\n${mask(text)}\n${fence}`];
}

/** Any one line as inline code: between more backticks than it has in a row. '' for ''. */
function codeSpan(text: string): string {
  if (text === '') {
    return '';
  }
  const ticks = '`'.repeat(longestRun(text) + 1);
  const space = /^`|`$/.test(text) ? ' ' : '';
  return `${ticks}${space}${text}${space}${ticks}`;
}

function longestRun(text: string): number {
  return Math.max(0, ...(text.match(/`+/g) ?? []).map(run => run.length));
}
