import * as l10n from '@vscode/l10n';
import { byteSize } from '../../data/byteSize';
import type { ExportFiles } from '../../data/exportFiles';
import { localNumber } from '../../data/localNumber';
import { failureText } from '../../jobs/failure';

/** What is said of a job's files: how many, how large, and whether they are whole. */
export interface FilesSummary {
  /** `4 files · 1.2 MB`. */
  readonly label: string;
  /** Why they may not be whole; '' where they are. */
  readonly doubt: string;
  /** Whole sentences. */
  readonly facts: readonly string[];
}

/** @param language a language tag, as the editor's */
export function filesSummary(files: ExportFiles, language: string): FilesSummary {
  const { parts, wholeness } = files;
  const bytes = byteSize(
    parts.reduce((sum, { size }) => sum + size, 0),
    language,
  );
  const count = `${localNumber(parts.length, language)}${wholeness.listed ? '' : '+'}`;
  const label = parts.length === 1 && wholeness.listed ? l10n.t('1 file') : l10n.t('{0} files', count);
  const doubts = parts.length === 0 ? [] : doubtsOf(files);
  return {
    label: `${label} · ${wholeness.listed ? bytes : `${bytes}+`}`,
    doubt: doubts[0]?.short ?? '',
    facts: [
      ...doubts.map(({ long }) => long),
      ...(doubts.length === 0 && wholeness.listed && parts.length > 0
        ? [
            l10n.t(
              'Whole: the parts are numbered without gaps, and Amazon Forecast has marked the folder with _SUCCESS.',
            ),
          ]
        : []),
    ],
  };
}

interface Doubt {
  readonly short: string;
  readonly long: string;
}

function doubtsOf({ wholeness, markersFailure }: ExportFiles): Doubt[] {
  const { listed, missing, certain, markers } = wholeness;
  const doubts: Doubt[] = [];
  if (!certain) {
    doubts.push({
      short: l10n.t('perhaps of other exports, too'),
      long: l10n.t(
        'Exports of this name may have written to this folder at other times, and the times in the names do not tell which files are this job’s alone.',
      ),
    });
  }
  if (listed && missing.length > 0) {
    const parts = missing.map(number => `part${number}`).join(', ');
    doubts.push({
      short: l10n.t('not whole: {0} missing', parts),
      long: l10n.t('Parts are missing: {0}. They may have been deleted or moved.', parts),
    });
  }
  if (listed && markers && !markers.success) {
    doubts.push({
      short: l10n.t('not marked as whole'),
      long: l10n.t(
        'The folder has no _SUCCESS, which Amazon Forecast writes right after an export has ended: it may have been deleted.',
      ),
    });
  }
  if (listed && markersFailure) {
    doubts.push({
      short: l10n.t('whether it is whole is not known'),
      long: l10n.t('The markers could not be looked for: {0}', failureText(markersFailure)),
    });
  }
  return doubts;
}

/** Why a job has no files to show. */
export function noFilesText(path: string): string {
  return l10n.t('No files of this export are in {0}. They may have been deleted or moved.', path);
}
