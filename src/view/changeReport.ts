import * as l10n from '@vscode/l10n';
import type { ChangeOutcome, ChangeResult } from '../jobs/changeRun';
import { groupOf, type ForecastExportJob } from '../jobs/exportJob';
import { failureText, type Failure } from '../jobs/failure';
import type { JobChange } from '../jobs/jobChange';
import { plainText } from '../jobs/plainText';
import { sentences } from '../jobs/sentences';
import { textLines } from '../jobs/textLines';
import { nameWithForecast, shortName, type PlannedChange } from './changeQuestion';
import { jobName, statusText } from './jobText';

/** What is told when a run has ended. */
export interface ChangeReport {
  readonly severity: 'done' | 'info' | 'warning' | 'error';
  /** A few sentences, plain text. */
  readonly message: string;
  /** The failure where one job was tried and that failed: its remedies help. */
  readonly failure?: Failure;
  /** All jobs with what became of each, as a text. */
  readonly list: string;
}

type OutcomeKind = ChangeOutcome['kind'];

/** What wants attention first. */
const order: readonly OutcomeKind[] = ['unknown', 'refused', 'notTried', 'gone', 'accepted'];

/** @param switched whether another account is looked at by now */
export function changeReport(
  plan: PlannedChange,
  results: readonly ChangeResult[],
  switched: boolean,
): ChangeReport {
  const of = (kind: OutcomeKind) => results.filter(({ outcome }) => outcome.kind === kind);
  const failed = of('unknown').length + of('refused').length;
  const untried = of('notTried').length;
  const [only] = results;
  const told =
    results.length === 1 && only ? oneMessage(plan.change, only) : severalMessage(plan.change, results, of);
  const failure =
    results.length === 1 && only && (only.outcome.kind === 'unknown' || only.outcome.kind === 'refused')
      ? only.outcome.failure
      : undefined;
  return {
    severity:
      failed > 0
        ? 'error'
        : untried > 0
          ? 'warning'
          : switched || (of('gone').length > 0 && plan.change === 'stop')
            ? 'info'
            : 'done',
    message: switched ? sentences(told, l10n.t('This was in another account: {0}', plan.account)) : told,
    ...(failure === undefined ? {} : { failure }),
    list: listText(
      plan,
      order.map(kind => [outcomeLabel(plan.change, kind), of(kind)] as const),
    ),
  };
}

/** The jobs that a change is planned for, as a text, before anything is done. */
export function planText(plan: PlannedChange): string {
  const title =
    plan.change === 'stop'
      ? l10n.t('To be stopped: {0}', plan.jobs.length)
      : l10n.t('To be deleted: {0}', plan.jobs.length);
  const sections = [
    section(
      title,
      plan.jobs.map(job => jobEntry(job, [statusText(job, groupOf(job))])),
    ),
    ...(plan.leftOut.length === 0
      ? []
      : [
          section(
            l10n.t('Left out: {0}', plan.leftOut.length),
            plan.leftOut.map(job => jobEntry(job, [statusText(job, groupOf(job))])),
          ),
        ]),
  ];
  return [`${l10n.t('Account: {0}', plan.account)}\n`, ...sections].join('\n');
}

function oneMessage(change: JobChange, { job, outcome }: ChangeResult): string {
  const name = shortName(job);
  switch (outcome.kind) {
    case 'accepted':
      return change === 'stop' ? l10n.t('Being stopped: {0}', name) : l10n.t('Being deleted: {0}', name);
    case 'gone':
      return change === 'stop'
        ? l10n.t('There was nothing left to stop, the export job has been deleted: {0}', name)
        : l10n.t('Deleted: {0}', name);
    case 'notTried':
      return sentences(
        change === 'stop' ? l10n.t('Not stopped: {0}', name) : l10n.t('Not deleted: {0}', name),
        reasonOf(outcome),
      );
    case 'refused':
      return sentences(
        change === 'stop'
          ? l10n.t('The export could not be stopped: {0}', name)
          : l10n.t('The export job could not be deleted: {0}', name),
        reasonOf(outcome),
      );
    case 'unknown':
      return sentences(
        change === 'stop'
          ? l10n.t('It is not known whether the export is being stopped: {0}', name)
          : l10n.t('It is not known whether the export job is being deleted: {0}', name),
        reasonOf(outcome),
      );
  }
}

