import type { Connection } from './ports';

/**
 * What the AWS CLI has to be told of a connection.
 * @param endpoint what the connection uses instead of the region's own, as far as the CLI doesn't find it by itself;
 * '' is none
 */
export function cliOptions(
  { choice, region }: Pick<Connection, 'choice' | 'region'>,
  endpoint: string,
): readonly string[] {
  return [
    ...['--region', region],
    ...(choice.kind === 'profile' ? ['--profile', choice.profile] : []),
    ...(choice.kind === 'sample' || endpoint === '' ? [] : ['--endpoint-url', endpoint]),
  ];
}
