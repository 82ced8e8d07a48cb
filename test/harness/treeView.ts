import type { Locator } from 'playwright-core';
import { actionLimit, type BoundedActions } from './boundedActions';
import { ContextMenu } from './contextMenu';
import type { PageElement } from './pageElement';

/** A row of a tree, as it is on the screen and as a screen reader gets it. */
export interface TreeRow {
  readonly label: string;
  readonly description: string;
  /** 1 for a root. */
  readonly level: number;
  /** Absent where the row has no children. */
  readonly expanded?: boolean;
  readonly selected: boolean;
  /** Where the keyboard is, if the tree has it. */
  readonly focused: boolean;
  readonly ariaLabel: string;
  /** What a screen reader gets without how long ago: the same each time the row is drawn. */
  readonly identity: string;
  /** As `codicon-sync`; '' without an icon. */
  readonly icon: string;
}

/** Which row: its label, or, where labels repeat, a condition on the whole row. */
export type WhichRow = string | RegExp | ((row: TreeRow) => boolean);

/** A tree view of the extension by its name. */
export class TreeView {
  constructor(
    private readonly actions: BoundedActions,
    private readonly name: string,
  ) {}

  private get tree(): Locator {
    return this.actions.page.locator(`[role=tree][aria-label="${this.name}"]`);
  }

  private get pane(): Locator {
    return this.actions.page.locator('.pane', {
      has: this.actions.page.locator(`.pane-header[aria-label^="${this.name}"]`),
    });
  }

  /** The rows on the screen, from top to bottom: a long tree has more (see `allRows`). */
  rows(): Promise<TreeRow[]> {
    return this.actions.perform(`read the rows of ${this.name}`, async () =>
      (await this.readRows()).map(({ row }) => row),
    );
  }

  /** Every row, scrolling from the top to the end. */
  allRows(): Promise<TreeRow[]> {
    return this.actions.perform(`read all rows of ${this.name}`, async page => {
      const found = new Map<number, TreeRow>();
      await this.scrollToTop();
      for (;;) {
        const before = found.size;
        for (const { index, row } of await this.readRows()) {
          found.set(index, row);
        }
        if (found.size === before) {
          return [...found.entries()].sort(([a], [b]) => a - b).map(([, row]) => row);
        }
        await page.mouse.wheel(0, ((await this.tree.boundingBox())?.height ?? 300) * 0.8);
        await page.waitForTimeout(60);
      }
    });
  }

  /** Waits until the rows on the screen are as wanted, and answers them. */
  waitForRows(
    what: string,
    condition: (rows: readonly TreeRow[]) => boolean,
    limit = actionLimit,
  ): Promise<TreeRow[]> {
    return this.actions.readUntil(
      `wait until ${this.name} shows ${what}`,
      async () => (await this.readRows()).map(({ row }) => row),
      condition,
      limit,
    );
  }

  /** Waits for a row on the screen and answers it. */
  async waitForRow(which: WhichRow, limit = actionLimit): Promise<TreeRow> {
    const rows = await this.waitForRows(named(which), list => list.some(matcher(which)), limit);
    const row = rows.find(matcher(which));
    if (!row) {
      throw new Error(`${named(which)} was there and is gone`);
    }
    return row;
  }

  async click(which: WhichRow, modifiers: ('ControlOrMeta' | 'Shift')[] = []): Promise<void> {
    await this.onRow('click', which, row => row.locator('.label-name').click({ modifiers }));
  }

  async doubleClick(which: WhichRow): Promise<void> {
    await this.onRow('double-click', which, row => row.locator('.label-name').dblclick());
  }

  async expand(which: WhichRow): Promise<void> {
    await this.toggle(which, true);
  }

  async collapse(which: WhichRow): Promise<void> {
    await this.toggle(which, false);
  }

  async contextMenu(which: WhichRow): Promise<ContextMenu> {
    await this.onRow('open the menu of', which, row => row.locator('.label-name').click({ button: 'right' }));
    return new ContextMenu(this.actions);
  }

  /** Clicks a row's inline button. */
  async inlineAction(which: WhichRow, title: string): Promise<void> {
    await this.onRow(`click "${title}" of`, which, async row => {
      await row.hover();
      await row.locator('.actions').locator(labeled(title)).click();
    });
  }

