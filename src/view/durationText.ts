import * as l10n from '@vscode/l10n';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** Units of a duration, each with the one that follows it: `1 hr 5 min`, `2 days 3 hr`. */
const units: readonly (readonly [unit: Unit, length: number, next?: Unit, nextLength?: number])[] = [
  ['day', day, 'hour', hour],
  ['hour', hour, 'minute', minute],
  ['minute', minute],
];

type Unit = 'day' | 'hour' | 'minute';

/**
 * How long something took or has been going on, in whole minutes and at most two units, in the words of a language:
 * `less than a minute`, `14 min`, `1 hr 5 min`, `2 days 3 hr`. Parts that are not whole are left out.
 *
 * @param milliseconds a negative one (a clock that was set back) or one that is no number is less than a minute
 * @param locale a language tag, as the editor's
 */
export function durationText(milliseconds: number, locale: string): string {
  const found = units.find(([, length]) => milliseconds >= length);
  if (!found) {
    return l10n.t('less than a minute');
  }
  const [unit, length, next, nextLength] = found;
  const rest = next && nextLength ? Math.floor((milliseconds % length) / nextLength) : 0;
  const first = inUnit(Math.floor(milliseconds / length), unit, locale);
  return next && rest > 0 ? joined(locale).format([first, inUnit(rest, next, locale)]) : first;
}

/** `6 to 9 min`, `50 min to 1 hr 10 min`; one duration where both are told alike. */
export function durationRangeText(from: number, to: number, locale: string): string {
  const [first, last] = [durationText(from, locale), durationText(to, locale)];
  if (first === last) {
    return first;
  }
  const bothInMinutes = from >= minute && to < hour;
  return l10n.t('{0} to {1}', bothInMinutes ? number(locale).format(Math.floor(from / minute)) : first, last);
}

function inUnit(count: number, unit: Unit, locale: string): string {
  return formats[unit](locale).format(count);
}

/** Made once a language: making one takes longer than all else that a row needs. */
function onceALanguage<T>(make: (locale: string) => T): (locale: string) => T {
  const made = new Map<string, T>();
  return locale => {
    const known = made.get(locale) ?? make(locale);
    made.set(locale, known);
    return known;
  };
}

const number = onceALanguage(locale => new Intl.NumberFormat(locale));
const joined = onceALanguage(locale => new Intl.ListFormat(locale, { type: 'unit', style: 'narrow' }));
const counted = (unit: Unit) =>
  onceALanguage(locale => new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'short' }));
const formats: Readonly<Record<Unit, (locale: string) => Intl.NumberFormat>> = {
  day: counted('day'),
  hour: counted('hour'),
  minute: counted('minute'),
};
