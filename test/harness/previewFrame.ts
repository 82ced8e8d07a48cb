import type { FrameLocator, Locator } from 'playwright-core';
import { violationsIn } from './axe';
import type { BoundedActions } from './boundedActions';
import type { PageElement } from './pageElement';
import type { PageLook } from './statePage';

/** The page "Exported data" in the editor's window: a frame in a frame. */
export class PreviewFrame {
  constructor(private readonly actions: BoundedActions) {}

  get frame(): FrameLocator {
    return this.actions.page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');
  }

  get chart(): Locator {
    return this.frame.locator('.chart');
  }

  get reading(): Locator {
    return this.frame.locator('.reading');
  }

  grid(name: string | RegExp): Locator {
    return this.frame.getByRole('grid', { name });
  }

  button(name: string | RegExp): Locator {
    return this.frame.getByRole('button', { name });
  }

  tab(name: string | RegExp): Locator {
    return this.frame.getByRole('tab', { name });
  }

  get itemInput(): Locator {
    return this.frame.getByRole('combobox', { name: 'Item', exact: true });
  }

  /** The line above the rows: how much was read of how much. */
  get status(): Locator {
    return this.frame.locator('.rows > .line .said').first();
  }

  /** Waits until rows are shown. */
  async waitForRows(): Promise<void> {
    await this.actions.perform('wait for rows of the exported data', () =>
      this.frame.locator('#rows-0-0').waitFor(),
    );
  }

  /** Waits until the forecast of an item is drawn. */
  async waitForChart(): Promise<void> {
    await this.actions.perform('wait for the chart of an item', () => this.frame.locator('.uplot').waitFor());
  }

  /** The texts of a column's cells in the page, in the order in which they are seen. */
  cells(grid: string, column: number): Promise<string[]> {
    return this.actions.perform(`read column ${column} of ${grid}`, async () => {
      const cells = await this.frame.locator(`[id^="${grid}-"][id$="-${column}"]:not([id*="head"])`).all();
      const texts = await Promise.all(
        cells.map(async cell => [await cell.getAttribute('id'), await cell.innerText()] as const),
      );
      const place = (id: string | null) => Number(/-(\d+)-\d+$/.exec(id ?? '')?.[1]);
      return texts.sort(([a], [b]) => place(a) - place(b)).map(([, text]) => text);
    });
  }

  /** Looks for an item and waits for its chart. */
  async showItem(item: string): Promise<void> {
    await this.actions.perform(`show the item ${item}`, async () => {
      await this.itemInput.fill(item);
      await this.itemInput.press('Enter');
      await this.waitForChart();
    });
  }

  /** What axe-core says against the page as it is now. */
  violations(): Promise<readonly string[]> {
    return this.actions.perform('check the page with axe-core', () =>
      violationsIn(this.frame.locator('body')),
    );
  }

  /** What the editor puts into the page for its theme. */
  look(): Promise<PageLook> {
    return this.actions.perform('read the look of the page', () =>
      this.frame.locator('body').evaluate<PageLook, PageElement>(`({
        style: document.documentElement.style.cssText,
        classes: document.body.className,
        sheet: document.getElementById('_defaultStyles').textContent,
      })`),
    );
  }
}
