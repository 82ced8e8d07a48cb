type Attributes = Readonly<Record<string, string>>;

/** Makes an element. Texts become text nodes: nothing that comes from data is ever read as HTML. */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    made.setAttribute(name, value);
  }
  made.append(...children);
  return made;
}

export function button(label: string, onClick: () => void, className = ''): HTMLButtonElement {
  const made = element(
    'button',
    { type: 'button', ...(className === '' ? {} : { class: className }) },
    label,
  );
  made.addEventListener('click', onClick);
  return made;
}

/** Shows or hides. */
export function show(shown: HTMLElement, isShown: boolean): void {
  shown.hidden = !isShown;
}

/** Sets a text only where it is another one, so that a live region speaks only what is new. */
export function setText(target: HTMLElement, text: string): void {
  if (target.textContent !== text) {
    target.textContent = text;
  }
}
