import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import manifest from '../../../../package.json';
import { knownStatuses } from '../../../../src/jobs/exportJob';
import {
  largestLimit,
  readCreateInput,
  readDescribeInput,
  readListInput,
  ToolInputError,
  usualLimit,
} from '../../../../src/view/tools/toolInput';
import { anyText } from '../../anyText';

const forecastArn = 'arn:aws:forecast:us-west-2:123456789012:forecast/demand';
const jobArn = 'arn:aws:forecast:us-west-2:123456789012:forecast-export-job/demand/first';
const roleArn = 'arn:aws:iam::123456789012:role/Export';
const kmsKeyArn = 'arn:aws:kms:us-west-2:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const whole = {
  name: 'sales_1',
  forecastArn,
  s3Uri: 's3://exports/sales/',
  roleArn,
  kmsKeyArn,
  format: 'PARQUET',
  tags: [{ key: 'team', value: '' }],
};

describe('what a list is asked for', () => {
  it('is everything where nothing is said', () => {
    for (const input of [{}, { status: '', forecast: null, limit: null }]) {
      expect(readListInput(input)).toEqual({ limit: usualLimit });
    }
  });

  it('is a status, a forecast and a limit', () => {
    expect(readListInput({ status: 'ACTIVE', forecast: forecastArn, limit: 50 })).toEqual({
      status: 'ACTIVE',
      forecast: forecastArn,
      limit: 50,
    });
    expect(readListInput({ forecast: 'demand_eu' })).toEqual({ forecast: 'demand_eu', limit: usualLimit });
  });

  it.each([
    [{ status: 'FAILED' }, /CREATE_FAILED/],
    [{ status: 7 }, /"status" must be a text, not of the type number/],
    [{ status: ['ACTIVE'] }, /not of the type list/],
    [{ statuses: ['ACTIVE'] }, /Not known: statuses\. .*status, forecast, limit/],
    [{ forecast: jobArn }, /ARN of a forecast/],
    [{ forecast: 'a b' }, /letters, digits and _/],
    [{ forecast: 'x'.repeat(257) }, /256 characters at most/],
    [{ limit: 51 }, /from 1 to 50/],
    [{ limit: 0 }, /from 1 to 50/],
    [{ limit: 1.5 }, /from 1 to 50/],
    [{ limit: '20' }, /from 1 to 50/],
    [{ limit: NaN }, /from 1 to 50/],
    [[], /must be an object/],
    [null, /must be an object/],
    ['ACTIVE', /must be an object/],
  ])('is refused with words that help: %j', (input, words) => {
    expect(() => readListInput(input)).toThrow(words);
    expect(() => readListInput(input)).toThrow(ToolInputError);
  });
});

describe('which job is described', () => {
  it('is told by its ARN, also of an old form', () => {
    const old = 'arn:aws:forecast:us-west-2:111122223333:forecast-export/1';
    expect(readDescribeInput({ arn: jobArn })).toBe(jobArn);
    expect(readDescribeInput({ arn: old })).toBe(old);
  });

  it.each([
    [{}, /"arn" is missing/],
    [{ arn: '' }, /"arn" is missing/],
    [{ arn: 'first' }, /forecast-exports_listExportJobs/],
    [{ arn: forecastArn }, /must be the ARN of an export job/],
    [{ arn: `${jobArn}\u202E` }, /can't be seen/],
    [{ arn: { text: jobArn } }, /not of the type object/],
  ])('is refused with words that help: %j', (input, words) => {
    expect(() => readDescribeInput(input)).toThrow(words);
  });
});

describe('what is created', () => {
  it('is what was said', () => {
    const { s3Uri: path, ...same } = whole;
    expect(readCreateInput(whole)).toEqual({ ...same, path });
    expect(readCreateInput({ name: 'a', forecastArn, s3Uri: path, roleArn })).toEqual({
      name: 'a',
      forecastArn,
      path,
      roleArn,
      tags: [],
    });
  });

  it.each([
    [{ name: undefined }, /"name" is missing/],
    [{ name: '1st' }, /"name": The name has to begin with a letter/],
    [{ name: 'a'.repeat(64) }, /63 is the most/],
    [{ forecastArn: 'demand' }, /"forecastArn": Not the ARN of a forecast/],
    [{ s3Uri: '/tmp' }, /"s3Uri": .*s3:\/\//],
    [{ s3Uri: 's3://exports/a\u200Bb' }, /can't be seen/],
    [{ s3Uri: 's3://exports/a ' }, /blanks at its ends/],
    [{ s3Uri: `s3://exports/${'a'.repeat(4096)}` }, /4096 characters at most/],
    [{ roleArn: forecastArn }, /"roleArn": Not the ARN of an IAM role/],
    [{ kmsKeyArn: 'alias/x' }, /"kmsKeyArn": Not the ARN of a KMS key/],
    [{ format: 'csv' }, /CSV or PARQUET/],
    [{ tags: { team: 'a' } }, /list of objects/],
    [{ tags: Array.from({ length: 51 }, (_, n) => ({ key: `k${n}`, value: '' })) }, /more tags than 50/],
    [{ tags: [{ Key: 'team' }] }, /Not known: Key/],
    [{ tags: [{ value: 'x' }] }, /"key" is missing/],
    [{ tags: [{ key: 'a', value: 1 }] }, /"value" must be a text/],
    [{ region: 'us-east-1' }, /Not known: region/],
  ])('is refused with words that help: %j', (change, words) => {
    expect(() => readCreateInput({ ...whole, ...change })).toThrow(words);
  });
});

describe('whatever a model makes up', () => {
  it('is read or refused, and the refusal holds nothing that cannot be seen', () => {
    const any = fc.oneof(fc.anything(), fc.dictionary(anyText(), anyText()));
    fc.assert(
      fc.property(any, input => {
        for (const read of [readListInput, readDescribeInput, readCreateInput]) {
          try {
            read(input);
          } catch (error) {
            expect(error).toBeInstanceOf(ToolInputError);
            expect((error as Error).message).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}]/u);
          }
        }
      }),
    );
  });
});

describe('the schemas of package.json', () => {
  const schemas = new Map(
    manifest.contributes.languageModelTools.map(({ name, inputSchema }) => [name, inputSchema]),
  );
  const properties = (tool: string) =>
    (schemas.get(`forecast-exports_${tool}`)?.properties ?? {}) as Record<string, object>;

  it('say what is checked here', () => {
    expect(properties('listExportJobs')['status']).toMatchObject({ enum: knownStatuses });
    expect(properties('listExportJobs')['limit']).toMatchObject({
      minimum: 1,
      maximum: largestLimit,
      default: usualLimit,
    });
    expect(Object.keys(properties('createExportJob'))).toEqual(Object.keys(whole));
    expect(Object.keys(properties('describeExportJob'))).toEqual(['arn']);
    for (const schema of schemas.values()) {
      expect(schema.additionalProperties).toBe(false);
    }
  });
});
