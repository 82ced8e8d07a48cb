import { parseArgs } from 'node:util';
import type { Fault } from './faults';
import { faultNames, readFault } from './faults';
import type { LocalServiceOptions } from './http';
import type { PageFill } from './paging';

/** What can't be understood of a command line, in one line. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

export interface CommandLine extends LocalServiceOptions {
  /** The port of the S3 server; 0: any that is free. */
  readonly s3Port: number;
}

const pageFills: readonly PageFill[] = ['full', 'uneven', 'uneven-later'];

/**
 * The options of `npm run local`; undefined: help was asked for.
 * @throws UsageError
 */
export function readCommandLine(args: readonly string[]): CommandLine | undefined {
  const values = parse(args);
  if (values.help === true) return undefined;
  const region = values.region ?? 'us-west-2';
  if (!/^[a-z]{2}(-[a-z]+)+-\d+$/.test(region))
    throw new UsageError(`--region must be a region, as us-west-2: ${region}`);
  const pages = pageFills.find(fill => fill === (values.pages ?? 'full'));
  if (pages === undefined)
    throw new UsageError(`--pages must be one of ${pageFills.join(', ')}: ${values.pages ?? ''}`);
  const port = wholeNumber('port', values.port ?? '4580', 65_535);
  const nextPort = port === 0 || port === 65_535 ? 0 : port + 1;
  return {
    port,
    s3Port: wholeNumber('s3-port', values['s3-port'] ?? String(nextPort), 65_535),
    jobs: wholeNumber('jobs', values.jobs ?? '1000', 1_000_000),
    seed: wholeNumber('seed', values.seed ?? '7', 0xffff_ffff),
    region,
    pages,
    faults: (values.fault ?? []).map(readFaultArgument),
  };
}

function parse(args: readonly string[]) {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        port: { type: 'string' },
        's3-port': { type: 'string' },
        jobs: { type: 'string' },
        seed: { type: 'string' },
        region: { type: 'string' },
        pages: { type: 'string' },
        fault: { type: 'string', multiple: true },
        help: { type: 'boolean', short: 'h' },
      },
    });
    return values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error));
  }
}

function wholeNumber(name: string, text: string, max: number): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value > max) {
    throw new UsageError(`--${name} must be a whole number from 0 to ${max}: ${text}`);
  }
  return value;
}

function readFaultArgument(text: string): Fault {
  try {
    return readFault(text);
  } catch (error) {
    if (error instanceof RangeError) throw new UsageError(error.message);
    throw error;
  }
}

/** What `--help` prints. */
export function helpText(): string {
  const faults = Object.entries(faultNames).map(([name, meaning]) => `  ${name.padEnd(16)} ${meaning}`);
  return `npm run local -- [--port 4580] [--s3-port 4581] [--jobs 1000] [--seed 7] [--region us-west-2] [--pages full] [--fault NAME]…

A Forecast service on this machine over a made-up account, and an S3 server with what the account has exported.
Once they answer it prints the lines that point a shell to them (for the AWS CLI from 2.13 and boto3 from 1.28; older ones need --endpoint-url) and stays until
Ctrl-C. The same arguments make the same account.

  --port N     the port on 127.0.0.1; 0: any that is free
  --s3-port N  that of the S3 server; the next one, unless given
  --jobs N     how many export jobs the account has
  --seed N     which account
  --region R   the only region that it answers for
  --pages P    full; uneven: pages may come short or empty; uneven-later: but not the first page of a list
  --fault F    what it does wrong; may be given more than once: NAME[:operation=O,after=N,times=N,ms=N]
               and for any error of the service: error:code=C,status=N,message=TEXT (the message last)

An export that is created under a name that ends in _fails fails; one that ends in _stays can't be deleted.

An operation of S3 (ListObjectsV2, GetObject, HeadBucket) takes the faults of connections, of access and of any error;
they happen at the address of Forecast, which answers S3's reading requests as well: AWS_ENDPOINT_URL_S3 has to name it.

Faults:
${faults.join('\n')}

While it runs: GET or POST /__control with a header x-local-control, and as JSON {"faults": ["throttle:times=2"]}
(in place of those that are on) or {"advance": SECONDS} (moves the account's clock on).
`;
}
