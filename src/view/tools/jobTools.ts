import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { whereJobIs } from '../../jobs/arn';
import { createExportJob } from '../../jobs/createExportJob';
import { CancelledError, FailureError, failureText } from '../../jobs/failure';
import type { NewExportJob } from '../../jobs/newExportJob';
import { forecastWarning, roleWarning } from '../../jobs/newExportJobRules';
import { plainText } from '../../jobs/plainText';
import type { Connection } from '../../jobs/ports';
import { redact } from '../../jobs/redact';
import { isRegionName } from '../../jobs/regions';
import type { ToolName } from '../../manifest';
import type { CommandContext } from '../commands/context';
import { choiceText } from '../accountText';
import type { Fact } from '../jobText';
import { factsTooltip } from '../factsTooltip';
import { changesAllowed } from '../settings';
import { createdAnswer, describeAnswer, listAnswer, type Account } from './toolAnswer';
import { readCreateInput, readDescribeInput, readListInput, ToolInputError } from './toolInput';
import { listJobs } from './toolListing';

type Context = Pick<CommandContext, 'session' | 'tree' | 'log'>;
type Tool = vscode.LanguageModelTool<unknown>;

/** What other tools of the editor can ask: the jobs of the account that the view looks at. */
export class JobTools implements vscode.Disposable {
  readonly byName: Readonly<Record<ToolName, Tool>>;
  readonly #registered: vscode.Disposable[];

  constructor(context: Context) {
    this.byName = {
      'forecast-exports_listExportJobs': listTool(context),
      'forecast-exports_describeExportJob': describeTool(context),
      'forecast-exports_createExportJob': new CreateTool(context),
    };
    this.#registered = Object.entries(this.byName).map(([name, tool]) => vscode.lm.registerTool(name, tool));
  }

  dispose(): void {
    this.#registered.forEach(registered => void registered.dispose());
  }
}

function listTool(context: Context): Tool {
  return {
    prepareInvocation: () => ({ invocationMessage: l10n.t('Listing export jobs') }),
    invoke: ({ input }, token) =>
      answering(context, token, async signal => {
        const wanted = readListInput(input);
        return onConnection(context, async connection =>
          listAnswer(namedAccount(connection), await listJobs(connection.jobs, wanted, signal)),
        );
      }),
  };
}

function describeTool(context: Context): Tool {
  return {
    prepareInvocation: () => ({ invocationMessage: l10n.t('Describing an export job') }),
    invoke: ({ input }, token) =>
      answering(context, token, async signal => {
        const arn = readDescribeInput(input);
        return onConnection(context, async connection => {
          const { region } = whereJobIs(arn, connection.region);
          const jobs = isRegionName(region) ? connection.inRegion(region) : connection.jobs;
          return describeAnswer({ ...namedAccount(connection), region }, await jobs.describe(arn, signal));
        });
      }),
  };
}

/** Creates only what was confirmed just before, in the account that the confirmation named. */
class CreateTool implements Tool {
  /** What the user was asked to confirm and that was not created yet, by `confirmationKey`. */
  readonly #confirmations = new Set<string>();

  constructor(private readonly context: Context) {}

  async prepareInvocation({
    input,
  }: vscode.LanguageModelToolInvocationPrepareOptions<unknown>): Promise<vscode.PreparedToolInvocation> {
    const invocationMessage = l10n.t('Creating an export job');
    const asked = await this.#question(input);
    if (!asked) {
      return { invocationMessage };
    }
    this.#confirmations.add(confirmationKey(asked.job, asked.account));
    return {
      invocationMessage,
      confirmationMessages: {
        title: l10n.t('Create this export job?'),
        message: factsTooltip(asked.job.name, confirmationFacts(asked.job, asked.account)),
      },
    };
  }

