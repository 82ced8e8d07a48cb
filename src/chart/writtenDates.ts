/** `2026-01-05T00:00:00Z`, `2026-01-05 00:00`, `2026-01-05`, with whatever stands behind. */
const written = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2}))?)?/;

/**
 * Where the dates stand on the axis, in seconds, ascending. The digits are taken as they are: a zone behind them moves
 * nothing, since forecasts are in the data set's own time whatever they end in. Where they don't ascend, or one is no
 * such date, they stand at equal distances.
 */
export function datePositions(dates: readonly string[]): number[] {
  const instants = dates.map(instantOf);
  const ascend = instants.every((instant, place) => {
    const before = instants[place - 1];
    return instant !== undefined && (place === 0 || (before !== undefined && before < instant));
  });
  return instants.map((instant, place) => (ascend && instant !== undefined ? instant : place));
}

function instantOf(date: string): number | undefined {
  const parts = written.exec(date);
  if (!parts) {
    return undefined;
  }
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = parts
    .slice(1)
    .map(part => Number((part as string | undefined) ?? 0));
  return Date.UTC(year, month - 1, day, hour, minute, second) / 1000;
}

/** A label below the axis. */
export interface DateLabel {
  /** The date's place. */
  readonly place: number;
  /** Cut from the date's text. */
  readonly label: string;
  /** The day, below the time, where it is another one than at the label before. */
  readonly below?: string;
}

/**
 * Labels for some of the dates, at most `most` of them: cut from the dates as they are written, never made from an
 * instant. Where all of them are at midnight there are days only.
 */
export function dateLabels(dates: readonly string[], most: number): DateLabel[] {
  const step = labelStep(dates, Math.max(1, most));
  const places = dates.flatMap((_, place) => (place % step === 0 ? [place] : []));
  const haveTimes = dates.some(date => timeOf(date) !== '' && timeOf(date) !== '00:00');
  let day = '';
  return places.map(place => {
    const date = dates[place] ?? '';
    const time = timeOf(date);
    if (!haveTimes || time === '') {
      return { place, label: dayOf(date) };
    }
    const isNewDay = dayOf(date) !== day;
    day = dayOf(date);
    return { place, label: time, ...(isNewDay ? { below: day } : {}) };
  });
}

/** A week's days where the dates are a day apart; else what divides hours and months. */
const daySteps = [1, 2, 7, 14, 28, 56, 91, 182, 364];
const otherSteps = [1, 2, 3, 4, 6, 12, 24, 48, 96, 168, 336, 672];

function labelStep(dates: readonly string[], most: number): number {
  const count = dates.length;
  const [first, second] = dates.slice(0, 2).map(instantOf);
  const isDaily = first !== undefined && second !== undefined && second - first === 86_400;
  return (
    (isDaily ? daySteps : otherSteps).find(step => Math.ceil(count / step) <= most) ?? Math.ceil(count / most)
  );
}

function dayOf(date: string): string {
  return /^\d{4}-\d{2}-\d{2}/.exec(date)?.[0] ?? date.slice(0, 16);
}

function timeOf(date: string): string {
  return /^\d{4}-\d{2}-\d{2}[T ](\d{2}:\d{2})/.exec(date)?.[1] ?? '';
}
