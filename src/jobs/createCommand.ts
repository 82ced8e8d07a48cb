import { cliOptions } from './cliOptions';
import { createRequest, type NewExportJob } from './newExportJob';
import type { Connection } from './ports';
import { shellCommand } from './shellCommand';

/**
 * The AWS CLI command that makes this export job, as one line for a shell.
 * @param endpoint as for `cliOptions`
 */
export function createCommand(
  job: NewExportJob,
  connection: Pick<Connection, 'choice' | 'region'>,
  endpoint: string,
): string {
  const { ForecastExportJobName, ForecastArn, Destination, Format, Tags } = createRequest(job);
  return shellCommand([
    ...['aws', 'forecast', 'create-forecast-export-job'],
    ...['--forecast-export-job-name', ForecastExportJobName],
    ...['--forecast-arn', ForecastArn],
    ...['--destination', asciiJson(Destination)],
    ...(Format === undefined ? [] : ['--format', Format]),
    ...(Tags === undefined ? [] : ['--tags', asciiJson(Tags)]),
    ...cliOptions(connection, endpoint),
  ]);
}

/** JSON that is the same in a terminal of any locale, and in which nothing can hide. */
function asciiJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[^\x20-\x7e]/g,
    unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
