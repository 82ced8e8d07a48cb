import type { AccountPlace } from './account';
import { forecastFailureMessage } from './madeMessages';
import { SeededRandom } from './random';
import type { StoredForecast } from './resource';
import { autoPredictorSuffix, forecastArn } from './resourceArn';

/** What a forecast is of. `bucket` and `folder` are where its exports go. */
export interface Subject {
  readonly name: string;
  readonly bucket: string;
  readonly folder: string;
  readonly types: readonly string[];
}

const retail = 'harborline-retail-forecasts';
const energy = 'harborline-energy-exports';
const supply = 'harborline-supply-chain';

/** The first ones are what a small account has: they are seen first. */
const subjects: readonly Subject[] = [
  { name: 'store_sales_daily', bucket: retail, folder: 'store-sales', types: ['0.1', '0.5', '0.9'] },
  { name: 'grid_load_hourly', bucket: energy, folder: 'grid/load', types: ['0.05', '0.5', '0.95'] },
  {
    name: 'fresh_produce_weekly',
    bucket: retail,
    folder: 'fresh produce',
    types: ['0.1', '0.5', '0.9', 'mean'],
  },
  { name: 'ev_charging_demand', bucket: energy, folder: 'ev-charging', types: ['0.25', '0.5', '0.75'] },
  { name: 'warehouse_staffing', bucket: supply, folder: 'staffing', types: ['0.5', '0.8', '0.99'] },
  {
    name: 'solar_output_15min',
    bucket: energy,
    folder: 'solar',
    types: ['0.01', '0.1', '0.5', '0.9', '0.99'],
  },
  { name: 'online_returns', bucket: retail, folder: 'returns', types: ['0.5', 'mean'] },
  {
    name: 'regional_replenishment_with_promotions_weather_and_holidays_eu1',
    bucket: supply,
    folder: 'replenishment/eu',
    types: ['0.1', '0.5', '0.9'],
  },
  { name: 'spare_parts_intermittent', bucket: supply, folder: 'spare-parts', types: ['0.9', '0.95'] },
  { name: 'district_heating', bucket: energy, folder: 'heating', types: ['0.1', '0.5', '0.9'] },
  { name: 'footfall_by_store', bucket: retail, folder: 'footfall', types: ['mean'] },
  { name: 'parcel_volume', bucket: supply, folder: 'parcels', types: ['0.1', '0.5', '0.9'] },
];

const regions = ['north', 'south', 'east', 'west', 'central', 'coast', 'alps', 'islands'] as const;

/** The subject of the n-th forecast; after the first dozen the same fields by sales region and year. */
export function subjectOf(index: number): Subject {
  const subject = subjects[index % subjects.length] ?? {
    name: 'demand',
    bucket: retail,
    folder: 'demand',
    types: ['mean'],
  };
  const round = Math.floor(index / subjects.length);
  if (round === 0) return subject;
  const region = regions[(round - 1) % regions.length] ?? 'world';
  const ending = `_${region}${round > regions.length ? Math.ceil(round / regions.length) : ''}`;
  return {
    ...subject,
    name: subject.name.slice(0, 63 - ending.length) + ending,
    folder: `${subject.folder}/${ending.slice(1)}`,
  };
}

/** Forecasts, made before `anchor`; all ACTIVE but for the last two of four or more: one at work, one failed. */
export function madeForecasts(
  place: AccountPlace,
  seed: number,
  count: number,
  anchor: number,
  now: number,
): readonly StoredForecast[] {
  return Array.from({ length: count }, (_, index) => {
    const { name, types } = subjectOf(index);
    const random = new SeededRandom(`${seed} forecast ${name}`);
    // Every third one comes from an AutoPredictor, the first of them among the first three.
    const fromAutoPredictor = index % 3 === 1;
    const suffix = (kind: string) =>
      fromAutoPredictor ? autoPredictorSuffix(`${seed} ${kind} ${name}`) : '';
    const creationTime = anchor - Math.round((280 + random.next() * 120) * 86_400_000);
    const forecast: StoredForecast = {
      arn: forecastArn(place, 'forecast', name + suffix('forecast')),
      name,
      predictorArn: forecastArn(place, 'predictor', `${name.slice(0, 52)}_predictor${suffix('predictor')}`),
      datasetGroupArn: forecastArn(
        place,
        'dataset-group',
        `${subjectOf(index % 6).folder.replace(/\W+/g, '_')}_data`,
      ),
      fromAutoPredictor,
      forecastTypes: types,
      tags: [{ Key: 'team', Value: random.pick(['retail-planning', 'grid-operations', 'logistics']) }],
      creationTime,
      status: 'ACTIVE',
      changedAt: creationTime + random.between(20, 90) * 60_000,
      steps: [],
    };
    if (count < 4 || index < count - 2) return forecast;
    if (index === count - 1)
      return { ...forecast, status: 'CREATE_FAILED', message: forecastFailureMessage(name) };
    const start = now - 40 * 60_000;
    const steps = [{ at: now + 95 * 60_000, status: 'ACTIVE' as const }];
    return {
      ...forecast,
      creationTime: start,
      changedAt: start + 60_000,
      status: 'CREATE_IN_PROGRESS',
      steps,
    };
  });
}
