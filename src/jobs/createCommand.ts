import { createRequest, type NewExportJob } from './newExportJob';
import { shellCommand } from './shellCommand';

/** What the AWS CLI has to be told of the connection. */
export interface CliConnection {
  readonly region: string;
  readonly profile?: string;
  readonly endpoint?: string;
}

/** The AWS CLI command that makes this export job, as one line for a shell. */
export function createCommand(job: NewExportJob, { region, profile, endpoint }: CliConnection): string {
  const { ForecastExportJobName, ForecastArn, Destination, Format, Tags } = createRequest(job);
  return shellCommand([
    ...['aws', 'forecast', 'create-forecast-export-job'],
    ...['--forecast-export-job-name', ForecastExportJobName],
    ...['--forecast-arn', ForecastArn],
    ...['--destination', asciiJson(Destination)],
    ...(Format === undefined ? [] : ['--format', Format]),
    ...(Tags === undefined ? [] : ['--tags', asciiJson(Tags)]),
    ...['--region', region],
    ...(profile === undefined ? [] : ['--profile', profile]),
    ...(endpoint === undefined || endpoint === '' ? [] : ['--endpoint-url', endpoint]),
  ]);
}

/** JSON that is the same in a terminal of any locale, and in which nothing can hide. */
function asciiJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[^\x20-\x7e]/g,
    unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
