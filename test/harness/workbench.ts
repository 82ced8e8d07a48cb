import { chromium, type BrowserContext, type Locator, type Page, type Route } from 'playwright-core';
import { actionLimit, BoundedActions, noteDrawing } from './boundedActions';
import { findBrowser } from './browser';
import { Dialogs } from './dialogs';
import type { Editor } from './editor';
import { Notifications } from './notifications';
import { StatusBar } from './statusBar';
import { QuickInput, type QuickPickItem } from './quickInput';
import { TreeView } from './treeView';
import { withDevelopmentExtension } from './developmentExtension';
import { writeDownMessages } from './traces';

export const themes = {
  light: { setting: 'Default Light Modern', mark: '.monaco-workbench.vs' },
  dark: { setting: 'Default Dark Modern', mark: '.monaco-workbench.vs-dark' },
  highContrast: { setting: 'Default High Contrast', mark: '.monaco-workbench.hc-black' },
  highContrastLight: { setting: 'Default High Contrast Light', mark: '.monaco-workbench.hc-light' },
} as const;

export type Theme = keyof typeof themes;

export interface WorkbenchOptions {
  /** The folder of an extension to run from its sources, instead of an installed package. */
  readonly developmentExtension?: string;
  /** 1000 × 700 by default. */
  readonly viewport?: { readonly width: number; readonly height: number };
  /** More than 1 for sharp pictures. */
  readonly deviceScaleFactor?: number;
  /** As `de`: the extension's own texts are then in it. */
  readonly language?: string;
  /** The address to open, where it is not the editor's own. */
  readonly url?: string;
  /** Functions that the page can call, by their names. */
  readonly exposed?: Readonly<Record<string, (...args: unknown[]) => void>>;
}

/** An editor's window in a browser, to be used as a user would. */
export class Workbench {
  readonly palette: QuickInput;
  /** Picks and input boxes: the same widget as the palette. */
  readonly quickInput: QuickInput;
  readonly notifications: Notifications;
  readonly dialogs: Dialogs;
  readonly statusBar: StatusBar;

  constructor(
    readonly editor: Editor,
    readonly page: Page,
    readonly actions: BoundedActions,
    /** Addresses outside of this machine that were opened in a window of their own, as the browser got them. */
    readonly openedLinks: readonly string[],
    /** Addresses outside of this machine that the page asked for; none of them was let through. */
    readonly outsideRequests: readonly string[],
    /** Every message of a notification, a dialog or an input that was shown, each once. */
    readonly said: readonly string[],
    private readonly closeBrowser: () => Promise<void>,
  ) {
    this.palette = this.quickInput = new QuickInput(actions);
    this.notifications = new Notifications(actions);
    this.dialogs = new Dialogs(actions);
    this.statusBar = new StatusBar(actions);
  }

  async runCommand(title: string): Promise<void> {
    await this.actions.waitUntilAtRest();
    await this.palette.runCommand(title);
  }

  tree(name: string): TreeView {
    return new TreeView(this.actions, name);
  }

  /** Opens a container of the activity bar, unless it is open. */
  async openContainer(title: string): Promise<void> {
    await this.actions.perform(`open ${title} in the activity bar`, async page => {
      const item = page.locator('.activitybar .action-item').filter({
        has: page.locator(`.action-label[aria-label^="${title}"]`),
      });
      const heading = page.locator('.sidebar .composite.title').filter({ hasText: title });
      await item.waitFor();
      // A window that has just opened may open it by itself a moment later: a click would then close it again.
      for (let tries = 0; tries < 8 && !(await isSoonVisible(heading)); tries++) {
        await item.click();
      }
      await heading.waitFor();
      // Away from the icon, whose tooltip would lie over the first rows.
      await page.mouse.move(600, 500);
    });
  }

  /** The number on a container's icon in the activity bar, '' where there is none, and what it says of it. */
  badge(title: string): Promise<{ number: string; label: string }> {
    return this.actions.perform(`read the badge of ${title}`, async page => {
      const item = page.locator('.activitybar .action-item').filter({
        has: page.locator(`.action-label[aria-label^="${title}"]`),
      });
      const badge = item.locator('.badge-content');
      return {
        number: (await badge.isVisible()) ? await badge.innerText() : '',
        label: (await item.locator('.action-label').getAttribute('aria-label')) ?? '',
      };
    });
  }

