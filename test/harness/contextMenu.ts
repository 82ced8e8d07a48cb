import type { BoundedActions } from './boundedActions';

/** The menu that is open: a row's, or that of a title's "…". */
export class ContextMenu {
  constructor(private readonly actions: BoundedActions) {}

  /** Its titles from top to bottom, without separators. */
  titles(): Promise<string[]> {
    return this.actions.readUntil(
      'read the menu',
      async page =>
        (await page.locator('.monaco-menu .action-item .action-label').allInnerTexts()).filter(
          text => text.trim() !== '',
        ),
      titles => titles.length > 0,
    );
  }

  /** Chooses an item; names of submenus first, as in `choose('Sort', 'By Name')`. */
  async choose(...path: readonly string[]): Promise<void> {
    await this.actions.perform(`choose ${path.join(' > ')} in the menu`, async page => {
      const item = (title: string) =>
        page
          .locator('.monaco-menu .action-item')
          .filter({ has: page.locator('.action-label').getByText(title, { exact: true }) })
          .last();
      const submenus = path.slice(0, -1);
      const last = item(path.at(-1) ?? '');
      for (const title of submenus) {
        await item(title).click();
      }
      // A menu that has just opened takes no click: its mouse button may still belong to what opened it.
      await this.actions.clickUntilGone(last, 10, 500);
    });
  }

  async dismiss(): Promise<void> {
    await this.actions.perform('dismiss the menu', async page => {
      await page.keyboard.press('Escape');
      await page.locator('.monaco-menu').first().waitFor({ state: 'hidden' });
    });
  }
}
