import type { BoundedActions } from './boundedActions';
import type { PageElement } from './pageElement';

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

  /** Read at one instant: items come and go. */
  private items(): Promise<StatusBarItem[]> {
    return this.actions.perform('read the status bar', page =>
      page
        .locator('.statusbar-item')
        .locator('visible=true')
        .evaluateAll((elements: readonly PageElement[]) =>
          elements.map(element => ({
            text: (element.textContent ?? '').trim(),
            label: element.querySelector('.statusbar-item-label')?.getAttribute('aria-label') ?? '',
            icons: [...element.querySelectorAll('.codicon')].flatMap(
              icon => /\bcodicon-[\w-]+/.exec(icon.className) ?? [],
            ),
          })),
        ),
    );
  }
}
