import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { localNumber } from '../data/localNumber';
import { hasFailed } from '../jobs/exportFailures';
import { groupOf, movingStatuses, type ForecastExportJob, type StatusGroup } from '../jobs/exportJob';
import { failureText, type Failure, type Remedy } from '../jobs/failure';
import type { GroupState } from '../jobs/jobBoard';
import { canChange } from '../jobs/jobChange';
import type { Tail } from '../jobs/pagedList';
import type { UsualDuration } from '../jobs/usualDuration';
import type { CommandId } from '../manifest';
import { failureTooltip } from './factsTooltip';
import { countText, groupLabel, groupMeaning, groupSpokenCount } from './groupText';
import { jobDescription, jobName, jobSpoken } from './jobText';
import type { TimeStyle } from './timeText';
import { remedyLabel } from './remedies';
import { hasFiles, type Row } from './rows';

const icons: Readonly<Record<StatusGroup, readonly [icon: string, color: string]>> = {
  CREATE_IN_PROGRESS: ['sync', 'charts.blue'],
  CREATE_PENDING: ['clock', 'charts.blue'],
  CREATE_FAILED: ['error', 'list.errorForeground'],
  DELETE_FAILED: ['error', 'list.errorForeground'],
  ACTIVE: ['pass', 'charts.green'],
  CREATE_STOPPING: ['debug-stop', 'charts.yellow'],
  CREATE_STOPPED: ['circle-slash', 'disabledForeground'],
  DELETE_IN_PROGRESS: ['trash', 'disabledForeground'],
  DELETE_PENDING: ['trash', 'disabledForeground'],
  OTHER: ['question', 'charts.yellow'],
};

const collapsedAtFirst: ReadonlySet<StatusGroup> = new Set([
  'CREATE_STOPPED',
  'DELETE_IN_PROGRESS',
  'DELETE_PENDING',
]);

/** Rows of a kind share what is alike in them: the editor keeps it for as long as the row. */
const statusIcons = new Map<StatusGroup, vscode.ThemeIcon>();
const contextValues = new Map<string, string>();
let selectJob: vscode.Command | undefined;

function statusIcon(group: StatusGroup): vscode.ThemeIcon {
  const [icon, color] = icons[group];
  const shared = statusIcons.get(group) ?? new vscode.ThemeIcon(icon, new vscode.ThemeColor(color));
  statusIcons.set(group, shared);
  return shared;
}

function sharedContextValue(value: string): string {
  const shared = contextValues.get(value) ?? value;
  contextValues.set(value, shared);
  return shared;
}

export function groupItem(state: GroupState): vscode.TreeItem {
  const writing = { locale: vscode.env.language };
  const { group } = state;
  const label = groupLabel(group);
  const count = countText(state, writing);
  const item = new vscode.TreeItem(
    label,
    collapsedAtFirst.has(group)
      ? vscode.TreeItemCollapsibleState.Collapsed
      : vscode.TreeItemCollapsibleState.Expanded,
  );
  item.description = count;
  item.iconPath = statusIcon(group);
  item.contextValue = state.tail.kind === 'end' ? 'group' : 'group.more';
  item.tooltip = groupMeaning(group);
  item.accessibilityInformation = { label: `${label}, ${groupSpokenCount(state, writing)}` };
  return item;
}

/** @param usual how long other exports took, for one that is under way */
export function jobItem(
  job: ForecastExportJob,
  time: TimeStyle,
  usual?: UsualDuration,
  isFollowed = false,
): vscode.TreeItem {
  const group = groupOf(job);
  const item = new vscode.TreeItem(
    jobName(job),
    hasFiles(job) ? vscode.TreeItemCollapsibleState.Collapsed : vscode.TreeItemCollapsibleState.None,
  );
  item.description = jobDescription(job, group, time, isFollowed);
  item.iconPath = statusIcon(group);
  const contextValue = [
    'job',
    ...(job.arn === undefined ? [] : ['arn']),
    ...(job.destination.path === undefined ? [] : ['path']),
    ...(hasFiles(job) ? ['files'] : []),
    ...(hasFailed(job) ? ['failed'] : []),
    ...(movingStatuses.has(job.status) ? ['moving'] : []),
    ...(isFollowed ? ['followed'] : []),
    ...(canChange('stop', job) ? ['stoppable'] : []),
    ...(canChange('delete', job) ? ['deletable'] : []),
  ].join('.');
  item.contextValue = sharedContextValue(contextValue);
  if (hasFiles(job)) {
    item.command = selectJob ??= command('forecastExports.selectJob', l10n.t('Select'));
  }
  item.accessibilityInformation = { label: jobSpoken(job, group, time, usual, isFollowed) };
  return item;
}

