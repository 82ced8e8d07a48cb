import * as l10n from '@vscode/l10n';
import { groupOf, type ForecastExportJob, type ForecastExportJobDetails } from '../jobs/exportJob';
import { FailureError, failureText } from '../jobs/failure';
import { plainText } from '../jobs/plainText';
import type { Tag } from '../jobs/ports';
import { textLines, textWidth } from '../jobs/textLines';
import type { UsualDuration } from '../jobs/usualDuration';
import { accountText } from './accountText';
import type { Origin } from './detailsAddress';
import { jobFacts, jobName, type Fact } from './jobText';
import { timeStyle } from './timeStyle';

/**
 * The text of a details page: what is known, then the tags, with a word on what could not be read.
 * @param tags undefined where they can't be asked for: that takes an ARN
 */
export function detailsText(
  summary: ForecastExportJob,
  details: ForecastExportJobDetails | FailureError,
  tags: readonly Tag[] | FailureError | undefined,
  usual?: UsualDuration,
): string {
  const known = details instanceof FailureError ? summary : { ...summary, ...details };
  const sections = [
    `${jobName(known)}\n`,
    factsText(jobFacts(known, groupOf(known), timeStyle(), usual)),
    ...(details instanceof FailureError ? [notRead(l10n.t('The rest could not be read.'), details)] : []),
    `${l10n.t('Tags')}\n`,
    tagsText(tags),
  ];
  return sections.join('\n');
}

function tagsText(tags: readonly Tag[] | FailureError | undefined): string {
  if (tags === undefined) {
    return `  ${l10n.t('(not asked for: the service sent no ARN)')}\n`;
  }
  if (tags instanceof FailureError) {
    return notRead(l10n.t('The tags could not be read.'), tags);
  }
  return tags.length === 0
    ? `  ${l10n.t('(none)')}\n`
    : aligned(tags.map(tag => ({ label: `  ${plainText(tag.key)}`, value: plainText(tag.value) })));
}

/** A page of another account than the view shows: whose it is, then what was read of it. */
export function elsewhereText(origin: Origin, job: ForecastExportJob, read: string | undefined): string {
  const whose = l10n.t('The view shows another account or region now. This is of {0}', accountText(origin));
  const known = read ?? `${jobName(job)}\n\n${factsText(jobFacts(job, groupOf(job), timeStyle()))}`;
  return `${whose}\n\n${known}`;
}

/** What was said in sentences first, then a fact a line. */
function factsText(facts: readonly Fact[]): string {
  return [
    ...facts.filter(({ words }) => words !== undefined).map(paragraph),
    aligned(facts.filter(({ words }) => words === undefined)),
  ].join('\n');
}

/** In letters; a longer line leaves the window, as an editor wraps none by itself. */
const lineWidth = 92;

/** Sentences below their label, set in: no line of the service's words can pass for one of the page's own. */
function paragraph({ label, value }: Fact): string {
  const lines = textLines(value, lineWidth);
  return `${label}:\n${lines.map(line => `  ${line}\n`).join('')}`;
}

function aligned(facts: readonly Fact[]): string {
  const width = Math.max(...facts.map(({ label }) => textWidth(label))) + 2;
  return facts
    .map(({ label, value }) => `${label}${' '.repeat(width - textWidth(label))}${value}\n`)
    .join('');
}

function notRead(what: string, { failure }: FailureError): string {
  return `${what} ${failureText(failure)}\n`;
}
