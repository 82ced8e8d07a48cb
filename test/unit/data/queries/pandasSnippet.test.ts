import { describe, expect, it } from 'vitest';
import { pandasSnippet, pythonText } from '../../../../src/data/queries/pandasSnippet';
import type { QueriedExport } from '../../../../src/data/queries/queriedExport';
import { columns, stamp } from '../../../harness/exportFolder';

const queried: QueriedExport = {
  jobName: 'sales\n# x',
  folder: `s3://bucket/it's "here"\\`,
  timestamps: [stamp],
  format: 'CSV',
  columns,
  region: 'eu-west-1',
};

describe('the snippet for pandas', () => {
  it('says what it is and what it needs', async () => {
    await expect(pandasSnippet(queried)).toMatchFileSnapshot('golden/pandasS3Csv.py');
    const downloaded = { ...queried, folder: 'C:\\Users\\né\\parts', format: 'PARQUET' as const };
    await expect(pandasSnippet(downloaded)).toMatchFileSnapshot('golden/pandasFolderParquet.py');
  });

  it('writes any text on one line', () => {
    expect(pythonText("a'b\\c\n\r\t\0\u2028\u{e0001}é📦\ud800")).toBe(
      String.raw`'a\'b\\c\n\r\t\u0000\u2028\U000e0001é📦\ud800'`,
    );
  });
});
