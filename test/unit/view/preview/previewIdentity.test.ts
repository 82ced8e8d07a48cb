import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pageHtml } from '../../../../src/view/preview/pageHtml';
import { identityKey, identityText, readIdentity } from '../../../../src/view/preview/previewIdentity';

const identity = {
  origin: { choice: { kind: 'profile', profile: 'work', region: 'eu-west-1' }, region: 'eu-west-1' },
  job: {
    id: 'arn:aws:forecast:eu-west-1:123456789012:forecast-export-job/a/b',
    arn: 'arn:aws:forecast:eu-west-1:123456789012:forecast-export-job/a/b',
    name: 'b',
    status: 'ACTIVE',
    destination: { path: 's3://bucket/a//b' },
    creationTime: new Date('2026-01-01T00:00:00Z'),
    lastModificationTime: new Date('2026-01-01T01:00:00Z'),
  },
} as const;

describe('whose data a page shows', () => {
  it('is read as it was written, without the role', () => {
    const job = {
      ...identity.job,
      destination: { ...identity.job.destination, roleArn: 'arn:aws:iam::1:role/x' },
    };
    const text = identityText({ ...identity, job });
    expect(text).not.toContain('role/x');
    expect(readIdentity(text)).toEqual(identity);
  });

  it('is not known of any other text', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), text => {
        expect(readIdentity(text)).toBeUndefined();
      }),
    );
    expect(
      readIdentity(identityText(identity).replace('eu-west-1', '').replace('"region":""', '"region":3')),
    ).toBeUndefined();
  });

  it('is another one in another account or region', () => {
    const elsewhere = { ...identity, origin: { ...identity.origin, region: 'us-east-1' } };
    const sample = { ...identity, origin: { ...identity.origin, choice: { kind: 'sample' } as const } };
    expect(new Set([identity, elsewhere, sample].map(identityKey)).size).toBe(3);
  });
});

describe('the page', () => {
  it('may load nothing but its script and its style', () => {
    const html = pageHtml({ nonce: 'abc', source: 'https://webview', script: 's.js', style: 's.css' });
    expect(html).toContain("default-src 'none'; script-src 'nonce-abc'; style-src https://webview;");
    expect(html).not.toMatch(/unsafe|\bstyle="|onload|connect-src/);
  });
});
