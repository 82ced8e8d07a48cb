import * as l10n from '@vscode/l10n';
import type { ExportJobForm } from '../../jobs/exportJobForm';
import { textLines, textWidth } from '../../jobs/textLines';
import { showFailure, withoutIcons } from '../remedies';
import type { StepItem } from './stepScreen';

/** What a row of a quick pick has room for, in letters. */
const rowLength = 78;
const mostLines = 6;

/**
 * Why a step is shown again, as items above its own: a quick pick has no other place for words. Choosing one tells a
 * refusal of the service whole, with what helps.
 */
export function noticeItems(form: ExportJobForm, retry: () => unknown): StepItem[] {
  const { notice } = form;
  if (notice?.step !== form.step) {
    return [];
  }
  const { failure, text } = notice;
  const lines = wrapped(text);
  const items: StepItem[] = [];
  for (let line = 0; line < lines.length; line += 2) {
    items.push({
      label: `${line === 0 ? `$(${failure ? 'error' : 'info'}) ` : ''}${withoutIcons(lines[line] ?? '')}`,
      ...(lines[line + 1] === undefined ? {} : { detail: withoutIcons(lines[line + 1] ?? '') }),
      alwaysShow: true,
      choose: () => {
        if (failure) {
          void showFailure(failure, retry);
        }
        return undefined;
      },
    });
  }
  return items;
}

/** Why what is typed can't be taken. */
export function problemItem(problem: string, example: string): StepItem {
  return {
    label: `$(error) ${problem}`,
    detail: l10n.t('For example {0}', example),
    alwaysShow: true,
  };
}

/** Lines of a text; a word that is longer than a line is broken anywhere. */
function wrapped(text: string): readonly string[] {
  const all = textLines(text, rowLength).flatMap(
    line => (textWidth(line) > rowLength && line.match(new RegExp(`.{1,${rowLength}}`, 'gu'))) || [line],
  );
  return all.length <= mostLines ? all : [...all.slice(0, mostLines - 1), `${all[mostLines - 1] ?? ''}…`];
}
