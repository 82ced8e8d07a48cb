import { actionLimit, type BoundedActions } from './boundedActions';
import type { PageElement } from './pageElement';

export interface Notification {
  readonly severity: 'info' | 'warning' | 'error';
  readonly message: string;
  readonly buttons: readonly string[];
  /** Whether it shows that something is going on. */
  readonly progress: boolean;
}

/** The notifications at the bottom right. */
export class Notifications {
  constructor(private readonly actions: BoundedActions) {}

  /** Those on the screen now. */
  visible(): Promise<Notification[]> {
    return this.actions.perform('read the notifications', () => this.read());
  }

  /** Waits for one whose message holds the text. */
  waitFor(text: string): Promise<Notification> {
    return this.onSeen(text, async () => {
      const found = (await this.read()).find(one => one.message.includes(text));
      if (!found) {
        throw new Error(`The notification "${text}" was there and is gone`);
      }
      return found;
    });
  }

  /** Clicks a button of the one whose message holds the text. */
  async click(text: string, button: string): Promise<void> {
    await this.onSeen(text, () =>
      this.actions.perform(`click "${button}" of the notification "${text}"`, async page => {
        await page
          .locator('.notification-list-item')
          .locator('visible=true')
          .filter({ hasText: text })
          .locator('.monaco-button')
          .getByText(button, { exact: true })
          .first()
          .click();
      }),
    );
  }

  /** Closes all. */
  async clear(): Promise<void> {
    await this.actions.perform('close the notifications', async page => {
      const items = page.locator('.notification-list-item');
      for (const end = Date.now() + actionLimit; (await items.count()) > 0;) {
        try {
          await items.first().hover({ timeout: 1000 });
          await items.first().locator('.codicon-notifications-clear').click({ timeout: 1000 });
        } catch (error) {
          // One that goes by itself may do so between the look and the click.
          if (Date.now() > end) {
            throw error;
          }
        }
      }
    });
  }

  /** @throws Error naming the error notifications on the screen, where there is one */
  async expectNoErrors(): Promise<void> {
    await this.actions.perform('expect no error notification', async () => {
      const errors = (await this.read()).filter(one => one.severity === 'error');
      if (errors.length > 0) {
        throw new Error(errors.map(one => one.message).join(' | '));
      }
    });
  }

  /**
   * Does something with a notification once it is seen: by itself, or in the list of all. Where several come within a
   * moment, the editor shows the first ones only.
   */
  private async onSeen<T>(text: string, use: () => Promise<T>): Promise<T> {
    const isSeen = async () => (await this.read()).some(one => one.message.includes(text));
    if (await this.actions.isSoon(isSeen, 4000)) {
      return use();
    }
    await this.showList(true);
    try {
      await this.actions.readUntil(`wait for the notification "${text}"`, isSeen, Boolean);
      return await use();
    } finally {
      await this.showList(false);
    }
  }

  /** Opens the list of all by the bell in the status bar, or closes it, unless a dialog lies over the window. */
  private async showList(shown: boolean): Promise<void> {
    await this.actions.perform('click the bell of the notifications', async page => {
      const isShown = await page.locator('.notifications-center.visible').isVisible();
      if (isShown !== shown && !(await page.locator('.monaco-dialog-box').isVisible())) {
        await page.locator('.statusbar-item[id="status.notifications"]').click();
      }
    });
  }

  private read(): Promise<Notification[]> {
    return this.actions.page
      .locator('.notification-list-item')
      .locator('visible=true')
      .evaluateAll((elements: readonly PageElement[]) =>
        elements.map(element => {
          const icon = element.querySelector('.notification-list-item-icon')?.className ?? '';
          const progress = element.querySelector('.monaco-progress-container');
          return {
            severity: icon.includes('codicon-error')
              ? ('error' as const)
              : icon.includes('codicon-warning')
                ? ('warning' as const)
                : ('info' as const),
            message: element.querySelector('.notification-list-item-message')?.textContent ?? '',
            buttons: [...element.querySelectorAll('.monaco-button')].map(button => button.textContent ?? ''),
            progress: (progress?.offsetHeight ?? 0) > 0 && progress?.getAttribute('aria-hidden') !== 'true',
          };
        }),
      );
  }
}
