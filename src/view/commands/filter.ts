import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { statusGroups, type StatusGroup } from '../../jobs/exportJob';
import { isFiltering, noFilter, shownGroups, withForecast, type Condition } from '../../jobs/jobFilter';
import { threeAtATime } from '../../jobs/threeAtATime';
import { groupLabel } from '../groupText';
import { createOfForecast } from './create';
import { chosenJobs, telling, withCancel, type CommandContext, type RowArguments } from './context';
import { ForecastPick } from './forecastPick';

/** First whether to show or to hide, then the forecasts: from the account's list, or typed. */
export async function filterByForecast(context: CommandContext): Promise<void> {
  const { session, log } = context;
  await telling(log, async () => {
    const connection = await session.connection();
    if (!connection) {
      await vscode.commands.executeCommand('forecastExports.chooseProfile');
      return;
    }
    const condition = await pickCondition();
    if (!condition) {
      return;
    }
    const before = session.filter.forecasts.filter(forecast => forecast.condition === condition);
    const picked = await new ForecastPick(
      connection.jobs,
      condition,
      before.map(f => f.forecastArn),
      (arn, name) => void createOfForecast(context, arn, name),
    ).show();
    if (picked && connection === (await session.connection())) {
      const others = session.filter.forecasts.filter(
        forecast => forecast.condition !== condition && !picked.includes(forecast.forecastArn),
      );
      const forecasts = [...others, ...picked.map(forecastArn => ({ forecastArn, condition }))];
      await session.setFilter({ ...session.filter, forecasts });
    }
  });
}

async function pickCondition(): Promise<Condition | undefined> {
  const picked = await vscode.window.showQuickPick(
    [
      { label: l10n.t('Show Only…'), description: 'IS', condition: 'IS' as const },
      { label: l10n.t('Hide…'), description: 'IS_NOT', condition: 'IS_NOT' as const },
    ],
    {
      title: l10n.t('Filter by Forecast ARN (1/2)'),
      placeHolder: l10n.t('Show only the export jobs of some forecasts, or hide them'),
    },
  );
  return picked?.condition;
}

export const filterByThisForecast = (context: CommandContext, ...args: RowArguments) =>
  filterByForecastOf(context, args, 'IS');

export const hideThisForecast = (context: CommandContext, ...args: RowArguments) =>
  filterByForecastOf(context, args, 'IS_NOT');

/** The forecast's ARN is what Describe answers: the name in a job's ARN is for showing only. */
async function filterByForecastOf(
  context: CommandContext,
  args: RowArguments,
  condition: Condition,
): Promise<void> {
  const { session } = context;
  const jobs = await chosenJobs(context, args);
  await telling(context.log, async () => {
    const connection = await session.connection();
    const details =
      jobs.length > 3
        ? await withCancel(l10n.t('Reading the forecasts of {0} export jobs', jobs.length), signal =>
            threeAtATime(jobs, job => session.details(job), signal),
          )
        : await threeAtATime(jobs, job => session.details(job));
    if (details.length < jobs.length || connection !== (await session.connection())) {
      return;
    }
    const arns = new Set(details.flatMap(job => job.forecastArn ?? []));
    if (arns.size === 0) {
      if (jobs.length > 0) {
        void vscode.window.showInformationMessage(
          l10n.t('The service did not send the forecast of this export job.'),
        );
      }
      return;
    }
    await session.setFilter(
      [...arns].reduce((filter, arn) => withForecast(filter, arn, condition), session.filter),
    );
  });
}

export async function filterByStatus({ session }: CommandContext): Promise<void> {
  const shown = shownGroups(session.filter);
  const picked = await vscode.window.showQuickPick(
    statusGroups.map(group => ({
      label: groupLabel(group),
      description: group === 'OTHER' ? '' : group,
      picked: shown.includes(group),
      group,
    })),
    {
      canPickMany: true,
      title: l10n.t('Filter by Status'),
      placeHolder: l10n.t('Choose the statuses to show'),
      matchOnDescription: true,
    },
  );
  if (!picked) {
    return;
  }
  const statuses: readonly StatusGroup[] = picked.map(item => item.group);
  const { forecasts } = session.filter;
  const showsAll = statuses.length === 0 || statuses.length === statusGroups.length;
  await session.setFilter(showsAll ? { forecasts } : { forecasts, statuses });
}

export async function clearFilters({ session }: CommandContext): Promise<void> {
  if (isFiltering(session.filter)) {
    await session.setFilter(noFilter);
  }
}
