import { element, show } from './element';

export interface Tab {
  readonly id: string;
  readonly label: string;
  readonly content: HTMLElement;
}

/** Tabs as in the tab pattern of the ARIA practices: arrows go from one to the next and show it. */
export class Tabs {
  readonly element: HTMLElement;
  readonly #tabs = new Map<string, { readonly button: HTMLElement; readonly panel: HTMLElement }>();
  #shown = '';

  constructor(
    tabs: readonly Tab[],
    label: string,
    private readonly onShow: (id: string) => void,
  ) {
    const bar = element('div', { class: 'tabs', role: 'tablist', 'aria-label': label });
    this.element = element('div', { class: 'tabbed' }, bar);
    for (const tab of tabs) {
      const made = element(
        'button',
        { type: 'button', role: 'tab', id: `tab-${tab.id}`, 'aria-controls': `panel-${tab.id}` },
        tab.label,
      );
      const panel = element(
        'div',
        { class: 'panel', role: 'tabpanel', id: `panel-${tab.id}`, 'aria-labelledby': `tab-${tab.id}` },
        tab.content,
      );
      made.addEventListener('click', () => this.show(tab.id));
      this.#tabs.set(tab.id, { button: made, panel });
      bar.append(made);
      this.element.append(panel);
    }
    bar.addEventListener('keydown', event => this.#onKey(event));
  }

  get shown(): string {
    return this.#shown;
  }

  show(id: string): void {
    if (!this.#tabs.has(id)) {
      return;
    }
    this.#shown = id;
    for (const [name, { button, panel }] of this.#tabs) {
      button.setAttribute('aria-selected', String(name === id));
      button.tabIndex = name === id ? 0 : -1;
      show(panel, name === id);
    }
    this.onShow(id);
  }

  /** A tab of what there may not be: it is there only where it says something. */
  offer(id: string, isOffered: boolean, label?: string): void {
    const tab = this.#tabs.get(id);
    if (tab) {
      show(tab.button, isOffered);
      if (label !== undefined) {
        tab.button.textContent = label;
        tab.button.title = label;
      }
    }
  }

  #onKey(event: KeyboardEvent): void {
    const ids = [...this.#tabs].flatMap(([id, { button }]) => (button.hidden ? [] : [id]));
    const at = ids.indexOf(this.#shown);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1 + ids.length, Home: 0, End: ids.length - 1 }[
      event.key
    ];
    const id = to === undefined ? undefined : ids[to % ids.length];
    if (id !== undefined) {
      this.show(id);
      this.#tabs.get(id)?.button.focus();
      event.preventDefault();
    }
  }
}
