import * as l10n from '@vscode/l10n';
import type * as vscode from 'vscode';
import { groupOf, type ForecastExportJob } from '../jobs/exportJob';
import { FailureError, failureText } from '../jobs/failure';
import { factsTooltip } from './factsTooltip';
import { jobFacts, jobName } from './jobText';
import type { Session } from './session';
import { timeStyle, usualDurationIn } from './timeStyle';

/** What a job's row shows when the pointer rests on it: all that a Describe tells, or why that could not be read. */
export async function jobTooltip(
  session: Session,
  job: ForecastExportJob,
  token: vscode.CancellationToken,
): Promise<vscode.MarkdownString> {
  const facts = (known: ForecastExportJob) =>
    jobFacts(known, groupOf(known), timeStyle(), usualDurationIn(session.board));
  try {
    return factsTooltip(jobName(job), facts({ ...job, ...(await session.details(job)) }));
  } catch (error) {
    if (!(error instanceof FailureError) || token.isCancellationRequested) {
      return factsTooltip(jobName(job), facts(job));
    }
    const why = { label: l10n.t('More could not be read'), value: failureText(error.failure) };
    return factsTooltip(jobName(job), [...facts(job), why]);
  }
}
