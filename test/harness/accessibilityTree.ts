import type { Page } from 'playwright-core';

/** An element as the browser hands it to screen readers. */
export interface SpokenElement {
  readonly role: string;
  readonly name: string;
}

/** What is done with, and so has to be called something. */
const interactive = new Set([
  'button',
  'checkbox',
  'combobox',
  'gridcell',
  'link',
  'listbox',
  'menuitem',
  'option',
  'tab',
  'textbox',
  'tree',
  'treeitem',
]);

/**
 * The accessibility tree of a part of the window, flat, as the browser has computed it.
 * @throws Error where the part is not there, or has nothing that is spoken
 */
export async function spokenIn(page: Page, selector: string): Promise<readonly SpokenElement[]> {
  const session = await page.context().newCDPSession(page);
  try {
    await session.send('Accessibility.enable');
    const { result } = await session.send('Runtime.evaluate', {
      expression: `document.querySelector(${JSON.stringify(selector)})`,
    });
    if (result.objectId === undefined) {
      throw new Error(`nothing in the window is ${selector}`);
    }
    const { node } = await session.send('DOM.describeNode', { objectId: result.objectId, depth: -1 });
    const inPart = new Set(idsIn(node));
    const { nodes } = await session.send('Accessibility.getFullAXTree');
    const spoken = nodes.flatMap(({ ignored, backendDOMNodeId, role, name }) =>
      ignored || backendDOMNodeId === undefined || !inPart.has(backendDOMNodeId)
        ? []
        : [{ role: String(role?.value), name: String(name?.value ?? '') }],
    );
    if (spoken.length === 0) {
      throw new Error(`of ${selector} nothing is spoken`);
    }
    return spoken;
  } finally {
    await session.detach();
  }
}

interface DomNode {
  readonly backendNodeId: number;
  readonly children?: readonly DomNode[];
}

function idsIn({ backendNodeId, children = [] }: DomNode): number[] {
  return [backendNodeId, ...children.flatMap(idsIn)];
}

/** Those that a screen reader would have no word for. */
export function nameless(elements: readonly SpokenElement[]): readonly SpokenElement[] {
  return elements.filter(({ role, name }) => interactive.has(role) && name.trim() === '');
}
