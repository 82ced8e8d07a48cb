import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { CommandId } from '../manifest';
import type { FollowedJobs } from './followedJobs';
import { followedFacts, obstacles, runningText } from './followingText';
import { timeStyle } from './timeStyle';
import { factsTooltip } from './factsTooltip';
import { onDidChangeSetting, pace } from './settings';

const minute = 60_000;

/** How many exports run, and for how long, in the status bar: there only while something is followed. */
export class FollowingStatus implements vscode.Disposable {
  readonly #item = vscode.window.createStatusBarItem(
    'forecastExports.following',
    vscode.StatusBarAlignment.Left,
    10,
  );
  readonly #listening: vscode.Disposable;
  #nextMinute: ReturnType<typeof setTimeout> | undefined;
  #isShown = false;

  constructor(private readonly followed: FollowedJobs) {
    const command: CommandId = 'forecastExports.showFollowed';
    this.#item.name = l10n.t('Followed Exports');
    this.#item.command = command;
    this.#listening = vscode.Disposable.from(
      followed.onDidChange(() => this.#draw()),
      onDidChangeSetting('updates', () => this.#draw()),
    );
  }

  /** What is shown; undefined while nothing is. */
  get shown(): Pick<vscode.StatusBarItem, 'text' | 'tooltip' | 'accessibilityInformation'> | undefined {
    return this.#isShown ? this.#item : undefined;
  }

  dispose(): void {
    clearTimeout(this.#nextMinute);
    this.#listening.dispose();
    this.#item.dispose();
  }

  #draw(): void {
    clearTimeout(this.#nextMinute);
    const states = this.followed.list();
    this.#isShown = states.length > 0;
    if (!this.#isShown) {
      this.#item.hide();
      return;
    }
    const time = timeStyle();
    const words = runningText(
      states.map(({ job }) => job),
      time,
    );
    const isOff = pace() === 'off';
    const inTheWay = obstacles(states, isOff);
    const icon = isOff ? '$(sync-ignored)' : inTheWay.length > 0 ? '$(warning)' : '$(sync~spin)';
    this.#item.text = `${icon} ${words}`;
    this.#item.tooltip = factsTooltip(l10n.t('Followed Exports'), [
      ...followedFacts(states, time),
      ...inTheWay,
    ]);
    this.#item.accessibilityInformation = {
      label: [
        l10n.t('Followed exports: {0}', words),
        ...inTheWay.map(({ label, value }) => `${label}: ${value}`),
      ].join('. '),
      role: 'button',
    };
    this.#item.show();
    this.#nextMinute = setTimeout(() => this.#draw(), minute);
  }
}
