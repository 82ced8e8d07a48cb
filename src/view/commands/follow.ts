import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { movingStatuses, type ForecastExportJob } from '../../jobs/exportJob';
import { accountKey, followedKey, type FollowedJob } from '../../jobs/followedJob';
import { viewId } from '../../manifest';
import type { FollowedState } from '../followedStates';
import { followedDescription } from '../followingText';
import { choiceText } from '../accountText';
import { jobName } from '../jobText';
import { timeStyle } from '../timeStyle';
import { withoutIcons } from '../remedies';
import { chosenJobs, telling, type CommandContext, type RowArguments } from './context';
import { revealArn } from './reveal';

/** Follows the chosen jobs that still move; says how many of them it left. */
export async function follow(context: CommandContext, ...args: RowArguments): Promise<void> {
  const { followed, log } = context;
  const jobs = await chosenJobs(context, args);
  const moving = jobs.filter(job => movingStatuses.has(job.status) && !followed.isFollowed(job));
  await telling(log, async () => {
    const count = await followed.follow(moving);
    if (jobs.length > 0) {
      tellFollowing(count, jobs.length);
    }
  });
}

function tellFollowing(count: number, chosen: number): void {
  if (count === 0) {
    void vscode.window.showInformationMessage(
      l10n.t('Nothing to follow: only an export job that is still changing, and not followed yet, can be.'),
    );
    return;
  }
  const left = chosen - count;
  const said = count === 1 ? l10n.t('Following 1 export') : l10n.t('Following {0} exports', count);
  if (left === 0) {
    vscode.window.setStatusBarMessage(said, 3000);
    return;
  }
  void vscode.window.showInformationMessage(
    `${said}. ${l10n.t('Left out, because they have ended or are followed already: {0} of {1}.', left, chosen)}`,
  );
}

/** Stops following the chosen jobs; where none of the rows is followed, offers all that is. */
export async function stopFollowing(context: CommandContext, ...args: RowArguments): Promise<void> {
  const { followed, session, tree, log } = context;
  const [row, selected] = args;
  const { choice } = session;
  const rows = selected && selected.length > 0 ? selected : row ? [row] : tree.selection;
  const keys = new Set(
    rows.flatMap(candidate => {
      const arn = tree.job(candidate)?.arn;
      return arn === undefined || !choice ? [] : [followedKey({ arn, account: choice })];
    }),
  );
  const ofRows = followed.list().filter(({ record }) => keys.has(followedKey(record)));
  const states = ofRows.length > 0 || row ? ofRows : await askWhichToStop(followed.list());
  await telling(log, async () => {
    await followed.stop(states.map(({ record }) => record));
    tellStopped(states.length, row ? rows.length : states.length);
  });
}

function tellStopped(count: number, chosen: number): void {
  if (chosen === 0) {
    return;
  }
  const left = chosen - count;
  const said =
    count === 1
      ? l10n.t('1 export is no longer followed')
      : l10n.t('{0} exports are no longer followed', count);
  if (left === 0) {
    vscode.window.setStatusBarMessage(said, 3000);
    return;
  }
  void vscode.window.showInformationMessage(
    `${said}. ${l10n.t('Left out, because they are not followed: {0} of {1}.', left, chosen)}`,
  );
}

interface FollowedItem extends vscode.QuickPickItem {
  readonly state: FollowedState;
}

async function askWhichToStop(states: readonly FollowedState[]): Promise<readonly FollowedState[]> {
  if (states.length === 0) {
    tellNothingFollowed();
    return [];
  }
  const picked = await vscode.window.showQuickPick(states.map(followedItem), {
    title: l10n.t('Stop Following'),
    placeHolder: l10n.t('Choose what to follow no more'),
    canPickMany: true,
    matchOnDescription: true,
  });
  return (picked ?? []).map(({ state }) => state);
}

function tellNothingFollowed(): void {
  void vscode.window.showInformationMessage(
    l10n.t('No export is followed. “Follow” on an export job that still runs tells you when it ends.'),
  );
}

function followedItem(state: FollowedState): FollowedItem {
  return {
    label: withoutIcons(jobName(state.job)),
    description: withoutIcons(followedDescription(state, timeStyle())),
    ...(state.failure ? { detail: withoutIcons(state.failure.what) } : {}),
    state,
  };
}

/** What is followed, with its state: to go to one, or to stop following it by the button beside it. */
export async function showFollowed(context: CommandContext): Promise<void> {
  const { followed, log } = context;
  if (followed.list().length === 0) {
    tellNothingFollowed();
    return;
  }
  const chosen = await new FollowedPick(context).show();
  if (chosen) {
    await telling(log, () => revealFollowed(context, chosen.record, chosen.job));
  }
}

class FollowedPick {
  readonly #pick = vscode.window.createQuickPick<FollowedItem>();

  constructor(private readonly context: CommandContext) {
    this.#pick.title = l10n.t('Followed Exports');
    this.#pick.placeholder = l10n.t('Choose an export job to show it in the tree');
    this.#pick.matchOnDescription = true;
  }

  /** @returns what is to be revealed; undefined if the pick was given up */
  show(): Promise<FollowedState | undefined> {
    const { followed, log } = this.context;
    const pick = this.#pick;
    this.#draw();
    const listening = vscode.Disposable.from(
      followed.onDidChange(() => this.#draw()),
      pick.onDidTriggerItemButton(({ item }) => telling(log, () => followed.stop([item.state.record]))),
    );
    pick.show();
    return new Promise(resolve => {
      pick.onDidAccept(() => {
        resolve(pick.selectedItems[0]?.state);
        pick.hide();
      });
      pick.onDidHide(() => {
        resolve(undefined);
        listening.dispose();
        pick.dispose();
      });
    });
  }

  #draw(): void {
    const active = this.#pick.activeItems[0]?.state.record;
    const stop = { iconPath: new vscode.ThemeIcon('eye-closed'), tooltip: l10n.t('Stop Following') };
    const items = this.context.followed.list().map(state => ({ ...followedItem(state), buttons: [stop] }));
    if (items.length === 0) {
      this.#pick.hide();
      return;
    }
    this.#pick.items = items;
    this.#pick.activeItems = items.filter(
      item => active && followedKey(item.state.record) === followedKey(active),
    );
  }
}

/** Shows a followed job in the tree; asks before the view looks at another account or region for it. */
async function revealFollowed(
  context: CommandContext,
  { arn, account, region }: FollowedJob,
  job: ForecastExportJob,
): Promise<void> {
  const { session } = context;
  const shown = await session.connection();
  if (!shown || accountKey(shown.choice) !== accountKey(account) || shown.region !== region) {
    const place = `${choiceText(account)}, ${region}`;
    const button = l10n.t('Switch');
    const answer = await vscode.window.showInformationMessage(
      l10n.t('To show this export job, the view has to switch to {0}.', place),
      button,
    );
    if (answer !== button) {
      return;
    }
    await session.choose({ ...account, region });
  }
  await vscode.commands.executeCommand(`${viewId}.focus`);
  await session.connection();
  const { board } = session;
  if (board) {
    await board.start();
    await revealArn(context, board, job.arn ?? arn);
  }
}
