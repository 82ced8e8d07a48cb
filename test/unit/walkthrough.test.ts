import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import manifest from '../../package.json';
import translations from '../../package.nls.json';
import { commandIds, viewId, walkthroughId, type ContextKeys } from '../../src/manifest';

const root = join(__dirname, '../..');
const [walkthrough, ...others] = manifest.contributes.walkthroughs;
const steps = walkthrough?.steps ?? [];
const texts: Readonly<Record<string, string>> = translations;
const files = steps.flatMap(({ media }) => Object.values(media.image));

/** The text that package.json names. */
function text(name: string): string {
  return texts[name.replaceAll('%', '')] ?? '';
}

describe('the walkthrough', () => {
  it('is the one that its command opens', () => {
    expect(others).toEqual([]);
    expect(walkthroughId).toBe(`${manifest.publisher}.${manifest.name}#${walkthrough?.id ?? ''}`);
  });

  it('has four steps, each with a title, words and words for its picture', () => {
    expect(steps.map(({ id }) => id)).toEqual(['connect', 'read', 'follow', 'open']);
    for (const { title, description, media } of steps) {
      for (const name of [title, description, media.altText]) {
        expect(text(name), name).not.toBe('');
      }
    }
  });

  it('links to commands that exist', () => {
    const known = new Set<string>([...commandIds, `${viewId}.focus`]);
    for (const { id, description } of steps) {
      const links = [...text(description).matchAll(/\]\(([^)]*)\)/g)].map(([, link = '']) => link);
      expect(links.length, id).toBeGreaterThan(0);
      expect(
        links.filter(link => !known.has(link.replace(/^command:/, ''))),
        id,
      ).toEqual([]);
    }
  });

  it('takes a step for done by something that can happen', () => {
    const state: ContextKeys['forecastExports.state'] = 'connected';
    const known = new Set([
      ...commandIds.map(command => `onCommand:${command}`),
      `onContext:forecastExports.state == ${state}`,
    ]);
    const events = steps.flatMap(({ completionEvents }) => completionEvents);
    expect(events.filter(event => !known.has(event))).toEqual([]);
    expect(steps.filter(({ completionEvents }) => completionEvents.length === 0)).toEqual([]);
  });

  it('has its pictures, for each kind of theme, and they go with the package', () => {
    const ignored = readFileSync(join(root, '.vscodeignore'), 'utf8').split('\n');
    expect(ignored).toContain('!media/walkthrough/*.png');
    expect(files).toHaveLength(16);
    expect(new Set(files).size).toBe(16);
    const png = Buffer.from('\x89PNG\r\n', 'latin1');
    for (const file of files) {
      expect(file).toMatch(/^media\/walkthrough\/[a-z-]+\.png$/);
      expect(readFileSync(join(root, file)).subarray(0, png.length), file).toEqual(png);
    }
  });

  it('adds no more than 250 KB to the package', () => {
    const size = files.reduce((sum, file) => sum + statSync(join(root, file)).size, 0);
    expect(size).toBeLessThan(250_000);
  });

  it('is offered where nothing is chosen yet', () => {
    expect(translations.welcome).toContain('(command:forecastExports.openWalkthrough)');
  });
});
