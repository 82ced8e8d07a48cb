import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { createExportJob, lookForCreated } from '../../jobs/createExportJob';
import { refusedStep } from '../../jobs/createRefusal';
import type { ExportJobForm } from '../../jobs/exportJobForm';
import { CancelledError, FailureError, failureText, type Failure } from '../../jobs/failure';
import { plainText } from '../../jobs/plainText';
import type { Connection } from '../../jobs/ports';
import { accountText } from '../accountText';
import { withoutLinks } from '../remedies';
import { changesAllowed } from '../settings';

/** The job that a form has made. */
export interface Created {
  readonly arn: string;
  readonly connection: Connection;
}

/** What a job is made of and where, and the form that is filled in for it. */
export interface CreationContext {
  readonly form: ExportJobForm;
  readonly connection: Connection;
  readonly now: () => number;
  /** Whether the connection is still the one that the view shows. */
  readonly isCurrent: () => boolean;
  /** Takes the form off the screen while the service is asked. */
  readonly hideForm: () => void;
}

/**
 * Makes the job of a form, once: where a request had no answer before, it looks whether that one was carried out. What
 * is wrong is said in the form.
 * @returns undefined where the form is to be shown again, 'stopped' where the account was switched meanwhile
 */
export function createFromForm(context: CreationContext): Promise<Created | 'stopped' | undefined> {
  return unlessSwitched(context, () => create(context));
}

/** Looks, without making one, for the job of a request whose answer never came. Returns as `createFromForm`. */
export async function lookForFormJob(context: CreationContext): Promise<Created | 'stopped' | undefined> {
  const looked = await unlessSwitched(context, () => look(context));
  return looked === 'notListed' ? undefined : looked;
}

async function create(context: CreationContext): Promise<Created | undefined> {
  const { form, connection, now } = context;
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
    const before = await look(context);
    if (before !== 'notListed') {
      return tellOfEarlier(before, job.name);
    }
    form.unanswered = undefined;
  }
  if (!context.isCurrent()) {
    return undefined;
  }
  context.hideForm();
  const repeated = form.unanswered !== undefined;
  const began = form.unanswered?.began ?? now();
  const creation = await busy(l10n.t('Creating the export job {0}', plainText(job.name)), () =>
    createExportJob(connection.jobs, job, began, repeated),
  );
  form.unanswered = creation.kind === 'unknown' ? { job, began } : undefined;
  if (creation.kind === 'created') {
    return { arn: creation.arn, connection };
  }
  objectTo(form, creation.failure);
  return undefined;
}

function tellOfEarlier(before: Created | undefined, name: string): Created | undefined {
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

function objectTo(form: ExportJobForm, failure: Failure): void {
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
async function look({
  form,
  connection,
  hideForm,
}: CreationContext): Promise<Created | 'notListed' | undefined> {
  const { unanswered } = form;
  if (!unanswered) {
    return 'notListed';
  }
  hideForm();
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
    objectTo(form, error.failure);
    return undefined;
  }
  form.objectTo({
    step: 'summary',
    text: l10n.t('It is not listed, so it was probably not created: {0}', plainText(job.name)),
  });
  return 'notListed';
}

/** A switch of accounts gives up the requests that are under way: what became of them is not known. */
async function unlessSwitched<T>(
  { form, connection }: CreationContext,
  work: () => Promise<T>,
): Promise<T | 'stopped'> {
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

/** A notice of work that can't be taken back once it is sent. */
function busy<T>(title: string, work: () => Promise<T>): Promise<T> {
  return Promise.resolve(
    vscode.window.withProgress({ location: vscode.ProgressLocation.Notification, title }, work),
  );
}
