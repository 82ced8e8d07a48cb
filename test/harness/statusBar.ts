import type { BoundedActions } from './boundedActions';

export interface StatusBarItem {
  readonly text: string;
  /** What a screen reader says. */
  readonly label: string;
  /** The names of its icons, as `codicon-sync`. */
  readonly icons: readonly string[];
}

/** An extension's item at the bottom of the window. */
export class StatusBar {
  constructor(private readonly actions: BoundedActions) {}

  /** Waits for an item whose text is as wanted. */
  async waitFor(text: RegExp): Promise<StatusBarItem> {
    const items = await this.actions.readUntil(
      `wait for ${text.source} in the status bar`,
      () => this.items(),
      list => list.some(item => text.test(item.text)),
    );
    const found = items.find(item => text.test(item.text));
    if (!found) {
      throw new Error('it was there and is gone');
    }
    return found;
  }

  /** Waits until no item has such a text. */
  async waitUntilGone(text: RegExp): Promise<void> {
    await this.actions.readUntil(
      `wait until ${text.source} is gone from the status bar`,
      () => this.items(),
      list => !list.some(item => text.test(item.text)),
    );
  }

  async click(text: RegExp): Promise<void> {
    await this.actions.perform(`click ${text.source} in the status bar`, page =>
      page.locator('.statusbar-item').filter({ hasText: text }).locator('.statusbar-item-label').click(),
    );
  }

  private items(): Promise<StatusBarItem[]> {
    return this.actions.perform('read the status bar', async page => {
      const items = page.locator('.statusbar-item').locator('visible=true');
      const found: StatusBarItem[] = [];
      for (const item of await items.all()) {
        const label = item.locator('.statusbar-item-label');
        const icons = await item
          .locator('.codicon')
          .evaluateAll(elements =>
            elements.flatMap(
              element =>
                /\bcodicon-[\w-]+/.exec((element as unknown as { className: string }).className) ?? [],
            ),
          );
        found.push({
          text: (await item.innerText()).trim(),
          label: (await label.getAttribute('aria-label')) ?? '',
          icons,
        });
      }
      return found;
    });
  }
}