  /** Opens the page anew, as after a restart of the window; what the browser keeps is kept. */
  async reload(): Promise<void> {
    await this.actions.perform('reload the window', async page => {
      await page.reload();
      await waitForWorkbench(page);
    });
  }

  /** Chooses a color theme by command and waits until it is shown. */
  async switchTheme(theme: Theme): Promise<void> {
    const { setting } = themes[theme];
    const shown = setting.replace('Default ', '');
    // Newer editors show `Light High Contrast` and have the setting's name in the description.
    const isIt = (item: QuickPickItem) =>
      item.label === setting || item.label === shown || item.description === setting;
    const search = async (limit: number) => {
      await this.runCommand('Preferences: Color Theme');
      await this.quickInput.waitFor('Color Theme');
      await this.quickInput.type(shown);
      return this.quickInput.findItem(isIt, limit);
    };
    let found = await search(5000);
    if (!found) {
      // In a window that has just opened the pick may have been made before the themes were known.
      await this.quickInput.cancel();
      found = await search(actionLimit);
    }
    await this.quickInput.choose(found?.label ?? setting);
    await this.quickInput.waitUntilClosed();
    await this.waitForTheme(theme);
  }

  /** Waits until a theme is shown, where it was set before the start. */
  async waitForTheme(theme: Theme): Promise<void> {
    const { mark } = themes[theme];
    await this.actions.perform(`wait for the theme ${theme}`, page => page.locator(mark).first().waitFor());
  }

  /** Drags the edge of the sidebar until it is that wide, in CSS pixels. */
  async resizeSidebar(width: number): Promise<void> {
    await this.actions.perform(`make the sidebar ${width} wide`, async page => {
      const sidebar = await page.locator('.part.sidebar').boundingBox();
      if (!sidebar) {
        throw new Error('the sidebar is hidden');
      }
      const edge = sidebar.x + sidebar.width;
      const middle = sidebar.y + sidebar.height / 3;
      await page.mouse.move(edge, middle);
      await page.mouse.down();
      await page.mouse.move(edge + (width - sidebar.width), middle, { steps: 8 });
      await page.mouse.up();
      await page.mouse.move(edge + 400, middle);
      const after = (await page.locator('.part.sidebar').boundingBox())?.width ?? 0;
      if (Math.abs(after - width) > 6) {
        throw new Error(`it is ${after} wide`);
      }
    });
  }

  /** The text on the clipboard. */
  clipboard(): Promise<string> {
    return this.actions.perform('read the clipboard', page =>
      page.evaluate<string>('navigator.clipboard.readText()'),
    );
  }

  /** Waits for the clipboard to hold what the condition asks for. */
  waitForClipboard(what: string, condition: (text: string) => boolean): Promise<string> {
    return this.actions.readUntil(
      `wait for ${what} on the clipboard`,
      page => page.evaluate<string>('navigator.clipboard.readText()'),
      condition,
    );
  }

  /**
   * Confirms the dialog in which the editor asks whether to open an external link, and answers what it showed
   * (decoded, for people) and the address that the browser got.
   */
  async confirmExternalLink(): Promise<{ shown: string; opened: string }> {
    const before = this.openedLinks.length;
    const dialog = await this.dialogs.waitFor();
    await this.dialogs.click('Open');
    const opened = await this.actions.readUntil(
      'wait for the page of the link',
      () => Promise.resolve(this.openedLinks),
      links => links.length > before,
    );
    return { shown: dialog.detail, opened: opened[before] ?? '' };
  }

  /** The texts of the lines that are on the screen in the active editor. */
  editorLines(): Promise<string[]> {
    return this.actions.perform('read the active editor', async page => {
      const lines = await page.locator('.editor-group-container.active .view-lines').innerText();
      return lines.split('\n').map(line => line.replaceAll('\u00a0', ' '));
    });
  }

  /** The titles of the open editors. */
  editorTitles(): Promise<string[]> {
    return this.actions.perform('read the open editors', page =>
      page.locator('.tabs-container .tab .label-name').allInnerTexts(),
    );
  }

  /** Moves the mouse to where it rests on nothing, and waits until no tooltip is left. */
  async rest(): Promise<void> {
    await this.actions.perform('rest the mouse', async page => {
      const { width, height } = page.viewportSize() ?? { width: 0, height: 0 };
      await page.mouse.move(width - 60, height / 2);
      await page.locator('.workbench-hover-container').first().waitFor({ state: 'hidden' });
    });
  }