  /** What the pointer shows when it rests on a row. */
  async tooltip(which: WhichRow): Promise<string> {
    const { page } = this.actions;
    const hover = page.locator('.workbench-hover-container .hover-contents').last();
    const shown = async () => ((await hover.isVisible()) ? hover.innerText() : '');
    // The tooltip of what was clicked before can stay until that of the row takes its place.
    await page.mouse.move(1, 1);
    await this.actions.isSoon(async () => (await shown()) === '', 2000);
    const before = await shown();
    let rested = 0;
    return this.actions.readUntil(
      `read the tooltip of ${named(which)}`,
      async () => {
        const text = await shown();
        if (rested > 0 && text !== '' && text !== before) {
          return text;
        }
        if (Date.now() - rested > 4000) {
          // A row that is drawn anew under the pointer forgets it: the pointer goes away and comes again.
          await this.onRow('hover over', which, row => row.locator('.label-name').hover());
          rested = Date.now();
        }
        return '';
      },
      text => text !== '' && !/^Loading/.test(text),
    );
  }

  /** Clicks a button in the title of the view. Where its container has this view only, that is the container's. */
  async titleAction(title: string): Promise<void> {
    await this.actions.perform(`click "${title}" in the title of ${this.name}`, async page => {
      await page
        .locator('.sidebar .composite.title, .sidebar .pane-header')
        .locator(labeled(title))
        .locator('visible=true')
        .first()
        .click();
    });
  }

  /** Opens the "…" menu in the title of the view. */
  async titleMenu(): Promise<ContextMenu> {
    await this.actions.perform(`open the menu in the title of ${this.name}`, async page => {
      await page
        .locator('.sidebar .composite.title, .sidebar .pane-header')
        .locator('.codicon-toolbar-more')
        .locator('visible=true')
        .first()
        .click();
    });
    return new ContextMenu(this.actions);
  }

  /** Gives the tree the keyboard, so that `page.keyboard` reaches it. */
  focus(): Promise<void> {
    return this.actions.perform(`focus ${this.name}`, () => this.tree.focus());
  }

  /** Presses a key in the tree once it is quiet: what is pressed while rows are replaced is lost. */
  press(key: string): Promise<void> {
    return this.actions.perform(`press ${key} in ${this.name}`, async page => {
      await this.actions.waitUntilAtRest();
      await page.keyboard.press(key);
    });
  }

  /** Walks down to a row, key by key; the tree has the keyboard. A key that is lost is pressed again. */
  walkTo(isIt: (row: TreeRow) => boolean): Promise<TreeRow> {
    return this.actions.perform(`walk to a row of ${this.name}`, async page => {
      const focused = async () => (await this.readRows()).find(({ row }) => row.focused)?.row;
      let here = await focused();
      for (let steps = 0; steps < 120 && !(here && isIt(here)); steps++) {
        const before = here?.identity;
        await page.keyboard.press('ArrowDown');
        for (const end = Date.now() + 3000; here?.identity === before && Date.now() < end;) {
          await page.waitForTimeout(30);
          here = await focused();
        }
      }
      if (!here || !isIt(here)) {
        throw new Error(`it was not reached; last was ${here?.ariaLabel ?? 'none'}`);
      }
      return here;
    });
  }

  /** The view's description. A container with one view doesn't show it, a screen reader gets it. */
  description(): Promise<string> {
    return this.actions.perform(`read the description of ${this.name}`, async () => {
      return (await this.pane.locator('.pane-header .description').textContent()) ?? '';
    });
  }

  /** The view's message above the rows; '' where there is none. */
  message(): Promise<string> {
    return this.actions.perform(`read the message of ${this.name}`, async () => {
      const message = this.pane.locator('.tree-explorer-viewlet-tree-view > .message');
      // Without the places where a long name may break.
      return (await message.isVisible()) ? (await message.innerText()).replace(/\u200B/g, '') : '';
    });
  }

  /** The texts of the welcome content, buttons included, in order; empty where rows are shown. */
  welcome(): Promise<string[]> {
    return this.actions.perform(`read the welcome content of ${this.name}`, async () => {
      const content = this.pane.locator('.welcome-view-content');
      return (await content.isVisible()) ? content.locator('p, .monaco-button').allInnerTexts() : [];
    });
  }

  /** Clicks a button or a link of the welcome content. */
  async clickWelcome(text: string): Promise<void> {
    await this.actions.perform(`click "${text}" in the welcome content`, async () => {
      await this.pane
        .locator('.welcome-view-content')
        .locator('.monaco-button, a')
        .filter({ hasText: text })
        .first()
        .click();
    });
  }

