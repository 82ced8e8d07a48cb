import { afterEach, beforeEach, expect, it } from 'vitest';
import { ExportFiles } from '../../../../src/data/exportFiles';
import { openExportedData } from '../../../../src/data/openExportedData';
import { athenaSql } from '../../../../src/data/queries/athenaSql';
import { duckDbSql } from '../../../../src/data/queries/duckDbSql';
import type { QueriedExport } from '../../../../src/data/queries/queriedExport';
import { sqlStatements } from '../../../../src/data/queries/sqlStatements';
import { readStoredTypes } from '../../../../src/data/queries/storedTypes';
import { connectSample } from '../../../../src/local';
import { answersOf, ExportFolder } from '../../../harness/exportFolder';
import { SmallAthena } from '../../../harness/smallAthena';

let folder: ExportFolder;
beforeEach(() => {
  folder = new ExportFolder('downloads');
});
afterEach(() => folder.remove());

/** Downloads an export of the sample account, and counts its rows and items by the readers. */
async function downloaded(format: 'CSV' | 'PARQUET') {
  const { jobs, objects } = connectSample();
  const { items } = await jobs.list({ filters: [], maxResults: 100 });
  for (const job of items.filter(({ status }) => status === 'ACTIVE')) {
    const files = new ExportFiles(objects, job);
    const parts = await files.all();
    if (parts[0]?.format !== format) {
      continue;
    }
    for (const { bucket, key, name, size } of parts) {
      folder.write(name, await objects.read({ bucket, key, from: 0, to: size }));
    }
    const data = openExportedData(objects, parts);
    const reader = data.rows();
    const seen = new Set<string>();
    let rows = 0;
    for (let end = false; !end;) {
      const page = await reader.next(5000);
      const item = data.columns.findIndex(({ kind }) => kind === 'item');
      page.rows.forEach(row => seen.add(row[item] ?? ''));
      rows += page.rows.length;
      ({ end } = page);
    }
    const first = parts.find(({ size }) => size > 0);
    const types = format === 'PARQUET' && first ? await readStoredTypes(objects, first) : undefined;
    const queried: QueriedExport = {
      jobName: job.name ?? '',
      folder: folder.path,
      timestamps: files.timestamps,
      format,
      columns: data.columns.map(column => ({ ...column, stored: types?.get(column.name) ?? 'text' })),
      emptyParts: parts.filter(({ size }) => size === 0).map(({ name }) => name),
    };
    return { queried, rows, items: seen.size };
  }
  throw new Error(`The sample account has no export in ${format}.`);
}

it.each(['CSV', 'PARQUET'] as const)(
  'an export of the sample account in %s is queried whole',
  async format => {
    const { queried, rows, items } = await downloaded(format);
    expect(rows).toBeGreaterThan(1000);
    const [overview] = await answersOf(duckDbSql(queried));
    expect(overview?.[0]).toMatchObject({ rows: String(rows), items: String(items) });

    const small = await SmallAthena.open(() => folder.path);
    try {
      const document = athenaSql({ ...queried, folder: 's3://bucket/a/' }, { database: 'default' });
      const answers = [];
      for (const { sql } of sqlStatements(document)) {
        answers.push(await small.run(sql));
      }
      expect(answers[2]?.rows[0]?.slice(0, 2)).toEqual([String(rows), String(items)]);
    } finally {
      small.close();
    }
  },
  60_000,
);
