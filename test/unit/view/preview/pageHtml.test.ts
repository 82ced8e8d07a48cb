import { expect, it } from 'vitest';
import { pageHtml } from '../../../../src/view/preview/pageHtml';

it('the page loads nothing but its own script and style, and runs no other', () => {
  const html = pageHtml({
    nonce: 'n0nce',
    source: 'https://own',
    script: 'https://own/a.js',
    style: 'https://own/a.css',
  });
  const [, policy = ''] = /Content-Security-Policy" content="([^"]+)"/.exec(html) ?? [];
  const rules = new Map(policy.split('; ').map(rule => [rule.split(' ')[0], rule.split(' ').slice(1)]));
  expect(rules.get('default-src')).toEqual(["'none'"]);
  expect(rules.get('script-src')).toEqual(["'nonce-n0nce'"]);
  expect(rules.get('style-src')).toEqual(['https://own']);
  expect(rules.get('img-src')).toEqual(['data:']);
  expect(rules.get('base-uri')).toEqual(["'none'"]);
  expect(rules.get('form-action')).toEqual(["'none'"]);
  expect(policy).not.toMatch(/unsafe|\*|https?:\/\/(?!own)/);
  expect(html.match(/<script\b[^>]*>/g)).toEqual(['<script nonce="n0nce" src="https://own/a.js">']);
});
