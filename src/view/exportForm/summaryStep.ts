import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { createCommand } from '../../jobs/createCommand';
import { formFields, type ExportJobForm, type FormField } from '../../jobs/exportJobForm';
import { plainText } from '../../jobs/plainText';
import type { Connection } from '../../jobs/ports';
import { withoutIcons } from '../remedies';
import { setting } from '../settings';
import type { StepContext } from './fieldSteps';
import { noticeItems } from './noticeItems';
import { stepTitle, type StepAnswer, type StepItem } from './stepScreen';
import { tagText } from './tagsStep';

/** All of the job before it is made: each line leads back to its field. */
export function askSummary(
  { form, screen, canStartAnew }: StepContext,
  connection: Connection,
  account: string,
): Promise<StepAnswer> {
  const pick = vscode.window.createQuickPick<StepItem>();
  const command = form.job && createCommand(form.job, connection, setting('endpoint').trim());
  const copy = async () => {
    if (command !== undefined) {
      await vscode.env.clipboard.writeText(command);
      vscode.window.setStatusBarMessage(
        connection.choice.kind === 'sample'
          ? l10n.t('Copied. AWS has none of this: it is sample data.')
          : l10n.t('Copied'),
        3000,
      );
    }
  };
  const create: StepItem = {
    label: `$(add) ${l10n.t('Create Export Job')}`,
    description: form.notice?.failure ? l10n.t('Try again in {0}', account) : l10n.t('in {0}', account),
    choose: () => ({ kind: 'create' }),
  };
  const look: StepItem = {
    label: `$(search) ${l10n.t('Look for It Again')}`,
    choose: () => ({ kind: 'look' }),
  };
  const actions: StepItem[] = [...(form.unanswered ? [look] : []), create];
  pick.items = [
    ...noticeItems(form, () => screen.answer({ kind: 'create' })),
    ...formFields.map(field => fieldItem(form, field)),
    ...(command === undefined
      ? []
      : [
          {
            label: `$(terminal) ${l10n.t('Copy AWS CLI Command')}`,
            detail: withoutIcons(plainText(command, 5000)),
            choose: () => {
              void copy();
              return undefined;
            },
          },
        ]),
    { label: '', kind: vscode.QuickPickItemKind.Separator },
    ...actions,
  ];
  pick.placeholder = l10n.t('Choose a line to change it, or create the export job');
  pick.activeItems = actions.slice(0, 1);
  pick.onDidAccept(() => {
    const answer = pick.selectedItems[0]?.choose?.();
    if (answer) {
      screen.answer(answer);
    }
  });
  const copyButton = { iconPath: new vscode.ThemeIcon('copy'), tooltip: l10n.t('Copy AWS CLI Command') };
  return screen.show(form, pick, canStartAnew, [[copyButton, () => void copy()]]);
}

function fieldItem(form: ExportJobForm, field: FormField): StepItem {
  const value = fieldText(form, field);
  return {
    label: stepTitle(field),
    description:
      value === undefined ? `$(warning) ${l10n.t('missing')}` : withoutIcons(plainText(value, 4200)),
    choose: () => ({ kind: 'goTo', step: field }),
  };
}

function fieldText({ values }: ExportJobForm, field: FormField): string | undefined {
  switch (field) {
    case 'forecast':
      return values.forecastArn;
    case 'name':
      return values.name;
    case 'destination':
      return values.path;
    case 'role':
      return values.roleArn;
    case 'kmsKey':
      return values.kmsKeyArn ?? l10n.t('None');
    case 'format':
      return values.format ?? 'CSV';
    case 'tags':
      return values.tags === undefined || values.tags.length === 0
        ? l10n.t('None')
        : values.tags.map(tagText).join(', ');
  }
}