export function tailItem({ group, count, tail }: GroupState): vscode.TreeItem {
  const groupName = groupLabel(group);
  const item = tailRowItem({ kind: 'tail', group }, tail, 'forecastExports.loadMore');
  if (tail.kind === 'more') {
    item.tooltip = l10n.t(
      'There are more. Shown of {1}: {0}',
      localNumber(count, vscode.env.language),
      groupName,
    );
  }
  const label = typeof item.label === 'string' ? item.label : '';
  item.accessibilityInformation = {
    label: [label, ...(typeof item.description === 'string' ? [item.description] : []), groupName].join(', '),
  };
  return item;
}

/** A last row: "Load more", or what came of it. Its kind begins its contextValue. */
export function tailRowItem(row: Row, tail: Tail, loadMore: CommandId): vscode.TreeItem {
  const item = new vscode.TreeItem('', vscode.TreeItemCollapsibleState.None);
  item.command = { command: loadMore, title: l10n.t('Load more'), arguments: [row] };
  item.contextValue = `${row.kind}.${tail.kind}`;
  switch (tail.kind) {
    case 'end':
      delete item.contextValue;
      break;
    case 'loading':
      item.label = l10n.t('Loading…');
      item.iconPath = new vscode.ThemeIcon('loading~spin');
      delete item.command;
      break;
    case 'more':
      item.label = l10n.t('Load more');
      item.iconPath = new vscode.ThemeIcon('ellipsis');
      if (tail.emptyPages > 0) {
        item.description = l10n.t('{0} pages in a row were empty', tail.emptyPages);
      }
      break;
    case 'failed':
      item.label = tail.failure.what;
      item.description = l10n.t('Select to retry');
      item.iconPath = new vscode.ThemeIcon('error', new vscode.ThemeColor('list.errorForeground'));
      item.tooltip = failureTooltip(tail.failure);
      break;
  }
  return item;
}

export function failureItem(failure: Failure): vscode.TreeItem {
  const item = new vscode.TreeItem(failure.what, vscode.TreeItemCollapsibleState.None);
  item.description = failure.helps;
  item.iconPath = new vscode.ThemeIcon('error', new vscode.ThemeColor('list.errorForeground'));
  item.tooltip = failureTooltip(failure);
  item.contextValue = 'failure';
  item.command = command('forecastExports.explainFailure', l10n.t('Explain'), { kind: 'failure', failure });
  item.accessibilityInformation = { label: failureText(failure) };
  return item;
}

export function remedyItem(remedy: Remedy): vscode.TreeItem {
  const { label, icon } = remedyLabel(remedy);
  const item = new vscode.TreeItem(label, vscode.TreeItemCollapsibleState.None);
  item.iconPath = new vscode.ThemeIcon(icon);
  item.contextValue = 'remedy';
  item.accessibilityInformation = { label };
  item.command = command('forecastExports.applyRemedy', label, remedy);
  return item;
}

export function noteItem(label: string, icon: string, commandId: CommandId | undefined): vscode.TreeItem {
  const item = new vscode.TreeItem(label, vscode.TreeItemCollapsibleState.None);
  item.iconPath = new vscode.ThemeIcon(icon);
  item.contextValue = 'note';
  item.accessibilityInformation = { label };
  item.tooltip = label;
  if (commandId) {
    item.command = command(commandId, label);
  }
  return item;
}

function command(id: CommandId, title: string, argument?: unknown): vscode.Command {
  return { command: id, title, ...(argument === undefined ? {} : { arguments: [argument] }) };
}
