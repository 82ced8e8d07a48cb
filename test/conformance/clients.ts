import { execFile, spawnSync } from 'node:child_process';
import { devNull } from 'node:os';
import type { LocalServiceHandle } from '../../src/local/http';

export { howToInstall } from './howToInstall';

export interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Whether there is an AWS CLI. */
export const hasAwsCli = spawnSync('aws', ['--version']).status === 0;

/** The first Python that has all of these. */
export function pythonWith(...modules: readonly string[]): string | undefined {
  return ['python3', '/usr/bin/python3'].find(
    name => spawnSync(name, ['-c', `import ${modules.join(', ')}`]).status === 0,
  );
}

export const python = pythonWith('boto3');

/** An environment in which a client knows nothing but this service: no files of the user's, no instance's role. */
export function environmentOf(
  local: Pick<LocalServiceHandle, 'region' | 'accessKeyId' | 'secretAccessKey'>,
): Record<string, string> {
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('AWS_'));
  return {
    ...(Object.fromEntries(inherited) as Record<string, string>),
    AWS_CONFIG_FILE: devNull,
    AWS_SHARED_CREDENTIALS_FILE: devNull,
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_PAGER: '',
    AWS_MAX_ATTEMPTS: '1',
    AWS_DEFAULT_OUTPUT: 'json',
    AWS_DEFAULT_REGION: local.region,
    AWS_REGION: local.region,
    AWS_ACCESS_KEY_ID: local.accessKeyId,
    AWS_SECRET_ACCESS_KEY: local.secretAccessKey,
    PYTHONDONTWRITEBYTECODE: '1',
    NO_PROXY: '127.0.0.1',
    no_proxy: '127.0.0.1',
  };
}

/** Runs a program to its end; a code other than 0 is an outcome like any. */
export function run(program: string, args: readonly string[], env: Record<string, string>): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    execFile(program, args, { env, maxBuffer: 64 << 20 }, (error, stdout, stderr) => {
      const code = error === null ? 0 : error.code;
      if (typeof code === 'number') resolve({ code, stdout, stderr });
      else reject(new Error(`${program} could not be run.`, { cause: error }));
    });
  });
}
