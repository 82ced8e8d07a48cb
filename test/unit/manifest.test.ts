import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import lockfile from '../../package-lock.json';
import manifest from '../../package.json';
import translations from '../../package.nls.json';
import { commandIds, defaultSettings, viewId, type ContextKeys } from '../../src/manifest';

const root = join(__dirname, '../..');
const { contributes } = manifest;
const commands = new Map(contributes.commands.map(declared => [declared.command, declared]));
const menuItems = Object.values(contributes.menus).flat();

/** Of no use without the row or the button that they come from: kept out of the palette. */
const internal = [
  'forecastExports.applyRemedy',
  // For the key: the palette has Copy Selected.
  'forecastExports.copyFocused',
  'forecastExports.explainFailure',
  'forecastExports.loadMoreFiles',
  'forecastExports.openFile',
  'forecastExports.retry',
  'forecastExports.selectJob',
];

/** The values that each context key of src/manifest.ts can have. */
const contextKeys: { readonly [K in keyof ContextKeys]: readonly `${ContextKeys[K]}`[] } = {
  'forecastExports.state': ['disconnected', 'connecting', 'connected', 'failed'],
  'forecastExports.filtering': ['true', 'false'],
  'forecastExports.order': ['newest', 'name'],
};

/** Every text of package.json, wherever it stands. */
function texts(value: unknown): string[] {
  return typeof value === 'string'
    ? [value]
    : typeof value === 'object' && value !== null
      ? Object.values(value).flatMap(texts)
      : [];
}

function clauses(): string[] {
  const found: (string | undefined)[] = [
    ...menuItems.map(item => item.when),
    ...contributes.keybindings.map(binding => binding.when),
    ...contributes.viewsWelcome.map(welcome => welcome.when),
    ...contributes.commands.map(command => ('enablement' in command ? command.enablement : undefined)),
  ];
  return found.filter(clause => clause !== undefined);
}

describe('the commands', () => {
  it('are those of src/manifest.ts', () => {
    expect([...commands.keys()].sort()).toEqual([...commandIds].sort());
    expect(contributes.commands).toHaveLength(commandIds.length);
  });

  it('have a title and the same category', () => {
    for (const { command, title, category } of commands.values()) {
      expect(title, command).toBe(`%command.${command.replace('forecastExports.', '')}%`);
      expect(category, command).toBe('%displayNameShort%');
    }
  });

  it('exist wherever a menu, a key or the welcome text names one', () => {
    const named = [
      ...menuItems.map(item => item.command),
      ...contributes.keybindings.flatMap(binding =>
        'args' in binding ? binding.args.commands.filter(id => !id.startsWith('list.')) : binding.command,
      ),
      ...[...translations.welcome.matchAll(/\(command:([^)]+)\)/g)].map(([, command]) => command),
    ];
    expect(named.filter(command => command === undefined || !commands.has(command))).toEqual([]);
  });

  it('have an icon where they are shown as a button', () => {
    const buttons = menuItems.filter(
      item => 'group' in item && typeof item.group === 'string' && /^(?:inline|navigation)/.test(item.group),
    );
    expect(buttons.length).toBeGreaterThan(0);
    for (const { command } of buttons) {
      expect(commands.get(command), command).toHaveProperty('icon');
    }
  });

  it('are in the palette too, but for those that mean nothing there', () => {
    const hidden = contributes.menus.commandPalette.filter(item => item.when === 'false');
    expect(hidden.map(item => item.command).sort()).toEqual(internal);
  });

  it('are in the menu of the row as well where they are a button in it', () => {
    const items = contributes.menus['view/item/context'];
    const inMenu = new Set(items.filter(item => !item.group.startsWith('inline')).map(item => item.command));
    const inline = items.filter(item => item.group.startsWith('inline')).map(item => item.command);
    expect(inline.filter(command => !inMenu.has(command))).toEqual([]);
  });

  it('stand in the menus of this view only', () => {
    const ofViews = [...contributes.menus['view/title'], ...contributes.menus['view/item/context']];
    for (const { command, when } of ofViews) {
      expect(when, command).toMatch(new RegExp(`^view == ${viewId}( &&|$)`));
    }
  });
});

describe('the keys', () => {
  it('mean something in the view only, and not while something is typed', () => {
    for (const { command, when } of contributes.keybindings) {
      expect(when, command).toContain(`focusedView == ${viewId}`);
      expect(when, command).toContain('!inputFocus');
    }
  });
});

describe('the view', () => {
  it('is the one of src/manifest.ts, in its container', () => {
    const [container] = contributes.viewsContainers.activitybar;
    expect(Object.keys(contributes.views)).toEqual([container?.id]);
    expect(contributes.views.forecastExports.map(view => view.id)).toEqual([viewId]);
    expect(contributes.viewsWelcome.map(welcome => welcome.view)).toEqual([viewId]);
  });
});

describe('the clauses', () => {
  it('use the context keys of src/manifest.ts, compared with values that they can have', () => {
    const keys = new Set<string>();
    for (const clause of clauses()) {
      for (const [, name = ''] of clause.matchAll(/config\.forecastExports\.(\w+)/g)) {
        expect(Object.keys(defaultSettings), clause).toContain(name);
      }
      const own = clause.replace(/config\.[\w.]+/g, '');
      for (const [, key = '', value] of own.matchAll(/(forecastExports\.\w+)(?: [!=]= (\w+))?/g)) {
        if (key !== viewId) {
          keys.add(key);
          expect(Object.keys(contextKeys), clause).toContain(key);
          expect(contextKeys[key as keyof ContextKeys], clause).toContain(value ?? 'true');
        }
      }
    }
    expect([...keys].sort()).toEqual(Object.keys(contextKeys).sort());
  });
});

