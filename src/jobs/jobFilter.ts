import type { KnownStatus, StatusGroup } from './exportJob';
import { knownStatuses, statusGroups } from './exportJob';

export type Condition = 'IS' | 'IS_NOT';

/** A filter as the service takes it. Several are ANDed. Source: Filter in the service model. */
export interface ServiceFilter {
  /** ForecastArn and Status for export jobs; ListForecasts has others. */
  readonly Key: 'ForecastArn' | 'Status' | 'DatasetGroupArn' | 'PredictorArn';
  readonly Value: string;
  readonly Condition: Condition;
}

export interface ForecastCondition {
  readonly forecastArn: string;
  readonly condition: Condition;
}

/**
 * What the user asked to see. Forecasts with IS are alternatives (any of them), forecasts with IS_NOT are all
 * left out; `statuses` are the groups to show (absent: all).
 */
export interface JobFilter {
  readonly forecasts: readonly ForecastCondition[];
  readonly statuses?: readonly StatusGroup[];
}

export const noFilter: JobFilter = { forecasts: [] };

export function isFiltering(filter: JobFilter): boolean {
  return filter.forecasts.length > 0 || filter.statuses !== undefined;
}
