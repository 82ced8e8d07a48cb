import type { Locator } from 'playwright-core';
import { actionLimit, type BoundedActions } from './boundedActions';
import type { PageElement } from './pageElement';

export interface QuickPickItem {
  readonly label: string;
  readonly description: string;
  readonly detail: string;
  /** The name of the separator above it, '' where there is none. */
  readonly separator: string;
  readonly focused: boolean;
  /** Only where several can be chosen. */
  readonly checked?: boolean;
}

/** The palette, a quick pick or an input box: whatever of these is open at the top of the window. */
export class QuickInput {
  constructor(private readonly actions: BoundedActions) {}

  private get widget(): Locator {
    return this.actions.page.locator('.quick-input-widget');
  }

  private get input(): Locator {
    return this.widget.locator('.quick-input-box input');
  }

  /** Runs a command by the title that the palette shows, as `Forecast Exports: Refresh`. */
  async runCommand(title: string): Promise<void> {
    await this.actions.perform(`run the command "${title}"`, async () => {
      await this.openPalette();
      await this.input.fill(`>${title}`);
      // A row that is just being drawn anew takes no click.
      await this.actions.clickUntilGone(this.rowOf(title), 3, 3000);
    });
  }

  /** The titles that the palette offers for a text. */
  async commandsFor(text: string): Promise<string[]> {
    await this.actions.perform('open the palette', () => this.openPalette());
    await this.type(`>${text}`);
    await this.actions.page.waitForTimeout(300);
    const items = await this.items();
    await this.cancel();
    return items.map(item => item.label);
  }

  /** Waits until a pick or a box with this title or placeholder is open. */
  async waitFor(text: string): Promise<void> {
    await this.actions.readUntil(
      `wait for the quick input "${text}"`,
      async () => ((await this.widget.isVisible()) ? this.heading() : ''),
      heading => heading.includes(text),
    );
  }

  async isOpen(): Promise<boolean> {
    return this.widget.isVisible();
  }

  /** Closes what is open, unless it is just closing: Escape would then go to the tree, and clear its selection. */
  async closeLeftOpen(): Promise<void> {
    const isClosed = async () => !(await this.isOpen());
    if (!(await this.actions.isSoon(isClosed, 1000))) {
      await this.cancel();
    }
  }

  /** Waits until none is open. */
  async waitUntilClosed(): Promise<void> {
    await this.actions.perform('wait until the quick input is closed', () =>
      this.widget.waitFor({ state: 'hidden' }),
    );
  }

  /** Title, placeholder and message (a prompt, or why the input is not valid) as one text. */
  async heading(): Promise<string> {
    const title = await this.widget.locator('.quick-input-title').textContent();
    const placeholder = await this.input.getAttribute('placeholder');
    return [title, placeholder, await this.message()].filter(Boolean).join('\n');
  }

  /** The prompt below an input box, or why what is typed is not valid. */
  async message(): Promise<string> {
    const message = this.widget.locator('.quick-input-message');
    return (await message.isVisible()) ? message.innerText() : '';
  }

  /** Waits for a message below the input. */
  waitForMessage(text: string): Promise<string> {
    return this.actions.readUntil(
      `wait for the message "${text}"`,
      () => this.message(),
      message => message.includes(text),
    );
  }

  /** What stands in the input. */
  value(): Promise<string> {
    return this.actions.perform('read the input', () => this.input.inputValue());
  }

  /** Whether what is typed would come into it. */
  hasFocus(): Promise<boolean> {
    return this.widget.locator('.quick-input-box input:focus').isVisible();
  }

  /** Replaces what is typed. */
  async type(text: string): Promise<void> {
    await this.actions.perform(`type "${text}"`, () => this.input.fill(text));
  }

  /** Answers a save dialog, which writes the name that it proposes late, over whatever was typed before. */
  async saveAs(file: string, proposed: RegExp): Promise<void> {
    const value = (what: string, isIt: (text: string) => boolean) =>
      this.actions.readUntil(`wait for ${what}`, () => this.input.inputValue(), isIt);
    await value('the proposed name', text => proposed.test(text));
    await this.type(file);
    await value('the name that was typed', text => text === file);
    await this.accept();
  }

