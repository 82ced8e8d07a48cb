import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { nextRequestNumber } from '../../jobs/boardReading';
import type { ForecastExportJob } from '../../jobs/exportJob';
import type { JobBoard } from '../../jobs/jobBoard';
import { matchesFilter, noFilter } from '../../jobs/jobFilter';
import type { CommandContext } from './context';

/**
 * Reveals a job by its ARN, asking the service about it where it isn't loaded. Rejects with a `FailureError`.
 * @param isWanted whether it still is, after each wait
 */
export async function revealArn(
  context: CommandContext,
  board: JobBoard,
  arn: string,
  isWanted: () => boolean = () => true,
): Promise<void> {
  let job = board.get(arn);
  if (!job) {
    const connection = await context.session.connection();
    const askedAt = nextRequestNumber();
    const details = await connection?.jobs.describe(arn);
    if (!details || context.session.board !== board || !isWanted()) {
      return;
    }
    if (!matchesFilter(details, board.filter)) {
      await offerToClearFilters(context, board, details, askedAt);
      return;
    }
    board.pin(details, askedAt);
    job = details;
  }
  await context.tree.reveal(job, true);
}

async function offerToClearFilters(
  context: CommandContext,
  board: JobBoard,
  job: ForecastExportJob,
  askedAt: number,
): Promise<void> {
  const { session } = context;
  const clear = l10n.t('Clear Filters');
  const answer = await vscode.window.showInformationMessage(
    l10n.t('The filter hides this export job.'),
    clear,
  );
  // Another account may be shown by then: the job is none of its.
  if (answer === clear && session.board === board) {
    await session.setFilter(noFilter);
    await context.session.board?.start();
    context.session.board?.pin(job, askedAt);
    await context.tree.reveal(job, true);
  }
}
