import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { version } from '../../../package.json';
import { hasFailed } from '../../jobs/exportFailures';
import type { ForecastExportJob } from '../../jobs/exportJob';
import { FailureError } from '../../jobs/failure';
import { threeAtATime } from '../../jobs/threeAtATime';
import { failureReport, type ReportedJob } from '../failureReport';
import { chosenJobs, telling, withCancel, type CommandContext, type RowArguments } from './context';

/** Copies a report of failed jobs for a ticket, with or without the numbers of the accounts. */
export async function copyFailureReport(context: CommandContext, ...args: RowArguments): Promise<void> {
  const { session, log } = context;
  const chosen = await chosenJobs(context, args, hasFailed);
  const failed = chosen.filter(hasFailed);
  if (failed.length === 0) {
    if (chosen.length > 0) {
      void vscode.window.showInformationMessage(l10n.t('Only a failed export job has a failure report.'));
    }
    return;
  }
  const maskAccounts = await askMasking();
  if (maskAccounts === undefined) {
    return;
  }
  await telling(log, async () => {
    const region = (await session.connection())?.region ?? '';
    const jobs =
      failed.length > 3
        ? await withCancel(l10n.t('Reading {0} failed export jobs', failed.length), signal =>
            threeAtATime(failed, read, signal),
          )
        : await threeAtATime(failed, read);
    if (jobs.length < failed.length) {
      // Canceled: half a report would pass for the whole.
      return;
    }
    await vscode.env.clipboard.writeText(failureReport(jobs, { region, version, maskAccounts }));
    const left = chosen.length - failed.length;
    const copied = l10n.t('Copied the failure report');
    const leftOut = left > 0 ? l10n.t('left out because they have not failed: {0}', left) : '';
    vscode.window.setStatusBarMessage([copied, leftOut].filter(Boolean).join(', '), 3000);
  });

  async function read(job: ForecastExportJob): Promise<ReportedJob> {
    try {
      return { job: { ...job, ...(await session.details(job)) } };
    } catch (error) {
      if (!(error instanceof FailureError)) {
        throw error;
      }
      return { job, notRead: error.failure };
    }
  }
}

async function askMasking(): Promise<boolean | undefined> {
  const picked = await vscode.window.showQuickPick(
    [
      { label: l10n.t('With account numbers'), maskAccounts: false },
      {
        label: l10n.t('With account numbers masked'),
        description: l10n.t('each becomes a name, as account-1'),
        maskAccounts: true,
      },
    ],
    { title: l10n.t('Copy Failure Report'), placeHolder: l10n.t('How to write the numbers of AWS accounts') },
  );
  return picked?.maskAccounts;
}
