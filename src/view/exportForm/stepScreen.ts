import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { formSteps, type ExportJobForm, type FormStep } from '../../jobs/exportJobForm';

/** How a step ended. */
export type StepAnswer =
  | { readonly kind: 'next' | 'back' | 'closed' | 'anew' | 'switched' | 'create' | 'look' }
  | { readonly kind: 'goTo'; readonly step: FormStep };

/** An input of the form while it is on the screen. */
export type StepInput = vscode.QuickPick<StepItem> | vscode.InputBox;

/** What choosing an item does; one without a choice only says something. */
export interface StepItem extends vscode.QuickPickItem {
  readonly choose?: () => StepAnswer | undefined;
}

export function stepTitle(step: FormStep): string {
  switch (step) {
    case 'forecast':
      return l10n.t('Forecast');
    case 'name':
      return l10n.t('Name');
    case 'destination':
      return l10n.t('Destination');
    case 'role':
      return l10n.t('Role');
    case 'kmsKey':
      return l10n.t('KMS Key');
    case 'format':
      return l10n.t('Format');
    case 'tags':
      return l10n.t('Tags');
    case 'summary':
      return l10n.t('Summary');
  }
}

/** The place of the form's inputs at the top of the window: one at a time. */
export class StepScreen {
  #input: StepInput | undefined;
  #answer: (answer: StepAnswer) => void = () => undefined;

  /** What is on the screen now. */
  get input(): StepInput | undefined {
    return this.#input;
  }

  /**
   * Shows the input of a step until it is answered. It stays until the next one takes its place, or `close`.
   * @param canStartAnew whether the form was begun before and is gone on with
   * @param buttons more of them, and what each does
   */
  show(
    form: ExportJobForm,
    input: StepInput,
    canStartAnew: boolean,
    buttons: readonly (readonly [vscode.QuickInputButton, () => void])[] = [],
  ): Promise<StepAnswer> {
    const anew = { iconPath: new vscode.ThemeIcon('discard'), tooltip: l10n.t('Start Anew') };
    input.title = l10n.t('Create Export Job: {0}', stepTitle(form.step));
    input.step = formSteps.indexOf(form.step) + 1;
    input.totalSteps = formSteps.length;
    // A click beside it, to look something up, must not lose what is typed.
    input.ignoreFocusOut = true;
    input.buttons = [
      ...(form.canGoBack ? [vscode.QuickInputButtons.Back] : []),
      ...buttons.map(([button]) => button),
      ...(canStartAnew ? [anew] : []),
    ];
    return new Promise(resolve => {
      this.#answer = resolve;
      input.onDidTriggerButton(button => {
        if (button === vscode.QuickInputButtons.Back) {
          resolve({ kind: 'back' });
        } else if (button === anew) {
          resolve({ kind: 'anew' });
        } else {
          buttons.find(([known]) => known === button)?.[1]();
        }
      });
      input.onDidHide(() => {
        resolve({ kind: 'closed' });
        input.dispose();
        if (this.#input === input) {
          this.#input = undefined;
        }
      });
      this.#input = input;
      input.show();
    });
  }

  /** Ends the step that is shown; without one, does nothing. */
  answer(answer: StepAnswer): void {
    this.#answer(answer);
  }

  close(): void {
    const input = this.#input;
    this.#input = undefined;
    input?.hide();
  }
}
