import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { isForecastArn } from '../../jobs/arn';
import { ForecastList } from '../../jobs/forecastList';
import type { Condition } from '../../jobs/jobFilter';
import { plainText } from '../../jobs/plainText';
import type { ForecastJobs } from '../../jobs/ports';
import { showFailure, withoutIcons } from '../remedies';
import { changesAllowed } from '../settings';

interface ForecastItem extends vscode.QuickPickItem {
  readonly forecastArn?: string;
  readonly forecastName?: string;
}

/** A pick of several forecasts, read page by page; an ARN that isn't on the list can be typed or pasted. */
export class ForecastPick {
  readonly #pick = vscode.window.createQuickPick<ForecastItem>();
  readonly #closed = new AbortController();
  readonly #loadMore: vscode.QuickInputButton = {
    iconPath: new vscode.ThemeIcon('ellipsis'),
    tooltip: l10n.t('Load more forecasts'),
  };
  readonly #forecasts: ForecastList;
  #items: ForecastItem[];

  constructor(
    jobs: ForecastJobs,
    condition: Condition,
    private readonly before: readonly string[],
    create: (forecastArn: string, name: string | undefined) => void,
  ) {
    this.#pick.onDidTriggerItemButton(({ item }) => {
      if (item.forecastArn !== undefined) {
        this.#pick.hide();
        create(item.forecastArn, item.forecastName);
      }
    });
    this.#forecasts = new ForecastList(jobs, [], this.#closed.signal);
    this.#items = before.map(arn => forecastItem(arn));
    this.#pick.title =
      condition === 'IS'
        ? l10n.t('Filter by Forecast ARN (2/2): show only')
        : l10n.t('Filter by Forecast ARN (2/2): hide');
    this.#pick.placeholder = l10n.t('Choose forecasts, or type or paste an ARN');
    this.#pick.canSelectMany = true;
    this.#pick.matchOnDescription = true;
    this.#pick.matchOnDetail = true;
  }

  /** @returns the ARNs chosen (none: no such filter), undefined if it was given up */
  show(): Promise<readonly string[] | undefined> {
    const pick = this.#pick;
    this.#draw();
    pick.selectedItems = pick.items.filter(item => this.before.includes(item.forecastArn ?? ''));
    pick.onDidChangeValue(() => this.#draw());
    pick.onDidTriggerButton(() => void this.#read());
    pick.show();
    void this.#read();
    return new Promise(resolve => {
      pick.onDidAccept(() => {
        const arns = pick.selectedItems.flatMap(item => item.forecastArn ?? []);
        const typed = pick.value.trim();
        if (isForecastArn(typed)) {
          arns.push(typed);
        } else if (typed !== '' && (arns.length === 0 || typed.startsWith('arn:'))) {
          // What was typed is neither ticked nor an ARN: the row that says so stays.
          return;
        }
        resolve([...new Set(arns)]);
        pick.hide();
      });
      pick.onDidHide(() => {
        this.#closed.abort();
        resolve(undefined);
        pick.dispose();
      });
    });
  }

  async #read(): Promise<void> {
    const forecasts = this.#forecasts;
    this.#pick.busy = true;
    await forecasts.next();
    if (this.#closed.signal.aborted) {
      return;
    }
    this.#pick.busy = false;
    const known = new Set(this.#items.map(item => item.forecastArn));
    this.#items.push(
      ...forecasts.all
        .filter(({ arn }) => !known.has(arn))
        .map(({ arn, name, status }) => forecastItem(arn, name, status)),
    );
    this.#pick.buttons = forecasts.hasMore || forecasts.failure ? [this.#loadMore] : [];
    this.#draw();
    if (forecasts.failure) {
      // The list can't be had; an ARN can still be typed.
      this.#pick.placeholder = l10n.t('Type or paste a forecast’s ARN');
      void showFailure(forecasts.failure, () =>
        vscode.commands.executeCommand('forecastExports.filterByForecast'),
      );
    }
  }

  #matches(typed: string): boolean {
    const word = typed.toLowerCase();
    return this.#items.some(item => `${item.label} ${item.detail ?? ''}`.toLowerCase().includes(word));
  }

  #draw(): void {
    const pick = this.#pick;
    const typed = pick.value.trim();
    const selected = pick.selectedItems;
    const extra: ForecastItem[] = [];
    if (isForecastArn(typed) && !this.#items.some(item => item.forecastArn === typed)) {
      extra.push({ ...forecastItem(typed), alwaysShow: true });
    } else if (typed !== '' && !this.#matches(typed)) {
      extra.push({
        label: l10n.t('Not the ARN of a forecast'),
        detail: 'arn:aws:forecast:REGION:ACCOUNT:forecast/NAME',
        alwaysShow: true,
      });
    }
    const chosenElsewhere = selected.filter(
      item =>
        item.forecastArn !== undefined && !this.#items.some(known => known.forecastArn === item.forecastArn),
    );
    pick.items = [...extra, ...chosenElsewhere.filter(item => item.forecastArn !== typed), ...this.#items];
    const arns = new Set(selected.map(item => item.forecastArn));
    pick.selectedItems = pick.items.filter(
      item => item.forecastArn !== undefined && arns.has(item.forecastArn),
    );
  }
}

function createButton(): vscode.QuickInputButton {
  return { iconPath: new vscode.ThemeIcon('add'), tooltip: l10n.t('Create Export Job…') };
}

function forecastItem(forecastArn: string, name?: string, status?: string): ForecastItem {
  return {
    label: withoutIcons(plainText(name ?? forecastArn.replace(/^.*:forecast\//, ''))),
    ...(status === undefined ? {} : { description: withoutIcons(plainText(status)) }),
    detail: withoutIcons(plainText(forecastArn)),
    forecastArn,
    ...(name === undefined ? {} : { forecastName: name }),
    ...(changesAllowed() && (status === undefined || status === 'ACTIVE')
      ? { buttons: [createButton()] }
      : {}),
  };
}
