import { mkdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { messageOf } from './plainError';
import { outFolder, projectRoot } from './projectPaths';

/** How long any one action on the workbench may take, in milliseconds. Generous: two cores, two editors. */
export const actionLimit = 30_000;

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
   * Reads once nothing in the sidebar is being read or drawn, as a user waits for it, two seconds at most: a click or a
   * key on what is just being replaced is lost, and a view that has drawn its rows takes the focus from a pick.
   */
  async readAtRest<T>(read: () => Promise<T>): Promise<T> {
    const busy = this.page.locator('.sidebar .monaco-progress-container.active');
    const end = Date.now() + 2000;
    let before = '';
    for (;;) {
      const value = await read();
      const now = JSON.stringify(value);
      if ((now === before && (await busy.count()) === 0) || Date.now() > end) {
        return value;
      }
      before = now;
      await this.page.waitForTimeout(60);
    }
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
