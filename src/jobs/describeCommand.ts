import { whereJobIs } from './arn';
import type { ForecastExportJob } from './exportJob';
import type { Connection } from './ports';
import { shellCommand } from './shellCommand';

/**
 * The AWS CLI command that tells all of a job, quoted for the shell; undefined for a job without an ARN.
 * @param endpoint what the connection uses instead of the region's own, as far as the CLI doesn't find it by itself;
 * '' is none
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
        ...['--region', whereJobIs(job.arn, region).region],
        ...(choice.kind === 'profile' ? ['--profile', choice.profile] : []),
        ...(choice.kind === 'sample' || endpoint === '' ? [] : ['--endpoint-url', endpoint]),
      ]);
}
