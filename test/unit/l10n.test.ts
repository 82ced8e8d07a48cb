import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

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

function parsed(file: string): ts.SourceFile {
  return ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.ES2023, true);
}

function callsIn(source: ts.SourceFile): Call[] {
  const calls: Call[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && /(?:^|\.)l10n\.t$/.test(node.expression.getText())) {
      const [text, ...values] = node.arguments;
      const { line } = source.getLineAndCharacterOfPosition(node.getStart());
      calls.push({
        place: `${relative(root, source.fileName)}:${line + 1}`,
        text: text && ts.isStringLiteralLike(text) ? text.text : undefined,
        values: values.some(value => ts.isSpreadElement(value)) ? NaN : values.length,
      });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return calls;
}

/** The numbers in `{0} of {1}`, each once and in order. */
function placeholders(text: string): number[] {
  const found = [...text.matchAll(/\{(\d+)\}/g)].map(([, number]) => Number(number));
  return [...new Set(found)].sort((a, b) => a - b);
}

const files = sources().map(parsed);
const calls = files.flatMap(callsIn);

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
    for (const source of files) {
      const used = callsIn(source).length > 0;
      const imported = source.statements.some(
        statement =>
          ts.isImportDeclaration(statement) &&
          statement.moduleSpecifier.getText() === "'@vscode/l10n'" &&
          statement.importClause?.namedBindings?.getText() === '* as l10n',
      );
      expect(imported, source.fileName).toBe(used || /l10n\.config\(/.test(source.text));
      expect(source.text, source.fileName).not.toMatch(/vscode\.l10n\.t\(/);
    }
  });
});

describe('the translations', () => {
  const folder = join(root, 'l10n');
  const bundles = existsSync(folder)
    ? readdirSync(folder).filter(file => /^bundle\.l10n\..+\.json$/.test(file))
    : [];
  const texts = new Set(calls.flatMap(call => call.text ?? []));

  it('are of texts that exist, with the same placeholders', () => {
    for (const file of bundles) {
      const bundle = JSON.parse(readFileSync(join(folder, file), 'utf8')) as Record<string, string>;
      for (const [text, translation] of Object.entries(bundle)) {
        expect([...texts], file).toContain(text);
        expect(placeholders(translation), `${file}: ${text}`).toEqual(placeholders(text));
      }
    }
  });
});
