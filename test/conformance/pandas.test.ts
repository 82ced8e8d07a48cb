import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ExportFiles } from '../../src/data/exportFiles';
import { openExportedData } from '../../src/data/openExportedData';
import { pandasSnippet } from '../../src/data/queries/pandasSnippet';
import type { QueriedExport } from '../../src/data/queries/queriedExport';
import type { LocalServiceHandle } from '../../src/local/http';
import { startLocalService } from '../../src/local/http';
import { InProcessJobs } from '../../src/local/inProcessJobs';
import { InProcessObjects } from '../../src/local/inProcessObjects';
import { columns, csvOf, ExportFolder, stamp } from '../harness/exportFolder';
import { environmentOf, howToInstall, pythonWith, run } from './clients';

const python = { CSV: pythonWith('pandas'), PARQUET: pythonWith('pandas', 'pyarrow') };
if (!python.CSV) console.warn(`Skipped: the snippet for pandas. To run it: ${howToInstall}`);
else if (!python.PARQUET)
  console.warn('Skipped: the snippet for pandas over Parquet. To run it: pip install pandas pyarrow');

let folder: ExportFolder;
beforeEach(() => {
  folder = new ExportFolder();
});
afterEach(() => folder.remove());

/** Runs the snippet, then prints the frame: by rows, and the types of its columns. */
async function frameOf(queried: QueriedExport, also = '') {
  const script = join(folder.path, 'snippet.py');
  const printing = `
import json, sys
print('---')
print(forecast.to_json(orient='values', date_format='iso', double_precision=15))
print(json.dumps([[name, str(kind)] for name, kind in forecast.dtypes.items()]))
`;
  // The line that is a comment, for those who want timestamps.
  const text = pandasSnippet(queried).replace(/^# (forecast\['time'\])/m, also === 'time' ? '$1' : '# $1');
  writeFileSync(script, text + printing);
  const env = { ...(process.env as Record<string, string>), PYTHONDONTWRITEBYTECODE: '1', PYTHONUTF8: '1' };
  const outcome = await run(python[queried.format] ?? '', ['-W', 'error', script], env);
  if (outcome.code !== 0) throw new Error(outcome.stderr);
  const [rows = '', types = ''] = outcome.stdout.split('---\n')[1]?.split('\n') ?? [];
  return {
    rows: JSON.parse(rows) as unknown[][],
    types: Object.fromEntries(JSON.parse(types) as [string, string][]),
    printed: outcome.stdout,
  };
}

describe.each(['CSV', 'PARQUET'] as const)('the snippet for pandas over parts in %s', format => {
  it.skipIf(!python[format])('has the rows of all parts and of no namesake', async () => {
    const { rows, types, printed } = await frameOf(folder.fill(format));
    expect(rows).toEqual([
      ['a "quoted", item', 'x', '2020-01-01T00:00:00Z', 1, 2, 3, 2.5],
      ['a "quoted", item', 'x', '2020-01-02T00:00:00Z', 1, -6.3e-5, 3, 2.5],
      ['NA', '', '2020-01-01T00:00:00Z', null, null, 3, null],
      ['007', 'y\\z', '2020-01-01T00:00:00Z', 5, 4, 30, 10],
      ['größe 📦', "it's", '2020-01-03T00:00:00Z', 1, 20, 30, 10],
    ]);
    expect(types).toMatchObject({ p10: 'float64', p50: 'float64', p90: 'float64', mean: 'float64' });
    expect(printed).toMatch(/größe 📦 +20\.0/);
  });

  it.skipIf(!python[format])('has timestamps that no time zone shifts, for those who want them', async () => {
    const { rows, types } = await frameOf(folder.fill(format), 'time');
    expect(types.time).toMatch(/^datetime64\[[a-z]+\]$/);
    expect(rows.at(-1)?.at(-1)).toMatch(/^2020-01-03T00:00:00/);
  });
});

const withS3 = pythonWith('pandas', 'boto3');

describe.skipIf(!withS3)('the snippet for pandas over parts in S3', () => {
  let local: LocalServiceHandle;
  beforeEach(async () => {
    local = await startLocalService({ jobs: 60, seed: 7 });
  });
  afterEach(() => local.close());

  it('reads as many rows as there are', async () => {
    const store = new InProcessObjects(local.catalog);
    const { items } = await new InProcessJobs(local.service).list({ filters: [], maxResults: 100 });
    // Its bucket is in the region of the jobs.
    const job = items.find(({ name }) => name === 'nightly_025');
    if (!job) throw new Error('There is none.');
    const files = new ExportFiles(store, job);
    const data = openExportedData(store, await files.all());
    const reader = data.rows();
    let count = 0;
    for (let end = false; !end;) {
      const page = await reader.next(10_000);
      count += page.rows.length;
      ({ end } = page);
    }
    const script = join(folder.path, 'snippet.py');
    const text = pandasSnippet({
      jobName: job.name ?? '',
      folder: job.destination.path ?? '',
      timestamps: files.timestamps,
      format: 'CSV',
      columns: data.columns,
      region: local.region,
    });
    // Older ones of boto3 don't read the variable that says where S3 is.
    const swapped = text.replace("client('s3', ", `client('s3', endpoint_url='${local.url}', `);
    writeFileSync(script, `${swapped}\nprint('---', len(forecast), sep='\\n')\n`);
    const outcome = await run(withS3 ?? '', [script], environmentOf(local));
    expect(outcome).toMatchObject({ code: 0, stderr: '' });
    expect(Number(outcome.stdout.split('---\n')[1])).toBe(count);
    expect(count).toBeGreaterThan(1000);
  });
});

describe.skipIf(!python.CSV)('the snippet for pandas', () => {
  const queried = (): QueriedExport => ({
    jobName: 'odd',
    folder: folder.path,
    timestamps: [stamp],
    format: 'CSV',
    columns,
  });

  it('reads CRLF, a BOM, line breaks in cells, equal columns, and parts that lack a column', async () => {
    folder.write(`odd_${stamp}_part0.csv`, '\uFEFFitem_id,date,p50,p50\r\na,1,1,2\r\n"b\r\nc",1,x,2\r\n');
    folder.write(`odd_${stamp}_part1.csv`, 'item_id,p50,p90,date\nd,4,5,1');
    const value = (name: string, quantile: number) => ({ name, kind: 'value', quantile }) as const;
    const { rows } = await frameOf({
      ...queried(),
      columns: [
        ...columns.slice(0, 1),
        ...columns.slice(2, 3),
        value('p50', 0.5),
        value('p50', 0.5),
        value('p90', 0.9),
      ],
    });
    expect(rows).toEqual([
      ['a', '1', 1, 2, null],
      ['b\r\nc', '1', null, 2, null],
      ['d', '1', 4, null, 5],
    ]);
  });

  it('has columns and no rows where all parts have a header only', async () => {
    folder.write(`odd_${stamp}_part0.csv`, csvOf([]));
    const { rows, types } = await frameOf(queried());
    expect(rows).toEqual([]);
    expect(Object.keys(types)).toEqual(columns.map(({ name }) => name));
  });
});
