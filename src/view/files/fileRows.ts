import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { byteSize } from '../../data/byteSize';
import type { ExportPart } from '../../data/exportedData';
import type { ExportFiles } from '../../data/exportFiles';
import { localNumber } from '../../data/localNumber';
import { escapedMarkdown } from '../../jobs/escapedMarkdown';
import type { ForecastExportJob } from '../../jobs/exportJob';
import { failureText } from '../../jobs/failure';
import { plainText } from '../../jobs/plainText';
import type { CommandId } from '../../manifest';
import { fullTime } from '../timeText';
import { tailRowItem } from '../rowItems';
import { rowId, type Row } from '../rows';
import { filesSummary, noFilesText } from './fileText';

/** A row below a job: all its files, one of them, or what stands below those read so far. */
export type FileRow = Row & { readonly kind: 'files' | 'file' | 'filesTail' };

/** Keeps the rows of a job's files: the editor tells rows apart by object. */
export class FileRows {
  readonly #rows = new Map<string, FileRow>();

  /** What stands below a job, from top to bottom. */
  below(job: ForecastExportJob, files: ExportFiles): Row[] {
    const { tail, parts } = files;
    const jobId = job.id;
    if (parts.length === 0) {
      return tail.kind === 'end'
        ? [{ kind: 'note', label: noFilesText(plainText(job.destination.path ?? '')), icon: 'info' }]
        : [this.#kept({ kind: 'filesTail', jobId })];
    }
    return [
      this.#kept({ kind: 'files', jobId }),
      ...parts.map(({ key }) => this.#kept({ kind: 'file', jobId, key })),
      ...(tail.kind === 'end' ? [] : [this.#kept({ kind: 'filesTail', jobId })]),
    ];
  }

  clear(): void {
    this.#rows.clear();
  }

  #kept(row: FileRow): FileRow {
    const id = rowId(row) ?? '';
    const known = this.#rows.get(id) ?? row;
    this.#rows.set(id, known);
    return known;
  }
}

/** How a row below a job is drawn. */
export function fileItem(row: FileRow, files: ExportFiles | undefined): vscode.TreeItem {
  switch (row.kind) {
    case 'files':
      return filesItem(row, files);
    case 'file':
      return partItem(row, files?.part(row.key));
    case 'filesTail':
      return tailItem(row, files);
  }
}

function filesItem(row: FileRow, files: ExportFiles | undefined): vscode.TreeItem {
  const { label, doubt, facts } = files
    ? filesSummary(files, vscode.env.language)
    : { label: '', doubt: '', facts: [] };
  const item = new vscode.TreeItem(label, vscode.TreeItemCollapsibleState.None);
  item.description = doubt;
  item.iconPath =
    doubt === ''
      ? new vscode.ThemeIcon('database')
      : new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground'));
  item.tooltip = new vscode.MarkdownString(
    [`**${escapedMarkdown(label)}**`, ...facts.map(escapedMarkdown)].join('\n\n'),
  );
  const preview: CommandId = 'forecastExports.previewData';
  const title = l10n.t('Preview Exported Data');
  item.command = { command: preview, title, arguments: [{ kind: 'job', id: row.jobId }] };
  item.contextValue = 'files';
  item.accessibilityInformation = { label: [label, ...facts].join('. ') };
  return item;
}

function partItem(
  row: FileRow,
  part: (ExportPart & { readonly lastModified?: Date }) | undefined,
): vscode.TreeItem {
  if (!part) {
    return new vscode.TreeItem('');
  }
  const { number, format, name, size, bucket, key, lastModified } = part;
  const label = `part${number}.${format === 'CSV' ? 'csv' : 'parquet'}`;
  const item = new vscode.TreeItem(label, vscode.TreeItemCollapsibleState.None);
  const { language } = vscode.env;
  const sized = byteSize(size, language);
  item.description = size === 0 ? l10n.t('empty') : sized;
  item.iconPath = new vscode.ThemeIcon(format === 'CSV' ? 'file' : 'file-binary');
  const facts = [
    l10n.t('S3 URI: {0}', plainText(`s3://${bucket}/${key}`)),
    l10n.t('Size: {0}', size < 1000 ? sized : l10n.t('{0} ({1} bytes)', sized, localNumber(size, language))),
    ...(lastModified ? [l10n.t('Written: {0}', fullTime(lastModified, { locale: language }))] : []),
  ];
  item.tooltip = new vscode.MarkdownString(
    [`**${escapedMarkdown(plainText(name))}**`, ...facts.map(escapedMarkdown)].join('\n\n'),
  );
  const openFile: CommandId = 'forecastExports.openFile';
  item.command = { command: openFile, title: l10n.t('Open'), arguments: [row] };
  item.contextValue = `file.${format === 'CSV' ? 'csv' : 'parquet'}`;
  item.accessibilityInformation = { label: [label, item.description].join(', ') };
  return item;
}

function tailItem(row: FileRow, files: ExportFiles | undefined): vscode.TreeItem {
  const tail = files?.tail ?? { kind: 'more', emptyPages: 0 };
  const item = tailRowItem(row, tail, 'forecastExports.loadMoreFiles');
  const label = typeof item.label === 'string' ? item.label : '';
  const said = typeof item.description === 'string' ? [item.description] : [];
  item.accessibilityInformation = {
    label: [tail.kind === 'failed' ? failureText(tail.failure) : label, ...said].join(' '),
  };
  return item;
}
