import * as l10n from '@vscode/l10n';
import { forecastNameOf } from '../jobs/arn';
import { groupOf, timeMeaning, type ForecastExportJob } from '../jobs/exportJob';
import { csvText } from '../jobs/jobListCsv';
import { jsonText, type JobList } from '../jobs/jobListJson';
import { markdownText } from '../jobs/jobListMarkdown';
import type { JobTable } from '../jobs/jobTable';
import { plainText } from '../jobs/plainText';
import { jobName, statusText, timeLabel } from './jobText';

/** A list of jobs as the text of a file. It says what the tree and its tooltips say. Without the editor, for tests. */

export const listFormats = ['csv', 'json', 'md'] as const;

/** Also the ending of the file's name. */
export type ListFormat = (typeof listFormats)[number];

export function listText(list: JobList, format: ListFormat): string {
  switch (format) {
    case 'csv':
      return csvText(jobTable(list));
    case 'json':
      return jsonText(list);
    case 'md':
      return markdownText(jobTable(list));
  }
}

function jobTable({ title, jobs, note }: JobList): JobTable {
  const columns = [
    l10n.t('Status'),
    l10n.t('Name'),
    l10n.t('Forecast'),
    l10n.t('Created'),
    l10n.t('Last Event'),
    l10n.t('Last Event Time'),
    l10n.t('Destination'),
    l10n.t('Role'),
    l10n.t('KMS Key'),
    l10n.t('Message'),
    'ARN',
  ];
  return { title, columns, rows: jobs.map(cells), note };
}

function cells(job: ForecastExportJob): readonly string[] {
  const { path, roleArn, kmsKeyArn } = job.destination;
  const last = timeMeaning(job.status) === 'created' ? undefined : job.lastModificationTime;
  const said = (text: string | undefined) => plainText(text ?? '', 4200);
  return [
    statusText(job, groupOf(job)),
    jobName(job),
    said(forecastNameOf(job.arn)),
    job.creationTime?.toISOString() ?? '',
    last ? timeLabel(job.status) : '',
    last?.toISOString() ?? '',
    said(path),
    said(roleArn),
    said(kmsKeyArn),
    said(job.message),
    said(job.arn),
  ];
}
