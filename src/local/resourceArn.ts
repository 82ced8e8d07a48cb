import type { AccountPlace } from './account';
import { SeededRandom } from './random';

/** The partition of a region, as it stands in ARNs. */
export function partitionOf(region: string): string {
  if (region.startsWith('cn-')) return 'aws-cn';
  if (region.startsWith('us-gov-')) return 'aws-us-gov';
  return 'aws';
}

/** `kind` is `forecast`, `forecast-export-job`, `predictor` or `dataset-group`. */
export function forecastArn(place: AccountPlace, kind: string, resource: string): string {
  return `arn:${partitionOf(place.region)}:forecast:${place.region}:${place.accountId}:${kind}/${resource}`;
}

export interface ArnParts {
  readonly partition: string;
  readonly service: string;
  readonly region: string;
  readonly accountId: string;
  readonly kind: string;
}

/** Undefined where it isn't an ARN with a `kind/…` or `kind:…` resource. */
export function arnParts(arn: string): ArnParts | undefined {
  const [prefix, partition, service, region, accountId, ...rest] = arn.split(':');
  const kind = /^([a-z-]+)\/./.exec(rest.join(':'))?.[1];
  if (prefix !== 'arn' || partition === undefined || service === undefined || kind === undefined)
    return undefined;
  return { partition, service, region: region ?? '', accountId: accountId ?? '', kind };
}

const crockford = Buffer.from('0123456789ABCDEFGHJKMNPQRSTVWXYZ');
const letters = Buffer.from('_01' + '0'.repeat(24));

/**
 * What AutoPredictor's resources have after their name in the ARN: `_01` and 24 more of Crockford's letters, made of
 * the text alone.
 */
export function autoPredictorSuffix(text: string): string {
  const random = new SeededRandom(text);
  for (let index = 3; index < letters.length; index += 6) {
    let bits = random.between(0, 0x3fff_ffff);
    for (let letter = index; letter < index + 6; letter++) {
      letters[letter] = crockford[bits & 31] ?? 0;
      bits >>>= 5;
    }
  }
  return letters.toString('latin1');
}
