import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { ForecastExportJob } from '../../src/jobs/exportJob';
import { canChange, type JobChange } from '../../src/jobs/jobChange';
import type { LocalServiceHandle } from '../../src/local/http';
import type { ChangeDialogs } from '../../src/view/changeDialogs';
import type { PlannedChange } from '../../src/view/changeQuestion';
import type { ChangeReport } from '../../src/view/changeReport';
import { changeJobs } from '../../src/view/commands/change';
import type { Row } from '../../src/view/rows';
import { extension, jobRows } from './account';

export const rowOf = ({ id }: ForecastExportJob): Row => ({ kind: 'job', id });

/** Some jobs of the view that a change is for. */
export async function some(change: JobChange, count: number): Promise<readonly ForecastExportJob[]> {
  await jobRows();
  const { session } = await extension();
  const jobs = (session.board?.all() ?? []).filter(job => canChange(change, job)).slice(0, count);
  assert.equal(jobs.length, count);
  return jobs;
}

type Answer = 'go' | 'look' | undefined;

interface Told {
  readonly plans: readonly PlannedChange[];
  readonly reports: readonly ChangeReport[];
  /** How often the run has waited for the service. */
  readonly waits: number;
}

/** Changes jobs as the command does, with `answer` in the place of the user's finger; no wait takes time. */
export async function change(
  kind: JobChange,
  jobs: readonly ForecastExportJob[],
  answer: () => Answer | Promise<Answer> = () => 'go',
): Promise<Told> {
  const { session, tree, details } = await extension();
  const log = vscode.window.createOutputChannel('Changes under test', { log: true });
  const plans: PlannedChange[] = [];
  const reports: ChangeReport[] = [];
  let waits = 0;
  const dialogs: ChangeDialogs = {
    ask: async plan => {
      plans.push(plan);
      return answer();
    },
    showPlan: () => Promise.resolve(),
    tell: (_plan, report) => {
      reports.push(report);
      return Promise.resolve();
    },
    sleep: () => {
      waits += 1;
      return Promise.resolve();
    },
  };
  try {
    await changeJobs({ session, tree, details, log }, dialogs, kind, undefined, jobs.map(rowOf));
  } finally {
    log.dispose();
  }
  return { plans, reports, waits };
}

export function onlyReport({ reports }: Told): ChangeReport {
  const [report, ...others] = reports;
  assert.ok(report);
  assert.deepEqual(others, []);
  return report;
}

/** The ARNs that a report lists, under the words for what became of them. */
function listed(report: ChangeReport): Map<string, string[]> {
  const found = new Map<string, string[]>();
  let title = '';
  for (const line of report.list.split('\n')) {
    title = /^(\S.*): \d+$/.exec(line)?.[1] ?? title;
    const arn = /^ +(arn:\S+)$/.exec(line)?.[1];
    if (arn !== undefined) {
      found.set(title, [...(found.get(title) ?? []), arn]);
    }
  }
  return found;
}

const statusesTold: Readonly<Record<string, RegExp>> = {
  'Being deleted': /^(DELETE_PENDING|DELETE_IN_PROGRESS|gone)$/,
  Deleted: /^gone$/,
  'Could not be deleted': /^(?!DELETE|gone)/,
  'Being stopped': /^CREATE_STOPP(ING|ED)$/,
  'Deleted meanwhile': /^gone$/,
  'Could not be stopped': /^(?!CREATE_STOPP|gone)/,
  'Not tried': /^(?!DELETE|CREATE_STOPP|gone)/,
  'What became of it is not known': /./,
};

/** The account holds what the user was told of each job. @returns the number of jobs by the words for them */
export function compare(service: LocalServiceHandle, report: ChangeReport): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const [title, arns] of listed(report)) {
    counts[title] = arns.length;
    for (const arn of arns) {
      const status = service.service.account.jobs.get(arn)?.status ?? 'gone';
      assert.match(status, statusesTold[title] ?? /^no such words$/, `${title}: ${arn}`);
    }
  }
  return counts;
}

/** The rows show what the account has. */
export async function compareTree(
  service: LocalServiceHandle,
  jobs: readonly ForecastExportJob[],
): Promise<void> {
  const { session } = await extension();
  const shown = jobs.map(job => session.board?.get(job.id)?.status ?? 'gone');
  const real = jobs.map(job => service.service.account.jobs.get(job.arn ?? '')?.status ?? 'gone');
  assert.deepEqual(shown, real);
}