function severalMessage(
  change: JobChange,
  results: readonly ChangeResult[],
  of: (kind: OutcomeKind) => readonly ChangeResult[],
): string {
  const accepted = of('accepted').length;
  const total = results.length;
  const done =
    accepted === 0
      ? change === 'stop'
        ? l10n.t('None of {0} exports is being stopped', total)
        : l10n.t('None of {0} export jobs is being deleted', total)
      : change === 'stop'
        ? l10n.t('Exports being stopped: {0} of {1}', accepted, total)
        : l10n.t('Export jobs being deleted: {0} of {1}', accepted, total);
  const others = (['gone', 'refused', 'unknown', 'notTried'] as const)
    .filter(kind => of(kind).length > 0)
    .map(kind => `${outcomeLabel(change, kind)}: ${String(of(kind).length)}`);
  const reasons = new Set(
    [...of('refused'), ...of('unknown'), ...of('notTried')]
      .map(({ outcome }) => reasonOf(outcome))
      .filter(reason => reason !== ''),
  );
  const [first = ''] = reasons;
  const why = reasons.size > 1 ? l10n.t('The first of several reasons: {0}', first) : first;
  return sentences([done, ...others].join('. '), plainText(why, 400));
}

function outcomeLabel(change: JobChange, kind: OutcomeKind): string {
  const stop = change === 'stop';
  switch (kind) {
    case 'accepted':
      return stop ? l10n.t('Being stopped') : l10n.t('Being deleted');
    case 'gone':
      return stop ? l10n.t('Deleted meanwhile') : l10n.t('Deleted');
    case 'refused':
      return stop ? l10n.t('Could not be stopped') : l10n.t('Could not be deleted');
    case 'unknown':
      return l10n.t('What became of it is not known');
    case 'notTried':
      return l10n.t('Not tried');
  }
}

/** Why a job is not as it was to become; '' where there is nothing to say. Plain text. */
function reasonOf(outcome: ChangeOutcome): string {
  switch (outcome.kind) {
    case 'accepted':
    case 'gone':
      return '';
    case 'notTried':
      return outcome.failure ? failureText(outcome.failure) : l10n.t('It was ended before that.');
    case 'refused': {
      const { failure, now } = outcome;
      if (!now) {
        return failureText(failure);
      }
      const status = plainText(statusText(now.job, groupOf(now.job)), 60);
      return failure.kind === 'inUse' || failure.kind === 'invalidInput'
        ? l10n.t('Amazon Forecast refused it, because its status is now: {0}', status)
        : sentences(failureText(failure), l10n.t('The export job is as before: {0}', status));
    }
    case 'unknown':
      return sentences(
        outcome.failure ? failureText(outcome.failure) : l10n.t('The connection was closed.'),
        l10n.t('Refresh the view to see what became of it.'),
      );
  }
}

function listText(
  plan: PlannedChange,
  parts: readonly (readonly [title: string, results: readonly ChangeResult[]])[],
): string {
  const sections = parts
    .filter(([, results]) => results.length > 0)
    .map(([title, results]) =>
      section(
        `${title}: ${String(results.length)}`,
        results.map(({ job, outcome }) => jobEntry(job, [reasonOf(outcome), saidBy(outcome)])),
      ),
    );
  const heading = plan.change === 'stop' ? l10n.t('Stop exports') : l10n.t('Delete export jobs');
  return [`${heading}\n${l10n.t('Account: {0}', plan.account)}\n`, ...sections].join('\n');
}

/** What a status refused says more than its reason, and what AWS Support asks for. */
function saidBy(outcome: ChangeOutcome): string {
  if (outcome.kind !== 'refused' && outcome.kind !== 'unknown') {
    return '';
  }
  const { failure } = outcome;
  return [
    ...(outcome.kind === 'refused' && outcome.now ? [failure?.what ?? ''] : []),
    ...(failure?.code === undefined ? [] : [l10n.t('Code: {0}', failure.code)]),
    ...(failure?.requestId === undefined ? [] : [l10n.t('Request ID: {0}', failure.requestId)]),
  ]
    .filter(text => text !== '')
    .join(' · ');
}

function section(title: string, entries: readonly string[]): string {
  return `${title}\n\n${entries.join('\n')}`;
}

/** In letters: an editor doesn't wrap by itself. */
const lineWidth = 80;

function jobEntry(job: ForecastExportJob, lines: readonly string[]): string {
  const below = [...lines, plainText(job.arn ?? '')].filter(
    (line, place, all) => line !== '' && all.indexOf(line) === place && line !== jobName(job),
  );
  return [
    `  ${nameWithForecast(job)}`,
    ...below.flatMap(line => textLines(line, lineWidth)).map(line => `      ${line}`),
    '',
  ].join('\n');
}
