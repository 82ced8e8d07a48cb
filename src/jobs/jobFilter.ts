import {
  groupOf,
  knownStatuses,
  statusGroups,
  type ForecastExportJobDetails,
  type StatusGroup,
} from './exportJob';

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

/** The groups that a filter shows, in the order in which they are shown. */
export function shownGroups(filter: JobFilter): readonly StatusGroup[] {
  const shown = filter.statuses;
  return shown === undefined ? statusGroups : statusGroups.filter(group => shown.includes(group));
}

/**
 * The forecast conditions as the service takes them. Filters are ANDed there, so forecasts that are
 * alternatives take a query each; the answers of all queries together are what was asked for.
 * @returns one list of filters a query, at least one
 */
export function forecastQueries(filter: JobFilter): readonly (readonly ServiceFilter[])[] {
  const excluded = forecastArns(filter, 'IS_NOT');
  const included = forecastArns(filter, 'IS').filter(arn => !excluded.includes(arn));
  const without = excluded.map(arn => forecastFilter(arn, 'IS_NOT'));
  if (forecastArns(filter, 'IS').length === 0) {
    return [without];
  }
  // A forecast that is both asked for and left out matches nothing, which only the service may say.
  const alternatives = included.length > 0 ? included : forecastArns(filter, 'IS');
  return alternatives.map(arn => [
    forecastFilter(arn, 'IS'),
    ...(excluded.includes(arn) ? [forecastFilter(arn, 'IS_NOT')] : []),
  ]);
}

/** `Status IS …` for one group; for the group of unknown statuses `IS_NOT` each known one. */
export function statusFilters(group: StatusGroup): readonly ServiceFilter[] {
  return group === 'OTHER' ? exceptGroups(knownStatuses) : [{ Key: 'Status', Value: group, Condition: 'IS' }];
}

/** `Status IS_NOT …` for each of the groups. The group of unknown statuses can't be left out so. */
export function exceptGroups(groups: readonly StatusGroup[]): readonly ServiceFilter[] {
  return groups
    .filter(group => group !== 'OTHER')
    .map(group => ({ Key: 'Status', Value: group, Condition: 'IS_NOT' }));
}

/** Adds or takes away a forecast condition; a forecast has one condition at a time. */
export function withForecast(filter: JobFilter, forecastArn: string, condition: Condition): JobFilter {
  const others = filter.forecasts.filter(forecast => forecast.forecastArn !== forecastArn);
  return { ...filter, forecasts: [...others, { forecastArn, condition }] };
}

function forecastArns(filter: JobFilter, condition: Condition): readonly string[] {
  const arns = filter.forecasts.filter(forecast => forecast.condition === condition).map(f => f.forecastArn);
  return [...new Set(arns)];
}

function forecastFilter(forecastArn: string, condition: Condition): ServiceFilter {
  return { Key: 'ForecastArn', Value: forecastArn, Condition: condition };
}

/** Whether a job that Describe told of is one that the filter shows. */
export function matchesFilter(job: ForecastExportJobDetails, filter: JobFilter): boolean {
  const wanted = forecastArns(filter, 'IS');
  const { forecastArn } = job;
  return (
    shownGroups(filter).includes(groupOf(job)) &&
    (forecastArn === undefined ||
      (!forecastArns(filter, 'IS_NOT').includes(forecastArn) &&
        (wanted.length === 0 || wanted.includes(forecastArn))))
  );
}