describe('the settings', () => {
  const { properties } = contributes.configuration;

  it('are those of src/manifest.ts, with their types and defaults', () => {
    const declared = Object.entries(properties).map(([name, setting]) => [
      name,
      setting.default,
      setting.type,
    ]);
    const types = { number: 'integer', boolean: 'boolean', string: 'string' };
    const wanted = Object.entries(defaultSettings).map(
      ([name, value]: [string, string | number | boolean]) => [
        `forecastExports.${name}`,
        value,
        types[typeof value as keyof typeof types],
      ],
    );
    expect(declared.sort()).toEqual(wanted.sort());
  });

  it('cannot send requests elsewhere from a workspace', () => {
    expect(properties['forecastExports.endpoint'].scope).toBe('machine');
  });

  it('cannot say from a workspace where queries are run, and their results written', () => {
    const ofAthena = Object.entries(properties).filter(([name]) => name.includes('.athena.'));
    expect(ofAthena.map(([, { scope }]) => scope)).toEqual(['machine', 'machine', 'machine']);
  });

  it('cannot allow changes from a workspace', () => {
    expect(properties['forecastExports.allowChanges'].scope).toBe('machine');
  });

  it('keep a page to what the service gives', () => {
    expect(properties['forecastExports.pageSize']).toMatchObject({ minimum: 1, maximum: 100 });
  });

  it('take an endpoint over HTTP, or none', () => {
    const pattern = new RegExp(properties['forecastExports.endpoint'].pattern);
    for (const endpoint of [
      '',
      'http://127.0.0.1:4580',
      'https://vpce-1.forecast.us-west-2.vpce.amazonaws.com',
    ]) {
      expect(endpoint).toMatch(pattern);
    }
    for (const endpoint of ['127.0.0.1:4580', 'ftp://host', 'https://', 'https://a b']) {
      expect(endpoint).not.toMatch(pattern);
    }
  });
});

describe('the texts', () => {
  it('are all there, and none is left over', () => {
    const used = texts(manifest).flatMap(text => /^%(.+)%$/.exec(text)?.[1] ?? []);
    expect([...new Set(used)].sort()).toEqual(Object.keys(translations).sort());
  });

  it('are not empty', () => {
    expect(Object.entries(translations).filter(([, text]) => text.trim() === '')).toEqual([]);
  });
});

describe('the package', () => {
  it('promises the editor whose API it is written against', () => {
    expect(manifest.engines.vscode).toBe(`^${manifest.devDependencies['@types/vscode']}`);
  });

  it('says that it works in untrusted and virtual workspaces', () => {
    expect(manifest.capabilities.untrustedWorkspaces.supported).toBe(true);
    expect(manifest.capabilities.virtualWorkspaces).toBe(true);
  });

  it('pins every dependency', () => {
    const versions = Object.entries(manifest.devDependencies);
    expect(versions.filter(([, version]) => !/^\d+\.\d+\.\d+(?:-[\w.]+)?$/.test(version))).toEqual([]);
  });

  it('brings no package along at run time: all is in its bundles', () => {
    for (const kind of ['dependencies', 'optionalDependencies', 'peerDependencies', 'bundledDependencies']) {
      expect(manifest, kind).not.toHaveProperty(kind);
    }
  });

  it('is built of packages whose contents are pinned', () => {
    const { packages } = lockfile as { readonly packages: Readonly<Record<string, { integrity?: string }>> };
    const found = Object.entries(packages).filter(([folder]) => folder !== '');
    expect(found.length).toBeGreaterThan(100);
    expect(
      found.filter(([, { integrity }]) => !integrity?.startsWith('sha512-')).map(([name]) => name),
    ).toEqual([]);
  });

  it('runs nothing when it is installed, and knows which packages would', () => {
    expect(
      Object.keys(manifest.scripts).filter(name => /^(?:pre|post)?(?:install|prepare)$/.test(name)),
    ).toEqual([]);
    const { packages } = lockfile as { readonly packages: Readonly<Record<string, object>> };
    const running = Object.entries(packages).filter(([, entry]) => 'hasInstallScript' in entry);
    // Tools of the build; none is needed, and another one has to be looked at first.
    expect(running.map(([folder]) => folder.replace(/^.*node_modules\//, '')).sort()).toEqual([
      '@vscode/vsce-sign',
      'esbuild',
      'keytar',
    ]);
  });

  it('names files that exist', () => {
    const icons = contributes.viewsContainers.activitybar.map(container => container.icon);
    const ofViews = contributes.views.forecastExports.map(view => view.icon);
    // What is built is named by where it is built from; git keeps no empty folder, such as l10n before a language.
    const entry = manifest.main.replace(/^\.\/dist\/(\w+)\.js$/, 'src/$1.ts');
    for (const file of [manifest.icon, ...icons, ...ofViews, entry, 'LICENSE', 'README.md', 'CHANGELOG.md']) {
      expect(existsSync(join(root, file)), file).toBe(true);
    }
  });

  it('has its version in the changelog', () => {
    expect(readFileSync(join(root, 'CHANGELOG.md'), 'utf8')).toContain(`## ${manifest.version}\n`);
  });
});
