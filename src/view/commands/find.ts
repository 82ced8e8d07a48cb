import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { localNumber } from '../../data/localNumber';
import { isExportJobArn } from '../../jobs/arn';
import { statusGroups, type ForecastExportJob } from '../../jobs/exportJob';
import { FailureError } from '../../jobs/failure';
import type { JobBoard } from '../../jobs/jobBoard';
import { jobPick, onBoard, type CommandContext } from './context';
import { revealArn } from './reveal';

/** More matches than this nobody reads; typing on narrows them. */
const mostShown = 200;

type FindItem = vscode.QuickPickItem &
  ({ readonly job: ForecastExportJob } | { readonly arn: string } | { readonly goesOn: true });

/**
 * A pick that searches name, forecast, ARN, path and message of the jobs that are loaded, says how many these are,
 * and goes on through the pages that are not.
 */
export async function findJob(context: CommandContext): Promise<void> {
  await onBoard(context, async board => {
    if (board.failure && board.size === 0) {
      throw new FailureError(board.failure);
    }
    const found = await new FindPick(board).show();
    if (found && 'arn' in found) {
      await revealArn(context, board, found.arn);
    } else if (found && 'job' in found) {
      await context.tree.reveal(found.job, true);
    }
  });
}

class FindPick {
  readonly #pick = vscode.window.createQuickPick<FindItem>();
  #stop = new AbortController();
  #searching = false;
  /** Made once for each job, not at each key. */
  readonly #texts = new WeakMap<ForecastExportJob, string>();

  constructor(private readonly board: JobBoard) {
    this.#pick.placeholder = l10n.t('Name, forecast, ARN, S3 path or message');
  }

  /** @returns what was chosen, undefined if it was given up */
  show(): Promise<FindItem | undefined> {
    const pick = this.#pick;
    this.#draw();
    pick.onDidChangeValue(() => this.#draw());
    pick.onDidTriggerButton(() => this.#stop.abort());
    pick.show();
    return new Promise(resolve => {
      pick.onDidAccept(() => {
        const [item] = pick.selectedItems;
        if (item && 'goesOn' in item) {
          void this.#goOn();
          return;
        }
        resolve(item);
        pick.hide();
      });
      pick.onDidHide(() => {
        this.#stop.abort();
        resolve(undefined);
        pick.dispose();
      });
    });
  }

  /** Reads the pages that are not loaded until they end, or until it is told to stop. */
  async #goOn(): Promise<void> {
    if (this.#searching) {
      return;
    }
    this.#searching = true;
    this.#stop = new AbortController();
    this.#pick.busy = true;
    this.#pick.buttons = [
      { iconPath: new vscode.ThemeIcon('debug-stop'), tooltip: l10n.t('Stop searching') },
    ];
    await this.board.loadAll(statusGroups, this.#stop.signal, () => this.#draw());
    this.#searching = false;
    this.#pick.busy = false;
    this.#pick.buttons = [];
    this.#draw();
  }

  #searched(job: ForecastExportJob): string {
    const text = this.#texts.get(job) ?? searched(job);
    this.#texts.set(job, text);
    return text;
  }

  #draw(): void {
    const { board } = this;
    const pick = this.#pick;
    const words = pick.value.toLowerCase().split(/\s+/).filter(Boolean);
    const matches: ForecastExportJob[] = [];
    let count = 0;
    for (const { group } of board.groups()) {
      for (const job of board.jobsIn(group)) {
        const text = words.length > 0 ? this.#searched(job) : '';
        if (words.every(word => text.includes(word))) {
          count += 1;
          if (matches.length < mostShown) {
            matches.push(job);
          }
        }
      }
    }
    const { language } = vscode.env;
    pick.title = l10n.t(
      'Find Export Job: {0} found in {1} searched',
      localNumber(count, language),
      localNumber(board.size, language),
    );
    const arn = pick.value.trim();
    const unread = board.groups().some(({ tail }) => tail.kind !== 'end');
    pick.items = [
      ...(isExportJobArn(arn) && !board.get(arn)
        ? [{ label: l10n.t('Go to this ARN'), detail: arn, alwaysShow: true, arn }]
        : []),
      // `alwaysShow`: the editor's own matching would hide what matched by a message.
      ...matches.map(job => ({ ...jobPick(job), alwaysShow: true })),
      ...(unread && !this.#searching
        ? [{ label: l10n.t('Search the pages not loaded yet'), alwaysShow: true, goesOn: true as const }]
        : []),
    ];
  }
}

/** What of a job is searched, in lower case. */
function searched(job: ForecastExportJob): string {
  return [job.name, job.arn, job.destination.path, job.message, job.status].join('\n').toLowerCase();
}
