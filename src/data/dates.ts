const written =
  /^\s*(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?)?\s*(?:Z|([+-])(\d\d):?(\d\d))?\s*$/i;

/**
 * The instant of a date as exports write it (`2015-01-01T01:00:00Z`, `2015-01-01`), in milliseconds; NaN for any other
 * text. To be compared with other dates and for nothing else: exports end in `Z` though their dates are in the data
 * set's own time, so none is ever shown but as it is written.
 */
export function instantOf(text: string): number {
  const match = written.exec(text);
  if (!match) {
    return NaN;
  }
  const [, year, month, day, hour = '0', minute = '0', second = '0', fraction = '0', sign, ...offset] = match;
  const [hours, minutes] = offset;
  const local = Date.UTC(
    Number(year),
    Number(month) - 1,
    Number(day),
    Number(hour),
    Number(minute),
    Number(second),
  );
  const shift = sign ? (Number(hours) * 60 + Number(minutes)) * (sign === '-' ? -1 : 1) : 0;
  return local + Number(`0.${fraction}`) * 1000 - shift * 60_000;
}

/** Dates in order; what is no date comes last, by its text. */
export function compareDates(a: Dated, b: Dated): number {
  const known = Number(Number.isNaN(a.instant)) - Number(Number.isNaN(b.instant));
  if (known !== 0 || !Number.isNaN(a.instant)) {
    return known || a.instant - b.instant;
  }
  return a.date < b.date ? -1 : Number(a.date > b.date);
}

export interface Dated {
  readonly date: string;
  /** By `instantOf`. */
  readonly instant: number;
}
