import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(__dirname, '../..');
const names = [
  ...['README.md', 'CONTRIBUTING.md', 'SECURITY.md', 'CHANGELOG.md'],
  ...readdirSync(join(root, 'docs'))
    .filter(name => name.endsWith('.md'))
    .map(name => `docs/${name}`),
];

/** The anchor of a heading, as GitHub makes it. */
function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');
}

function anchorsIn(file: string): string[] {
  return [...readFileSync(file, 'utf8').matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => anchorOf(heading));
}

describe.each(names)('%s', name => {
  const text = readFileSync(join(root, name), 'utf8');

  it('names files and folders that are there', () => {
    const named = [...text.matchAll(/`((?:src|test|media|docs|\.ci|\.github)\/[^`\s*<>{}]*)`/g)];
    const missing = named.map(([, path = '']) => path).filter(path => !existsSync(join(root, path)));
    expect(missing).toEqual([]);
  });

  it('names what is in them', () => {
    for (const [, word = '', path = ''] of text.matchAll(/`(\w+)` in `((?:src|test)\/[^`]+)`/g)) {
      const file = join(root, path);
      expect(statSync(file).isFile() ? readFileSync(file, 'utf8') : '', `${word} in ${path}`).toContain(word);
    }
  });

  it('links to places that are there', () => {
    for (const [, link = ''] of text.matchAll(/\]\((?!https?:)([^)\s]+)\)/g)) {
      const [path = '', anchor] = link.split('#');
      const file = path === '' ? join(root, name) : join(root, dirname(name), path);
      expect(existsSync(file), link).toBe(true);
      if (anchor !== undefined) {
        expect(anchorsIn(file), link).toContain(anchor);
      }
    }
  });
});
