import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ForecastExportJobDetails } from '../../../src/jobs/exportJob';
import { failureReport, type ReportedJob } from '../../../src/view/failureReport';
import { anyText } from '../anyText';
import { textedJobs } from './textedJobs';

const account = 'arn:aws:forecast:us-west-2:123456789012';
const job: ForecastExportJobDetails = {
  id: 'job',
  arn: `${account}:forecast-export-job/demand_eu/weekly`,
  name: 'weekly',
  status: 'CREATE_FAILED',
  destination: {
    path: 's3://exports-123456789012/demand/weekly',
    roleArn: 'arn:aws:iam::999988887777:role/ForecastExport',
  },
  message: 'Unable to assume the role of account 999988887777.\nSee arn:aws:iam::123456789012:role/Other.',
  creationTime: new Date(Date.UTC(2024, 5, 12, 9, 30)),
  lastModificationTime: new Date(Date.UTC(2024, 5, 12, 10, 5)),
  forecastArn: `${account}:forecast/demand_eu_01HXYZ`,
  format: 'CSV',
  requestId: '12345678-1234-1234-1234-123456789012',
};

const report = (maskAccounts: boolean, ...jobs: ReportedJob[]) =>
  failureReport(jobs, { region: 'eu-west-1', version: '1.2.3', maskAccounts });

const denied = {
  kind: 'denied' as const,
  what: 'Access denied: forecast:DescribeForecastExportJob is not allowed for the credentials in use',
  helps: '',
  remedies: [],
  requestId: 'request-9',
};

describe('the failure report', () => {
  it('is as written down', async () => {
    const hostile = {
      job: {
        ...textedJobs['hostile words in every field'],
        status: 'DELETE_FAILED',
      } as ForecastExportJobDetails,
    };
    const texts = [
      report(false, { job }),
      report(true, { job }),
      report(true, { job }, { job: { id: 'x', status: 'CREATE_FAILED', destination: {} }, notRead: denied }),
      report(false, hostile),
    ];
    await expect(texts.join('\n=====\n\n')).toMatchFileSnapshot('golden/failureReports.txt');
  });

  it('masks every account number, and neither request ids nor buckets', () => {
    const masked = report(true, { job });
    expect(masked.replace(/Request ID.*/, '')).not.toMatch(/\d{12}/);
    expect(masked).toContain('12345678-1234-1234-1234-123456789012');
    expect(masked).toContain('s3://exports-account-1/demand/weekly');
    expect(masked).toContain('arn:aws:iam::account-2:role/ForecastExport');
    expect(masked).toContain('of account account-2');
    expect(report(false, { job })).not.toContain('account-1');
  });

  it('keeps the message in a fence that it can’t end, whatever it is', () => {
    const backticks = fc.constantFrom('`', '```', '\n```\n', '\n~~~~\n', '\r\n``````', '\n\n## Heading\n\n');
    const message = fc
      .array(fc.oneof(backticks, anyText(20)), { maxLength: 12 })
      .map(parts => parts.join(''));
    fc.assert(
      fc.property(message, said => {
        const lines = report(false, { job: { ...job, message: said } }).split('\n');
        const open = lines.findIndex(line => /^`{3,}text$/.test(line));
        if (open < 0) {
          expect(lines).toContain('The service gave no reason.');
          return;
        }
        const fence = (lines[open] ?? '').replace('text', '');
        const ends = lines.flatMap((line, place) =>
          place > open && line.trimStart().startsWith(fence) ? [place] : [],
        );
        expect(ends).toHaveLength(1);
        expect(lines.slice((ends[0] ?? 0) + 1).join('\n')).not.toContain('## ');
      }),
    );
  });

  it('keeps every value in its own line and code span', () => {
    fc.assert(
      fc.property(anyText(60), text => {
        const destination = { path: text, roleArn: text, kmsKeyArn: text };
        const lines = report(false, { job: { ...job, destination, name: text, message: 'x' } }).split('\n');
        expect(lines.filter(line => line.startsWith('- '))).toHaveLength(12);
        expect(lines.filter(line => line.startsWith('#'))).toHaveLength(1);
      }),
    );
  });

  it('says what is not known, and is bounded', () => {
    const without = report(false, { job: { id: 'x', status: 'CREATE_FAILED', destination: {} } });
    expect(without).toContain('- ARN: (not known)');
    expect(without).toContain('- Region: `eu-west-1`');
    expect(without).toContain('The service gave no reason.');
    expect(report(false, { job: { ...job, message: 'x'.repeat(5_000_000) } }).length).toBeLessThan(30_000);
  });
});
