import * as l10n from '@vscode/l10n';
import type { ExportJobForm } from '../../jobs/exportJobForm';
import { showFailure, withoutIcons } from '../remedies';
import type { StepItem } from './stepScreen';

/** What a row of a quick pick has room for, in characters. */
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

/** Breaks a text into lines between its words; a word that is longer than a line, anywhere. */
function wrapped(text: string): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text
    .split(' ')
    .flatMap(part => part.match(new RegExp(`.{1,${rowLength}}`, 'gu')) ?? [])) {
    if (line !== '' && line.length + 1 + word.length > rowLength) {
      lines.push(line);
      line = '';
    }
    line = line === '' ? word : `${line} ${word}`;
  }
  const all = [...lines, line];
  return all.length <= mostLines ? all : [...all.slice(0, mostLines - 1), `${all[mostLines - 1] ?? ''}…`];
}
