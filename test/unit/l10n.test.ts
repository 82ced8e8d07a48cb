import * as l10n from '@vscode/l10n';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parseSync, Visitor, type Argument } from 'oxc-parser';
import { describe, expect, it } from 'vitest';
import { previewTextKeys } from '../../src/chart/previewTexts';
import { pageTexts } from '../../src/view/preview/pageTexts';

const root = join(__dirname, '../..');

/** A call of `l10n.t`. */
interface Call {
  /** File and line, to find it by. */
  readonly place: string;
  /** The text, undefined where it isn't a literal. */
  readonly text: string | undefined;
  /** How many arguments follow the text; NaN where a spread hides it. */
  readonly values: number;
}

function sources(): string[] {
  return readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
    .filter(file => file.endsWith('.ts'))
    .map(file => join(root, 'src', file));
}

interface Source {
  readonly file: string;
  readonly text: string;
  readonly calls: readonly Call[];
  /** Whether it has `import * as l10n from '@vscode/l10n'`. */
  readonly imports: boolean;
}

function parsed(file: string): Source {
  const text = readFileSync(file, 'utf8');
  const calls: Call[] = [];
  const visitor = new Visitor({
    CallExpression({ callee, arguments: [first, ...values], start }) {
      if (/(?:^|\.)l10n\.t$/.test(text.slice(callee.start, callee.end))) {
        const line = text.slice(0, start).split('\n').length;
        calls.push({
          place: `${relative(root, file)}:${line}`,
          text: first && literalText(first),
          values: values.some(({ type }) => type === 'SpreadElement') ? NaN : values.length,
        });
      }
    },
  });
  const { program, module } = parseSync(file, text);
  visitor.visit(program);
  const imports = module.staticImports.some(
    ({ moduleRequest, entries }) =>
      moduleRequest.value === '@vscode/l10n' &&
      entries.some(
        ({ importName, localName }) =>
          /^NamespaceObject$/.test(importName.kind) && localName.value === 'l10n',
      ),
  );
  return { file, text, calls, imports };
}

/** The text of a string or of a template without values. */
function literalText(node: Argument): string | undefined {
  if (node.type === 'TemplateLiteral') {
    return node.expressions.length === 0 ? (node.quasis[0]?.value.cooked ?? undefined) : undefined;
  }
  return node.type === 'Literal' && typeof node.value === 'string' ? node.value : undefined;
}

/** The numbers in `{0} of {1}`, each once and in order. */
function placeholders(text: string): number[] {
  const found = [...text.matchAll(/\{(\d+)\}/g)].map(([, number]) => Number(number));
  return [...new Set(found)].sort((a, b) => a - b);
}

const files = sources().map(parsed);
const calls = files.flatMap(file => file.calls);

