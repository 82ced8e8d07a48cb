import type { ForecastExportJob } from './exportJob';

/** A job under the names of the service's API, times in ISO 8601. Members it did not send are left out. */
export function wireJob(job: ForecastExportJob): object {
  return {
    ForecastExportJobArn: job.arn,
    ForecastExportJobName: job.name,
    Destination: {
      S3Config: {
        Path: job.destination.path,
        RoleArn: job.destination.roleArn,
        KMSKeyArn: job.destination.kmsKeyArn,
      },
    },
    Status: job.status,
    Message: job.message,
    CreationTime: job.creationTime,
    LastModificationTime: job.lastModificationTime,
  };
}

/** A list of jobs with what it is of, and whether it is whole. */
export interface JobList {
  /** What the list is of, in a few words. */
  readonly title: string;
  readonly jobs: readonly ForecastExportJob[];
  /** Why the list isn't whole; '' where it is. */
  readonly note: string;
}

/** Draw nothing, or turn what is drawn around: an editor would show something else than what is there. */
const unseen = /[\p{Cf}\p{Co}\p{Default_Ignorable_Code_Point}\u007F-\u009F\u2028\u2029]/gu;

/** A list as JSON: the values as the service sent them, and every character that can't be seen escaped. */
export function jsonText({ title, jobs, note }: JobList): string {
  const list = {
    title,
    complete: note === '',
    ...(note === '' ? {} : { note }),
    count: jobs.length,
    jobs: jobs.map(wireJob),
  };
  return `${JSON.stringify(list, null, 2).replace(unseen, escaped)}\n`;
}

function escaped(character: string): string {
  return [...Array(character.length).keys()]
    .map(place => `\\u${character.charCodeAt(place).toString(16).padStart(4, '0')}`)
    .join('');
}
