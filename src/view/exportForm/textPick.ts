import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { ExportJobForm } from '../../jobs/exportJobForm';
import { plainText } from '../../jobs/plainText';
import { withoutIcons } from '../remedies';
import { noticeItems, problemItem } from './noticeItems';
import type { StepAnswer, StepItem, StepScreen } from './stepScreen';

/** A value that can be chosen instead of being typed. Its texts may be the service's. */
export interface Suggestion {
  readonly value: string;
  readonly label: string;
  readonly description?: string;
  readonly detail?: string;
}

export interface TextPickOptions {
  readonly form: ExportJobForm;
  readonly canStartAnew: boolean;
  readonly placeholder: string;
  readonly example: string;
  /** What stands in the input at first; the suggestion that is chosen already where it is one of them. */
  readonly value: string;
  readonly current?: string;
  readonly suggestions: () => readonly Suggestion[];
  /** Why the service would refuse a text. */
  readonly problem: (text: string) => string | undefined;
  /** Why it probably would. */
  readonly warning: (text: string) => string | undefined;
  /** A text as it is taken. */
  readonly clean: (text: string) => string;
  readonly take: (text: string) => void;
  /** Items before and after the suggestions. */
  readonly first?: () => readonly StepItem[];
  readonly last?: () => readonly StepItem[];
}

const separator = vscode.QuickPickItemKind.Separator;

/**
 * Stands in the place of what is typed, so that the other items keep theirs: the editor names the one that is chosen
 * by its place, and may do so in the list before the last letters.
 */
const nothingTyped: StepItem = { label: '', kind: separator };

/** A quick pick in which a value is chosen or typed; what is typed is checked with each letter. */
export class TextPick {
  readonly #pick = vscode.window.createQuickPick<StepItem>();

  constructor(
    private readonly screen: StepScreen,
    private readonly options: TextPickOptions,
  ) {
    this.#pick.placeholder = options.placeholder;
    this.#pick.matchOnDescription = true;
    this.#pick.matchOnDetail = true;
    this.#pick.value = options.form.typed(options.form.step) ?? options.value;
  }

  show(): Promise<StepAnswer> {
    const pick = this.#pick;
    const { form, canStartAnew, current } = this.options;
    this.draw();
    const chosen = pick.items.find(item => 'value' in item && item.value === current);
    if (current !== undefined && chosen) {
      pick.activeItems = [chosen];
    }
    const { step } = form;
    pick.onDidChangeValue(value => {
      form.type(step, value);
      this.draw();
    });
    pick.onDidAccept(() => {
      // Enter may come before the items that fit the last letters: what is typed is then what is meant.
      const [selected = this.#typedItem(this.options.suggestions())] = pick.selectedItems;
      const answer = selected.choose?.();
      if (answer) {
        this.screen.answer(answer);
      }
    });
    return this.screen.show(form, pick, canStartAnew);
  }

  /** Shows whether something is being read. */
  set busy(busy: boolean) {
    this.#pick.busy = busy;
  }

  /** Draws the items anew, with the first of the given values, if it is there, being the one that Enter takes. */
  draw(active?: string): void {
    const { form, suggestions, first = () => [], last = () => [] } = this.options;
    const pick = this.#pick;
    const notice = noticeItems(form, () => this.screen.answer({ kind: 'create' }));
    const known = suggestions();
    const items: StepItem[] = [
      this.#typedItem(known),
      ...first(),
      ...known.map(suggestion => this.#item(suggestion)),
      ...last(),
    ];
    pick.items = [...notice, ...items];
    const wanted = items.find(item => active !== undefined && 'value' in item && item.value === active);
    const top = wanted ?? (notice.length > 0 ? items.find(({ kind }) => kind !== separator) : undefined);
    if (top) {
      pick.activeItems = [top];
    }
  }

  #typedItem(known: readonly Suggestion[]): StepItem {
    const { clean, problem, warning, example } = this.options;
    const typed = clean(this.#pick.value);
    if (typed === '' || known.some(({ value }) => value === typed)) {
      return nothingTyped;
    }
    const wrong = problem(typed);
    if (wrong === undefined) {
      const doubt = warning(typed);
      return {
        label: withoutIcons(plainText(typed)),
        description: doubt === undefined ? l10n.t('as typed') : `$(warning) ${doubt}`,
        alwaysShow: true,
        choose: () => this.#take(typed),
      };
    }
    const word = typed.toLowerCase();
    const matches = ({ label, description = '', detail = '' }: Suggestion) =>
      `${label}\n${description}\n${detail}`.toLowerCase().includes(word);
    return known.some(matches) ? nothingTyped : problemItem(wrong, example);
  }

  #item({ value, label, description = '', detail }: Suggestion): StepItem & { value: string } {
    const doubt = this.options.warning(value);
    return {
      value,
      label: withoutIcons(plainText(label)),
      description: doubt === undefined ? withoutIcons(plainText(description)) : `$(warning) ${doubt}`,
      ...(detail === undefined ? {} : { detail: withoutIcons(plainText(detail)) }),
      choose: () => this.#take(value),
    };
  }

  #take(value: string): StepAnswer {
    this.options.take(value);
    return { kind: 'next' };
  }
}
