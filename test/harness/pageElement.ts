/**
 * What the page objects use of a DOM element. Functions given to the browser are typed by it, so that the types
 * of the DOM stay out of the rest of the project, which has no DOM.
 */
export interface PageElement {
  readonly textContent: string | null;
  readonly className: string;
  /** 0 for what is hidden; absent for what is not HTML. */
  readonly offsetHeight?: number;
  getAttribute(name: string): string | null;
  querySelector(selector: string): PageElement | null;
  querySelectorAll(selector: string): Iterable<PageElement>;
}
