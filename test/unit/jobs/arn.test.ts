import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  exportJobArn,
  findExportJobArns,
  forecastNameOf,
  isExportJobArn,
  isForecastArn,
  parseArn,
  whereJobIs,
} from '../../../src/jobs/arn';
import { anyText } from '../anyText';
import { arnOfAnExportJob } from './arns';

const jobArn = 'arn:aws:forecast:us-west-2:123456789012:forecast-export-job/demand_eu/weekly_2024';
const forecast = 'arn:aws:forecast:us-west-2:123456789012:forecast/demand_eu';

/** Forms that stand in old documents and fixtures, and what would be told of them if they were taken at their word. */
const oldForms = [
  'arn:aws:forecast::us-west-2:123456789012:forecast-export/ID',
  'arn:aws:forecast:us-west-2:123456789012:forecast-export/ID',
  'arn:aws:forecast:us-west-2:123456789012:forecast-export-job/weekly_2024',
  'arn:aws:forecast:us-west-2:123456789012:forecastexportjob/demand/weekly',
  'arn:aws:forecast:us-west-2:123456789012:forecast-export-job/a/b/c',
];

const hostile = [
  '',
  'arn',
  'arn:',
  'arn:aws:forecast',
  'arn:aws:forecast:us-west-2:123456789012:',
  'arn::forecast:us-west-2:123456789012:forecast/x',
  'arn:aws::us-west-2:123456789012:forecast/x',
  ` ${jobArn}`,
  `${jobArn}\n`,
  `${jobArn} ; rm -rf /`,
  'arn:aws:forecast:evil.example/#:123456789012:forecast/x',
  'arn:aws/../:forecast:us-west-2:123456789012:forecast/x',
  'https://example.com/arn:aws:forecast:us-west-2:123456789012:forecast/x',
];

const piece = fc.oneof(
  anyText(20),
  fc.constantFrom(
    'arn',
    'aws',
    'aws-cn',
    'forecast',
    'us-west-2',
    '',
    'forecast-export-job/a/b',
    'forecast/a',
  ),
);
const likeAnArn = fc.oneof(
  anyText(300),
  fc.array(piece, { maxLength: 8 }).map(pieces => pieces.join(':')),
);

describe('an ARN', () => {
  it('is taken apart', () => {
    expect(parseArn(jobArn)).toEqual({
      partition: 'aws',
      service: 'forecast',
      region: 'us-west-2',
      account: '123456789012',
      resource: 'forecast-export-job/demand_eu/weekly_2024',
    });
  });

  it('may have no region and no account, and colons in its resource', () => {
    expect(parseArn('arn:aws:s3:::bucket/key:1')).toEqual({
      partition: 'aws',
      service: 's3',
      region: '',
      account: '',
      resource: 'bucket/key:1',
    });
  });

  it('is none where a part is missing or a character cannot stand in one', () => {
    for (const text of hostile) {
      expect(parseArn(text), text).toBeUndefined();
    }
  });

  it('never throws, and what was taken apart is what was there', () => {
    fc.assert(
      fc.property(likeAnArn, text => {
        const arn = parseArn(text);
        forecastNameOf(text);
        isExportJobArn(text);
        isForecastArn(text);
        whereJobIs(text, 'us-east-1');
        if (arn) {
          const { partition, service, region, account, resource } = arn;
          expect(`arn:${partition}:${service}:${region}:${account}:${resource}`).toBe(text);
        }
      }),
    );
  });
});

describe("the forecast's name in a job's ARN", () => {
  it('stands before the name of the export', () => {
    expect(forecastNameOf(jobArn)).toBe('demand_eu');
    expect(forecastNameOf('arn:aws-cn:forecast:cn-north-1:1:forecast-export-job/f_01H/e')).toBe('f_01H');
  });

  it('is not known where there is no ARN, or one of an old or another form', () => {
    for (const text of [undefined, ...oldForms, ...hostile, forecast]) {
      expect(forecastNameOf(text), text).toBeUndefined();
    }
  });
});

describe('the ARN of an export job', () => {
  it('is known by its service and resource, in every partition', () => {
    for (const partition of ['aws', 'aws-cn', 'aws-us-gov', 'aws-iso-b']) {
      expect(isExportJobArn(jobArn.replace(':aws:', `:${partition}:`))).toBe(true);
    }
    expect(isExportJobArn('arn:aws:forecast:us-west-2:123456789012:forecast-export/ID')).toBe(true);
  });

  it('is not that of a forecast, nor longer than the service takes', () => {
    expect(isExportJobArn(forecast)).toBe(false);
    expect(isExportJobArn('arn:aws:s3:::forecast-export-job/a/b')).toBe(false);
    expect(isExportJobArn(jobArn.padEnd(256, 'x'))).toBe(true);
    expect(isExportJobArn(jobArn.padEnd(257, 'x'))).toBe(false);
  });
});

describe('the ARN of a forecast', () => {
  it('is known by its service and resource, in every partition', () => {
    for (const partition of ['aws', 'aws-cn', 'aws-us-gov']) {
      expect(isForecastArn(forecast.replace(':aws:', `:${partition}:`))).toBe(true);
    }
  });

  it('is not that of a job, of another service or without a name, nor longer than the service takes', () => {
    expect(isForecastArn(jobArn)).toBe(false);
    expect(isForecastArn('arn:aws:forecast:us-west-2:123456789012:forecast/')).toBe(false);
    expect(isForecastArn('arn:aws:forecast:us-west-2:123456789012:predictor/p')).toBe(false);
    expect(isForecastArn('arn:aws:iam::123456789012:forecast/x')).toBe(false);
    expect(isForecastArn(forecast.padEnd(256, 'x'))).toBe(true);
    expect(isForecastArn(forecast.padEnd(257, 'x'))).toBe(false);
  });
});

