import { afterEach, expect } from 'vitest';
import { startLocalService, type LocalServiceHandle, type LocalServiceOptions } from '../../src/local/http';
import type { ForecastExports } from '../harness/forecastExports';

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
    if (await app().workbench.quickInput.isOpen()) {
      await app().workbench.quickInput.cancel();
    }
  });
}

/**
 * What has to hold after whatever was done: no secret in a log, in the settings or on the screen, no error that
 * nobody caught, nothing asked of another machine but what was opened on purpose.
 */
export async function expectQuietRun(
  app: ForecastExports,
  secrets: readonly string[] = ['LOCALFORECASTEXAMPLE', 'local/forecast/service', sessionToken],
): Promise<void> {
  const { editor, workbench } = app;
  const own = await editor.readLogs('forecast-exports.forecast-exports');
  const shown = (await workbench.notifications.visible()).map(one => one.message).join('\n');
  const written = [await editor.readLogs(), await editor.readUserSettings(), shown].join('\n');
  expect(secrets.filter(secret => written.includes(secret))).toEqual([]);
  expect(own.split('\n').filter(line => / \[error\] /.test(line))).toEqual([]);
  const opened = new Set(workbench.openedLinks);
  expect(
    workbench.outsideRequests.filter(address => !opened.has(address) && !address.includes('open-vsx.org')),
  ).toEqual([]);
}
