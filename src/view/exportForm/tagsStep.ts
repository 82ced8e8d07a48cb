import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { parseTag, tagProblem } from '../../jobs/newExportJobRules';
import { plainText } from '../../jobs/plainText';
import type { Tag } from '../../jobs/ports';
import { withoutIcons } from '../remedies';
import type { StepContext } from './fieldSteps';
import { noticeItems, problemItem } from './noticeItems';
import type { StepAnswer, StepItem } from './stepScreen';

/** Tags one by one: `key=value` and Enter adds one, and Enter with nothing typed goes on. */
export function askTags({ form, screen, canStartAnew }: StepContext): Promise<StepAnswer> {
  const pick = vscode.window.createQuickPick<StepItem & { readonly tag?: Tag }>();
  const remove = { iconPath: new vscode.ThemeIcon('trash'), tooltip: l10n.t('Remove This Tag') };
  const tags = () => form.values.tags ?? [];
  const setTags = (changed: readonly Tag[]) => {
    form.set({ tags: changed });
    form.type('tags', '');
    pick.value = '';
    draw();
  };
  const typedItems = (): StepItem[] => {
    const tag = parseTag(pick.value);
    const problem = tagProblem(tag, tags());
    return problem === undefined
      ? [
          {
            label: `$(add) ${withoutIcons(plainText(l10n.t('Add {0}', tagText(tag))))}`,
            alwaysShow: true,
            choose: () => {
              setTags([...tags(), tag]);
              return undefined;
            },
          },
        ]
      : [problemItem(problem, 'team=planning')];
  };
  const goOn = (): StepItem => ({
    label:
      tags().length === 0
        ? l10n.t('No Tags')
        : tags().length === 1
          ? l10n.t('Go On with 1 Tag')
          : l10n.t('Go On with {0} Tags', tags().length),
    alwaysShow: true,
    choose: () => {
      form.set({ tags: tags() });
      return { kind: 'next' };
    },
  });
  const draw = () => {
    const top = pick.value.trim() === '' ? [goOn()] : typedItems();
    pick.items = [
      ...noticeItems(form, () => screen.answer({ kind: 'create' })),
      ...top,
      ...tags().map(tag => ({
        label: withoutIcons(plainText(tagText(tag))),
        alwaysShow: true,
        buttons: [remove],
        tag,
      })),
    ];
    pick.activeItems = top;
  };
  pick.placeholder = l10n.t('Type a tag as key=value and press Enter to add it');
  pick.value = form.typed('tags') ?? '';
  draw();
  pick.onDidChangeValue(value => {
    form.type('tags', value);
    draw();
  });
  pick.onDidTriggerItemButton(({ item }) => setTags(tags().filter(tag => tag !== item.tag)));
  pick.onDidAccept(() => {
    const answer = pick.selectedItems[0]?.choose?.();
    if (answer) {
      screen.answer(answer);
    }
  });
  return screen.show(form, pick, canStartAnew);
}

export function tagText({ key, value }: Tag): string {
  return `${key}=${value}`;
}