describe('where a job is', () => {
  it('is told by its ARN', () => {
    expect(whereJobIs('arn:aws-cn:forecast:cn-north-1:1:forecast-export-job/f/e', 'us-east-1')).toEqual({
      partition: 'aws-cn',
      region: 'cn-north-1',
    });
  });

  it('is where the connection is, if the ARN tells nothing', () => {
    for (const text of [undefined, '', 'no arn', oldForms[0]]) {
      expect(whereJobIs(text, 'eu-west-1')).toEqual({ partition: 'aws', region: 'eu-west-1' });
    }
    expect(whereJobIs('arn:aws-cn:forecast:::forecast-export/ID', 'cn-north-1')).toEqual({
      partition: 'aws-cn',
      region: 'cn-north-1',
    });
  });
});

describe('the ARNs of export jobs in a text', () => {
  const texts = (text: string) => findExportJobArns(text).map(({ arn }) => arn.text);

  it('are found where they stand, with their region and account', () => {
    expect(findExportJobArns(`a: "${jobArn}",`)).toEqual([
      { arn: { text: jobArn, region: 'us-west-2', account: '123456789012' }, start: 4 },
    ]);
    fc.assert(
      fc.property(fc.array(arnOfAnExportJob, { maxLength: 5 }), arns => {
        expect(texts(arns.join('\n'))).toEqual(arns);
        expect(texts(JSON.stringify(arns))).toEqual(arns);
        expect(texts(arns.map(arn => `Export ${arn}: failed (${arn}).`).join(''))).toEqual(
          arns.flatMap(arn => [arn, arn]),
        );
      }),
    );
  });

  it('may be of an older form that Describe takes', () => {
    const older = [
      'arn:aws:forecast:us-west-2:123456789012:forecast-export/ID',
      'arn:aws:forecast:us-west-2:123456789012:forecast-export-job/weekly_2024',
    ];
    expect(texts(older.join(' '))).toEqual(older);
  });

  it('are not those of other resources, without a place, too long, or a part of something else', () => {
    for (const text of [
      forecast,
      ...hostile.filter(text => !text.includes(jobArn)),
      'arn:aws:forecast::us-west-2:123456789012:forecast-export/ID',
      'arn:aws:forecast::123456789012:forecast-export-job/a/b',
      'arn:aws:forecast:us-west-2::forecast-export-job/a/b',
      'arn:aws:forecast:us-west-2:12345678901:forecast-export-job/a/b',
      'arn:aws:forecast:us-west-2:1234567890123:forecast-export-job/a/b',
      'arn:aws:forecast:uswest2:123456789012:forecast-export-job/a/b',
      'arn:aws:forecast:us-west-2:123456789012:forecast-export-job/a/b/c',
      'arn:aws:forecast:us-west-2:123456789012:forecast-export-job/a/b/',
      'arn:aws:forecast:us-west-2:123456789012:forecast-export-job/',
      'arn:aws:forecast:us-west-2:123456789012:forecastexportjob/a/b',
      'arn:aws:s3:us-west-2:123456789012:forecast-export-job/a/b',
      `x${jobArn}`,
      jobArn.padEnd(257, 'x'),
    ]) {
      expect(texts(text), text).toEqual([]);
    }
  });

  it('are those that a command can use, whatever else the text holds', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(likeAnArn, arnOfAnExportJob), { maxLength: 6 }), pieces => {
        for (const { arn } of findExportJobArns(pieces.join(' '))) {
          expect(exportJobArn(arn.text)).toEqual(arn);
          expect(isExportJobArn(arn.text)).toBe(true);
        }
      }),
    );
  });

  it('take time in proportion to the text', () => {
    const start = 'arn:aws:forecast:us-west-2:123456789012:forecast-export-job/';
    for (const part of [
      'arn:',
      'arn:aws:forecast:',
      start,
      `${start}a/`,
      'a',
      '-',
      '/',
      `${start}${'a'.repeat(250)}`,
    ]) {
      expect(texts(part.repeat(1_000_000 / part.length)).length).toBeLessThan(20_000);
    }
  });

  it('are whole, also where only the beginning of the text is looked through', () => {
    const text = `${jobArn} ${jobArn}`;
    for (let before = 0; before <= text.length; before++) {
      const found = findExportJobArns(text, Infinity, before).map(({ arn }) => arn.text);
      expect(found).toEqual(
        [jobArn, jobArn].slice(0, before === 0 ? 0 : before <= jobArn.length + 1 ? 1 : 2),
      );
    }
    expect(findExportJobArns(`  ${jobArn.padEnd(600, 'x')}`, Infinity, 3)).toEqual([]);
  });

  it('are no more than were asked for', () => {
    expect(findExportJobArns(`${jobArn} `.repeat(9), 3)).toHaveLength(3);
  });
});

describe('a text that is the ARN of an export job', () => {
  it('is nothing else besides', () => {
    expect(exportJobArn(jobArn)?.region).toBe('us-west-2');
    for (const text of [` ${jobArn}`, `${jobArn} `, `${jobArn}\n`, `${jobArn},${jobArn}`, forecast, '']) {
      expect(exportJobArn(text), text).toBeUndefined();
    }
  });
});