  private async toggle(which: WhichRow, expanded: boolean): Promise<void> {
    const action = expanded ? 'expand' : 'collapse';
    const isDone = (rows: readonly TreeRow[]) =>
      rows.some(row => matcher(which)(row) && row.expanded === expanded);
    await this.onRow('find', which, () => Promise.resolve());
    for (let tries = 0; tries < 3 && !isDone(await this.rows()); tries++) {
      await this.onRow(action, which, found => found.locator('.monaco-tl-twistie').click());
      // A click on a row that is just being drawn anew is lost: it is clicked again.
      await this.actions.isSoon(async () => isDone(await this.rows()), 5000);
    }
    await this.waitForRows(`${named(which)} ${action}ed`, isDone);
  }

  private async onRow(
    action: string,
    which: WhichRow,
    perform: (row: Locator) => Promise<void>,
  ): Promise<void> {
    const what = `${action} ${named(which)} in ${this.name}`;
    await this.actions.perform(what, async page => {
      const end = Date.now() + actionLimit;
      let fromTop = false;
      // Away from the rows: a tooltip of the one that was used last would lie over the next.
      await page.mouse.move(1, 1);
      for (;;) {
        await this.actions.waitUntilAtRest();
        const found = (await this.readRows()).find(({ row }) => matcher(which)(row));
        if (found) {
          await perform(this.tree.locator(`[role=treeitem][data-index="${found.index}"]`));
          if (action !== 'hover over') {
            // A tooltip that comes while a dialog opens stays for good.
            await page.mouse.move(1, 1);
          }
          return;
        }
        if (Date.now() > end) {
          const labels = (await this.readRows()).map(({ row }) => row.label);
          throw new Error(`there is no such row within ${actionLimit / 1000} s, but: ${labels.join(' | ')}`);
        }
        if (fromTop) {
          await this.scroll(300);
        } else {
          await this.scrollToTop();
          fromTop = true;
        }
        await page.waitForTimeout(100);
      }
    });
  }

  private async scroll(pixels: number): Promise<void> {
    const { mouse } = this.actions.page;
    const box = await this.tree.boundingBox();
    if (box) {
      // First beside the tree: a tooltip that lies over it closes.
      await mouse.move(box.x + box.width + 300, box.y + 5);
      await mouse.move(box.x + 5, box.y + 5);
    }
    await mouse.wheel(0, pixels);
  }

  private async scrollToTop(): Promise<void> {
    await this.scroll(-1_000_000);
    await this.actions.page.waitForTimeout(60);
  }

  private async readRows(): Promise<{ index: number; row: TreeRow }[]> {
    const rows = await this.tree.locator('[role=treeitem]').evaluateAll((elements: readonly PageElement[]) =>
      elements.map(element => {
        const text = (selector: string) => element.querySelector(selector)?.textContent ?? '';
        const icon = element.querySelector('.custom-view-tree-node-item-icon')?.className ?? '';
        return {
          index: Number(element.getAttribute('data-index')),
          label: text('.label-name'),
          description: text('.label-description'),
          level: Number(element.getAttribute('aria-level')),
          expanded: element.getAttribute('aria-expanded'),
          selected: element.getAttribute('aria-selected') === 'true',
          focused: / focused( |$)/.test(element.className),
          ariaLabel: element.getAttribute('aria-label') ?? '',
          icon: /codicon-(?!colored)[a-z-]+/.exec(icon)?.[0] ?? '',
        };
      }),
    );
    return rows
      .sort((a, b) => a.index - b.index)
      .map(({ index, expanded, ...shown }) => {
        const row = { ...shown, identity: timeless(shown.ariaLabel) };
        return { index, row: expanded === null ? row : { ...row, expanded: expanded === 'true' } };
      });
  }
}

/** A job's label up to its time: `created 31 min. ago` is another a minute later, as is how long others took. */
export function timeless(ariaLabel: string): string {
  return ariaLabel.replace(/, (created|running for|waiting for) .*/s, '');
}

/** A button by its title, which a key may follow in brackets. */
function labeled(title: string): string {
  return `.action-label[aria-label="${title}"], .action-label[aria-label^="${title} ("]`;
}

function matcher(which: WhichRow): (row: TreeRow) => boolean {
  if (typeof which === 'function') {
    return which;
  }
  return typeof which === 'string' ? row => row.label === which : row => which.test(row.label);
}

function named(which: WhichRow): string {
  return typeof which === 'function' ? 'the row' : `row ${String(which)}`;
}
