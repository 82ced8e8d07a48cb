import type { Page } from 'playwright-core';

/** As high as a hundred rows of jobs, those of their groups, and the frame of the window. */
export const tallWindow = { width: 1000, height: 2700 };

/** In the page: looks at the view in each frame that is painted. The list is as high as all of its rows. */
const watching = (view: string) => `(() => {
  const view = '[role=tree][aria-label="${view}"]';
  const seen = (globalThis.benchRows = { total: 0, changedAt: 0, pressedAt: 0, hundredAt: 0 });
  const now = () => performance.timeOrigin + performance.now();
  addEventListener('mousedown', () => (seen.pressedAt = now()), true);
  const look = () => {
    const list = document.querySelector(view + ' .monaco-list-rows');
    const total = list ? Math.round(parseFloat(list.style.height || '0') / 22) : 0;
    if (total !== seen.total) {
      seen.total = total;
      seen.changedAt = now();
    }
    if (!seen.hundredAt && document.querySelectorAll(view + ' [role=treeitem][aria-level="2"]').length >= 100) {
      // Painted at the end of this frame.
      seen.hundredAt = -1;
      requestAnimationFrame(() => (seen.hundredAt = now()));
    }
    requestAnimationFrame(look);
  };
  look();
})()`;

export interface SeenRows {
  /** Rows of the view, those that one has to scroll to included. */
  readonly total: number;
  /** When that last changed; as all times here in milliseconds since the epoch. */
  readonly changedAt: number;
  /** When the mouse was last pressed. */
  readonly pressedAt: number;
  /** When the first hundred rows of jobs stood on the screen; not above 0 as long as they don't. */
  readonly hundredAt: number;
}

export interface WatchedRows {
  read(): Promise<SeenRows>;
}

/** Watches the rows of a view from now on. */
export async function watchRows(page: Page, view: string): Promise<WatchedRows> {
  await page.evaluate(watching(view));
  return { read: () => page.evaluate<SeenRows>('({ ...globalThis.benchRows })') };
}
