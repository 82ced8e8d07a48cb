import { describe, expect, it } from 'vitest';
import { exportRequest, refusal, serviceOf } from './made';

const { service } = serviceOf(20);
const jobArn = 'arn:aws:forecast:us-west-2:111122223333:forecast-export-job/a/b';

function said(operation: string, input: unknown): string {
  const { code, message } = refusal(() => service.call(operation, input));
  return `${code}: ${message}`;
}

describe('what breaks the model', () => {
  it.each([
    [
      'DescribeForecastExportJob',
      {},
      "1 validation error detected: Value at 'forecastExportJobArn' failed to satisfy constraint: Member must not be null",
    ],
    [
      'ListForecastExportJobs',
      { MaxResults: 101 },
      "1 validation error detected: Value '101' at 'maxResults' failed to satisfy constraint: Member must have value less than or equal to 100",
    ],
    [
      'ListForecastExportJobs',
      { MaxResults: 0, NextToken: '' },
      "3 validation errors detected: Value '' at 'nextToken' failed to satisfy constraint: Member must have length greater than or equal to 1; Value '' at 'nextToken' failed to satisfy constraint: Member must satisfy regular expression pattern: .+; Value '0' at 'maxResults' failed to satisfy constraint: Member must have value greater than or equal to 1",
    ],
    [
      'ListForecasts',
      { Filters: [{ Key: 'Status', Value: 'ACTIVE', Condition: 'ISNT' }, { Value: 'x' }] },
      "3 validation errors detected: Value 'ISNT' at 'filters.1.member.condition' failed to satisfy constraint: Member must satisfy enum value set: [IS, IS_NOT]; Value at 'filters.2.member.key' failed to satisfy constraint: Member must not be null; Value at 'filters.2.member.condition' failed to satisfy constraint: Member must not be null",
    ],
    [
      'StopResource',
      { ResourceArn: 'not an ARN' },
      "1 validation error detected: Value 'not an ARN' at 'resourceArn' failed to satisfy constraint: Member must satisfy regular expression pattern: arn:([a-z\\d-]+):forecast:.*:.*:.+",
    ],
  ])('%s %o', (operation, input, message) => {
    expect(said(operation, input)).toBe(`ValidationException: ${message}`);
  });

  it.each([
    ['name with a dash', { ForecastExportJobName: 'a-b' }],
    ['name that begins with a digit', { ForecastExportJobName: '1a' }],
    ['name of 64 characters', { ForecastExportJobName: 'a'.repeat(64) }],
    ['format', { Format: 'JSON' }],
    ['half a format', { Format: 'CSVX' }],
    ['path that is no S3 URI', { Destination: { S3Config: { Path: 'http://x/y', RoleArn: 'r' } } }],
    ['no role', { Destination: { S3Config: { Path: 's3://bucket/x' } } }],
    ['no S3Config', { Destination: {} }],
    ['KMS key', { Destination: { S3Config: { Path: 's3://bucket/x', RoleArn: 'r', KMSKeyArn: 'alias/x' } } }],
    ['tag key', { Tags: [{ Key: 'a*b', Value: '' }] }],
    ['tag without a value', { Tags: [{ Key: 'a' }] }],
    ['tag value of 257 characters', { Tags: [{ Key: 'a', Value: 'v'.repeat(257) }] }],
    ['201 tags', { Tags: Array.from({ length: 201 }, (_, n) => ({ Key: `k${n}`, Value: '' })) }],
  ])('an export with a wrong %s is a ValidationException', (_, changes) => {
    expect(said('CreateForecastExportJob', exportRequest(service, 'x', changes))).toMatch(
      /^ValidationException: 1 val/,
    );
  });

  it('does not repeat the text of a tag', () => {
    expect(
      said('CreateForecastExportJob', exportRequest(service, 'x', { Tags: [{ Key: 'sec*ret', Value: '' }] })),
    ).not.toContain('sec*ret');
  });

  it.each([
    [{ MaxResults: '10' }, 'STRING_VALUE can not be converted to an Integer'],
    [{ MaxResults: 1.5 }, 'DECIMAL_VALUE can not be converted to an Integer'],
    [{ NextToken: 5 }, 'NUMBER_VALUE can not be converted to a String'],
    [{ Filters: {} }, 'STRUCTURE_VALUE can not be converted to a List'],
    [{ Filters: [null] }, 'NULL_VALUE can not be converted to a Structure'],
    [[], 'ARRAY_VALUE can not be converted to a Structure'],
    [true, 'TRUE_VALUE can not be converted to a Structure'],
  ])('JSON of another type, %o, is a SerializationException', (input, message) => {
    expect(said('ListForecastExportJobs', input)).toBe(`SerializationException: ${message}`);
  });

  it('takes null for absent and ignores members that it does not know', () => {
    expect(service.call('ListForecasts', { NextToken: null, Filters: null, Colour: 'red' })).toHaveProperty(
      'Forecasts',
    );
  });
});

describe('what the model allows and the service refuses', () => {
  it.each([
    [
      'ListForecastExportJobs',
      { Filters: [{ Key: 'PredictorArn', Value: 'x', Condition: 'IS' }] },
      'InvalidInputException',
    ],
    [
      'ListForecastExportJobs',
      { Filters: [{ Key: 'constructor', Value: 'x', Condition: 'IS' }] },
      'InvalidInputException',
    ],
    [
      'ListForecasts',
      { Filters: [{ Key: 'ForecastArn', Value: 'x', Condition: 'IS' }] },
      'InvalidInputException',
    ],
    ['DescribeForecastExportJob', { ForecastExportJobArn: jobArn }, 'ResourceNotFoundException'],
    ['DeleteForecastExportJob', { ForecastExportJobArn: jobArn }, 'ResourceNotFoundException'],
    ['StopResource', { ResourceArn: jobArn }, 'ResourceNotFoundException'],
    ['ListTagsForResource', { ResourceArn: jobArn }, 'ResourceNotFoundException'],
    ['DescribeForecast', { ForecastArn: jobArn }, 'InvalidInputException'],
    [
      'DescribeForecastExportJob',
      { ForecastExportJobArn: jobArn.replace('-export-job', '') },
      'InvalidInputException',
    ],
    [
      'ListTagsForResource',
      { ResourceArn: 'arn:aws:forecast:us-west-2:111122223333:x' },
      'InvalidInputException',
    ],
    ['ListForecastExportJobs', { NextToken: 'made up' }, 'InvalidNextTokenException'],
    ['ListPredictors', {}, 'UnknownOperationException'],
    ['toString', {}, 'UnknownOperationException'],
  ])('%s %o: %s', (operation, input, code) => {
    expect(refusal(() => service.call(operation, input)).code).toBe(code);
  });

  it('lets a filter have any value: a status name is no ARN', () => {
    const filter = { Key: 'Status', Value: 'NO SUCH STATUS', Condition: 'IS' };
    expect(service.listForecastExportJobs({ Filters: [filter] })).toEqual({ ForecastExportJobs: [] });
  });
});
