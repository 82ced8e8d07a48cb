import * as l10n from '@vscode/l10n';
import { parseS3Path } from '../../jobs/s3Path';
import { aboutExport, stampsNote } from './athenaSql';
import type { NamedColumn, QueriedExport } from './queriedExport';
import { folderOf, isInS3, namedColumns, partPattern } from './queriedExport';
import { commentWith } from './sqlText';
import { middleColumn } from './starterQueries';

/**
 * A Python script that reads all parts of an export into a DataFrame `forecast`: from S3 by boto3, with the
 * credentials that AWS tools find, or from a folder of this machine. Parquet needs pyarrow as well.
 */
export function pandasSnippet(queried: QueriedExport): string {
  const columns = namedColumns(queried.columns, ({ name }, index) => name || `column${index}`);
  const isCsv = queried.format === 'CSV';
  return `${[
    commentWith('# ', ['pandas', aboutExport(queried), ...stampsNote(queried), needed(queried)]),
    imports(queried),
    `${comment(l10n.t('Its own parts, and no other file of the folder.'))}
OWN_PART = re.compile(${pythonText(partPattern(queried))})`,
    isInS3(queried) ? partsInS3(queried) : partsInFolder(queried),
    `\n${isCsv ? readCsv(columns) : readParquet()}\n`,
    `${comment(l10n.t('A part of 0 bytes has nothing to read, and one may have a header only.'))}
frames = [read_part(body) for size, body in own_parts() if size > 0]
forecast = pd.concat([frame for frame in frames if not frame.empty] or frames, ignore_index=True)`,
    datesNote(columns),
    firstLook(columns),
  ]
    .filter(text => text !== '')
    .join('\n\n')}\n`;
}

function comment(...lines: readonly string[]): string {
  return commentWith('# ', lines);
}

function needed(queried: QueriedExport): string {
  const packages = [
    'pandas',
    ...(isInS3(queried) ? ['boto3'] : []),
    ...(queried.format === 'PARQUET' ? ['pyarrow'] : []),
  ];
  return l10n.t('Needs: {0}', `pip install ${packages.join(' ')}`);
}

function imports(queried: QueriedExport): string {
  const inS3 = isInS3(queried);
  return [
    ...(inS3 ? ['import io'] : []),
    'import re',
    ...(inS3 ? [] : ['from pathlib import Path']),
    '',
    ...(inS3 ? ['import boto3'] : []),
    'import pandas as pd',
  ].join('\n');
}

function partsInS3(queried: QueriedExport): string {
  const { bucket = '', prefix = '' } = parseS3Path(folderOf(queried)) ?? {};
  const region = queried.region === undefined ? '' : `, region_name=${pythonText(queried.region)}`;
  return `${comment(l10n.t('For a profile: {0}', "boto3.Session(profile_name='NAME').client('s3')"))}
s3 = boto3.client('s3'${region})
BUCKET = ${pythonText(bucket)}
FOLDER = ${pythonText(prefix)}


def own_parts():
    pages = s3.get_paginator('list_objects_v2').paginate(Bucket=BUCKET, Prefix=FOLDER)
    for page in pages:
        for found in page.get('Contents', []):
            if OWN_PART.fullmatch(found['Key'][len(FOLDER):]):
                body = s3.get_object(Bucket=BUCKET, Key=found['Key'])['Body']
                yield found['Size'], io.BytesIO(body.read())`;
}

function partsInFolder(queried: QueriedExport): string {
  return `FOLDER = Path(${pythonText(queried.folder)})


def own_parts():
    for path in sorted(FOLDER.iterdir()):
        if OWN_PART.fullmatch(path.name):
            yield path.stat().st_size, path`;
}

/**
 * Columns go by their names, so that a part may lack one. Without `keep_default_na=False` an item that is called NA
 * would be none.
 */
function readCsv(columns: readonly NamedColumn[]): string {
  const values = columns
    .filter(({ kind }) => kind === 'value')
    .map(({ alias }) => pythonText(pandasName(alias, columns)));
  return `VALUES = [${values.join(', ')}]


def read_part(body):
    ${comment(l10n.t('Everything as text first: an item may be called 007 or NA.'))}
    part = pd.read_csv(body, dtype=str, keep_default_na=False, encoding='utf-8-sig')
    for column in part.columns.intersection(VALUES):
        ${comment(l10n.t('What is no number becomes NaN.'))}
        part[column] = pd.to_numeric(part[column], errors='coerce').astype(float)
    return part`;
}

/** pandas names a repeated column \`p50.1\`. */
function pandasName(alias: string, columns: readonly NamedColumn[]): string {
  const column = columns.find(candidate => candidate.alias === alias);
  if (!column || column.name === alias) {
    return alias;
  }
  const before = columns.slice(0, columns.indexOf(column)).filter(({ name }) => name === column.name).length;
  return before === 0 ? column.name : `${column.name}.${before}`;
}

function readParquet(): string {
  return `def read_part(body):
    return pd.read_parquet(body, engine='pyarrow')`;
}

function datesNote(columns: readonly NamedColumn[]): string {
  const date = columns.find(({ kind }) => kind === 'date');
  return date
    ? comment(
        l10n.t(
          "Dates stay as they are written: a forecast's are in the time of its data, though they may end in Z. As timestamps that no time zone shifts:",
        ),
        `forecast['time'] = pd.to_datetime(forecast[${pythonText(date.name)}], utc=True).dt.tz_localize(None)`,
      )
    : '';
}

function firstLook(columns: readonly NamedColumn[]): string {
  const item = columns.find(({ kind }) => kind === 'item');
  const middle = middleColumn(columns);
  return [
    'print(forecast.head())',
    ...(item && middle
      ? [
          comment(l10n.t('The largest items by {0}', middle.name)),
          `print(forecast.groupby(${pythonText(item.name)})[${pythonText(middle.name)}].sum().nlargest(10))`,
        ]
      : []),
  ].join('\n');
}

/** As Python's repr: one line, whatever is in it. */
export function pythonText(text: string): string {
  const escaped = text
    .replace(/[\\']/g, '\\$&')
    .replace(/\n/g, '\\n')
    .replace(/\r/g, '\\r')
    .replace(/\t/g, '\\t')
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}]/gu, character => {
      const code = character.codePointAt(0) ?? 0;
      return code > 0xffff
        ? `\\U${code.toString(16).padStart(8, '0')}`
        : `\\u${code.toString(16).padStart(4, '0')}`;
    });
  return `'${escaped}'`;
}
