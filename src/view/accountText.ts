import * as l10n from '@vscode/l10n';
import { plainText } from '../jobs/plainText';
import type { ConnectionChoice } from '../jobs/ports';
import type { Origin } from './detailsAddress';

/** What a connection was made with, in a word. */
export function choiceText(choice: ConnectionChoice): string {
  switch (choice.kind) {
    case 'sample':
      return l10n.t('Sample data');
    case 'environment':
      return l10n.t('Environment');
    case 'profile':
      return plainText(choice.profile, 80);
  }
}

/** An account and its region: `work · us-west-2`. */
export function accountText({ choice, region }: Origin): string {
  return `${choiceText(choice)} · ${region}`;
}
