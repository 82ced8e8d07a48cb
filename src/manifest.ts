import type { Pace } from './jobs/pace';

/** What package.json declares, as types: a misspelled id doesn't compile. A test holds the two together. */

export const viewId = 'forecastExports.jobs';
export const detailsScheme = 'forecast-export-job';
/** Parts of exports as files. */
export const partScheme = 'forecast-export';
/** Results of queries in Athena. */
export const queryResultViewType = 'forecastExports.queryResult';
/** The page "Exported data"; the editor brings open ones back by it. */
export const previewViewType = 'forecastExports.preview';
export const changeReportScheme = 'forecast-export-changes';

export const commandIds = [
  'forecastExports.refresh',
  'forecastExports.retry',
  'forecastExports.loadMore',
  'forecastExports.loadAll',
  'forecastExports.loadAllInGroup',
  'forecastExports.findJob',
  'forecastExports.chooseProfile',
  'forecastExports.chooseRegion',
  'forecastExports.useSampleData',
  'forecastExports.lookInOtherRegions',
  'forecastExports.filterByForecast',
  'forecastExports.filterByThisForecast',
  'forecastExports.hideThisForecast',
  'forecastExports.filterByStatus',
  'forecastExports.clearFilters',
  'forecastExports.sortByNewest',
  'forecastExports.sortByName',
  'forecastExports.copyArn',
  'forecastExports.copyForecastArn',
  'forecastExports.copyS3Uri',
  'forecastExports.copyName',
  'forecastExports.copyAsJson',
  'forecastExports.copyCliCommand',
  'forecastExports.copySelected',
  'forecastExports.copyFocused',
  'forecastExports.copyLink',
  'forecastExports.openLink',
  'forecastExports.saveListAs',
  'forecastExports.stopExport',
  'forecastExports.deleteExportJob',
  'forecastExports.createExportJob',
  'forecastExports.exportAgain',
  'forecastExports.openS3Path',
  'forecastExports.selectJob',
  'forecastExports.loadMoreFiles',
  'forecastExports.openFile',
  'forecastExports.download',
  'forecastExports.downloadAsOneFile',
  'forecastExports.queryWithAthena',
  'forecastExports.runInAthena',
  'forecastExports.copyQuery',
  'forecastExports.previewData',
  'forecastExports.compareExports',
  'forecastExports.showDetails',
  'forecastExports.follow',
  'forecastExports.stopFollowing',
  'forecastExports.showFollowed',
  'forecastExports.copyFailureReport',
  'forecastExports.explainFailure',
  'forecastExports.applyRemedy',
  'forecastExports.showLog',
  'forecastExports.openWalkthrough',
] as const;

export type CommandId = (typeof commandIds)[number];

/** As the editor names the walkthrough: the extension's id, and its own. */
export const walkthroughId = 'forecast-exports.forecast-exports#start';

/** Tools for language models. */
export const toolNames = [
  'forecast-exports_listExportJobs',
  'forecast-exports_describeExportJob',
  'forecast-exports_createExportJob',
] as const;

export type ToolName = (typeof toolNames)[number];

/** Settings under `forecastExports.`, with their types and defaults. */
export interface Settings {
  /** MaxResults of a page, 1 to 100. */
  readonly pageSize: number;
  readonly showEmptyGroups: boolean;
  /** '' for the service's own. */
  readonly endpoint: string;
  /** False: nothing is offered that would create, stop or delete. */
  readonly allowChanges: boolean;
  readonly updates: Pace;
  /** Of Amazon Athena. */
  readonly 'athena.workgroup': string;
  readonly 'athena.database': string;
  /** As `s3://bucket/folder/`; '' for the workgroup's. */
  readonly 'athena.outputLocation': string;
}

export const defaultSettings: Settings = {
  pageSize: 100,
  showEmptyGroups: false,
  endpoint: '',
  allowChanges: true,
  updates: 'normal',
  'athena.workgroup': 'primary',
  'athena.database': 'default',
  'athena.outputLocation': '',
};

/** Context keys, for the `when` clauses of package.json. */
export interface ContextKeys {
  /** What the view shows. */
  'forecastExports.state': 'disconnected' | 'connecting' | 'connected' | 'failed';
  'forecastExports.filtering': boolean;
  'forecastExports.order': 'newest' | 'name';
}
