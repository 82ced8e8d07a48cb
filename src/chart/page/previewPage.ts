import { plainText } from '../../jobs/plainText';
import type { KeptState } from '../keptState';
import { filled } from '../previewTexts';
import type { Task, ToHost, ToPage } from '../protocol';
import { ComparisonView } from './comparisonView';
import { button, element, setText, show } from './element';
import { ItemPicker } from './itemPicker';
import { ItemView } from './itemView';
import { keepFocus } from './keptFocus';
import { RowsView } from './rowsView';
import type { TaskHandlers } from './statusLine';
import { SummaryView } from './summaryView';
import { Tabs } from './tabs';

type Start = ToPage & { readonly type: 'start' };

/** What the page leans on outside of it. */
export interface PageHost {
  readonly post: (message: ToHost) => void;
  readonly keep: (state: KeptState) => void;
}

/** The page "Exported data": its parts, joined, and what each message of the extension changes in them. */
export class PreviewPage {
  readonly #start: Start;
  readonly #host: PageHost;
  readonly #picker: ItemPicker;
  readonly #rows: RowsView;
  readonly #item: ItemView;
  readonly #summary: SummaryView;
  readonly #comparison: ComparisonView;
  readonly #tabs: Tabs;
  readonly #banner = element('div', { class: 'banner', role: 'status' });
  readonly #said = element('div', { class: 'toast', role: 'status' });
  #saidEnds: number | undefined;
  #picked = '';
  #isKeeping = false;

