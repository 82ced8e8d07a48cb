import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { nextRequestNumber } from '../../jobs/boardReading';
import type { ForecastExportJob, ForecastExportJobDetails } from '../../jobs/exportJob';
import type { FormValues } from '../../jobs/exportJobForm';
import { FailureError } from '../../jobs/failure';
import { matchesFilter } from '../../jobs/jobFilter';
import { forecastNameIn } from '../../jobs/newExportJobRules';
import { plainText } from '../../jobs/plainText';
import type { Tag } from '../../jobs/ports';
import type { Created } from '../exportForm/jobCreation';
import { withoutLinks } from '../remedies';
import { changesAllowed } from '../settings';
import { chosenJobs, jobPick, telling, type CommandContext, type RowArguments } from './context';
import { revealArn } from './reveal';

/** A new export job by the form; the one that was closed before is gone on with. */
export const createExportJob = (context: CommandContext) =>
  openForm(context, () => Promise.resolve(undefined));

/** A new export job of a forecast. */
export const createOfForecast = (context: CommandContext, forecastArn: string, forecastName?: string) =>
  openForm(context, () =>
    Promise.resolve({ forecastArn, forecastName: forecastName ?? forecastNameIn(forecastArn) }),
  );

/** A new export job like another one, under a new name. */
export async function exportAgain(context: CommandContext, ...args: RowArguments): Promise<void> {
  const jobs = await chosenJobs(context, args);
  const job = jobs.length > 1 ? await oneOf(jobs) : jobs[0];
  if (job) {
    await openForm(context, () => valuesOf(context, job));
  }
}

async function oneOf(jobs: readonly ForecastExportJob[]): Promise<ForecastExportJob | undefined> {
  const pick = await vscode.window.showQuickPick(jobs.map(jobPick), {
    placeHolder: l10n.t('Choose the export job to make one like it'),
    matchOnDescription: true,
  });
  return pick?.job;
}

/** What Describe and the tags tell. Without the right to read the tags the form has none, and says so. */
async function valuesOf({ session }: CommandContext, job: ForecastExportJob): Promise<FormValues> {
  const details = await session.details(job);
  const connection = await session.connection();
  return formValues(details, job.arn === undefined ? [] : await tagsOf(job.arn));

  async function tagsOf(arn: string): Promise<readonly Tag[]> {
    try {
      // Those that begin with aws: are AWS's own, and refused from others.
      return ((await connection?.jobs.tags(arn)) ?? []).filter(({ key }) => !/^aws:/i.test(key));
    } catch (error) {
      if (!(error instanceof FailureError)) {
        throw error;
      }
      void vscode.window.showWarningMessage(
        withoutLinks(l10n.t('The tags of the export job could not be read: {0}', error.failure.what)),
      );
      return [];
    }
  }
}

function formValues(
  { forecastArn, destination, format }: ForecastExportJobDetails,
  tags: readonly Tag[],
): FormValues {
  const { path, roleArn, kmsKeyArn } = destination;
  return {
    ...(forecastArn === undefined ? {} : { forecastArn, forecastName: forecastNameIn(forecastArn) }),
    ...(path === undefined ? {} : { path }),
    ...(roleArn === undefined ? {} : { roleArn }),
    ...(kmsKeyArn === undefined ? {} : { kmsKeyArn }),
    ...(format === 'CSV' || format === 'PARQUET' ? { format } : {}),
    tags,
  };
}

async function openForm(
  context: CommandContext,
  values: () => Promise<FormValues | undefined>,
): Promise<void> {
  if (!changesAllowed()) {
    void vscode.window.showInformationMessage(
      l10n.t('The setting “Allow Changes” is off: export jobs can’t be created.'),
    );
    return;
  }
  await telling(context.log, async () => {
    const created = await context.forms.open(await values());
    if (created) {
      await showCreated(context, created);
    }
  });
}

/** Reveals the new job and follows it. */
async function showCreated(context: CommandContext, { arn, connection }: Created): Promise<void> {
  const { session, tree, log, followed } = context;
  log.info(`created ${plainText(arn)}`);
  vscode.window.setStatusBarMessage(l10n.t('The export job was created.'), 5000);
  const { board } = session;
  if (!board || (await session.connection()) !== connection) {
    void vscode.window.showInformationMessage(
      withoutLinks(
        l10n.t('The export job was created in the account that was looked at before: {0}', plainText(arn)),
      ),
    );
    return;
  }
  try {
    const askedAt = nextRequestNumber();
    const job = await connection.jobs.describe(arn);
    if (matchesFilter(job, board.filter)) {
      board.pin(job, askedAt);
    }
    // A filter that hides the job is asked about, for as long as it takes: it is followed meanwhile.
    await Promise.all([revealArn(context, board, arn), followed.follow([job])]);
  } catch (error) {
    if (!(error instanceof FailureError)) {
      throw error;
    }
    // It can't be asked about alone; the list may have it.
    await tree.refresh();
    const job = session.board?.get(arn);
    if (job) {
      await Promise.all([tree.reveal(job, true), followed.follow([job])]);
    }
  }
}
