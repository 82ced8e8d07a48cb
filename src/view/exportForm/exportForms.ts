import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { activeForecasts, type ForecastList } from '../../jobs/forecastList';
import { createExportJob, lookForCreated } from '../../jobs/createExportJob';
import { refusedStep } from '../../jobs/createRefusal';
import { ExportJobForm, type FormValues } from '../../jobs/exportJobForm';
import { CancelledError, FailureError, failureText, type Failure } from '../../jobs/failure';
import { plainText } from '../../jobs/plainText';
import type { Connection } from '../../jobs/ports';
import { accountText } from '../accountText';
import { withoutLinks } from '../remedies';
import type { Session } from '../session';
import { changesAllowed } from '../settings';
import * as fields from './fieldSteps';
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

/** The job that a form has made. */
export interface Created {
  readonly arn: string;
  readonly connection: Connection;
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
        return this.#unlessSwitched(draft, () => this.#create(draft));
      case 'look': {
        const found = await this.#unlessSwitched(draft, () => this.#look(draft));
        return found === 'notListed' ? undefined : found;
      }
    }
  }

  async #create(draft: Draft): Promise<Created | undefined> {
    const { form, connection } = draft;
    const { job } = form;
    if (job === undefined) {
      form.goTo(form.firstMissing);
      return undefined;
    }
    if (!changesAllowed()) {
      form.objectTo({
        step: 'summary',
        text: l10n.t('The setting “Allow Changes” is off: nothing is created.'),
      });
      return undefined;
    }
    if (form.unanswered && JSON.stringify(form.unanswered.job) !== JSON.stringify(job)) {
      // Changed after a request whose answer never came: were that one carried out, this would be a second job.
      const before = await this.#look(draft);
      if (before !== 'notListed') {
        return this.#found(before, job.name);
      }
      form.unanswered = undefined;
    }
    if (!this.#isCurrent(draft)) {
      return undefined;
    }
    this.screen.close();
    const repeated = form.unanswered !== undefined;
    const began = form.unanswered?.began ?? this.now();
    const creation = await busy(l10n.t('Creating the export job {0}', plainText(job.name)), () =>
      createExportJob(connection.jobs, job, began, repeated),
    );
    form.unanswered = creation.kind === 'unknown' ? { job, began } : undefined;
    if (creation.kind === 'created') {
      return { arn: creation.arn, connection };
    }
    this.#object(form, creation.failure);
    return undefined;
  }

  #found(before: Created | undefined, name: string): Created | undefined {
    if (before) {
      void vscode.window.showInformationMessage(
        withoutLinks(
          l10n.t(
            'The export job had been created before it was changed; nothing else was created: {0}',
            plainText(name),
          ),
        ),
      );
    }
    return before;
  }

  #object(form: ExportJobForm, failure: Failure): void {
    const text = failureText(failure);
    form.objectTo(
      form.unanswered
        ? {
            step: 'summary',
            text: `${l10n.t('It is not known whether the export job was created.')} ${text}`,
            failure,
          }
        : { step: refusedStep(failure), text, failure },
    );
  }

  /** Looks for the job of a request whose answer never came. Undefined: that could not be done. */
  async #look({ form, connection }: Draft): Promise<Created | 'notListed' | undefined> {
    const { unanswered } = form;
    if (!unanswered) {
      return 'notListed';
    }
    this.screen.close();
    const { job, began } = unanswered;
    try {
      const { found } = await busy(l10n.t('Looking for the export job {0}', plainText(job.name)), () =>
        lookForCreated(connection.jobs, job, began),
      );
      if (found?.arn !== undefined) {
        return { arn: found.arn, connection };
      }
    } catch (error) {
      if (!(error instanceof FailureError)) {
        throw error;
      }
      this.#object(form, error.failure);
      return undefined;
    }
    form.objectTo({
      step: 'summary',
      text: l10n.t('It is not listed, so it was probably not created: {0}', plainText(job.name)),
    });
    return 'notListed';
  }

  /** A switch of accounts gives up the requests that are under way: what became of them is not known. */
  async #unlessSwitched<T>({ form, connection }: Draft, work: () => Promise<T>): Promise<T | 'stopped'> {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof CancelledError)) {
        throw error;
      }
      const name = plainText(form.unanswered?.job.name ?? form.values.name ?? '');
      void vscode.window.showWarningMessage(
        withoutLinks(
          l10n.t(
            'The account was switched while an export job was being created. It may have been created: look for {0} in {1}.',
            name,
            accountText(connection),
          ),
        ),
      );
      return 'stopped';
    }
  }
}

/** A notice of work that can't be taken back once it is sent. */
function busy<T>(title: string, work: () => Promise<T>): Promise<T> {
  return Promise.resolve(
    vscode.window.withProgress({ location: vscode.ProgressLocation.Notification, title }, work),
  );
}
