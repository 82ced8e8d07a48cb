import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { PageTokens } from '../../src/local/pageToken';
import { ServiceError } from '../../src/local/serviceError';
import { anyText } from '../unit/anyText';
import { serviceOf } from '../unit/local/made';
import { jsonOf, nearly, nearlyFields, nearlyList } from './anyJson';
import { fuzzed, type FuzzProperty } from './fuzzProperty';

const { service } = serviceOf(30);
const arns = [...service.account.jobs.all(), ...service.account.forecasts.all()].map(({ arn }) => arn);
const tokens = new PageTokens('fuzz');
const sealed = tokens.seal({ after: arns[0] ?? '', emptyPages: 1 }, 'query', 1000);

const arn = fc.oneof(fc.constantFrom(...arns), anyText(20));
const input = nearlyFields({
  NextToken: fc.oneof(fc.constant(sealed), anyText(40)),
  MaxResults: fc.oneof(fc.integer({ min: -1, max: 101 }), fc.double()),
  Filters: nearlyList(
    nearlyFields({
      Key: fc.constantFrom('Status', 'ForecastArn', 'DatasetGroupArn', 'constructor'),
      Value: fc.oneof(arn, fc.constantFrom('ACTIVE', 'CREATE_FAILED')),
      Condition: fc.constantFrom('IS', 'IS_NOT', 'toString'),
    }),
  ),
  ForecastExportJobArn: arn,
  ResourceArn: arn,
  ForecastArn: arn,
  ForecastExportJobName: fc.oneof(fc.constantFrom('a', 'weekly_1'), anyText(70)),
  Destination: nearlyFields({
    S3Config: nearlyFields({
      Path: fc.oneof(fc.constant('s3://exports/a'), anyText(20)),
      RoleArn: fc.oneof(fc.constant('arn:aws:iam::111122223333:role/r'), arn),
      KMSKeyArn: arn,
    }),
  }),
  Format: fc.constantFrom('CSV', 'PARQUET', 'x'),
  Tags: nearlyList(nearlyFields({ Key: anyText(10), Value: anyText(10) }), 60),
});
const operation = fc.constantFrom(
  ...['ListForecastExportJobs', 'DescribeForecastExportJob', 'CreateForecastExportJob', 'ListForecasts'],
  ...['DeleteForecastExportJob', 'StopResource', 'DescribeForecast', 'ListTagsForResource', 'constructor'],
);

/** Whatever is asked for: an answer that JSON can hold, or the service's own error. */
function isAnsweredOrRefused([name, given]: readonly [string, unknown]): void {
  try {
    const answer = service.call(name, JSON.parse(jsonOf(given) || 'null'));
    assert.deepEqual(JSON.parse(JSON.stringify(answer)), answer);
  } catch (error) {
    assert.ok(error instanceof ServiceError, error instanceof Error ? error.stack : String(error));
    assert.match(error.code, /^\w+Exception$/);
  }
}

/** A token is taken only as it was given out. */
function isRefusedUnlessSealed(token: string): void {
  try {
    assert.deepEqual(tokens.open(token, 'query', 2000), tokens.open(sealed, 'query', 2000));
    assert.deepEqual(Buffer.from(token, 'base64url'), Buffer.from(sealed, 'base64url'));
  } catch (error) {
    assert.ok(error instanceof ServiceError, error instanceof Error ? error.stack : String(error));
    assert.equal(error.code, 'InvalidNextTokenException');
  }
}

const changedToken = fc
  .tuple(fc.nat(sealed.length), fc.constantFrom('', 'A', '_', '=', ' ', 'é', '\0'), fc.nat(2))
  .map(([at, put, cut]) => sealed.slice(0, at) + put + sealed.slice(at + cut));

export const localService: readonly FuzzProperty[] = [
  fuzzed('local/any-request', fc.tuple(operation, nearly(input)), isAnsweredOrRefused, { quickRuns: 300 }),
  fuzzed('local/page-tokens', fc.oneof(changedToken, anyText(60)), isRefusedUnlessSealed),
];