describe('the texts of the interface', () => {
  it('are found', () => {
    expect(calls.length).toBeGreaterThan(100);
  });

  it('are literals, so that a translation can be found for them', () => {
    expect(calls.filter(call => call.text === undefined)).toEqual([]);
  });

  it('have a value for each placeholder, and a placeholder for each value', () => {
    const wrong = calls.filter(
      ({ text = '', values }) =>
        placeholders(text).join() !== Array.from({ length: values || 0 }, (_, number) => number).join() ||
        Number.isNaN(values),
    );
    expect(wrong).toEqual([]);
  });

  it('have no braces that are no placeholder, and no blanks around them', () => {
    const odd = calls.filter(({ text = '' }) => {
      const rest = text.replace(/\{\d+\}/g, '');
      return /[{}]/.test(rest) || text !== text.trim() || text === '';
    });
    expect(odd).toEqual([]);
  });

  it('come from @vscode/l10n, which works in every room', () => {
    for (const { file, text, calls, imports } of files) {
      expect(imports, file).toBe(calls.length > 0 || /l10n\.config\(/.test(text));
      expect(text, file).not.toMatch(/vscode\.l10n\.t\(/);
    }
  });
});

/** By its keys. */
type Texts = Readonly<Record<string, string>>;

function texts(file: string): Texts {
  return JSON.parse(readFileSync(join(root, file), 'utf8')) as Texts;
}

/** The languages that have a file, of the sources or of package.json. */
const languages = ['.', 'l10n']
  .flatMap(folder => readdirSync(join(root, folder)))
  .flatMap(file => /^(?:bundle\.l10n|package\.nls)\.(.+)\.json$/.exec(file)?.[1] ?? [])
  .filter((language, place, all) => all.indexOf(language) === place)
  .sort();

const english = texts('package.nls.json');
const titles = Object.keys(english).filter(key => key.startsWith('command.'));
const sourceTexts = new Set(calls.flatMap(call => call.text ?? []));

/** Texts that may be the same in any language: names, and what has no words. */
const names = [
  'Amazon Forecast Exports',
  'Forecast Exports',
  'IAM Identity Center',
  'DuckDB',
  'pandas',
  '{0} ({1})',
];

/** Words of a language that are the same in English. */
const sameWords: Readonly<Record<string, readonly string[]>> = {
  de: [
    'Athena in {0}',
    'Code',
    'Code: {0}',
    'Format',
    'in {0}',
    'Name',
    'Region',
    'Status',
    'Status: {0}',
    'Tags',
  ],
};

/** What no language changes: placeholders, icons, links of commands, code, ids, actions, addresses, line breaks. */
const machineParts: readonly RegExp[] = [
  /\{\d+\}/g,
  /\$\([\w~-]+\)/g,
  /\]\(command:[\w.]+\)/g,
  /`[^`]*`/g,
  /…/g,
  /\n/g,
  /[a-z]\w*\.[a-z]\w*(?:\.[a-z]\w*)*/gi,
  /[a-z0-9]+:[A-Z]\w+/g,
  /[a-z]+(?:_[a-z0-9]+)+/gi,
  /\b(?:https?|s3):\/\/[\w.:/]*/g,
  /\b(?:ARN|S3|KMS|IAM|MFA|CSV|JSON|SQL|Athena|Amazon Forecast)\b/g,
];

/** Each part once: a language may need one twice. */
function machinePartsOf(text: string): readonly string[] {
  return machineParts.flatMap(part => [...new Set(text.match(part))].sort());
}

function isSentence(text: string): boolean {
  return /[.!?。！？]$/.test(text);
}

it('the interface is translated into German and Japanese', () => {
  expect(languages).toEqual(['de', 'ja']);
});

describe.each(languages)('the translation %s', language => {
  const bundle = texts(`l10n/bundle.l10n.${language}.json`);
  const manifest = texts(`package.nls.${language}.json`);
  const translated = [
    ...Object.entries(bundle),
    ...Object.entries(manifest).map(([key, translation]) => [english[key] ?? '', translation] as const),
  ];

  it('has every text of the sources and no other', () => {
    expect(Object.keys(bundle).sort()).toEqual([...sourceTexts].sort());
  });

  it('has every text of package.json and no other', () => {
    expect(Object.keys(manifest).sort()).toEqual(Object.keys(english).sort());
  });

  it('keeps what is not words, and ends where a sentence ends', () => {
    const changed = translated.filter(
      ([text, translation]) =>
        machinePartsOf(text).join('\n') !== machinePartsOf(translation).join('\n') ||
        isSentence(text) !== isSentence(translation),
    );
    expect(changed).toEqual([]);
  });

  it('leaves nothing empty and nothing in English', () => {
    const same = [...names, ...(sameWords[language] ?? [])];
    const left = translated.filter(
      ([text, translation]) => translation.trim() === '' || (translation === text && !same.includes(text)),
    );
    expect(left).toEqual([]);
  });

  it('calls a command the same in the palette, on buttons and in sentences', () => {
    const wrong = titles.flatMap(key => {
      const [title = '', translation = ''] = [english[key], manifest[key]];
      const says = (text: string) =>
        text === title ||
        text.includes(`“${title}”`) ||
        text.includes(`: ${title}”`) ||
        (title.endsWith('…') && text.includes(title));
      return translated.filter(([text, other]) => says(text) && !other.includes(translation));
    });
    expect(wrong).toEqual([]);
  });

  it('reaches the page of exported data', () => {
    l10n.config({ contents: {} });
    const untranslated = pageTexts();
    l10n.config({ contents: bundle });
    const page = pageTexts();
    l10n.config({ contents: {} });
    expect(page).toEqual(Object.fromEntries(previewTextKeys.map(key => [key, bundle[untranslated[key]]])));
  });
});
