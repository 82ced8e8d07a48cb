import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { NewExportJob } from '../../../src/jobs/newExportJob';
import { createRequest } from '../../../src/jobs/newExportJob';
import * as rules from '../../../src/jobs/newExportJobRules';
import type { Tag } from '../../../src/jobs/ports';
import { ServiceError } from '../../../src/local/serviceError';
import { anyText } from '../anyText';
import { firstOf, serviceOf } from '../local/made';

const { service } = serviceOf(0, { limits: { creatingAtOnce: 1e9, exportJobs: 1e9, stoppingAtOnce: 3 } });
const forecastArn = firstOf(
  service.listForecasts({}).Forecasts.filter(({ Status }) => Status === 'ACTIVE'),
).ForecastArn;
let made = 0;

/** Whether the local service takes a job that is right but for these members. */
function takes(changes: Partial<NewExportJob>): boolean {
  const job: NewExportJob = {
    name: `job_${(made += 1)}`,
    forecastArn,
    path: 's3://bucket/folder/',
    roleArn: 'arn:aws:iam::111122223333:role/Export',
    tags: [],
    ...changes,
  };
  try {
    service.createForecastExportJob(createRequest(job));
    return true;
  } catch (error) {
    if (error instanceof ServiceError) {
      // A name that an earlier run of the property has made is right all the same.
      return error.code === 'ResourceAlreadyExistsException';
    }
    throw error;
  }
}

/** Texts near to what is right, where a rule and the service could differ; and any text. */
function near(...parts: readonly string[]): fc.Arbitrary<string> {
  const pieces = fc.array(fc.oneof(fc.constantFrom(...parts), anyText(4)), { maxLength: 6 });
  return fc.oneof(
    pieces.map(all => all.join('')),
    fc
      .tuple(
        fc.constantFrom(...parts),
        fc.integer({ min: 0, max: 4100 }),
        fc.constantFrom('a', '0', '_', '/', '\n', '😀'),
      )
      .map(([head, length, letter]) => head + letter.repeat(length)),
    fc
      .tuple(fc.constantFrom(...parts), fc.constantFrom(63, 128, 256, 4096), fc.integer({ min: -1, max: 1 }))
      .map(([head, length, off]) => head.padEnd(length + off, 'x')),
  );
}

const runs = { numRuns: 1000 };

describe('what the service would say', () => {
  it('of a name', () => {
    fc.assert(
      fc.property(near('a', 'Z_9', '9', '_', '-', ' ', 'é', '\n'), name => {
        expect(rules.nameProblem(name) === undefined).toBe(takes({ name }));
      }),
      runs,
    );
  });

  it('of a destination', () => {
    fc.assert(
      fc.property(
        near('s3://', 's3://a', 's3://a/', 's3://A', 's3://9 b/ü+%', 's3:/', 'S3://a/b', '\n', ' '),
        path => {
          expect(rules.pathProblem(path) === undefined).toBe(takes({ path }));
        },
      ),
      runs,
    );
  });

  it('of a KMS key', () => {
    const key = 'arn:aws:kms:us-west-2:111122223333:key/';
    fc.assert(
      fc.property(
        near(key, `${key}1234abcd`, 'arn:aws:kms:', ':key/', 'arn:aws-cn:kms:x:key/', 'alias/x', '\n'),
        kmsKeyArn => {
          expect(rules.kmsKeyProblem(kmsKeyArn) === undefined).toBe(takes({ kmsKeyArn }));
        },
      ),
      runs,
    );
  });

  it('of tags, how many, how long and twice the same', () => {
    const text = near('a', 'aws:', 'AWS:x', 'x', '', ' ', '*', 'ü', '=', '\u3000', '\n');
    const tag = fc.record<Tag>({ key: text, value: text });
    fc.assert(
      fc.property(fc.array(tag, { maxLength: 4 }), tags => {
        expect(rules.tagsProblem(tags) === undefined).toBe(takes({ tags }));
      }),
      runs,
    );
    for (const count of [0, 50, 51]) {
      const tags = Array.from({ length: count }, (_, place) => ({ key: `k${place}`, value: '' }));
      expect(rules.tagsProblem(tags) === undefined, String(count)).toBe(takes({ tags }));
    }
  });

  it('of a role: refused for sure if it is none, doubted if it is of another account', () => {
    const role = (account: string, partition = 'aws') => `arn:${partition}:iam::${account}:role/path/Export`;
    const texts = [
      role('111122223333'),
      role('999988887777'),
      role('111122223333', 'aws-cn'),
      'arn:aws:iam::111122223333:user/x',
      'arn:aws:iam::111122223333:role/',
      'arn:aws:s3:::role/x',
      'Export',
      '',
      role('111122223333').padEnd(256, 'x'),
      role('111122223333').padEnd(257, 'x'),
    ];
    for (const roleArn of texts) {
      const good =
        rules.roleProblem(roleArn) === undefined && rules.roleWarning(roleArn, forecastArn) === undefined;
      expect(good, roleArn).toBe(takes({ roleArn }));
    }
  });

  it('of a forecast: only what has the form of a forecast’s ARN, and those of another region are doubted', () => {
    expect(rules.forecastArnProblem(forecastArn)).toBeUndefined();
    expect(rules.forecastArnProblem(forecastArn.replace('forecast/', 'predictor/'))).toBeDefined();
    expect(rules.forecastArnProblem('')).toBeDefined();
    expect(rules.forecastWarning(forecastArn, 'us-west-2')).toBeUndefined();
    expect(rules.forecastWarning(forecastArn, 'eu-west-1')).toContain('eu-west-1');
  });
});

describe('a suggested name', () => {
  const now = new Date('2026-11-25T08:09:10.5Z');

  it('is the forecast’s with the time in UTC', () => {
    expect(rules.suggestedName('store_sales', now)).toBe('store_sales_20261125_080910');
  });

  it('is one that the service takes, whatever the forecast’s name', () => {
    fc.assert(
      fc.property(anyText(80), forecast => {
        const name = rules.suggestedName(forecast, now);
        expect(rules.nameProblem(name), name).toBeUndefined();
        expect(name).toMatch(/_20261125_080910$/);
      }),
    );
  });

  it('leaves out what AutoPredictor puts behind a name in an ARN', () => {
    const arn = 'arn:aws:forecast:us-west-2:111122223333:forecast/grid_load';
    expect(rules.forecastNameIn(arn)).toBe('grid_load');
    expect(rules.forecastNameIn(`${arn}_01${'0A'.repeat(12)}`)).toBe('grid_load');
    expect(rules.forecastNameIn('nothing')).toBe('');
  });
});

describe('a typed tag', () => {
  it('is split at the first equals sign', () => {
    expect(rules.parseTag('team=a=b ')).toEqual({ key: 'team', value: 'a=b' });
    expect(rules.parseTag(' flag ')).toEqual({ key: 'flag', value: '' });
    expect(rules.parseTag('=x')).toEqual({ key: '', value: 'x' });
  });
});
