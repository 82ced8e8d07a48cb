/** A column besides item and date, and the values that it can have; '' stands for items that have none. */
interface Dimension {
  readonly name: string;
  readonly values: readonly string[];
}

/** What a forecast's data looks like, by what it is a forecast of. */
export interface Measure {
  /** Distance of two dates of a series. */
  readonly step: 'week' | 'day' | 'hour' | '15 minutes';
  /** How many dates a series has. */
  readonly dates: number;
  readonly items: number;
  /** What an item id begins with. */
  readonly item: string;
  readonly dimension?: Dimension;
  /** What the column of dates is called: exports that were seen say `date`, the documentation `timestamp`. */
  readonly date: 'date' | 'timestamp';
  /** Values of an ordinary item lie about here. */
  readonly level: number;
  /** How the values move over the hours of a day, the days of a week and the weeks of a year. */
  readonly course: 'shop' | 'load' | 'sun' | 'heat' | 'rare' | 'office';
}

const stores = ['berlin-01', 'köln-02', 'wien-07', 'zürich-11'];
const depots = ['hamburg', 'lyon', 'poznań'];

const measures: readonly (readonly [RegExp, Measure])[] = [
  [
    /^store_sales/,
    daily({
      item: 'sku',
      items: 42,
      level: 80,
      course: 'shop',
      dimension: { name: 'store_id', values: stores },
    }),
  ],
  [/^grid_load/, hourly({ item: 'substation', items: 20, level: 420, course: 'load' })],
  [
    /^fresh_produce/,
    weekly({
      item: 'produce',
      items: 60,
      level: 900,
      course: 'shop',
      dimension: { name: 'price_band', values: ['low', 'mid', 'high', ''] },
    }),
  ],
  [
    /^ev_charging/,
    hourly({
      item: 'charger',
      items: 10,
      level: 35,
      course: 'load',
      dimension: { name: 'location', values: ['motorway', 'city'] },
    }),
  ],
  [
    /^warehouse_staffing/,
    daily({
      item: 'team',
      items: 30,
      level: 24,
      course: 'office',
      dimension: { name: 'shift', values: ['early', 'late', 'night'] },
    }),
  ],
  [
    /^solar_output/,
    { ...hourly({ item: 'plant', items: 14, level: 60, course: 'sun' }), step: '15 minutes' },
  ],
  [/^online_returns/, daily({ item: 'article', items: 110, level: 12, course: 'shop' })],
  [
    /^regional_replenishment/,
    weekly({
      item: 'product',
      items: 60,
      level: 2400,
      course: 'shop',
      dimension: { name: 'distribution_center', values: depots },
    }),
  ],
  [/^spare_parts/, { ...weekly({ item: 'part', items: 150, level: 6, course: 'rare' }), dates: 26 }],
  [/^district_heating/, hourly({ item: 'station', items: 18, level: 150, course: 'heat' })],
  [/^footfall/, daily({ item: 'store', items: 70, level: 640, course: 'shop' })],
  [
    /^parcel_volume/,
    {
      ...daily({
        item: 'route',
        items: 40,
        level: 310,
        course: 'office',
        dimension: { name: 'depot', values: depots },
      }),
      date: 'timestamp',
    },
  ],
];

type Given = Omit<Measure, 'step' | 'dates' | 'date'>;

function daily(given: Given): Measure {
  return { ...given, step: 'day', dates: 28, date: 'date' };
}

function hourly(given: Given): Measure {
  return { ...given, step: 'hour', dates: 240, date: 'date' };
}

function weekly(given: Given): Measure {
  return { ...given, step: 'week', dates: 13, date: 'date' };
}

/** By the forecast's name; a forecast of anything else has daily data. */
export function measureOf(forecastName: string): Measure {
  const [, measure] = measures.find(([pattern]) => pattern.test(forecastName)) ?? [];
  return measure ?? daily({ item: 'item', items: 50, level: 100, course: 'shop' });
}

const minute = 60_000;

export function stepMs({ step }: Measure): number {
  switch (step) {
    case 'week':
      return 7 * 24 * 60 * minute;
    case 'day':
      return 24 * 60 * minute;
    case 'hour':
      return 60 * minute;
    case '15 minutes':
      return 15 * minute;
  }
}
