import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { exportJobArn, type ExportJobArn } from '../../jobs/arn';
import { readJobLink, readJobText } from '../../jobs/jobLink';
import { JobBoard } from '../../jobs/jobBoard';
import { viewId, type CommandId } from '../../manifest';
import { telling, type CommandContext } from './context';
import { revealArn } from './reveal';

/** Something that has to change before a job can be shown, and the button that changes it. */
interface Obstacle {
  readonly words: string;
  readonly button: string;
  change(): Promise<unknown>;
}

/**
 * Follows links to export jobs. A link names a job and nothing else: which profile, region and endpoint are used
 * stays with the user, who is asked before anything is switched.
 */
export class JobLinks {
  /** The link that was followed last; what comes of an older one is dropped. */
  #latest: object | undefined;

  constructor(private readonly context: CommandContext) {}

  /**
   * @param target a link that the editor was opened with, a text that holds a link or an ARN, or nothing: then one
   * is asked for
   */
  async open(target?: unknown): Promise<void> {
    const text = target === undefined ? await askForLink() : target;
    if (text === undefined) {
      return;
    }
    const arn = linkedArn(text);
    if (!arn) {
      void vscode.window.showWarningMessage(
        l10n.t('This link does not lead to an export job of Amazon Forecast.'),
      );
      return;
    }
    await telling(this.context.log, () => this.#follow(arn));
  }

  async #follow(arn: ExportJobArn): Promise<void> {
    const wish = {};
    this.#latest = wish;
    const isWanted = () => this.#latest === wish;
    try {
      await vscode.commands.executeCommand(`${viewId}.focus`);
      for (;;) {
        const board = await this.#board(arn);
        if (!isWanted()) {
          return;
        }
        if (board instanceof JobBoard) {
          await revealArn(this.context, board, arn.text, isWanted);
          return;
        }
        if (!(await this.#overcome(board))) {
          return;
        }
        // The answer is what was wished for last, also where another link came before it.
        this.#latest = wish;
      }
    } catch (error) {
      if (isWanted()) {
        throw error;
      }
    }
  }

  /** The board that can show a job, or what is in the way. Nothing is asked about the job itself. */
  async #board(arn: ExportJobArn): Promise<JobBoard | Obstacle> {
    const { session } = this.context;
    const connection = await session.connection();
    const { board, choice } = session;
    if (!connection || !board || !choice) {
      return chooseProfile(l10n.t('To show this export job, choose whose export jobs are looked at.'));
    }
    if (connection.region !== arn.region) {
      return {
        words: l10n.t(
          'This export job is in {0}. The region that is shown is {1}.',
          arn.region,
          connection.region,
        ),
        button: l10n.t('Switch to {0}', arn.region),
        change: () => session.choose({ ...choice, region: arn.region }),
      };
    }
    await board.start();
    const accounts = accountsOf(board);
    const [shown] = accounts;
    return shown === undefined || accounts.has(arn.account)
      ? board
      : chooseProfile(
          l10n.t('This export job is of account {0}. The account that is shown is {1}.', arn.account, shown),
        );
  }

  /** @returns whether something has changed for it */
  async #overcome(obstacle: Obstacle): Promise<boolean> {
    const { session } = this.context;
    const { choice } = session;
    const answer = await vscode.window.showInformationMessage(obstacle.words, obstacle.button);
    if (answer === undefined) {
      return false;
    }
    // Where something else was chosen meanwhile, the question was about what is no longer shown: ask anew.
    if (session.choice === choice) {
      await obstacle.change();
    }
    return session.choice !== choice;
  }
}

function chooseProfile(words: string): Obstacle {
  const command: CommandId = 'forecastExports.chooseProfile';
  return {
    words,
    button: l10n.t('Choose Profile…'),
    change: async () => vscode.commands.executeCommand(command),
  };
}

/** The accounts of the jobs that are shown: one, but for ARNs of odd forms. */
function accountsOf(board: JobBoard): ReadonlySet<string> {
  return new Set(board.all().flatMap(job => exportJobArn(job.arn ?? '')?.account ?? []));
}

function linkedArn(target: unknown): ExportJobArn | undefined {
  if (target instanceof vscode.Uri) {
    return readJobLink(target);
  }
  const linked = typeof target === 'string' ? readJobText(target) : undefined;
  return linked?.kind === 'job' ? linked.arn : undefined;
}

function askForLink(): Promise<string | undefined> {
  return Promise.resolve(
    vscode.window.showInputBox({
      title: l10n.t('Open Link or ARN'),
      prompt: l10n.t('A link to an export job, its ARN, or a text that holds one'),
      placeHolder: 'arn:aws:forecast:us-west-2:111122223333:forecast-export-job/forecast/export',
      ignoreFocusOut: true,
      validateInput: whyNot,
    }),
  );
}

/** Why a text that is being typed leads to no job; undefined where it does, or where there is nothing yet. */
function whyNot(text: string): string | undefined {
  if (text.trim() === '') {
    return undefined;
  }
  switch (readJobText(text).kind) {
    case 'job':
      return undefined;
    case 'several':
      return l10n.t('This names several export jobs: leave one of them.');
    case 'none':
      return l10n.t('No export job is named here: its ARN, or a link to it, is expected.');
  }
}
