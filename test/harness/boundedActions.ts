import { mkdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { messageOf } from './plainError';
import { outFolder, projectRoot } from './projectPaths';

/** How long any one action on the workbench may take, in milliseconds. Generous: two cores, two editors. */
export const actionLimit = 30_000;

/** Keeps when something in the sidebar and in the pick was last drawn, in the page's own time. */
export const noteDrawing = `if (window === window.top) {
  window.drawnAt = { sidebar: 0, pick: 0 };
  new MutationObserver(changes => {
    const elements = changes.map(({ target }) => target.nodeType === Node.TEXT_NODE ? target.parentElement : target);
    const isDrawn = part => elements.some(element => element?.closest?.(part));
    const now = performance.now();
    if (isDrawn('.sidebar')) {
      window.drawnAt.sidebar = now;
    }
    if (isDrawn('.quick-input-list')) {
      window.drawnAt.pick = now;
    }
  }).observe(document, { subtree: true, childList: true, characterData: true });
}`;

/** The editor draws rows up to a fifth of a second after the text above them has changed, and a pick at once. */
const isAtRest = `performance.now() - window.drawnAt.sidebar > 300 && performance.now() - window.drawnAt.pick > 60 &&
  document.querySelector('.sidebar .monaco-progress-container.active, .sidebar .codicon-loading') === null`;

/** Does things with a page; each in bounded time, and what fails names itself and leaves a picture. */
export class BoundedActions {
  private failures = 0;

  constructor(
    readonly page: Page,
    private readonly label: string,
  ) {}

  /** @throws Error saying what could not be done, why, and where the picture of the window is */
  async perform<T>(what: string, action: (page: Page) => Promise<T>): Promise<T> {
    try {
      return await action(this.page);
    } catch (error) {
      const picture = await this.pictureOfFailure(what);
      throw new Error(`${what}: ${messageOf(error).split('\n').slice(0, 4).join(' ')}${picture}`, {
        cause: error,
      });
    }
  }

  /** Reads again and again until what is read fulfils the condition. */
  async readUntil<T>(
    what: string,
    read: (page: Page) => Promise<T>,
    fulfils: (value: T) => boolean,
    limit = actionLimit,
  ): Promise<T> {
    return this.perform(what, async page => {
      const end = Date.now() + limit;
      for (;;) {
        const value = await read(page);
        if (fulfils(value)) {
          return value;
        }
        if (Date.now() > end) {
          throw new Error(`not within ${limit / 1000} s; last seen: ${JSON.stringify(value).slice(0, 1500)}`);
        }
        await page.waitForTimeout(100);
      }
    });
  }

  /**
   * Waits until nothing in the sidebar or a pick is being read or drawn, as a user does, two seconds at most: a click or
   * a key on what is just being replaced is lost, and a view that draws its rows takes the focus from a pick.
   */
  async waitUntilAtRest(): Promise<void> {
    await this.isSoon(() => this.page.evaluate<boolean>(isAtRest), 2000);
  }

  /** Whether it comes to hold within so many milliseconds; that it doesn't is an answer, not a failure. */
  async isSoon(holds: () => Promise<boolean>, limit: number): Promise<boolean> {
    for (const end = Date.now() + limit; ;) {
      if (await holds()) {
        return true;
      }
      if (Date.now() > end) {
        return false;
      }
      await this.page.waitForTimeout(100);
    }
  }

  /**
   * Clicks what goes away once a click is taken, again where one was lost.
   * @param tries how often at most
   * @param patience how long each may take to be taken, in milliseconds
   */
  async clickUntilGone(target: Locator, tries: number, patience: number): Promise<void> {
    for (let count = 0; count < tries; count++) {
      await target.click();
      const isGone = await target.waitFor({ state: 'hidden', timeout: patience }).then(
        () => true,
        () => false,
      );
      if (isGone) {
        return;
      }
    }
    throw new Error('it was clicked, but stays open');
  }

  private async pictureOfFailure(what: string): Promise<string> {
    const name = `${this.label}-${++this.failures}-${what.replace(/[^A-Za-z0-9]+/g, '-').slice(0, 60)}.png`;
    const file = join(outFolder, 'failures', name);
    try {
      await mkdir(join(outFolder, 'failures'), { recursive: true });
      await this.page.screenshot({ path: file, timeout: 5000 });
      return ` (window: ${relative(projectRoot, file)})`;
    } catch {
      return ' (no picture: the page is gone)';
    }
  }
}
