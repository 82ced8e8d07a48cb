import * as l10n from '@vscode/l10n';

/** How numbers and dates are written: the user's language. */
export interface Writing {
  readonly locale: string;
}

/** How times are written: the user's language, and now. */
export interface TimeStyle extends Writing {
  readonly now: number;
}

const units: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 365 * 86_400],
  ['month', 30 * 86_400],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
];

/** How long ago, in the largest whole unit: `3 days ago`, `just now`. */
export function age(date: Date, { locale, now }: TimeStyle): string {
  const seconds = (now - date.getTime()) / 1000;
  const unit = units.find(([, length]) => Math.abs(seconds) >= length);
  if (!unit) {
    return l10n.t('just now');
  }
  return relativeTime(locale).format(-Math.trunc(seconds / unit[1]), unit[0]);
}

const relativeTimes = new Map<string, Intl.RelativeTimeFormat>();

/** Made once a language: making one takes longer than all else that a row needs. */
function relativeTime(locale: string): Intl.RelativeTimeFormat {
  const known = relativeTimes.get(locale) ?? new Intl.RelativeTimeFormat(locale, { style: 'short' });
  relativeTimes.set(locale, known);
  return known;
}

/** A date in the user's own words and time zone. */
export function fullTime(date: Date, { locale }: Writing): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'long' }).format(date);
}