  invoke(
    { input }: vscode.LanguageModelToolInvocationOptions<unknown>,
    token: vscode.CancellationToken,
  ): Promise<vscode.LanguageModelToolResult> {
    return answering(this.context, token, async signal => {
      checkChangesAllowed();
      const job = readCreateInput(input);
      return onConnection(this.context, async connection => {
        const account = namedAccount(connection);
        if (!this.#confirmations.delete(confirmationKey(job, account))) {
          throw new ToolInputError(
            'Nothing was created: the user has not confirmed this in the account that is connected now. Call again.',
          );
        }
        checkChangesAllowed();
        if (signal.aborted) {
          throw new CancelledError();
        }
        // Not to be given up from here on: nobody could say what became of the job.
        const creation = await createExportJob(connection.jobs, job, Date.now());
        if (creation.kind === 'refused') {
          throw new FailureError(creation.failure);
        }
        await this.#show(connection);
        if (creation.kind === 'unknown') {
          throw new ToolInputError(
            `${plainText(failureText(creation.failure), 2000)} It is not known whether the job was created: ` +
              'look for its name with forecast-exports_listExportJobs before anything else.',
          );
        }
        return createdAnswer(account, creation.arn);
      });
    });
  }

  /** Nothing where there is nothing to confirm, because `invoke` will refuse: it says why, and this needs not. */
  async #question(input: unknown): Promise<{ job: NewExportJob; account: Account } | undefined> {
    try {
      checkChangesAllowed();
      const job = readCreateInput(input);
      const connection = await this.context.session.connection();
      return connection && { job, account: namedAccount(connection) };
    } catch (error) {
      if (error instanceof ToolInputError || error instanceof FailureError) {
        return undefined;
      }
      throw error;
    }
  }

  async #show(connection: Connection): Promise<void> {
    const { state } = this.context.session;
    if (state.kind === 'connected' && state.connection === connection) {
      await this.context.tree.refresh();
    }
  }
}

function checkChangesAllowed(): void {
  if (!changesAllowed()) {
    throw new ToolInputError(
      l10n.t(
        'Nothing was changed: the setting forecastExports.allowChanges is off. Only the user may turn it on.',
      ),
    );
  }
}

function confirmationKey(job: NewExportJob, { account, region }: Account): string {
  return JSON.stringify([account, region, job]);
}

function confirmationFacts(job: NewExportJob, { account, region }: Account): readonly Fact[] {
  const none = l10n.t('(none)');
  const warnings = [forecastWarning(job.forecastArn, region), roleWarning(job.roleArn, job.forecastArn)];
  return [
    { label: l10n.t('Account'), value: `${account} · ${region}` },
    { label: l10n.t('Forecast'), value: job.forecastArn },
    { label: l10n.t('Destination'), value: job.path },
    { label: l10n.t('Role'), value: job.roleArn },
    { label: l10n.t('KMS Key'), value: job.kmsKeyArn ?? none },
    { label: l10n.t('Format'), value: job.format ?? 'CSV' },
    {
      label: l10n.t('Tags'),
      value: job.tags.map(({ key, value }) => `${key} = ${value}`).join(', ') || none,
    },
    ...warnings.flatMap(value => (value === undefined ? [] : [{ label: l10n.t('Warning'), value }])),
  ];
}

function namedAccount({ choice, region }: Connection): Account {
  return { account: choiceText(choice), region };
}

/** Where nothing is chosen, the answer is what the user has to do: a tool opens no pick. */
async function onConnection(
  { session }: Context,
  work: (connection: Connection) => Promise<string>,
): Promise<string> {
  const connection = await session.connection();
  return connection
    ? work(connection)
    : JSON.stringify({
        notConnected: l10n.t(
          'No account is chosen. The user has to run “Forecast Exports: Choose Profile…” or “Forecast Exports: Use Sample Data” first.',
        ),
      });
}

/** Runs a tool's work; failures become errors of words, as the editor hands them to the model. */
async function answering(
  { log }: Context,
  token: vscode.CancellationToken,
  work: (signal: AbortSignal) => Promise<string>,
): Promise<vscode.LanguageModelToolResult> {
  const controller = new AbortController();
  const listening = token.onCancellationRequested(() => controller.abort());
  if (token.isCancellationRequested) {
    controller.abort();
  }
  try {
    return new vscode.LanguageModelToolResult([
      new vscode.LanguageModelTextPart(await work(controller.signal)),
    ]);
  } catch (error) {
    if (error instanceof CancelledError) {
      throw new vscode.CancellationError();
    }
    if (error instanceof FailureError) {
      throw new Error(plainText(failureText(error.failure), 2000), { cause: error });
    }
    if (!(error instanceof ToolInputError)) {
      log.error(redact(error instanceof Error ? (error.stack ?? error.message) : String(error)));
    }
    throw error;
  } finally {
    listening.dispose();
  }
}
