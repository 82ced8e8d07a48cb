import type { BoundedActions } from './boundedActions';

export interface Dialog {
  readonly message: string;
  readonly detail: string;
  readonly buttons: readonly string[];
}

/** The modal dialog in the middle of the window. */
export class Dialogs {
  constructor(private readonly actions: BoundedActions) {}

  /** Waits for a dialog and answers what it says. */
  waitFor(): Promise<Dialog> {
    return this.actions.perform('wait for a dialog', async page => {
      const box = page.locator('.monaco-dialog-box');
      await box.waitFor();
      return {
        message: await box.locator('.dialog-message-text').innerText(),
        detail: (await box.locator('.dialog-message-detail').allInnerTexts()).join('\n'),
        buttons: await box.locator('.dialog-buttons .monaco-button').allInnerTexts(),
      };
    });
  }

  async isOpen(): Promise<boolean> {
    return this.actions.page.locator('.monaco-dialog-box').isVisible();
  }

  /** Clicks a button and waits until the dialog is gone. */
  async click(button: string): Promise<void> {
    await this.actions.perform(`click "${button}" in the dialog`, async page => {
      const box = page.locator('.monaco-dialog-box');
      await box.locator('.dialog-buttons .monaco-button').getByText(button, { exact: true }).click();
      await box.waitFor({ state: 'hidden' });
    });
  }
}
