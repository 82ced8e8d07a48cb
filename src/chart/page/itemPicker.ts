import { plainText } from '../../jobs/plainText';
import type { PreviewTexts } from '../previewTexts';
import { button, element, show } from './element';

export interface ItemPickerOptions {
  readonly texts: PreviewTexts;
  /** Asks for suggestions; they come by `suggest` with the same number. */
  readonly onType: (typed: string, request: number) => void;
  readonly onPick: (item: string) => void;
}

/** An input for an item's id with a list of suggestions: the combobox pattern of the ARIA practices. */
export class ItemPicker {
  readonly element: HTMLElement;
  readonly #input: HTMLInputElement;
  readonly #list: HTMLElement;
  #items: readonly string[] = [];
  #active = -1;
  #request = 0;

  constructor(private readonly options: ItemPickerOptions) {
    const { texts } = options;
    this.#input = element('input', {
      id: 'item',
      type: 'text',
      role: 'combobox',
      autocomplete: 'off',
      spellcheck: 'false',
      'aria-expanded': 'false',
      'aria-controls': 'items',
      'aria-autocomplete': 'list',
      placeholder: texts.itemPlaceholder,
    });
    this.#list = element('ul', { id: 'items', role: 'listbox', 'aria-label': texts.suggestions });
    show(this.#list, false);
    const field = element('div', { class: 'combobox' }, this.#input, this.#list);
    this.element = element(
      'form',
      { class: 'picker' },
      element('label', { for: 'item' }, texts.item),
      field,
      button(texts.showItem, () => this.#pick(this.#input.value), 'primary'),
    );
    this.element.addEventListener('submit', event => event.preventDefault());
    this.#input.addEventListener('input', () => this.#ask());
    this.#input.addEventListener('keydown', event => this.#onKey(event));
    this.#input.addEventListener('blur', () => this.#close());
    // Before the input loses the focus, and with it the list.
    this.#list.addEventListener('mousedown', event => this.#onClick(event));
  }

  set value(item: string) {
    this.#input.value = item;
    this.#close();
  }

  focus(): void {
    this.#input.focus();
    this.#input.select();
  }

  suggest(items: readonly string[], request: number): void {
    if (request === this.#request && document.activeElement === this.#input) {
      this.#items = items;
      this.#active = -1;
      this.#draw();
    }
  }

  #ask(): void {
    this.#request++;
    this.options.onType(this.#input.value, this.#request);
  }

  #onKey(event: KeyboardEvent): void {
    const isOpen = !this.#list.hidden;
    if (event.key === 'ArrowDown' && !isOpen) {
      this.#ask();
    } else if (event.key === 'ArrowDown') {
      this.#activate((this.#active + 1) % this.#items.length);
    } else if (event.key === 'ArrowUp' && isOpen) {
      this.#activate((this.#active <= 0 ? this.#items.length : this.#active) - 1);
    } else if (event.key === 'Escape' && isOpen) {
      this.#close();
    } else if (event.key === 'Enter') {
      this.#pick(this.#items[this.#active] ?? this.#input.value);
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  }

  #onClick(event: MouseEvent): void {
    const option = event.target instanceof Element ? event.target.closest('li') : null;
    event.preventDefault();
    if (option) {
      this.#pick(this.#items[Array.from(this.#list.children).indexOf(option)] ?? '');
    }
  }

  #pick(item: string): void {
    // What was asked for before means nothing any more.
    this.#request++;
    this.value = item;
    if (item !== '') {
      this.options.onPick(item);
    }
  }

  #activate(index: number): void {
    this.#active = index;
    Array.from(this.#list.children).forEach((option, place) => {
      option.setAttribute('aria-selected', String(place === index));
      if (place === index) {
        option.scrollIntoView({ block: 'nearest' });
        this.#input.setAttribute('aria-activedescendant', option.id);
      }
    });
  }

  #draw(): void {
    this.#input.removeAttribute('aria-activedescendant');
    this.#list.replaceChildren(
      ...this.#items.map((item, place) =>
        element(
          'li',
          { id: `items-${place}`, role: 'option', 'aria-selected': 'false', title: plainText(item, 1000) },
          plainText(item),
        ),
      ),
    );
    const isOpen = this.#items.length > 0;
    show(this.#list, isOpen);
    this.#input.setAttribute('aria-expanded', String(isOpen));
  }

  #close(): void {
    this.#items = [];
    this.#active = -1;
    this.#draw();
  }
}
