import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { changedStates } from '../../jobs/changedStates';
import { changeEach, type ChangeResult } from '../../jobs/changeRun';
import type { ForecastExportJob } from '../../jobs/exportJob';
import { canChange, changesForbidden, type JobChange } from '../../jobs/jobChange';
import type { Connection } from '../../jobs/ports';
import type { ChangeDialogs } from '../changeDialogs';
import { allowedText, leftOutText, type PlannedChange } from '../changeQuestion';
import { changeReport } from '../changeReport';
import { accountText } from '../accountText';
import { showFailure, withoutLinks } from '../remedies';
import { changesAllowed, onDidChangeSetting } from '../settings';
import { jobPick, telling, withCancel, type CommandContext, type RowArguments } from './context';

type ChangeContext = Pick<CommandContext, 'session' | 'tree' | 'details' | 'log'>;

/** Stops or deletes the jobs that were chosen, after a question; says what became of each. */
export async function changeJobs(
  context: ChangeContext,
  dialogs: ChangeDialogs,
  change: JobChange,
  ...[row, selected]: RowArguments
): Promise<void> {
  const { session, tree } = context;
  if (!changesAllowed()) {
    void showFailure(changesForbidden());
    return;
  }
  const { state } = session;
  if (state.kind !== 'connected') {
    void vscode.window.showInformationMessage(l10n.t('No export job is shown to choose from.'));
    return;
  }
  const { connection } = state;
  const rows = selected && selected.length > 0 ? selected : row ? [row] : tree.selection;
  const chosen = rows.flatMap(candidate => tree.job(candidate) ?? []);
  const jobs = chosen.length > 0 ? chosen : await pickJobs(context, change);
  const plan: PlannedChange = {
    change,
    jobs: jobs.filter(job => canChange(change, job)),
    leftOut: jobs.filter(job => !canChange(change, job)),
    account: accountText(connection),
  };
  if (plan.jobs.length > 0) {
    const giveBack = session.hold(connection);
    try {
      await telling(context.log, () => confirmAndChange(context, dialogs, plan, connection));
    } finally {
      giveBack();
    }
  } else if (plan.leftOut.length > 0) {
    await sayNoneApplies(context, dialogs, plan);
  }
}

/** Several can be ticked; only those that are loaded and that the change is for. */
async function pickJobs(
  { session }: ChangeContext,
  change: JobChange,
): Promise<readonly ForecastExportJob[]> {
  const { board } = session;
  const known = board?.groups().flatMap(({ group }) => board.jobsIn(group)) ?? [];
  const able = known.filter(job => canChange(change, job));
  if (able.length === 0) {
    const none =
      change === 'stop'
        ? l10n.t('No export that can be stopped is shown.')
        : l10n.t('No export job that can be deleted is shown.');
    void vscode.window.showInformationMessage(`${none} ${allowedText(change)}`);
    return [];
  }
  const picked = await vscode.window.showQuickPick(able.map(jobPick), {
    title: change === 'stop' ? l10n.t('Stop Export') : l10n.t('Delete Export Job'),
    placeHolder:
      change === 'stop' ? l10n.t('Choose the exports to stop') : l10n.t('Choose the export jobs to delete'),
    canPickMany: true,
    matchOnDescription: true,
    matchOnDetail: true,
  });
  return picked?.map(item => item.job) ?? [];
}

async function sayNoneApplies(
  context: ChangeContext,
  dialogs: ChangeDialogs,
  { change, leftOut }: PlannedChange,
): Promise<void> {
  const others = l10n.t('Choose Others…');
  const message = withoutLinks(leftOutText(change, leftOut));
  if ((await vscode.window.showInformationMessage(message, others)) === others) {
    const picked = await pickJobs(context, change);
    const rows = picked.map(job => ({ kind: 'job', id: job.id }) as const);
    if (rows.length > 0) {
      await changeJobs(context, dialogs, change, undefined, rows);
    }
  }
}

async function confirmAndChange(
  context: ChangeContext,
  dialogs: ChangeDialogs,
  plan: PlannedChange,
  connection: Connection,
): Promise<void> {
  const answer = await dialogs.ask(plan);
  if (answer === 'look') {
    const [only, ...others] = plan.jobs;
    await (only && others.length === 0 ? context.details.show(only) : dialogs.showPlan(plan));
    return;
  }
  if (answer !== 'go') {
    return;
  }
  const results = await runChange(dialogs, plan, connection);
  const isCurrent = () => {
    const { state } = context.session;
    return state.kind === 'connected' && state.connection === connection;
  };
  await showStates(context, plan.change, results, connection, isCurrent);
  const again = () => {
    const rows = plan.jobs.map(({ id }) => ({ kind: 'job', id }) as const);
    return changeJobs(context, dialogs, plan.change, undefined, rows);
  };
  const report = changeReport(plan, results, !isCurrent());
  // Not waited for: the connection is given back, however long the notice stands.
  void telling(context.log, () => dialogs.tell(plan, report, isCurrent() ? again : undefined));
}

/** With progress and a way to end it; the setting ends it, too. */
async function runChange(
  dialogs: ChangeDialogs,
  plan: PlannedChange,
  connection: Connection,
): Promise<readonly ChangeResult[]> {
  const { change, jobs, account } = plan;
  const title =
    change === 'stop'
      ? l10n.t('Stopping exports in {0}', account)
      : l10n.t('Deleting export jobs in {0}', account);
  return withCancel(title, async (cancelled, report) => {
    const forbidden = new AbortController();
    const abortIfForbidden = () => changesAllowed() || forbidden.abort();
    const listening = onDidChangeSetting('allowChanges', abortIfForbidden);
    abortIfForbidden();
    try {
      return await changeEach(connection.jobs, change, jobs, {
        sleep: (milliseconds, signal) => dialogs.sleep(milliseconds, signal),
        stopped: AbortSignal.any([cancelled, forbidden.signal]),
        onProgress: (done, waiting) => {
          const count = l10n.t('{0} of {1}', done, jobs.length);
          report(waiting ? l10n.t('{0}, waiting: {1}', count, waiting.what) : count);
        },
      });
    } finally {
      listening.dispose();
    }
  });
}

/** The rows of the touched jobs show what became of them; what failed is selected. */
async function showStates(
  { session, tree, details }: ChangeContext,
  change: JobChange,
  results: readonly ChangeResult[],
  connection: Connection,
  isCurrent: () => boolean,
): Promise<void> {
  if (!isCurrent()) {
    return;
  }
  const states = await changedStates(connection.jobs, change, results);
  const { board } = session;
  if (!board || !isCurrent()) {
    return;
  }
  for (const { id, now, askedAt } of states) {
    if (!now) {
      board.remove(id, askedAt);
    } else if (board.get(id)) {
      // Under another filter by now, the board need not have all of them.
      board.put(now, askedAt);
    }
  }
  details.refresh();
  const failed = results.filter(({ outcome }) => !['accepted', 'gone'].includes(outcome.kind));
  const selected = new Set(tree.selection.map(row => (row.kind === 'job' ? row.id : '')));
  const [first] = failed;
  if (first && !failed.some(({ job }) => selected.has(job.id))) {
    await tree.reveal(first.job, false);
  }
}
