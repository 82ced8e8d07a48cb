import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import type { KeptState } from '../../src/chart/keptState';
import type { ToPage } from '../../src/chart/protocol';
import { pageHtml } from '../../src/view/preview/pageHtml';
import type { PageState } from './pageStates';
import { projectRoot } from './projectPaths';

/** What the editor puts into a page for its theme. */
export interface PageLook {
  /** The theme's variables, as the style of the root element. */
  readonly style: string;
  /** Of the body: which kind of theme it is. */
  readonly classes: string;
  /** The editor's own style sheet for pages. */
  readonly sheet: string;
}

const origin = 'http://exported-data.localhost';

/**
 * The page "Exported data" in a browser's tab without an editor: the script and the style that are packaged, told by
 * the protocol, in the look of a real editor's theme.
 */
export class StatePage {
  private constructor(readonly page: Page) {}

  /** @param kept what the page kept before a restart of the window */
  static async open(context: BrowserContext, look: PageLook, kept?: KeptState): Promise<StatePage> {
    const page = await context.newPage();
    const [script, style] = await Promise.all(
      ['preview.js', 'preview.css'].map(file => readFile(join(projectRoot, 'dist', file), 'utf8')),
    );
    const html = pageHtml({ nonce: 'n', source: origin, script: '/preview.js', style: '/preview.css' });
    const files: Record<string, readonly [string, string | undefined]> = {
      '/': ['text/html', html],
      '/preview.js': ['text/javascript', script],
      '/preview.css': ['text/css', `${look.sheet}\n${style ?? ''}`],
    };
    await page.route(`${origin}/**`, route => {
      const [contentType, body] = files[new URL(route.request().url()).pathname] ?? ['text/plain', undefined];
      return route.fulfill(body === undefined ? { status: 404 } : { contentType, body });
    });
    await page.addInitScript(`
      window.posted = [];
      const kept = ${JSON.stringify(kept ?? null)} ?? undefined;
      window.acquireVsCodeApi = () => ({ postMessage: message => window.posted.push(message), getState: () => kept, setState: state => (window.keptState = state) });
      window.spoken = [];
      const live = '[role=status], [role=alert], [aria-live=polite]';
      const said = new Map();
      new MutationObserver(changes => {
        const regions = changes.flatMap(({ target }) => (target.closest ? target : target.parentElement)?.closest(live) ?? []);
        for (const region of new Set(regions)) {
          const text = region.checkVisibility() ? region.textContent : '';
          if (text !== '' && text !== said.get(region)) window.spoken.push(text);
          said.set(region, text);
        }
      }).observe(document, { childList: true, subtree: true, characterData: true, attributeFilter: ['hidden'] });
    `);
    return new StatePage(page);
  }

  /** Loads the page anew and brings it into a state. */
  async show({ messages, act, then = [] }: PageState, look: PageLook): Promise<void> {
    await this.page.goto(origin);
    await this.wear(look);
    await this.tell(messages);
    await act?.(this.page);
    await this.tell(then);
  }

  /** Another theme, as the editor changes it in a page that is open. */
  async wear({ style, classes }: PageLook): Promise<void> {
    await this.drawnAfter(`
      document.documentElement.style.cssText = ${JSON.stringify(style)};
      document.body.className = ${JSON.stringify(classes)};
    `);
  }

  async tell(messages: readonly ToPage[]): Promise<void> {
    if (messages.length > 0) {
      const posts = messages.map(message => `window.postMessage(${JSON.stringify(message)}, '*');`);
      await this.drawnAfter(posts.join('\n'));
    }
  }

  /** What the page has asked of the extension since it was loaded. */
  posted(): Promise<unknown[]> {
    return this.page.evaluate<unknown[]>('window.posted');
  }

  /** What the page keeps for a restart; undefined until it has written that. */
  kept(): Promise<unknown> {
    return this.page.evaluate<unknown>('window.keptState');
  }

  /** What was spoken since the page was loaded: texts of live regions that can be seen or heard, in their order. */
  spoken(): Promise<string[]> {
    return this.page.evaluate<string[]>('window.spoken');
  }

  /** Texts that stand out of the page at its sides, outside of what scrolls by itself; and whether the page does. */
  cutOff(): Promise<string[]> {
    return this.page.evaluate<string[]>(`(() => {
      const root = document.documentElement;
      const cut = [...document.body.querySelectorAll('*')].filter(one => {
        const { left, right, width } = one.getBoundingClientRect();
        const isText = [...one.childNodes].some(({ nodeType, data }) => nodeType === 3 && data.trim() !== '');
        const scrolls = one.closest('.grid, .tabs, .spoken');
        return isText && !scrolls && one.checkVisibility() && width > 0 && (left < 0 || right > innerWidth + 1);
      }).map(one => one.textContent);
      return root.scrollWidth > root.clientWidth ? ['the page scrolls sideways', ...cut] : cut;
    })()`);
  }

  /** What moves by itself, or takes its time to change. */
  moving(): Promise<string[]> {
    return this.page.evaluate<string[]>(`[...document.querySelectorAll('*')].filter(one => {
      const { animationName, transitionDuration } = getComputedStyle(one);
      return animationName !== 'none' || transitionDuration.split(', ').some(time => parseFloat(time) > 0);
    }).map(one => one.className)`);
  }

  /** Runs a script, and waits until the page has drawn what came of it: messages, then observers, then a frame. */
  private async drawnAfter(script: string): Promise<void> {
    await this.page.evaluate(`
      ${script}
      new Promise(done => setTimeout(() => requestAnimationFrame(() => setTimeout(done))));
    `);
  }
}
