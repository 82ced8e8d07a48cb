import { afterEach, expect } from 'vitest';
import { startLocalService, type LocalServiceHandle, type LocalServiceOptions } from '../../src/local/http';
import type { ForecastExports } from '../harness/forecastExports';
import { filesLeftBy, keptByWindow, secretsIn } from '../harness/traces';

/** Long and odd enough to be found wherever it leaks to. */
export const sessionToken = 'session-token-of-nobody-4f1c9e77';

/** A service over HTTP that takes requests with `sessionToken` only. */
export function startService(options: Partial<LocalServiceOptions> = {}): Promise<LocalServiceHandle> {
  return startLocalService({ jobs: 240, seed: 7, sessionToken, ...options });
}

/** The environment with which the extension finds a service and its credentials by itself. */
export function environmentOf(service: LocalServiceHandle): Record<string, string> {
  return {
    AWS_ENDPOINT_URL_FORECAST: service.url,
    AWS_ENDPOINT_URL_S3: service.url,
    AWS_REGION: service.region,
    AWS_ACCESS_KEY_ID: service.accessKeyId,
    AWS_SECRET_ACCESS_KEY: service.secretAccessKey,
    AWS_SESSION_TOKEN: sessionToken,
  };
}

/** Closes what a test leaves open: a palette would cover the rows of the next test. */
export function closePalettes(app: () => ForecastExports): void {
  afterEach(async () => {
    await app().workbench.quickInput.closeLeftOpen();
  });
}

/** What the environment of `environmentOf` holds. */
const ofService = ['LOCALFORECASTEXAMPLE', 'local/forecast/service', sessionToken];

/**
 * What has to hold after whatever was done: no secret in a log, in the settings, in what the editor, its extensions
 * and their webviews keep, in a file that was saved, or in a message that was shown; no signature of a request either;
 * no error that nobody caught, nothing asked of another machine but what was opened on purpose.
 */
export async function expectQuietRun(
  app: ForecastExports,
  secrets: readonly string[] = ofService,
): Promise<void> {
  const { editor, workbench } = app;
  const traces = [...(await filesLeftBy(editor)), ...(await keptByWindow(workbench))];
  // A place that can't be looked into is no place without secrets.
  for (const kind of [
    /^data\/logs\/.*\.log$/,
    /^data\/User\/settings\.json$/,
    /^IndexedDB .*state/,
    /^page of/,
  ]) {
    expect(
      traces.some(({ place, text }) => kind.test(place) && text !== ''),
      String(kind),
    ).toBe(true);
  }
  expect(secretsIn(traces, secrets)).toEqual([]);
  const own = await editor.readLogs('forecast-exports.forecast-exports');
  expect(own.split('\n').filter(line => / \[error\] /.test(line))).toEqual([]);
  const opened = new Set(workbench.openedLinks);
  expect(
    workbench.outsideRequests.filter(address => !opened.has(address) && !address.includes('open-vsx.org')),
  ).toEqual([]);
}
