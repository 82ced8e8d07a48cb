import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(__dirname, '../..');
const text = readFileSync(join(root, 'SECURITY.md'), 'utf8');
const [, threats = ''] = text.split('\n## Threats\n');

describe('SECURITY.md', () => {
  it('names for each threat the tests that hold what is done about it', () => {
    const sections = threats.split('\n### ').slice(1);
    expect(sections.length).toBeGreaterThan(10);
    for (const section of sections) {
      expect(section, section).toMatch(/^- `test\/[^`]+` › \S/m);
    }
  });

  const named = [...threats.matchAll(/^- (.+)$/gm)].map(([, line = '']) => line);

  it.each(named)('names a test that is there: %s', line => {
    const [, file = '', title = ''] = /^`(test\/[\w./]+\.ts)` › (.+)$/.exec(line) ?? [];
    expect(existsSync(join(root, file)), file).toBe(true);
    const source = readFileSync(join(root, file), 'utf8');
    const titles = [
      ...source.matchAll(
        /\b(?:it|describe)(?:\.\w+(?:\([^()]*(?:\([^()]*\))?[^()]*\))?)?\(\s*(['"`])(.*?)(?<!\\)\1,/gs,
      ),
    ].map(([, , found = '']) => found);
    expect(titles).toContain(title);
  });
});
