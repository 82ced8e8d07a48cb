const canHaveFocus = 'button, input, select, summary, [tabindex="0"]';

/**
 * Keeps the keyboard in the page: where a button goes away with what it began, as Cancel does, the next thing in the
 * same place gets the focus, else the tab that is shown. A browser would leave it nowhere.
 */
export function keepFocus(root: HTMLElement): void {
  let last: HTMLElement | undefined;
  let place: Element | null = null;
  root.addEventListener('focusin', ({ target }) => {
    last = target instanceof HTMLElement ? target : undefined;
    place = last?.closest('.item, .panel, .banner') ?? null;
  });
  // A click beside everything takes the focus away on purpose.
  root.addEventListener('pointerdown', () => (last = undefined));
  const observer = new MutationObserver(() => {
    const { activeElement } = document;
    const isNowhere = activeElement === document.body || activeElement === last;
    if (last && isNowhere && document.hasFocus() && !last.checkVisibility()) {
      const inPlace = [...(place?.querySelectorAll<HTMLElement>(canHaveFocus) ?? [])];
      const next =
        inPlace.find(found => found.checkVisibility()) ??
        root.querySelector<HTMLElement>('[role="tab"][aria-selected="true"]');
      next?.focus();
    }
  });
  observer.observe(root, { childList: true, subtree: true, attributeFilter: ['hidden'] });
}