  /** The items on the screen. */
  items(): Promise<QuickPickItem[]> {
    return this.actions.perform('read the items of the pick', () => this.readItems());
  }

  /** Waits until the items on the screen are as wanted. */
  waitForItems(
    what: string,
    condition: (items: readonly QuickPickItem[]) => boolean,
    limit = actionLimit,
  ): Promise<QuickPickItem[]> {
    return this.actions.readUntil(
      `wait until the pick shows ${what}`,
      () => this.readItems(),
      condition,
      limit,
    );
  }

  /** Looks for an item for that long, in milliseconds. */
  async findItem(isIt: (item: QuickPickItem) => boolean, limit: number): Promise<QuickPickItem | undefined> {
    for (const end = Date.now() + limit; ;) {
      const found = (await this.items()).find(isIt);
      if (found || Date.now() > end) {
        return found;
      }
      await this.actions.page.waitForTimeout(100);
    }
  }

  /** Clicks the item with this label (where several can be chosen: checks or unchecks it). */
  async choose(label: string): Promise<void> {
    await this.actions.perform(`choose "${label}"`, async () => {
      const row = this.rowOf(label);
      const checkbox = row.locator('.quick-input-list-checkbox');
      await row.waitFor();
      await this.actions.waitUntilAtRest();
      await ((await checkbox.isVisible()) ? checkbox : row.locator('.label-name').first()).click();
    });
  }

  /** Clicks a button in the title or in an item of the pick. */
  async clickButton(title: string): Promise<void> {
    await this.actions.perform(`click the button "${title}"`, () =>
      this.widget.locator(`.action-label[aria-label="${title}"]`).first().click(),
    );
  }

  /** Enter. */
  async accept(): Promise<void> {
    await this.actions.perform('accept the quick input', () => this.input.press('Enter'));
  }

  /** Escape. */
  async cancel(): Promise<void> {
    await this.actions.perform('cancel the quick input', () => this.input.press('Escape'));
    await this.waitUntilClosed();
  }

  private rowOf(label: string): Locator {
    const name = this.actions.page.locator('.label-name').getByText(label, { exact: true });
    return this.widget.locator('.quick-input-list .monaco-list-row').filter({ has: name }).first();
  }

  private async openPalette(): Promise<void> {
    const { page } = this.actions;
    for (let tries = 0; tries < 5; tries++) {
      await page.keyboard.press(tries % 2 === 0 ? 'F1' : 'Control+Shift+P');
      const opened = await this.input.waitFor({ timeout: 3000 }).then(
        () => true,
        () => false,
      );
      if (opened) {
        return;
      }
    }
    throw new Error('neither F1 nor Control+Shift+P opened the palette');
  }

  private async readItems(): Promise<QuickPickItem[]> {
    const rows = await this.widget
      .locator('.quick-input-list .monaco-list-row')
      .evaluateAll((elements: readonly PageElement[]) =>
        elements.map(element => {
          const text = (selector: string) => element.querySelector(selector)?.textContent ?? '';
          const classes = element.querySelector('.quick-input-list-checkbox')?.className;
          return {
            index: Number(element.getAttribute('data-index')),
            label: text('.quick-input-list-label .label-name'),
            description: text('.quick-input-list-label .label-description'),
            detail: text('.quick-input-list-label-meta'),
            separator: text('.quick-input-list-separator'),
            focused: element.className.includes('focused'),
            checked: classes === undefined ? undefined : / checked( |$)/.test(classes),
          };
        }),
      );
    return rows
      .sort((a, b) => a.index - b.index)
      .map(({ label, description, detail, separator, focused, checked }) => ({
        label,
        description,
        detail,
        separator,
        focused,
        ...(checked === undefined ? {} : { checked }),
      }));
  }
}
