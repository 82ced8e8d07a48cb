import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { exportPlace, readPartName } from '../../src/data/exportFileNames';
import { exportJobArn, findExportJobArns } from '../../src/jobs/arn';
import { escapedMarkdown } from '../../src/jobs/escapedMarkdown';
import { jobLink, readJobText } from '../../src/jobs/jobLink';
import { parseS3Path, s3ConsoleAddress } from '../../src/jobs/s3Path';
import { shellCommand } from '../../src/jobs/shellCommand';
import { safeFileName } from '../../src/view/files/safeFileName';
import { itemFileName } from '../../src/view/preview/itemFile';
import { anyText } from '../unit/anyText';
import { arnOfAnExportJob } from '../unit/jobs/arns';
import { fuzzed, type FuzzProperty } from './fuzzProperty';

/** Long texts too, whose pieces come again and again: what takes the square of their length would have no end. */
const linkedText = fc
  .array(
    fc.tuple(
      fc.oneof(
        anyText(20),
        arnOfAnExportJob,
        arnOfAnExportJob.map(arn => `vscode://forecast-exports.forecast-exports/job?arn=${arn}`),
        fc.constantFrom(
          'arn:',
          'arn:aws:forecast:',
          'a://forecast-exports.forecast-exports',
          '://',
          '%',
          'x',
        ),
        fc.constantFrom('forecast-export-job/', '-', ' ', '\n', '?arn=', '#', '%41', '012345678901:'),
      ),
      fc.oneof({ weight: 5, arbitrary: fc.constant(1) }, { weight: 1, arbitrary: fc.constantFrom(50, 4000) }),
    ),
    { maxLength: 6 },
  )
  .map(pieces => pieces.map(([piece, times]) => piece.repeat(times)).join(''));

function findsLinks(text: string): void {
  for (const { arn, start } of findExportJobArns(text)) {
    assert.equal(text.slice(start, start + arn.text.length), arn.text);
    assert.deepEqual(exportJobArn(arn.text), arn);
  }
  const found = readJobText(text);
  if (found.kind === 'job') {
    assert.deepEqual(readJobText(`see ${jobLink('vscode', found.arn)}, or not`), found);
  }
}

const bucket = fc.oneof(fc.constantFrom('exports', 'my.bucket-1'), anyText(20));

function takesS3Paths([bucketName, key, name]: readonly [string, string, string]): void {
  const path = `s3://${bucketName}/${key}`;
  const location = parseS3Path(path);
  if (location) {
    assert.equal(`s3://${location.bucket}/${location.prefix}`, path);
    const address = new URL(s3ConsoleAddress(location, 'us-west-2', 'aws'));
    assert.equal(address.host, 'us-west-2.console.aws.amazon.com');
    const shown = address.searchParams.get('prefix') ?? '';
    assert.equal(shown.replace(/\/$/, ''), location.prefix.toWellFormed().replace(/\/$/, ''));
  }
  const job = { id: 'a', name, status: 'ACTIVE', destination: { path } };
  const place = exportPlace(job);
  if (place) {
    const part = `${place.prefix}2026-01-05T10-00-00Z_part7.csv`;
    assert.deepEqual(readPartName(part, place), {
      timestamp: '2026-01-05T10-00-00Z',
      number: 7,
      format: 'CSV',
    });
    assert.equal(readPartName(`${place.folder}other_2026-01-05T10-00-00Z_part7.csv`, place), undefined);
  }
}

const shellWord = fc
  .oneof(
    anyText(20),
    fc
      .array(fc.constantFrom("'", '\\', '$', '`', '!', '\n', '(', ')', 'x', '0', ' ', '=', '~'), {
        maxLength: 12,
      })
      .map(parts => parts.join('')),
  )
  .map(text => text.toWellFormed().replace(/\0/g, ''));

function isTakenByBash(words: readonly string[]): void {
  const { stdout } = spawnSync('bash', ['--norc', '--noprofile', '-s'], {
    encoding: 'utf8',
    input: `${shellCommand(['printf', '%s\\0', ...words])}\n`,
    env: { PATH: process.env['PATH'], LC_ALL: 'C.UTF-8' },
  });
  assert.deepEqual(stdout.split('\0').slice(0, -1), words);
}

/** By the rule of CommonMark: a backslash before a mark of punctuation leaves the mark. */
function isPlainInMarkdown(text: string): void {
  const escaped = escapedMarkdown(text);
  assert.equal(escaped.replace(/\\([!-/:-@[-`{-~])/g, '$1'), text);
  assert.doesNotMatch(escaped.replace(/\\[!-/:-@[-`{-~]/g, ''), /[!-/:-@[-`{-~]/);
}

const nameText = fc
  .tuple(
    fc.oneof(anyText(60), fc.constantFrom('..', '.', 'CON', 'nul', 'COM1.x', ' ', '日', '😀', '/../', '\\')),
    fc.constantFrom(1, 1, 90),
    fc.constantFrom('', '.csv', '.parquet', '. ', '.', '/'),
  )
  .map(([text, times, ending]) => text.repeat(times) + ending);

let folder = '';

/** Also with what is put behind it. */
function isFileName(text: string): void {
  for (const name of [safeFileName(text), `${itemFileName(text, 'weekly')}.csv`]) {
    assert.doesNotMatch(name, /[<>:"/\\|?*\p{Cc}\p{Cs}]|[. ]$|^ /u, name);
    assert.doesNotMatch(name, /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i);
    assert.ok(name !== '' && name !== '.' && name !== '..');
    writeFileSync(join(folder, name), '');
    assert.deepEqual(readdirSync(folder), [name]);
    rmSync(join(folder, name));
  }
  if (/\w\.(?:csv|parquet)$/.test(text)) {
    assert.equal(safeFileName(text).match(/\.\w+$/)?.[0], text.match(/\.\w+$/)?.[0], 'the ending is kept');
  }
}

export const texts: readonly FuzzProperty[] = [
  fuzzed('texts/links', linkedText, findsLinks),
  fuzzed('texts/s3-paths', fc.tuple(bucket, anyText(60), anyText(20)), takesS3Paths),
  fuzzed('texts/bash', fc.array(shellWord, { minLength: 100, maxLength: 100 }), isTakenByBash, {
    quickRuns: 4,
  }),
  fuzzed('texts/markdown', anyText(60), isPlainInMarkdown),
  fuzzed('texts/file-names', nameText, isFileName, {
    before: () => void (folder = mkdtempSync(join(tmpdir(), 'forecast-exports-fuzz-'))),
    after: () => rmSync(folder, { recursive: true }),
  }),
];
