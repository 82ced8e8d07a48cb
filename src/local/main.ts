import { helpText, readCommandLine, UsageError } from './commandLine';
import type { LocalServiceHandle } from './http';
import { startLocalService } from './http';
import type { ObjectServerHandle } from './objectServer';
import { startObjectServer } from './objectServer';

/** `npm run local`: exits with 0 at Ctrl-C, 1 where it can't listen, 2 where it was called wrongly. */
async function main(): Promise<void> {
  const options = readCommandLine(process.argv.slice(2));
  if (options === undefined) {
    process.stdout.write(helpText());
    return;
  }
  const handle = await startLocalService(options);
  const objects = await startObjectServer({ ...handle, port: options.s3Port }).catch(
    async (error: unknown) => {
      await handle.close();
      throw error;
    },
  );
  // Who reads the lines may close the pipe and go on: the service stays.
  process.stdout.on('error', () => undefined);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(
      signal,
      () => void Promise.all([handle.close(), objects.close()]).then(() => process.exit(0)),
    );
  }
  process.stdout.write(shellLines(handle, objects));
  process.stderr.write(
    `Local Forecast service on ${handle.url}, ${handle.service.account.jobs.size} export jobs. Ctrl-C ends it.\n`,
  );
}

function shellLines(handle: LocalServiceHandle, objects: ObjectServerHandle): string {
  return [
    `export AWS_ENDPOINT_URL_FORECAST=${handle.url}`,
    `export AWS_ENDPOINT_URL_S3=${objects.url}`,
    `export AWS_REGION=${handle.region}`,
    // The same for boto3 and version 1 of the AWS CLI, which read no other name.
    `export AWS_DEFAULT_REGION=${handle.region}`,
    `export AWS_ACCESS_KEY_ID=${handle.accessKeyId}`,
    `export AWS_SECRET_ACCESS_KEY=${handle.secretAccessKey}`,
    '',
  ].join('\n');
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE')
    return 'The port is taken. Choose another with --port (or --s3-port), or --port 0 for any that is free.';
  if (code === 'EACCES')
    return 'The port may not be used. Choose another with --port (or --s3-port), or --port 0 for any that is free.';
  return error instanceof Error ? error.message : String(error);
}

main().catch((error: unknown) => {
  const misused = error instanceof UsageError;
  process.stderr.write(`${reasonOf(error)}${misused ? ' (--help tells more)' : ''}\n`);
  process.exitCode = misused ? 2 : 1;
});
