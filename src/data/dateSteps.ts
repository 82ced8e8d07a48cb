import * as l10n from '@vscode/l10n';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/**
 * The distance of two dates: milliseconds, or, below zero, months of the calendar. Months are what is told of dates
 * that are weeks apart and fall on the same day of the month.
 */
export type Step = number;

/** From an instant to a later one. */
export function stepBetween(from: number, to: number): Step {
  const distance = to - from;
  if (distance < 28 * day) {
    return distance;
  }
  const a = new Date(from);
  const b = new Date(to);
  const isSameDay = a.getUTCDate() === b.getUTCDate() && from % day === to % day;
  return isSameDay ? -monthsBetween(a, b) : distance;
}

/** How many dates there are not between two neighbors of a series that goes by `step`. */
export function missingBetween(from: number, to: number, step: Step): number {
  const steps = step < 0 ? monthsBetween(new Date(from), new Date(to)) / -step : (to - from) / step;
  return Math.max(0, Math.round(steps) - 1);
}

/** The instant that comes next. */
export function nextInstant(from: number, step: Step): number {
  if (step > 0) {
    return from + step;
  }
  const date = new Date(from);
  return date.setUTCMonth(date.getUTCMonth() - step);
}

/** `1 day`, `15 minutes`, `1 month`. */
export function stepText(step: Step): string {
  if (step < 0) {
    const months = -step;
    return months % 12 === 0 ? years(months / 12) : monthsText(months);
  }
  if (step % (7 * day) === 0) {
    const weeks = step / (7 * day);
    return weeks === 1 ? l10n.t('1 week') : l10n.t('{0} weeks', weeks);
  }
  if (step % day === 0) {
    return step === day ? l10n.t('1 day') : l10n.t('{0} days', step / day);
  }
  if (step % hour === 0) {
    return step === hour ? l10n.t('1 hour') : l10n.t('{0} hours', step / hour);
  }
  if (step % minute === 0) {
    return step === minute ? l10n.t('1 minute') : l10n.t('{0} minutes', step / minute);
  }
  return step === second ? l10n.t('1 second') : l10n.t('{0} seconds', step / second);
}

function years(count: number): string {
  return count === 1 ? l10n.t('1 year') : l10n.t('{0} years', count);
}

function monthsText(count: number): string {
  return count === 1 ? l10n.t('1 month') : l10n.t('{0} months', count);
}

function monthsBetween(from: Date, to: Date): number {
  return (to.getUTCFullYear() - from.getUTCFullYear()) * 12 + to.getUTCMonth() - from.getUTCMonth();
}
