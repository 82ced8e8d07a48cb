import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';

/** The packages that a bundle has something of; what it loads lazily is left outside, as in esbuild.js. */
async function packagesOf(entry: string): Promise<ReadonlySet<string>> {
  const { metafile } = await build({
    entryPoints: [entry],
    bundle: true,
    platform: 'node',
    mainFields: ['module', 'main'],
    external: ['vscode', './s3'],
    metafile: true,
    write: false,
    logLevel: 'silent',
    outdir: 'none',
  });
  const paths = Object.keys(metafile.inputs).join('\n');
  return new Set([...paths.matchAll(/node_modules\/((?:@[^/]+\/)?[^/]+)/g)].map(([, name = '']) => name));
}

describe('what is in which bundle', () => {
  it('the client of S3 is in its own, apart from that of Forecast', async () => {
    const aws = await packagesOf('src/aws/index.ts');
    expect(aws).toContain('@aws-sdk/client-forecast');
    expect(aws).not.toContain('@aws-sdk/client-s3');
    const s3 = await packagesOf('src/aws/s3/index.ts');
    expect(s3).toContain('@aws-sdk/client-s3');
    expect(s3).not.toContain('@aws-sdk/client-forecast');
    // It would say its texts in English only: each bundle is handed its own translations.
    expect(s3).not.toContain('@vscode/l10n');
  });

  it('the sample account has no server in it', async () => {
    const local = await packagesOf('src/local/index.ts');
    expect(local).toContain('hyparquet-writer');
    expect(local).not.toContain('s3rver');
  });
});