  /** Writes a picture of the window, or of a part of it. */
  async picture(file: string, clip?: { x: number; y: number; width: number; height: number }): Promise<void> {
    await this.actions.perform(`take the picture ${file}`, async page => {
      await page.screenshot({
        path: file,
        animations: 'disabled',
        caret: 'hide',
        ...(clip ? { clip } : {}),
      });
    });
  }

  /** Closes the browser; the editor goes on. */
  close(): Promise<void> {
    return this.closeBrowser();
  }
}

/** Opens an editor in a fresh browser profile and waits until its window stands. */
export async function openWorkbench(editor: Editor, options: WorkbenchOptions = {}): Promise<Workbench> {
  const { executablePath, env } = await findBrowser();
  const browser = await chromium.launch({
    executablePath,
    env: { ...definedOnly(process.env), ...env },
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
  try {
    const context = await browser.newContext({
      viewport: options.viewport ?? { width: 1000, height: 700 },
      deviceScaleFactor: options.deviceScaleFactor ?? 1,
      // What turns or slides is drawn anew for each frame, here by the processor.
      reducedMotion: 'reduce',
      permissions: ['clipboard-read', 'clipboard-write', 'local-network-access'],
    });
    context.setDefaultTimeout(actionLimit);
    const outside = await keepInside(context);
    const page = await context.newPage();
    const said = await writeDownMessages(page);
    await preparePage(page, editor, options);
    const actions = new BoundedActions(page, editor.which);
    await actions.perform('open the workbench', async () => {
      await page.goto(options.url ?? editor.url);
      await waitForWorkbench(page);
    });
    const { opened, requested } = outside;
    return new Workbench(editor, page, actions, opened, requested, said, () => browser.close());
  } catch (error) {
    await browser.close();
    throw error;
  }
}

async function preparePage(page: Page, editor: Editor, options: WorkbenchOptions): Promise<void> {
  for (const [name, callback] of Object.entries(options.exposed ?? {})) {
    await page.exposeFunction(name, callback);
  }
  await page.addInitScript(noteDrawing);
  if (options.language !== undefined) {
    const value = JSON.stringify(options.language);
    await page.addInitScript(
      `Object.defineProperty(globalThis, '_VSCODE_NLS_LANGUAGE', { value: ${value} })`,
    );
  }
  const { developmentExtension } = options;
  if (developmentExtension !== undefined) {
    await page.route(
      url => url.origin === editor.origin && url.pathname === '/',
      async route => {
        const response = await route.fetch();
        const body = withDevelopmentExtension(await response.text(), editor.origin, developmentExtension);
        await route.fulfill({ response, body });
      },
    );
  }
}

/** Whether it is visible within a second and a half. */
function isSoonVisible(locator: Locator): Promise<boolean> {
  return locator.waitFor({ timeout: 1500 }).then(
    () => true,
    () => false,
  );
}

async function waitForWorkbench(page: Page): Promise<void> {
  await page.locator('.monaco-workbench .part.statusbar').waitFor({ timeout: 2 * actionLimit });
  await page.locator('.monaco-workbench .part.activitybar .action-item').first().waitFor();
}

/** What the extension gallery says when it finds nothing. */
const emptyGallery = '{"results":[{"extensions":[],"pagingToken":null,"resultMetadata":[]}]}';

/** Answers every request to another machine itself, and keeps a list of them and of the links that were opened. */
async function keepInside(context: BrowserContext): Promise<{ opened: string[]; requested: string[] }> {
  const opened: string[] = [];
  const requested: string[] = [];
  await context.route(
    url => /^https?:$/.test(url.protocol) && !isLoopback(url.hostname),
    async (route: Route) => {
      const request = route.request();
      requested.push(request.url());
      if (request.isNavigationRequest()) {
        opened.push(request.url());
        await route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>opened</title>' });
      } else {
        await route.fulfill({ contentType: 'application/json', body: emptyGallery });
      }
    },
  );
  return { opened, requested };
}

function isLoopback(host: string): boolean {
  return host === '127.0.0.1' || host === 'localhost' || host === '[::1]';
}

function definedOnly(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])),
  );
}