  constructor(root: HTMLElement, start: Start, host: PageHost, kept: KeptState | undefined) {
    this.#start = start;
    this.#host = host;
    const { texts, language } = start;
    const words = { texts, language };
    const handlers: TaskHandlers = {
      cancel: task => host.post({ type: 'cancel', task }),
      remedy: (task, index) => host.post({ type: 'remedy', task, index }),
      again: () => this.#readAgain(),
    };
    const onCopy = (copied: string, cells: number) => this.#copy(copied, cells);
    const onPick = (item: string) => this.#pick(item);
    this.#picker = new ItemPicker({
      texts,
      onType: (typed, request) => host.post({ type: 'suggest', typed, request }),
      onPick,
    });
    this.#rows = new RowsView({
      ...words,
      handlers,
      onCopy,
      onPick,
      ...(start.rowsAlone === undefined ? {} : { said: start.rowsAlone }),
      onMore: () => host.post({ type: 'more' }),
      onChange: () => this.#keepSoon(),
    });
    this.#item = new ItemView({
      ...words,
      handlers,
      onCopy,
      onClose: () => this.#close(),
      onSaveChart: () => host.post({ type: 'saveChart' }),
      onSaveItem: series => host.post({ type: 'saveItem', series }),
      say: said => this.#say(said),
    });
    this.#summary = new SummaryView({
      ...words,
      handlers,
      onPick,
      onSummarize: () => host.post({ type: 'summarize' }),
    });
    this.#comparison = new ComparisonView({
      ...words,
      handlers,
      onCopy,
      onPick,
      onChoose: () => host.post({ type: 'compare' }),
      onStop: () => this.#stopComparing(),
    });
    this.#tabs = new Tabs(
      [
        { id: 'rows', label: texts.rows, content: this.#rows.element },
        { id: 'item', label: texts.item, content: this.#item.table },
        { id: 'summary', label: texts.summary, content: this.#summary.element },
        { id: 'comparison', label: texts.comparison, content: this.#comparison.element },
      ],
      start.title,
      () => this.#keepSoon(),
    );
    const heading = element(
      'div',
      { class: 'title' },
      element('h1', { title: plainText(start.title) }, plainText(start.title)),
      element('span', { class: 'from', title: plainText(start.about, 1000) }, plainText(start.about, 1000)),
    );
    root.replaceChildren(
      element('header', {}, heading, this.#picker.element),
      element('main', {}, this.#banner, this.#item.element, this.#tabs.element),
      this.#said,
    );
    keepFocus(root);
    show(this.#banner, false);
    this.#hideItem();
    if (start.rowsAlone !== undefined) {
      show(this.#picker.element, false);
      this.#tabs.offer('summary', false);
      this.#tabs.offer('comparison', false);
    }
    if (kept) {
      this.#restore(kept);
    }
  }

  receive(message: Exclude<ToPage, Start>): void {
    switch (message.type) {
      case 'rows':
        this.#rows.add(message);
        return;
      case 'item':
        this.#item.found(message);
        return;
      case 'suggestions':
        this.#picker.suggest(message.items, message.request);
        return;
      case 'summary':
        this.#summary.done(message);
        return;
      case 'comparing':
        this.#compare(message);
        return;
      case 'comparison':
        this.#comparison.done(message);
        return;
      case 'progress':
        this.#onProgress(message);
        return;
      case 'failed':
        this.#view(message.task).failed(message.why, message.remedies);
        return;
      case 'cancelled':
        this.#view(message.task).cancelled();
        return;
      case 'elsewhere':
        this.#banner.replaceChildren(
          element('span', {}, plainText(message.why, 1000)),
          button(message.button, () => this.#host.post({ type: 'switchAccount' }), 'primary'),
        );
        show(this.#banner, true);
        return;
      case 'here':
        show(this.#banner, false);
        return;
      case 'draw':
        void this.#draw(message.format);
        return;
      case 'said':
        this.#say(message.words);
        return;
    }
  }

  #view(task: Task): Pick<RowsView, 'failed' | 'cancelled'> {
    return { rows: this.#rows, item: this.#item, summary: this.#summary, comparison: this.#comparison }[task];
  }

  #onProgress({ task, progress }: ToPage & { readonly type: 'progress' }): void {
    switch (task) {
      case 'rows':
        this.#rows.reading();
        return;
      case 'item':
        this.#item.progress(progress);
        return;
      case 'summary':
        this.#summary.progress(progress);
        return;
      case 'comparison':
        this.#comparison.progress(progress);
        return;
    }
  }

  #pick(item: string): void {
    if (item !== '') {
      this.#open(item);
      this.#host.post({ type: 'find', item });
    }
  }

  /** Shows an item's place, whose rows are on their way. */
  #open(item: string): void {
    const { texts } = this.#start;
    this.#picked = item;
    this.#picker.value = item;
    this.#item.search(item);
    show(this.#item.element, true);
    this.#tabs.offer('item', true, filled(texts.rowsOf, plainText(item, 40)));
    // Who looks through a list of items goes on with it.
    if (this.#tabs.shown === 'rows') {
      this.#tabs.show('item');
    }
    this.#keepSoon();
  }

  #close(): void {
    this.#host.post({ type: 'cancel', task: 'item' });
    this.#hideItem();
  }

  #hideItem(): void {
    this.#picked = '';
    show(this.#item.element, false);
    this.#tabs.offer('item', false);
    if (this.#tabs.shown === 'item' || this.#tabs.shown === '') {
      this.#tabs.show('rows');
    }
    this.#keepSoon();
  }

  #compare({ other, thisIsAfter }: ToPage & { readonly type: 'comparing' }): void {
    const { texts, title } = this.#start;
    this.#tabs.show('comparison');
    this.#comparison.begin(thisIsAfter ? other : title, thisIsAfter ? title : other);
    this.#item.compare(
      thisIsAfter ? { this: texts.after, other: texts.before } : { this: texts.before, other: texts.after },
    );
  }

  #stopComparing(): void {
    this.#comparison.stop();
    this.#item.compare(undefined);
    this.#host.post({ type: 'stopComparing' });
  }

  #readAgain(): void {
    this.#rows.reading();
    this.#host.post({ type: 'ready', rows: this.#rows.kept.rows, ...this.#itemMember() });
  }

  #itemMember(): { item?: string } {
    return this.#picked === '' ? {} : { item: this.#picked };
  }

  #copy(copied: string, cells: number): void {
    const { texts, language } = this.#start;
    this.#host.post({ type: 'copy', copied });
    this.#say(filled(texts.copiedCells, cells.toLocaleString(language)));
  }

  async #draw(format: 'png' | 'svg'): Promise<void> {
    const data = format === 'svg' ? this.#item.svg() : await this.#item.png();
    this.#host.post({ type: 'chart', format, data });
  }

  #say(words: string): void {
    setText(this.#said, '');
    setText(this.#said, words);
    this.#said.classList.add('seen');
    clearTimeout(this.#saidEnds);
    this.#saidEnds = setTimeout(() => {
      this.#said.classList.remove('seen');
      // What is past is not to be found by who reads through the page.
      setText(this.#said, '');
    }, 2500);
  }

  #restore({ item, tab, ...kept }: KeptState): void {
    this.#rows.restore(kept);
    if (item !== undefined) {
      this.#open(item);
    }
    if (tab !== 'item' || item !== undefined) {
      this.#tabs.show(tab);
    }
  }

  /** Scrolling changes it often: it is written once it rests for a moment. */
  #keepSoon(): void {
    if (!this.#isKeeping) {
      this.#isKeeping = true;
      setTimeout(() => {
        this.#isKeeping = false;
        this.#keep();
      }, 200);
    }
  }

  #keep(): void {
    this.#host.keep({
      version: '1',
      identity: this.#start.identity,
      ...this.#rows.kept,
      tab: this.#tabs.shown,
      ...this.#itemMember(),
    });
  }
}
