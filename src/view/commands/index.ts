import * as vscode from 'vscode';
import type { Failure, Remedy } from '../../jobs/failure';
import { walkthroughId, type CommandId } from '../../manifest';
import { changeDialogs } from '../changeDialogs';
import { ChangeReports } from '../changeReports';
import { applyRemedy, showFailure } from '../remedies';
import { registerRunLenses } from '../queries/runLenses';
import type { Row } from '../rows';
import { changeJobs } from './change';
import * as connection from './connection';
import { rowArguments, type CommandContext, type RowArguments } from './context';
import * as copy from './copy';
import * as create from './create';
import { copyFailureReport } from './failureReport';
import * as files from './files';
import * as filter from './filter';
import { findJob } from './find';
import * as follow from './follow';
import { JobLinks } from './jobLinks';
import * as load from './load';
import * as open from './open';
import { copyQuery, queryWithAthena, type QueryTarget } from './queries';
import { runInAthena } from './runInAthena';
import * as preview from './preview';
import { saveListAs } from './saveList';

type Handler = (...args: never[]) => unknown;

/** One handler a command; a command of the manifest without one doesn't compile. */
function handlers(context: CommandContext, reports: ChangeReports): Record<CommandId, Handler> {
  const { session, tree } = context;
  const links = new JobLinks(context);
  const dialogs = changeDialogs(reports);
  const onRows = (command: (context: CommandContext, ...args: RowArguments) => unknown) =>
    ((row?: Row, selected?: readonly Row[]) => command(context, row, selected)) satisfies Handler;
  return {
    'forecastExports.refresh': async () => {
      await tree.refresh();
      context.details.refresh();
    },
    'forecastExports.retry': () => tree.retry(),
    'forecastExports.loadMore': (row?: Row) => load.loadMore(context, row),
    'forecastExports.loadAll': () => load.loadAll(context),
    'forecastExports.loadAllInGroup': (row?: Row) => load.loadAllInGroup(context, row),
    'forecastExports.findJob': () => findJob(context),
    'forecastExports.chooseProfile': () => connection.chooseProfile(context),
    'forecastExports.chooseRegion': () => connection.chooseRegion(context),
    'forecastExports.useSampleData': () => connection.useSampleData(context),
    'forecastExports.lookInOtherRegions': () => connection.lookInOtherRegions(context),
    'forecastExports.filterByForecast': () => filter.filterByForecast(context),
    'forecastExports.filterByThisForecast': onRows(filter.filterByThisForecast),
    'forecastExports.hideThisForecast': onRows(filter.hideThisForecast),
    'forecastExports.filterByStatus': () => filter.filterByStatus(context),
    'forecastExports.clearFilters': () => filter.clearFilters(context),
    'forecastExports.sortByNewest': () => session.sortBy('newest'),
    'forecastExports.sortByName': () => session.sortBy('name'),
    'forecastExports.copyArn': onRows(copy.copyArn),
    'forecastExports.copyForecastArn': onRows(copy.copyForecastArn),
    'forecastExports.copyS3Uri': onRows(copy.copyS3Uri),
    'forecastExports.copyName': onRows(copy.copyName),
    'forecastExports.copyAsJson': onRows(copy.copyAsJson),
    'forecastExports.copyCliCommand': onRows(copy.copyCliCommand),
    'forecastExports.copySelected': onRows(copy.copySelected),
    'forecastExports.copyFocused': () => copy.copyFocused(context),
    'forecastExports.copyLink': onRows(copy.copyLink),
    'forecastExports.openLink': (target?: unknown) => links.open(target),
    'forecastExports.saveListAs': (target?: unknown) => saveListAs(context, target),
    'forecastExports.stopExport': onRows((given, ...rows) => changeJobs(given, dialogs, 'stop', ...rows)),
    'forecastExports.deleteExportJob': onRows((given, ...rows) =>
      changeJobs(given, dialogs, 'delete', ...rows),
    ),
    'forecastExports.createExportJob': () => create.createExportJob(context),
    'forecastExports.exportAgain': onRows(create.exportAgain),
    // A click on a row that has a command does not open it: who selects jobs asks nothing of S3.
    'forecastExports.selectJob': () => undefined,
    'forecastExports.loadMoreFiles': (row?: Row) => files.loadMoreFiles(context, row),
    'forecastExports.openFile': onRows(files.openFile),
    'forecastExports.download': (row?: Row, selected?: readonly Row[], folder?: unknown) =>
      files.download(context, rowArguments(row, selected), folder),
    'forecastExports.downloadAsOneFile': (row?: Row, selected?: readonly Row[], file?: unknown) =>
      files.downloadAsOneFile(context, rowArguments(row, selected), file),
    'forecastExports.queryWithAthena': onRows(queryWithAthena),
    'forecastExports.runInAthena': (place?: unknown) => runInAthena(context, place),
    'forecastExports.copyQuery': (row?: Row, selected?: readonly Row[], target?: QueryTarget) =>
      copyQuery(context, rowArguments(row, selected), target),
    'forecastExports.openS3Path': onRows(open.openS3Path),
    'forecastExports.previewData': (row?: Row | vscode.Uri, selected?: readonly Row[]) =>
      row instanceof vscode.Uri
        ? preview.previewDataOf(context, row)
        : preview.previewData(context, ...rowArguments(row, selected)),
    'forecastExports.compareExports': onRows(preview.compareExports),
    'forecastExports.showDetails': onRows(open.showDetails),
    'forecastExports.follow': onRows(follow.follow),
    'forecastExports.stopFollowing': onRows(follow.stopFollowing),
    'forecastExports.showFollowed': () => follow.showFollowed(context),
    'forecastExports.copyFailureReport': onRows(copyFailureReport),
    'forecastExports.explainFailure': (row: Row) => explain(context, row),
    'forecastExports.applyRemedy': (remedy: Remedy) => applyRemedy(remedy),
    'forecastExports.showLog': () => context.log.show(),
    'forecastExports.openWalkthrough': () =>
      vscode.commands.executeCommand('workbench.action.openWalkthrough', walkthroughId, false),
  };
}

async function explain(context: CommandContext, row: Row): Promise<void> {
  const { session, tree } = context;
  if (row.kind === 'tail') {
    const tail = session.board?.group(row.group).tail;
    if (tail?.kind === 'failed') {
      await showFailure(tail.failure, () => tree.loadMore(row.group, false));
    }
    return;
  }
  if (row.kind === 'filesTail') {
    const job = tree.jobOf(row);
    const tail = job && context.files.of(job)?.tail;
    if (job && tail?.kind === 'failed') {
      await showFailure(tail.failure, () => tree.loadMoreFiles(job));
    }
    return;
  }
  const failure: Failure | undefined = row.kind === 'failure' ? row.failure : undefined;
  if (failure) {
    await showFailure(failure);
  }
}

export function registerCommands(context: CommandContext): vscode.Disposable {
  const reports = new ChangeReports();
  return vscode.Disposable.from(
    reports,
    registerRunLenses(),
    ...Object.entries(handlers(context, reports)).map(([id, handler]) =>
      vscode.commands.registerCommand(id, handler as (...args: unknown[]) => unknown),
    ),
  );
}
