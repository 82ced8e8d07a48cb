import * as l10n from '@vscode/l10n';
import { CancelledError, FailureError, type Failure } from '../jobs/failure';
import { retry, showLog } from '../jobs/faultWords';
import { plainText } from '../jobs/plainText';
import type { ExportPart } from './exportedData';

/** A part's contents aren't what they should be. */
function contents(what: string, helps = ''): Failure {
  return { kind: 'shape', what, helps, remedies: [retry] };
}

function nameOf(part: ExportPart): string {
  return plainText(part.name);
}

export function compressed(part: ExportPart): FailureError {
  return new FailureError(
    contents(
      l10n.t('This part is compressed with gzip, not plain text: {0}', nameOf(part)),
      l10n.t('Amazon Forecast writes its parts uncompressed; something else may have replaced this one.'),
    ),
  );
}

export function parquetInCsv(part: ExportPart): FailureError {
  return new FailureError(
    contents(l10n.t('This part is a Parquet file in spite of its name: {0}', nameOf(part))),
  );
}

export function notText(part: ExportPart): FailureError {
  return new FailureError(
    contents(
      l10n.t('This part is not text in UTF-8: {0}', nameOf(part)),
      l10n.t('It may be compressed, or in another encoding.'),
    ),
  );
}

export function headerTooLong(part: ExportPart): FailureError {
  return new FailureError(
    contents(l10n.t("This part's first line is too long for a header: {0}", nameOf(part))),
  );
}

export function tooManyColumns(part: ExportPart): FailureError {
  return new FailureError(contents(l10n.t('This part has too many columns: {0}', nameOf(part))));
}

export function noParquet(part: ExportPart): FailureError {
  return new FailureError(contents(l10n.t('This part is not a Parquet file: {0}', nameOf(part))));
}

export function unfinishedParquet(part: ExportPart): FailureError {
  return new FailureError(
    contents(
      l10n.t('This Parquet file has no end yet: {0}', nameOf(part)),
      l10n.t('It may still be being written, or was cut. Try again in a while.'),
    ),
  );
}

export function unknownCodec(part: ExportPart, codec: string): FailureError {
  return new FailureError(
    contents(
      l10n.t(
        'This Parquet file is compressed with {0}, which can not be read here: {1}',
        codec,
        nameOf(part),
      ),
    ),
  );
}

/** @param error what the reader of Parquet said */
export function damagedParquet(part: ExportPart, error: unknown): FailureError {
  const said = plainText(error instanceof Error ? error.message : String(error));
  return new FailureError(
    contents(
      l10n.t('This Parquet file is damaged, or of a kind that can not be read here: {0}', nameOf(part)),
      l10n.t('The reader said: {0}', said),
    ),
  );
}

/** What the library throws says that the file isn't what it should be. */
export function parquetFault(part: ExportPart, error: unknown): Error {
  return error instanceof FailureError || error instanceof CancelledError
    ? error
    : damagedParquet(part, error);
}

export function noItemColumn(part: ExportPart): FailureError {
  return new FailureError(contents(l10n.t('This part has no column item_id: {0}', nameOf(part))));
}

export function noColumn(part: ExportPart, column: string): FailureError {
  return new FailureError(
    contents(l10n.t('This part has no column {0}: {1}', plainText(column), nameOf(part))),
  );
}

/** Of two exports that are to be compared. */
export function nothingInCommon(): FailureError {
  return new FailureError({
    kind: 'shape',
    what: l10n.t('The two exports have no column of values in common.'),
    helps: l10n.t('Compare exports that have a quantile or the mean in both.'),
    remedies: [],
  });
}

export function shorterThanListed(part: ExportPart): FailureError {
  return new FailureError({
    kind: 'changed',
    what: l10n.t('This part is shorter now than when it was listed: {0}', nameOf(part)),
    helps: l10n.t('Refresh, and open the data again.'),
    remedies: [retry],
  });
}

/** Lines that were left out, while the rest of the part was read. */
export function linesLeftOut(part: ExportPart, count: number): Failure {
  const helps = l10n.t('The other lines were read. Download the part to see all of it.');
  return count === 1
    ? contents(l10n.t('A line of this part is too long, and was left out: {0}', nameOf(part)), helps)
    : contents(
        l10n.t('Lines of this part that are too long were left out ({0}): {1}', count, nameOf(part)),
        helps,
      );
}

/** Why a part could not be read. A cancelled reading is no fault: it is thrown on. */
export function failureOf(error: unknown, part: ExportPart): Failure {
  if (error instanceof CancelledError) {
    throw error;
  }
  if (error instanceof FailureError) {
    return error.failure;
  }
  return {
    kind: 'other',
    what: l10n.t('This part could not be read: {0}', nameOf(part)),
    helps: plainText(error instanceof Error ? error.message : String(error)),
    remedies: [retry, showLog],
  };
}

/** Whether it is the part that is at fault: the next one may well be read. Otherwise the next would fail as well. */
export function isOfThePart({ kind }: Failure): boolean {
  switch (kind) {
    case 'shape':
    case 'changed':
    case 'notFound':
    case 'denied':
    case 'invalidInput':
      return true;
    default:
      return false;
  }
}
