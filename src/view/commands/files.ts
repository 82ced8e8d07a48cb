import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { JoinedCsv, PartBytes, RowsAsCsv, type ByteSource } from '../../data/byteSources';
import type { ExportPart } from '../../data/exportedData';
import type { ForecastExportJob } from '../../jobs/exportJob';
import type { Connection } from '../../jobs/ports';
import { askFile, askFolder, askOneFile, inFolder } from '../files/savePlaces';
import { save } from '../files/saving';
import { jobName } from '../jobText';
import { hasFiles, type Row } from '../rows';
import {
  chosenFiles,
  chosenJobs,
  rowArguments,
  telling,
  withCancel,
  type CommandContext,
  type RowArguments,
} from './context';

export async function loadMoreFiles({ tree, log }: CommandContext, row?: Row): Promise<void> {
  const job = row && tree.jobOf(row);
  if (job) {
    await telling(log, () => tree.loadMoreFiles(job));
  }
}

/** Opens CSV parts as documents; a Parquet part, which is no text, in the preview of its export. */
export async function openFile(context: CommandContext, ...args: RowArguments): Promise<void> {
  const { session, documents } = context;
  await telling(context.log, async () => {
    const connection = await session.connection();
    for (const { job, part } of connection ? chosenFiles(context, args).slice(0, mostTabs) : []) {
      if (part.format === 'PARQUET') {
        await vscode.commands.executeCommand('forecastExports.previewData', {
          kind: 'job',
          id: job.id,
        });
      } else if (connection) {
        await vscode.commands.executeCommand('vscode.open', documents.uriOf(part, connection, job.id));
      }
    }
  });
}

/** More editors than this nobody meant to open. */
const mostTabs = 5;

/**
 * Saves the selected files, or all files of the selected jobs, as they are in S3.
 * @param folder where to, in place of asking
 */
export async function download(context: CommandContext, args: RowArguments, folder?: unknown): Promise<void> {
  await onHeldConnection(context, async ({ objects }) => {
    const chosen = chosenFiles(context, args).map(({ part }) => part);
    const parts = chosen.length > 0 ? chosen : await listed(context, await jobsWithFiles(context, args));
    const targets =
      folder instanceof vscode.Uri
        ? await inFolder(parts, folder)
        : await (parts.length > 1 ? askFolder(parts) : askFile(parts));
    if (targets) {
      await save(targets.map(({ part, path }) => ({ source: new PartBytes(objects, part), path })));
    }
  });
}

/**
 * Saves all rows of an export as one CSV file.
 * @param file where to, in place of asking
 */
export async function downloadAsOneFile(
  context: CommandContext,
  args: RowArguments,
  file?: unknown,
): Promise<void> {
  await onHeldConnection(context, async connection => {
    const [job] = await jobsWithFiles(context, args);
    const parts = job ? await listed(context, [job]) : [];
    if (!job || parts.length === 0) {
      return;
    }
    const path = file instanceof vscode.Uri ? file.fsPath : await askOneFile(jobName(job));
    if (path !== undefined) {
      await save([{ source: await wholeCsv(context, connection, job, parts), path }]);
    }
  });
}

/** The account that the files are of stays connected until they are saved, whatever the view shows meanwhile. */
async function onHeldConnection(
  { session, log }: CommandContext,
  work: (connection: Connection) => Promise<void>,
): Promise<void> {
  await telling(log, async () => {
    const connection = await session.connection();
    const giveBack = connection && session.hold(connection);
    try {
      await (connection ? work(connection) : vscode.commands.executeCommand('forecastExports.chooseProfile'));
    } finally {
      giveBack?.();
    }
  });
}

async function wholeCsv(
  { openData }: CommandContext,
  connection: Connection,
  job: ForecastExportJob,
  parts: readonly ExportPart[],
): Promise<ByteSource> {
  if (parts.every(({ format }) => format === 'CSV')) {
    return new JoinedCsv(connection.objects, parts);
  }
  const data = await openData(job);
  return new RowsAsCsv(data.rows(), () => data.columns);
}

async function jobsWithFiles(
  context: CommandContext,
  [row, selected]: RowArguments,
): Promise<readonly ForecastExportJob[]> {
  const { tree } = context;
  // The row of a job's files stands for the job.
  const of = row && row.kind !== 'job' ? tree.jobOf(row) : undefined;
  const jobs = of ? [of] : await chosenJobs(context, rowArguments(row, selected), hasFiles);
  const ready = jobs.filter(hasFiles);
  if (jobs.length > 0 && ready.length === 0) {
    void vscode.window.showInformationMessage(
      l10n.t('There are no files to download yet: they are in S3 once the export job is active.'),
    );
  }
  return ready;
}

async function listed(
  { files }: CommandContext,
  jobs: readonly ForecastExportJob[],
): Promise<readonly ExportPart[]> {
  if (jobs.length === 0) {
    return [];
  }
  const parts = await withCancel(l10n.t('Listing the files of the export'), async signal => {
    const all: ExportPart[] = [];
    for (const job of jobs) {
      all.push(...(await files.parts(job, signal)));
    }
    return all;
  });
  if (parts.length === 0) {
    void vscode.window.showInformationMessage(
      l10n.t('This export has no files in S3. They may have been deleted or moved.'),
    );
  }
  return parts;
}
