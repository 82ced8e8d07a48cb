import type { AccountPlace } from './account';
import type { Subject } from './madeForecasts';
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

/** Where exports go: some share the forecast's folder, with or without a slash at its end, some have their own. */
export class MadeDestinations {
  private readonly roles: readonly [string, ...string[]];
  /** Of what many jobs share there is one, so that large accounts are made fast. */
  private readonly shared = new Map<string, DestinationInput>();

  constructor(private readonly place: AccountPlace) {
    const role = (name: string) => `arn:${partitionOf(place.region)}:iam::${place.accountId}:role/${name}`;
    this.roles = [role('ForecastExportRole'), role('service-role/AmazonForecast-ExecutionRole-1719')];
  }

  next({ bucket, folder }: Subject, name: string, random: SeededRandom): DestinationInput {
    const base = `s3://${bucket}/${folder}`;
    const Path = name.startsWith('sales') ? `${base}/shared/` : madePath(base, bucket, name, random.next());
    const RoleArn = random.next() < 0.7 ? this.roles[0] : random.pick(this.roles);
    if (random.next() < 0.25) return { S3Config: { Path, RoleArn, KMSKeyArn: this.key(random) } };
    if (Path.includes(name)) return { S3Config: { Path, RoleArn } };
    const text = Path + RoleArn;
    const destination = this.shared.get(text) ?? { S3Config: { Path, RoleArn } };
    this.shared.set(text, destination);
    return destination;
  }

  private key(random: SeededRandom): string {
    const { region, accountId } = this.place;
    return `arn:${partitionOf(region)}:kms:${region}:${accountId}:key/${madeKeyId(random)}`;
  }
}

function madePath(base: string, bucket: string, name: string, draw: number): string {
  // One folder for all forecasts of a bucket: only the times in the names tell whose files they are.
  if (name === 'planning_review') return `s3://${bucket}/planning/`;
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

function madeKeyId(random: SeededRandom): string {
  const hex = (digits: number) => (random.between(0, 16 ** digits - 1) + 16 ** digits).toString(16).slice(1);
  return `${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(6)}${hex(6)}`;
}

const teams = ['retail-planning', 'grid-operations', 'logistics'] as const;
const costCenters = ['4711', '4712', '0815'] as const;
const noTags: readonly TagInput[] = [];
/** Many jobs have the same tags: each set is made once. */
const teamTags = teams.map((team): readonly TagInput[] => [{ Key: 'team', Value: team }]);
const allTags = teamTags.flatMap(tags =>
  costCenters.flatMap(center =>
    ['2027-03-31', ''].map((date): readonly TagInput[] => [
      ...tags,
      { Key: 'cost center', Value: center },
      { Key: 'keep-until', Value: date },
    ]),
  ),
);

export function madeTags(random: SeededRandom): readonly TagInput[] {
  const draw = random.next();
  if (draw < 0.4) return noTags;
  const sets = draw < 0.7 ? teamTags : allTags;
  return sets[random.between(0, sets.length - 1)] ?? noTags;
}
