import { isolated } from '../../jobs/isolated';
import { plainText } from '../../jobs/plainText';
import type { Progress, ToPage } from '../protocol';
import { button, element, show } from './element';
import { TaskStatus, type TaskHandlers, type Words } from './statusLine';

export interface SummaryViewOptions extends Words {
  readonly handlers: TaskHandlers;
  readonly onSummarize: () => void;
  readonly onPick: (item: string) => void;
}

/** What all parts together hold, counted on request. */
export class SummaryView {
  readonly element: HTMLElement;
  readonly #about: HTMLElement;
  readonly #start: HTMLButtonElement;
  readonly #status: TaskStatus;
  readonly #facts = element('div', { class: 'facts' });

  constructor(private readonly options: SummaryViewOptions) {
    const { texts, handlers } = options;
    this.#start = button(texts.summarize, () => this.begin(), 'primary');
    this.#about = element('div', { class: 'about' }, element('p', {}, texts.summaryAbout), this.#start);
    this.#status = new TaskStatus('summary', options, { ...handlers, again: () => this.begin() });
    this.element = element('div', { class: 'summary' }, this.#about, this.#status.element, this.#facts);
  }

  begin(): void {
    show(this.#about, false);
    this.#facts.replaceChildren();
    this.#status.clear();
    this.#status.progress(this.options.texts.reading);
    this.options.onSummarize();
  }

  progress(progress: Progress): void {
    this.#status.progress(this.options.texts.reading, progress);
  }

  done({ facts, notes, faults }: ToPage & { readonly type: 'summary' }): void {
    this.#status.done(faults, this.options.texts.summary);
    const list = element('dl');
    for (const { label, value, examples } of facts) {
      const about = element('dd', {}, element('span', { class: 'value' }, plainText(value, 2000)));
      for (const { item, date } of examples) {
        const shown = [plainText(item, 60), ...(date === undefined ? [] : [plainText(date, 40)])]
          .map(isolated)
          .join(' · ');
        about.append(button(shown, () => this.options.onPick(item), 'link example'));
      }
      list.append(element('div', {}, element('dt', {}, label), about));
    }
    this.#facts.replaceChildren(
      list,
      ...notes.map(note => element('p', { class: 'note' }, plainText(note, 1000))),
    );
  }

  failed(why: string, remedies: readonly string[]): void {
    this.#status.failed(why, remedies);
    show(this.#about, true);
  }

  cancelled(): void {
    this.#status.cancelled();
    show(this.#about, true);
  }
}
