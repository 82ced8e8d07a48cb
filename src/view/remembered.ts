import { statusGroups, type StatusGroup } from '../jobs/exportJob';
import { noFilter, type ForecastCondition, type JobFilter } from '../jobs/jobFilter';
import type { JobOrder } from '../jobs/jobIndex';
import type { ConnectionChoice } from '../jobs/ports';

/** What is kept over restarts. */
export interface Remembered {
  readonly choice: ConnectionChoice;
  readonly filter: JobFilter;
}

type Fields = Readonly<Record<string, unknown>>;

/**
 * What was kept, as far as this version understands it: another one may have written it, and other programs can
 * reach the editor's storage. Undefined where it names no account; a filter that isn't understood is none at all,
 * as half of one would hide other jobs than the user asked for.
 */
export function readRemembered(kept: unknown): Remembered | undefined {
  if (!isFields(kept)) {
    return undefined;
  }
  const choice = readChoice(kept.choice);
  return choice && { choice, filter: readFilter(kept.filter) ?? noFilter };
}

export function readOrder(kept: unknown): JobOrder {
  return kept === 'name' ? 'name' : 'newest';
}

export function readChoice(kept: unknown): ConnectionChoice | undefined {
  if (!isFields(kept)) {
    return undefined;
  }
  const { kind, profile, region } = kept;
  if (region !== undefined && !isWord(region)) {
    return undefined;
  }
  const where = region === undefined ? {} : { region };
  switch (kind) {
    case 'sample':
    case 'environment':
      return { kind, ...where };
    case 'profile':
      return isWord(profile) ? { kind, profile, ...where } : undefined;
    default:
      return undefined;
  }
}

function readFilter(kept: unknown): JobFilter | undefined {
  if (!isFields(kept) || !Array.isArray(kept.forecasts)) {
    return undefined;
  }
  const forecasts = kept.forecasts.map(readCondition);
  const { statuses } = kept;
  if (!forecasts.every(forecast => forecast !== undefined)) {
    return undefined;
  }
  if (statuses === undefined) {
    return { forecasts };
  }
  return Array.isArray(statuses) && statuses.length > 0 && statuses.every(isGroup)
    ? { forecasts, statuses }
    : undefined;
}

function readCondition(kept: unknown): ForecastCondition | undefined {
  if (!isFields(kept)) {
    return undefined;
  }
  const { forecastArn, condition } = kept;
  return isWord(forecastArn) && (condition === 'IS' || condition === 'IS_NOT')
    ? { forecastArn, condition }
    : undefined;
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null;
}

function isWord(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function isGroup(value: unknown): value is StatusGroup {
  return statusGroups.some(group => group === value);
}
