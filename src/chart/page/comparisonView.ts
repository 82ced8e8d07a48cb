import { plainText } from '../../jobs/plainText';
import { filled } from '../previewTexts';
import type { Progress, ToPage } from '../protocol';
import { button, element, setText, show } from './element';
import { Grid } from './grid';
import { TaskStatus, type TaskHandlers, type Words } from './statusLine';

export interface ComparisonViewOptions extends Words {
  readonly handlers: TaskHandlers;
  /** Another export is to be chosen. */
  readonly onChoose: () => void;
  readonly onStop: () => void;
  readonly onPick: (item: string) => void;
  readonly onCopy: (text: string, cells: number) => void;
}

/** What is different in another export, by item, the largest difference first. */
export class ComparisonView {
  readonly element: HTMLElement;
  readonly #about: HTMLElement;
  readonly #with = element('span', { class: 'said' });
  readonly #line: HTMLElement;
  readonly #status: TaskStatus;
  readonly #notes = element('div', { class: 'notes' });
  readonly #grid: Grid;

  constructor(private readonly options: ComparisonViewOptions) {
    const { texts, handlers } = options;
    this.#about = element(
      'div',
      { class: 'about' },
      element('p', {}, texts.compareAbout),
      button(texts.chooseExport, options.onChoose, 'primary'),
    );
    this.#line = element(
      'div',
      { class: 'line' },
      this.#with,
      button(texts.chooseExport, options.onChoose, 'secondary'),
      button(texts.stopComparing, options.onStop, 'secondary'),
    );
    this.#status = new TaskStatus('comparison', options, handlers);
    this.#grid = new Grid({
      id: 'differences',
      label: texts.differences,
      onCopy: options.onCopy,
      onPick: row => options.onPick(row[0] ?? ''),
      onSort: () => undefined,
    });
    this.element = element(
      'div',
      { class: 'comparison' },
      this.#about,
      this.#line,
      this.#status.element,
      this.#notes,
      this.#grid.element,
    );
    this.stop();
  }

  begin(before: string, after: string): void {
    const words = filled(this.options.texts.beforeAndAfter, plainText(before, 100), plainText(after, 100));
    setText(this.#with, words);
    show(this.#about, false);
    show(this.#line, true);
    show(this.#grid.element, false);
    this.#notes.replaceChildren();
    this.#status.clear();
    this.#status.progress(this.options.texts.reading);
  }

  progress(progress: Progress): void {
    this.#status.progress(this.options.texts.reading, progress);
  }

  done({ column, dimensions, differences, notes, faults }: ToPage & { readonly type: 'comparison' }): void {
    const { texts } = this.options;
    const words = [...notes, ...(differences.length === 0 ? [texts.noDifferences] : [texts.pickHint])];
    this.#status.done(faults, words.map(word => plainText(word)).join(' '));
    this.#notes.replaceChildren(...words.map(note => element('p', { class: 'note' }, plainText(note, 1000))));
    show(this.#grid.element, differences.length > 0);
    const number = (name: string) => ({ name, kind: 'number' as const });
    // A name of a column, which the table makes safe to be shown by itself.
    const named = (template: string) => template.replace('{0}', () => column);
    this.#grid.show(
      [
        { name: texts.item, kind: 'pick' },
        ...dimensions.map(name => ({ name, kind: 'text' as const })),
        number(texts.difference),
        number(texts.differencePercent),
        number(named(texts.columnBefore)),
        number(named(texts.columnAfter)),
        number(texts.dates),
      ],
      differences.map(({ item, dimensions: of, dates, before, after }) => [
        item,
        ...dimensions.map((_, place) => of[place] ?? ''),
        String(roundedSum(after - before)),
        before === 0 ? '' : ((100 * (after - before)) / Math.abs(before)).toFixed(1),
        String(roundedSum(before)),
        String(roundedSum(after)),
        String(dates),
      ]),
    );
  }

  failed(why: string, remedies: readonly string[]): void {
    this.#status.failed(why, remedies);
  }

  cancelled(): void {
    this.#status.cancelled();
  }

  stop(): void {
    show(this.#about, true);
    show(this.#line, false);
    show(this.#grid.element, false);
    this.#notes.replaceChildren();
    this.#status.clear();
  }
}

/** Sums of decimal fractions end in digits that nobody wrote. */
function roundedSum(sum: number): number {
  return Number(sum.toPrecision(10));
}
