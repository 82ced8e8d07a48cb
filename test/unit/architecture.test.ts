import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { parseSync } from 'oxc-parser';
import { describe, expect, it } from 'vitest';

const root = join(__dirname, '../..');
const page = join(root, 'docs/architecture.md');

/** A room imports another room or a package; `lazy` where that is loaded on need. */
interface Arrow {
  readonly from: string;
  readonly to: string;
  readonly lazy: boolean;
}

/** What runs in the webview is apart from what the extension host uses of `chart`. */
function roomOf(file: string): string {
  const path = relative(join(root, 'src'), file).split(sep);
  return path[0] === 'chart' && path[1] === 'page' ? 'chart/page' : (path[0] ?? '').replace(/\.ts$/, '');
}

/** As `@aws-sdk/client-s3`, whatever file of it is imported. */
function packageOf(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

function importsOf(file: string): { to: string; lazy: boolean }[] {
  const text = readFileSync(file, 'utf8');
  const { staticImports, staticExports, dynamicImports } = parseSync(file, text).module;
  const exportedFrom = staticExports.flatMap(({ entries }) =>
    entries.flatMap(entry => entry.moduleRequest ?? []),
  );
  const found = (specifier: string, lazy: boolean) => ({
    to: specifier.startsWith('.') ? roomOf(join(dirname(file), `${specifier}.ts`)) : packageOf(specifier),
    lazy,
  });
  return [
    ...[...staticImports.map(({ moduleRequest }) => moduleRequest), ...exportedFrom].map(({ value }) =>
      found(value, false),
    ),
    // Of these the parser has the place, quotes included.
    ...dynamicImports.map(({ moduleRequest: { start, end } }) => found(text.slice(start + 1, end - 1), true)),
  ];
}

function sourceFiles(): string[] {
  return readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('.ts') && !name.endsWith('.d.ts'))
    .map(name => join(root, 'src', name));
}

function arrows(): Arrow[] {
  const found = new Map<string, Arrow>();
  for (const file of sourceFiles()) {
    const from = roomOf(file);
    for (const { to, lazy } of importsOf(file)) {
      // Node's own modules and the texts are everywhere, and package.json has no room.
      if (to === from || /^(node:|@vscode\/l10n$|\.\.)/.test(to)) {
        continue;
      }
      found.set(`${from} ${to} ${lazy}`, { from, to, lazy });
    }
  }
  return [...found.values()].sort((a, b) =>
    `${a.from} ${a.to} ${a.lazy}` < `${b.from} ${b.to} ${b.lazy}` ? -1 : 1,
  );
}

/** The picture, as text that Markdown viewers draw. */
function picture(): string {
  const id = (name: string) => name.replace(/[^A-Za-z0-9]/g, '_');
  const all = arrows();
  const rooms = new Set(sourceFiles().map(roomOf));
  const packages = [...new Set(all.map(({ to }) => to))].filter(to => !rooms.has(to)).sort();
  // What is loaded on need is imported for its types besides.
  const isDrawn = ({ from, to, lazy }: Arrow) =>
    lazy || !all.some(other => other.lazy && other.from === from && other.to === to);
  const drawn = all
    .filter(isDrawn)
    .map(({ from, to, lazy }) =>
      lazy ? `  ${id(from)} -. on need .-> ${id(to)}` : `  ${id(from)} --> ${id(to)}`,
    );
  return [
    'flowchart TD',
    ...[...rooms].sort().map(room => `  ${id(room)}["${room}"]`),
    ...packages.map(name => `  ${id(name)}(["${name}"])`),
    ...drawn,
  ].join('\n');
}

describe('the page about the architecture', () => {
  it('has the picture that the imports make (renew it with -u)', async () => {
    const text = readFileSync(page, 'utf8');
    expect(text).toMatch(/```mermaid\n[^]*?\n```/);
    const renewed = text.replace(/```mermaid\n[^]*?\n```/, () => `\`\`\`mermaid\n${picture()}\n\`\`\``);
    await expect(renewed).toMatchFileSnapshot(page);
  });

  it('tells of every room', () => {
    const text = readFileSync(page, 'utf8');
    const rooms = readdirSync(join(root, 'src'), { withFileTypes: true }).filter(entry =>
      entry.isDirectory(),
    );
    expect(rooms.filter(({ name }) => !text.includes(`\`${name}/\``)).map(({ name }) => name)).toEqual([]);
  });

  it('has no circle of rooms', () => {
    const next = new Map<string, string[]>();
    for (const { from, to } of arrows()) {
      next.set(from, [...(next.get(from) ?? []), to]);
    }
    const circleFrom = (room: string, path: readonly string[]): readonly string[] | undefined =>
      path.includes(room)
        ? [...path, room]
        : (next.get(room) ?? [])
            .map(to => circleFrom(to, [...path, room]))
            .find(circle => circle !== undefined);
    for (const room of next.keys()) {
      expect(circleFrom(room, []) ?? []).toEqual([]);
    }
  });
});
