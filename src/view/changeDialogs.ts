import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { changeQuestion, type PlannedChange } from './changeQuestion';
import { planText, type ChangeReport } from './changeReport';
import type { ChangeReports } from './changeReports';
import { showFailure, withoutLinks } from './remedies';
import { sleep } from './sleep';

/** What a change of jobs asks of the user and tells, and how it waits. Tests answer in the user's place. */
export interface ChangeDialogs {
  /** `look`: to see first what it is about. Undefined: no. */
  ask(plan: PlannedChange): Promise<'go' | 'look' | undefined>;
  showPlan(plan: PlannedChange): Promise<void>;
  /** @param again asks anew, for the same jobs; undefined where another account is looked at by now */
  tell(plan: PlannedChange, report: ChangeReport, again: (() => unknown) | undefined): Promise<void>;
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>;
}

export function changeDialogs(reports: ChangeReports): ChangeDialogs {
  return { ask, sleep, showPlan, tell };

  async function showPlan(plan: PlannedChange): Promise<void> {
    await reports.show(reportTitle(plan), planText(plan));
  }

  async function tell(
    plan: PlannedChange,
    report: ChangeReport,
    again: (() => unknown) | undefined,
  ): Promise<void> {
    const message = withoutLinks(report.message);
    if (report.severity === 'done') {
      vscode.window.setStatusBarMessage(message, 5000);
      return;
    }
    if (report.failure) {
      // One job: what helps is offered beside the reason.
      const remedies = report.failure.remedies.filter(({ kind }) => again !== undefined || kind !== 'retry');
      await showFailure({ ...report.failure, what: message, helps: '', remedies }, again);
      return;
    }
    const showDetails = l10n.t('Show Details');
    const buttons = plan.jobs.length > 1 ? [showDetails] : [];
    const { showErrorMessage, showInformationMessage, showWarningMessage } = vscode.window;
    const show = { error: showErrorMessage, warning: showWarningMessage, info: showInformationMessage };
    if ((await show[report.severity](message, ...buttons)) === showDetails) {
      await reports.show(reportTitle(plan), report.list);
    }
  }
}

/**
 * A modal dialog gives Enter to its first button and adds one that cancels, for Escape. The button that changes
 * something is the second, so that no key presses it by itself.
 */
async function ask(plan: PlannedChange): Promise<'go' | 'look' | undefined> {
  const { message, detail, look, go } = changeQuestion(plan);
  const pressed = await vscode.window.showWarningMessage(message, { modal: true, detail }, look, go);
  return pressed === go ? 'go' : pressed === look ? 'look' : undefined;
}

function reportTitle({ change }: PlannedChange): string {
  return change === 'stop' ? l10n.t('Stop Exports') : l10n.t('Delete Export Jobs');
}
