import { filled, type PreviewTexts } from '../previewTexts';
import type { Progress, ShownFault, Task } from '../protocol';
import { byteSize } from '../../data/byteSize';
import { plainText } from '../../jobs/plainText';
import { button, element, setText, show } from './element';

/** `2 of 4 parts · 64 KB of 1.2 MB read`. */
export function progressText({ parts, partsRead, bytes, bytesRead }: Progress, words: Words): string {
  const { texts, language } = words;
  return [
    filled(texts.partsRead, partsRead.toLocaleString(language), parts.toLocaleString(language)),
    filled(texts.bytesRead, byteSize(bytesRead, language), byteSize(bytes, language)),
  ].join(' · ');
}

export interface Words {
  readonly texts: PreviewTexts;
  readonly language: string;
}

export interface TaskHandlers {
  readonly cancel: (task: Task) => void;
  readonly remedy: (task: Task, index: number) => void;
  /** Reads everything anew. */
  readonly again: () => void;
}

/** What becomes of something that takes its time: a bar with Cancel, a failure with what helps, faults of parts. */
export class TaskStatus {
  readonly element: HTMLElement;
  readonly #bar = element('div', { class: 'bar' });
  readonly #progress: HTMLElement;
  readonly #words = element('span', { class: 'said' });
  readonly #underWay: HTMLElement;
  readonly #failure = element('div', { class: 'failure', role: 'alert' });
  readonly #faults = element('div', { class: 'faults' });
  /** What is begun and what came of it, without the figures in between. */
  readonly #spoken = element('div', { class: 'spoken', role: 'status' });

  constructor(
    private readonly task: Task,
    private readonly words: Words,
    private readonly handlers: TaskHandlers,
  ) {
    const { texts } = words;
    this.#progress = element(
      'div',
      {
        class: 'progress',
        role: 'progressbar',
        'aria-valuemin': '0',
        'aria-valuemax': '100',
        'aria-label': texts.reading,
      },
      this.#bar,
    );
    this.#underWay = element(
      'div',
      { class: 'under-way' },
      this.#progress,
      this.#words,
      button(texts.cancel, () => handlers.cancel(task), 'secondary'),
    );
    this.element = element(
      'div',
      { class: 'task' },
      this.#underWay,
      this.#failure,
      this.#faults,
      this.#spoken,
    );
    this.clear();
  }

  clear(): void {
    show(this.#underWay, false);
    show(this.#failure, false);
    show(this.#faults, false);
    setText(this.#spoken, '');
  }

  /** It has begun, or got on. */
  progress(what: string, progress?: Progress): void {
    const share =
      progress && progress.bytes > 0 ? Math.min(1, progress.bytesRead / progress.bytes) : undefined;
    show(this.#failure, false);
    show(this.#underWay, true);
    setText(this.#spoken, what);
    setText(this.#words, [what, ...(progress ? [progressText(progress, this.words)] : [])].join(' · '));
    this.#progress.classList.toggle('unknown', share === undefined);
    this.#bar.style.width = share === undefined ? '' : `${Math.round(share * 100)}%`;
    if (share === undefined) {
      this.#progress.removeAttribute('aria-valuenow');
    } else {
      this.#progress.setAttribute('aria-valuenow', String(Math.round(share * 100)));
    }
  }

  /** @param what what there is now, for who does not see it come */
  done(faults: readonly ShownFault[], what = ''): void {
    setText(
      this.#spoken,
      [what, faults.length > 0 ? this.#faultsText(faults) : ''].filter(Boolean).join('. '),
    );
    show(this.#underWay, false);
    show(this.#failure, false);
    this.showFaults(faults);
  }

  failed(why: string, remedies: readonly string[]): void {
    show(this.#underWay, false);
    setText(this.#spoken, '');
    this.#failure.replaceChildren(
      element('p', {}, plainText(why, 1000)),
      ...remedies.map((remedy, index) =>
        button(remedy, () => this.handlers.remedy(this.task, index), index === 0 ? 'primary' : 'secondary'),
      ),
    );
    show(this.#failure, true);
  }

  cancelled(): void {
    show(this.#underWay, false);
    setText(this.#spoken, '');
  }

  /** Parts that could not be read, each with why. */
  showFaults(faults: readonly ShownFault[]): void {
    const { texts } = this.words;
    const counted = this.#faultsText(faults);
    show(this.#faults, faults.length > 0);
    const isOpen = this.#faults.querySelector('details')?.open ?? true;
    const summary = element('summary', {}, counted);
    const lines = faults
      .slice(0, 50)
      .map(({ part, why }) =>
        element('li', {}, element('span', { class: 'part' }, plainText(part)), ` ${plainText(why, 1000)}`),
      );
    // A long list scrolls, which the keyboard can do only from within.
    const list = element('ul', { tabindex: '0', 'aria-label': counted }, ...lines);
    const details = element('details', {}, summary, list);
    details.open = isOpen;
    this.#faults.replaceChildren(
      details,
      button(texts.retry, () => this.handlers.again(), 'secondary'),
    );
  }

  #faultsText(faults: readonly ShownFault[]): string {
    const { texts, language } = this.words;
    return filled(texts.faults, faults.length.toLocaleString(language));
  }
}
