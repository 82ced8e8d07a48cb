import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import manifest from '../../../package.json';
import { exportJobArn } from '../../../src/jobs/arn';
import { jobLink, readJobLink, readJobText } from '../../../src/jobs/jobLink';
import { anyText } from '../anyText';
import { arnOfAnExportJob } from './arns';

const arn = 'arn:aws:forecast:us-west-2:123456789012:forecast-export-job/demand_eu/weekly_2024';
const other = 'arn:aws:forecast:eu-west-1:123456789012:forecast-export-job/demand_eu/weekly_2024';
const authority = 'forecast-exports.forecast-exports';
const start = `vscode://${authority}/job?arn=`;
const parts = { authority, path: '/job', query: `arn=${arn}`, fragment: '' };

function linkTo(text: string): string {
  const job = exportJobArn(text);
  if (!job) {
    throw new Error(`not the ARN of an export job: ${text}`);
  }
  return jobLink('vscode', job);
}

/** Links that lead nowhere, as they stand in a browser or a mail. */
const broken = [
  start,
  `vscode://${authority}/job`,
  `vscode://${authority}/jobs?arn=${arn}`,
  `vscode://${authority}/job/?arn=${arn}`,
  `vscode://${authority}/?arn=${arn}`,
  `vscode://${authority}:1/job?arn=${arn}`,
  `vscode://somebody.forecast-exports/job?arn=`,
  `vscode://${authority}/job?ARN=${arn}`,
  `vscode://${authority}/job?arn=arn:aws:s3:::bucket/key`,
  `vscode://${authority}/job?arn=arn:aws:forecast:us-west-2:123456789012:forecast/demand_eu`,
  `vscode://${authority}/job?arn=arn:aws:lambda:us-west-2:123456789012:forecast-export-job/a/b`,
  `${start}${arn.padEnd(257, 'x')}`,
  `${start}${arn}&endpoint=https://example.com`,
  `${start}${arn}&profile=admin`,
  `${start}${arn}&arn=${other}`,
  `vscode://${authority}/job?profile=admin&arn=${arn}`,
  `${start}${arn}#there`,
  `${start}${encodeURIComponent(encodeURIComponent(arn))}`,
  `${start}${arn}%00`,
  `${start}%20${arn}`,
  `${start}${arn}%`,
  `${start}${arn}%E0%A4%A`,
];

describe('a link to a job', () => {
  it('goes to this extension, in the editor that it was copied from', () => {
    expect(linkTo(arn)).toBe(`vscode://${manifest.publisher}.${manifest.name}/job?arn=${arn}`);
  });

  it('leads to the job that it was made of', () => {
    fc.assert(
      fc.property(arnOfAnExportJob, text => {
        const { protocol, host, pathname, search, hash } = new URL(linkTo(text));
        expect(protocol).toBe('vscode:');
        const query = search.slice(1);
        const read = readJobLink({ authority: host, path: pathname, query, fragment: hash });
        expect(read?.text).toBe(text);
        expect(readJobText(linkTo(text))).toEqual({ kind: 'job', arn: read });
      }),
    );
  });

  it('carries an ARN and nothing else', () => {
    expect(readJobLink(parts)).toEqual({ text: arn, region: 'us-west-2', account: '123456789012' });
    for (const wrong of [
      { authority: 'somebody.else' },
      { path: '/jobs' },
      { path: '' },
      { query: '' },
      { query: arn },
      { query: `arn=${encodeURIComponent(arn)}` },
      { query: `arn=${arn}&region=us-east-1` },
      { query: `arn=${arn}\n` },
      { query: `arn=${arn.padEnd(300, 'x')}` },
      { fragment: 'x' },
    ]) {
      expect(readJobLink({ ...parts, ...wrong }), JSON.stringify(wrong)).toBeUndefined();
    }
  });

  it('leads nowhere where it is broken, also as a text', () => {
    for (const link of broken) {
      expect(readJobText(link), link).toEqual({ kind: 'none' });
    }
  });
});

describe('a text', () => {
  const job = { kind: 'job', arn: exportJobArn(arn) };

  it('leads to a job by its ARN or a link of any editor, encoded or not', () => {
    for (const text of [
      arn,
      `  ${arn}\n`,
      start + arn,
      start + encodeURIComponent(arn),
      `vscode-insiders://${authority}/job?arn=${arn}`,
      `code-oss://${authority}/job?arn=${arn}`,
      `VSCODE://Forecast-Exports.Forecast-Exports/job?arn=${arn}`,
      `See ${start}${arn}.`,
      `<a href="${start}${arn}">the job</a>`,
      `[the job](${start}${encodeURIComponent(arn)}) failed`,
      `"ForecastExportJobArn": "${arn}", and again: ${arn}`,
      `An error occurred: Resource ${arn}: not ready`,
      `${start}${arn} is ${arn}`,
    ]) {
      expect(readJobText(text), text).toEqual(job);
    }
  });

  it('leads nowhere where it names none, or a broken link, or several', () => {
    for (const text of ['', 'weekly_2024', 'arn:aws:forecast:us-west-2:123456789012:forecast/demand_eu']) {
      expect(readJobText(text), text).toEqual({ kind: 'none' });
    }
    expect(readJobText(`${start}x ${arn}`)).toEqual({ kind: 'none' });
    expect(readJobText(`${arn}${' '.repeat(100_000)}`)).toEqual({ kind: 'none' });
    expect(readJobText(`${arn} ${other}`)).toEqual({ kind: 'several' });
    expect(readJobText(`${start}${arn} ${other}`)).toEqual({ kind: 'several' });
  });

  it('may be anything', () => {
    const pieces = fc.oneof(anyText(30), fc.constantFrom(start, arn, other, '%', '%41', ' ', 'arn:', '://'));
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 8 }), list => {
        const linked = readJobText(list.join(''));
        if (linked.kind === 'job') {
          expect(exportJobArn(linked.arn.text)).toEqual(expect.objectContaining({ text: linked.arn.text }));
        }
      }),
    );
  });
});
