import { whereJobIs } from './arn';
import { cliOptions } from './cliOptions';
import type { ForecastExportJob } from './exportJob';
import type { Connection } from './ports';
import { shellCommand } from './shellCommand';

/**
 * The AWS CLI command that tells all of a job, quoted for the shell; undefined for a job without an ARN.
 * @param endpoint as for `cliOptions`
 */
export function describeCommand(
  job: ForecastExportJob,
  { choice, region }: Pick<Connection, 'choice' | 'region'>,
  endpoint: string,
): string | undefined {
  return job.arn === undefined
    ? undefined
    : shellCommand([
        ...['aws', 'forecast', 'describe-forecast-export-job', '--forecast-export-job-arn', job.arn],
        ...cliOptions({ choice, region: whereJobIs(job.arn, region).region }, endpoint),
      ]);
}
