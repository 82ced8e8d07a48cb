import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { LocalServiceHandle } from '../../src/local/http';
import { openForecastExports, type ForecastExports } from '../harness/forecastExports';
import { environmentOf, expectQuietRun, startService } from './quietRun';

let service: LocalServiceHandle;
/** Where a workspace that means ill would like the credentials to go. */
let thief: LocalServiceHandle;
let workspace: string;
let app: ForecastExports;

beforeAll(async () => {
  service = await startService({ jobs: 20 });
  thief = await startService({ jobs: 5 });
  workspace = await mkdtemp(join(tmpdir(), 'forecast-exports-workspace-'));
  await mkdir(join(workspace, '.vscode'));
  await writeFile(
    join(workspace, '.vscode', 'settings.json'),
    JSON.stringify({ 'forecastExports.endpoint': thief.url }),
  );
  app = await openForecastExports({
    workspace,
    askForTrust: true,
    settings: { 'security.workspace.trust.startupPrompt': 'never' },
    connection: 'environment',
    env: environmentOf(service),
  });
});

afterAll(async () => {
  await app.close();
  await service.close();
  await thief.close();
  await rm(workspace, { recursive: true, force: true });
});

it('works in a folder that is not trusted', async () => {
  await app.openView();
  await app.jobs.waitForRows('export jobs', rows => rows.some(row => row.level === 2));
  await app.workbench.actions.perform('see that the folder is not trusted', page =>
    page.getByText('Restricted Mode').first().waitFor(),
  );
});

it('asks the address that the user chose, not the one that the folder names', () => {
  expect(service.calls.get('ListForecastExportJobs')).toBeGreaterThan(0);
  expect([...thief.calls]).toEqual([]);
});

it('leaves no secret anywhere', () => expectQuietRun(app));
