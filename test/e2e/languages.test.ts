import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startEditor, type Editor } from '../harness/editor';
import { packageExtension } from '../harness/extensionPackage';
import { editorUnderTest, viewName } from '../harness/forecastExports';
import type { PageElement } from '../harness/pageElement';
import { PreviewFrame } from '../harness/previewFrame';
import { projectRoot } from '../harness/projectPaths';
import type { TreeRow, TreeView } from '../harness/treeView';
import { openWorkbench, type Workbench } from '../harness/workbench';

type Texts = Readonly<Record<string, string>>;

function texts(file: string): Texts {
  return JSON.parse(readFileSync(join(projectRoot, file), 'utf8')) as Texts;
}

const languages = readdirSync(join(projectRoot, 'l10n')).flatMap(
  file => /^bundle\.l10n\.(.+)\.json$/.exec(file)?.[1] ?? [],
);
const english = texts('package.nls.json');

let editor: Editor;

beforeAll(async () => {
  // One server for all languages: the window is what speaks one.
  editor = await startEditor({
    which: editorUnderTest(),
    vsix: await packageExtension(),
    env: { FORECAST_EXPORTS_CONNECTION: 'sample' },
  });
});

afterAll(async () => {
  await editor.stop();
});

const isActive = (row: TreeRow) => row.level === 2 && row.icon === 'codicon-pass';

describe.each(languages)('in %s', language => {
  const bundle = texts(`l10n/bundle.l10n.${language}.json`);
  const manifest = texts(`package.nls.${language}.json`);
  /** A text of the sources with whatever is put in. */
  const said = (text: string) => patternOf(bundle[text] ?? '');
  const title = (key: string) => manifest[key] ?? '';
  /** Texts of this extension in English, as whole pieces of what is shown. */
  const untranslated = [
    ...Object.entries(bundle),
    ...Object.entries(manifest).map(([key, translation]) => [english[key] ?? '', translation] as const),
  ].flatMap(([text, translation]) =>
    translation === text || !/[a-z]{3}/.test(text.replace(/\{\d+\}/g, '')) ? [] : [patternOf(text)],
  );
  const inEnglish = (shown: readonly string[]) =>
    shown
      .flatMap(text => text.split(/ · |, |\n|: /))
      .filter(piece => untranslated.some(pattern => pattern.test(piece)));
  let workbench: Workbench;
  let jobs: TreeView;

  beforeAll(async () => {
    workbench = await openWorkbench(editor, { language, viewport: { width: 1280, height: 900 } });
    jobs = workbench.tree(bundle[viewName] ?? viewName);
    await workbench.openContainer(title('view.container'));
  });

  afterAll(async () => {
    await workbench.close();
  });

  it('the rows, their tooltips and the buttons above them speak it', async () => {
    const rows = await jobs.waitForRows('groups and jobs', list => list.some(isActive));
    expect(rows[0]?.label).toMatch(said('In Progress'));
    const buttons = await workbench.page
      .locator('.sidebar .composite.title .action-label, .sidebar .pane-header .action-label')
      .evaluateAll((labels: readonly PageElement[]) =>
        labels.map(label => label.getAttribute('aria-label') ?? ''),
      );
    expect(buttons.some(button => button.startsWith(title('command.refresh')))).toBe(true);
    const tooltip = await jobs.tooltip(isActive);
    expect(tooltip).toContain(`${bundle['Status'] ?? ''}: ${bundle['Active'] ?? ''} (ACTIVE)`);
    // What the service says of a failed job is in the service's language.
    const shown = rows
      .filter(({ level, icon }) => level === 1 || icon !== 'codicon-error')
      .flatMap(({ label, description, ariaLabel }) => [label, description, ariaLabel]);
    expect(inEnglish([...shown, tooltip, ...buttons, await jobs.message()])).toEqual([]);
  });

  it('the commands of the palette and what they ask speak it', async () => {
    const category = title('displayNameShort');
    const offered = await workbench.palette.commandsFor(`${category}: ${title('command.filterByStatus')}`);
    expect(offered[0]).toBe(`${category}: ${title('command.filterByStatus')}`);
    await workbench.runCommand(`${category}: ${title('command.filterByStatus')}`);
    await workbench.quickInput.waitFor(bundle['Choose the statuses to show'] ?? '');
    const statuses = (await workbench.quickInput.items()).map(item => item.label);
    expect(statuses).toContain(bundle['Deletion Failed']);
    expect(inEnglish(statuses)).toEqual([]);
    await workbench.quickInput.cancel();
  });

  it('the page of exported data speaks it', async () => {
    await jobs.inlineAction(isActive, title('command.previewData'));
    const preview = new PreviewFrame(workbench.actions);
    await preview.waitForRows();
    await preview.tab(bundle['Summary'] ?? '').click();
    await preview.button(bundle['Summarize'] ?? '').click();
    await preview.frame.locator('.facts dd').first().waitFor();
    expect(await preview.frame.locator('html').getAttribute('lang')).toBe(language);
    const page = (await preview.frame.locator('body').innerText()).split('\n');
    expect(page).toContain(bundle['Rows with crossing quantiles']);
    expect(inEnglish(page)).toEqual([]);
  });
});

function patternOf(text: string): RegExp {
  const literal = text.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{\d+\}/g, '.+');
  return new RegExp(`^${literal}$`);
}
