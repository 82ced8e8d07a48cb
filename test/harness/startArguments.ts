export interface StartArguments {
  readonly kind: 'start';
  /** Absent: the usual one or the next that is free. 0: any. */
  readonly port?: number;
  readonly endpoint?: string;
  readonly region?: string;
  readonly desktop: boolean;
}

export const startHelp = `npm start: the extension in a real editor, on sample data, until Ctrl-C

  npm start -- --port N       open it on port N (default 4570, or the next that is free; 0: any)
  npm start -- --endpoint URL --region R
                              use a Forecast service over HTTP, with the AWS credentials of this shell
  npm start -- --desktop      VS Code of the desktop instead of one in the browser
  npm start -- --help         this text`;

/** Reads the arguments of `npm start`; what is wrong with them is said in one line. */
export function parseStartArguments(
  args: readonly string[],
): StartArguments | { readonly kind: 'help' } | { readonly kind: 'wrong'; readonly message: string } {
  const values = new Map<string, string>();
  let desktop = false;
  const wrong = (message: string) => ({ kind: 'wrong', message: `${message} (--help tells more)` }) as const;
  for (let index = 0; index < args.length; index++) {
    const [name = '', attached] = (args[index] ?? '').split(/=(.*)/s, 2);
    if (name === '--help' || name === '-h') {
      return { kind: 'help' };
    }
    if (name === '--desktop' && attached === undefined) {
      desktop = true;
      continue;
    }
    if (name !== '--port' && name !== '--endpoint' && name !== '--region') {
      return wrong(`Unknown argument ${args[index] ?? ''}`);
    }
    const value = attached ?? args[++index];
    if (value === undefined || value === '' || value.startsWith('--')) {
      return wrong(`${name} needs a value`);
    }
    values.set(name, value);
  }
  const [port, endpoint, region] = ['--port', '--endpoint', '--region'].map(name => values.get(name));
  if (port !== undefined && !(/^\d{1,5}$/.test(port) && Number(port) <= 65535)) {
    return wrong(`--port needs a number from 0 to 65535, not ${port}`);
  }
  if (port !== undefined && desktop) {
    return wrong('--port has no meaning with --desktop');
  }
  if (endpoint !== undefined && !isHttpAddress(endpoint)) {
    return wrong(`--endpoint needs an address as http://127.0.0.1:4580, not ${endpoint}`);
  }
  if (region !== undefined && endpoint === undefined) {
    return wrong('--region is for --endpoint: name both');
  }
  if (region !== undefined && !/^[a-z0-9-]{1,64}$/.test(region)) {
    return wrong(`--region needs a region as us-west-2, not ${region}`);
  }
  return {
    kind: 'start',
    desktop,
    ...(port === undefined ? {} : { port: Number(port) }),
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(region === undefined ? {} : { region }),
  };
}

function isHttpAddress(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}
