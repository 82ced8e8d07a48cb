import * as l10n from '@vscode/l10n';
import { groupOf, type ForecastExportJob, type ForecastExportJobDetails } from '../jobs/exportJob';
import { FailureError, failureText } from '../jobs/failure';
import { plainText } from '../jobs/plainText';
import type { Tag } from '../jobs/ports';
import type { UsualDuration } from '../jobs/usualDuration';
import { originText, type Origin } from './detailsAddress';
import { jobFacts, jobName, type Fact } from './jobText';
import { timeStyle } from './jobsTree';

/** The text of a details page: what is known, then the tags, with a word on what could not be read. */
export function detailsText(
  summary: ForecastExportJob,
  details: ForecastExportJobDetails | FailureError,
  tags: readonly Tag[] | FailureError,
  usual?: UsualDuration,
): string {
  const known = details instanceof FailureError ? summary : { ...summary, ...details };
  const sections = [
    `${jobName(known)}\n`,
    aligned(jobFacts(known, groupOf(known), timeStyle(), usual)),
    ...(details instanceof FailureError ? [notRead(l10n.t('The rest could not be read.'), details)] : []),
    `${l10n.t('Tags')}\n`,
    tags instanceof FailureError
      ? notRead(l10n.t('The tags could not be read.'), tags)
      : tags.length === 0
        ? `  ${l10n.t('(none)')}\n`
        : aligned(tags.map(tag => ({ label: `  ${plainText(tag.key)}`, value: plainText(tag.value) }))),
  ];
  return sections.join('\n');
}

/** A page of another account than the view shows: whose it is, then what was read of it. */
export function elsewhereText(origin: Origin, job: ForecastExportJob, read: string | undefined): string {
  const whose = l10n.t('The view shows another account or region now. This is of {0}', originText(origin));
  const known = read ?? `${jobName(job)}\n\n${aligned(jobFacts(job, groupOf(job), timeStyle()))}`;
  return `${whose}\n\n${known}`;
}

function aligned(facts: readonly Fact[]): string {
  const width = Math.max(...facts.map(fact => fact.label.length)) + 2;
  return facts.map(({ label, value }) => `${label.padEnd(width)}${value}\n`).join('');
}

function notRead(what: string, { failure }: FailureError): string {
  return `${what} ${failureText(failure)}\n`;
}
