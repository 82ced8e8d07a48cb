import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { activeForecasts, type ForecastList } from '../../jobs/forecastList';
import { ExportJobForm, type FormValues } from '../../jobs/exportJobForm';
import type { Connection } from '../../jobs/ports';
import { accountText } from '../accountText';
import type { Session } from '../session';
import * as fields from './fieldSteps';
import { createFromForm, lookForFormJob, type Created, type CreationContext } from './jobCreation';
import { StepScreen, type StepAnswer } from './stepScreen';
import { askSummary } from './summaryStep';
import { askTags } from './tagsStep';

/** A form and the account that it is for. */
interface Draft {
  readonly form: ExportJobForm;
  connection: Connection;
  forecasts: ForecastList;
  /** Gone on with after it had been closed. */
  resumed: boolean;
}

/**
 * The form for new export jobs. One that is closed before its job is made is kept, with all that was typed, until
 * the editor is closed. A form belongs to the connection that it was begun with: after a switch it goes on in the
 * new account from the forecast, and makes nothing in another one than it says.
 */
export class ExportForms {
  readonly screen = new StepScreen();
  #draft: Draft | undefined;

  constructor(
    private readonly session: Session,
    private readonly now: () => number,
  ) {}

  /**
   * Shows the form until a job is made or it is closed.
   * @param values what it is filled with; none: the form that was closed before, or an empty one
   * Rejects with a `FailureError` where there is no connection.
   */
  async open(values?: FormValues): Promise<Created | undefined> {
    const connection = await this.session.connection();
    if (!connection) {
      await vscode.commands.executeCommand('forecastExports.chooseProfile');
      return undefined;
    }
    const kept = values === undefined ? this.#draft : undefined;
    const draft: Draft = kept ?? {
      form: new ExportJobForm(values),
      connection,
      forecasts: activeForecasts(connection.jobs),
      resumed: false,
    };
    draft.resumed = kept !== undefined;
    this.#draft = draft;
    const listening = this.session.onDidChange(() => {
      if (!this.#isCurrent(draft)) {
        this.screen.answer({ kind: 'switched' });
      }
    });
    try {
      return await this.#run(draft);
    } finally {
      listening.dispose();
    }
  }

  /** Drops a form that was closed: the next one is empty. */
  forget(): void {
    this.#draft = undefined;
  }

  async #run(draft: Draft): Promise<Created | undefined> {
    for (;;) {
      if (!(await this.#keepsUp(draft))) {
        return undefined;
      }
      const answer = await this.#ask(draft);
      if (answer.kind === 'closed') {
        vscode.window.setStatusBarMessage(
          l10n.t('No export job was created. What was typed is kept for “Create Export Job…”.'),
          5000,
        );
        return undefined;
      }
      const created = await this.#take(draft, answer);
      if (created === 'stopped') {
        return undefined;
      }
      if (created) {
        this.forget();
        return created;
      }
    }
  }

  #isCurrent({ connection }: Draft): boolean {
    const { state } = this.session;
    return state.kind === 'connected' && state.connection === connection;
  }

  /** Goes on in the account that is looked at now; false where there is none. */
  async #keepsUp(draft: Draft): Promise<boolean> {
    while (!this.#isCurrent(draft)) {
      this.screen.close();
      const connection = await this.session.connection();
      if (!connection) {
        return false;
      }
      draft.connection = connection;
      draft.forecasts = activeForecasts(connection.jobs);
      draft.form.leaveAccount(
        l10n.t(
          'The connection was switched to {0}. Choose a forecast there; all else is kept.',
          accountText(connection),
        ),
      );
    }
    return true;
  }

  #ask(draft: Draft): Promise<StepAnswer> {
    const { form, connection, forecasts, resumed } = draft;
    const context: fields.StepContext = {
      form,
      screen: this.screen,
      canStartAnew: resumed,
      region: connection.region,
      forecasts,
      jobs: () => this.session.board?.all() ?? [],
      now: this.now,
    };
    switch (form.step) {
      case 'forecast':
        return fields.askForecast(context);
      case 'name':
        return fields.askName(context);
      case 'destination':
        return fields.askDestination(context);
      case 'role':
        return fields.askRole(context);
      case 'kmsKey':
        return fields.askKmsKey(context);
      case 'format':
        return fields.askFormat(context);
      case 'tags':
        return askTags(context);
      case 'summary':
        return askSummary(context, connection, accountText(connection));
    }
  }

  async #take(draft: Draft, answer: StepAnswer): Promise<Created | 'stopped' | undefined> {
    const { form } = draft;
    switch (answer.kind) {
      case 'next':
        form.next();
        return undefined;
      case 'back':
        form.back();
        return undefined;
      case 'goTo':
        form.goTo(answer.step);
        return undefined;
      case 'anew':
        this.forget();
        return (await this.open({})) ?? 'stopped';
      case 'closed':
      case 'switched':
        return undefined;
      case 'create':
        return createFromForm(this.#creation(draft));
      case 'look':
        return lookForFormJob(this.#creation(draft));
    }
  }

  #creation(draft: Draft): CreationContext {
    return {
      form: draft.form,
      connection: draft.connection,
      now: this.now,
      isCurrent: () => this.#isCurrent(draft),
      hideForm: () => this.screen.close(),
    };
  }
}
