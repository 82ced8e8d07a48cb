import type { AccountPlace } from './account';
import { subjectOf } from './madeForecasts';
import type { DestinationInput, TagInput } from './model';
import type { SeededRandom } from './random';
import { partitionOf } from './resourceArn';

/** What every forecast's first exports are called: the same under each, as it is in real accounts. */
const sharedNames = ['sales', 'sales_2', 'weekly_export', 'nightly', 'planning_review'] as const;

const series = [
  'weekly_export',
  'nightly',
  'planning_review',
  'backtest_window',
  'promo_scenario',
  'holiday_peak',
  'supplier_share',
  'dashboard_feed',
  'quarter_close',
  'what_if_price_drop',
] as const;

const longName = 'all_regions_all_channels_final_reviewed_for_board_meeting_run';

/** The name of a forecast's n-th export; unique in the forecast, at most 63 characters. */
export function madeName(ordinal: number, random: SeededRandom): string {
  const shared = sharedNames[ordinal];
  if (shared !== undefined) return shared;
  // The ordinal in each name is what makes it unique.
  const number = String(ordinal).padStart(3, '0');
  if (ordinal % 37 === 7) return longName.slice(0, 62 - number.length) + '_' + number;
  return `${random.pick(series)}_${number}`;
}

/** Some share the forecast's folder, with or without a slash at its end, some have a folder of their own. */
export function madeDestination(
  place: AccountPlace,
  forecastIndex: number,
  name: string,
  random: SeededRandom,
): DestinationInput {
  const { bucket, folder } = subjectOf(forecastIndex);
  const base = `s3://${bucket}/${folder}`;
  const path = name.startsWith('sales') ? `${base}/shared/` : madePath(base, bucket, name, random.next());
  const role = random.pick([
    'ForecastExportRole',
    'ForecastExportRole',
    'service-role/AmazonForecast-ExecutionRole-1719',
  ]);
  const partition = partitionOf(place.region);
  const key = random.next() < 0.25 ? madeKey(random) : undefined;
  return {
    S3Config: {
      Path: path,
      RoleArn: `arn:${partition}:iam::${place.accountId}:role/${role}`,
      ...(key === undefined
        ? {}
        : { KMSKeyArn: `arn:${partition}:kms:${place.region}:${place.accountId}:key/${key}` }),
    },
  };
}

function madePath(base: string, bucket: string, name: string, draw: number): string {
  if (draw < 0.4) return `${base}/`;
  if (draw < 0.6) return base;
  if (draw < 0.75) return `${base}/${name}/`;
  if (draw < 0.9) return `${base}/${name}`;
  // Keys may hold anything.
  if (draw < 0.93) return `${base}/2026 Q4/50% off + returns/`;
  if (draw < 0.95) return `${base}/Zürich #2/${name}`;
  if (draw < 0.96) return `${base}//archive/what?/`;
  return `s3://${bucket}`;
}

function madeKey(random: SeededRandom): string {
  const hex = (digits: number) =>
    random
      .between(0, 16 ** digits - 1)
      .toString(16)
      .padStart(digits, '0');
  return `${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(6)}${hex(6)}`;
}

const noTags: readonly TagInput[] = [];

export function madeTags(random: SeededRandom): readonly TagInput[] {
  const draw = random.next();
  if (draw < 0.4) return noTags;
  const team: TagInput = {
    Key: 'team',
    Value: random.pick(['retail-planning', 'grid-operations', 'logistics']),
  };
  if (draw < 0.7) return [team];
  return [
    team,
    { Key: 'cost center', Value: random.pick(['4711', '4712', '0815']) },
    { Key: 'keep-until', Value: draw < 0.85 ? '2027-03-31' : '' },
  ];
}
