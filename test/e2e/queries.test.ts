import { afterAll, beforeAll, expect, it } from 'vitest';
import type { LocalServiceHandle } from '../../src/local/http';
import { AthenaDoor } from '../harness/athenaDoor';
import { openForecastExports, type ForecastExports } from '../harness/forecastExports';
import { PreviewFrame } from '../harness/previewFrame';
import { closePalettes, environmentOf, expectQuietRun, startService } from './quietRun';

let service: LocalServiceHandle;
let door: AthenaDoor;
let app: ForecastExports;

beforeAll(async () => {
  service = await startService({ jobs: 60 });
  const { region, accessKeyId, secretAccessKey } = service;
  door = await AthenaDoor.open({
    region,
    credentials: { accessKeyId, secretAccessKey },
    workgroups: {
      primary: { configuration: { ResultConfiguration: { OutputLocation: 's3://results/here/' } } },
    },
    run: () =>
      Promise.resolve({
        columns: [
          { name: 'item_id', type: 'varchar' },
          { name: 'total', type: 'double' },
        ],
        rows: [
          ['<img src=x onerror=alert(1)>', '3'],
          ['größe', '20.5'],
        ],
      }),
  });
  app = await openForecastExports({
    connection: 'environment',
    env: { ...environmentOf(service), AWS_ENDPOINT_URL_ATHENA: door.url },
    settings: { 'forecastExports.updates': 'off' },
  });
  await app.openView();
});

closePalettes(() => app);

afterAll(async () => {
  await app.close();
  await door.close();
  await service.close();
});

it('runs a statement of an export by the lens above it, and shows the rows in the table', async () => {
  const isActive = (row: { level: number; icon: string }) => row.level === 2 && row.icon === 'codicon-pass';
  await app.jobs.waitForRow(isActive);
  const menu = await app.jobs.contextMenu(isActive);
  await menu.choose('Query with Athena…');
  const lens = app.workbench.page.locator('.codelens-decoration a').filter({ hasText: 'Run in Athena' });
  await lens.first().waitFor({ timeout: 30_000 });
  await lens.first().click();
  const page = new PreviewFrame(app.workbench.actions);
  await page.waitForRows();
  expect(await page.cells('rows', 0)).toEqual(['<img src=x onerror=alert(1)>', 'größe']);
  expect(await page.status.innerText()).toMatch(/^2 rows: [\d.]+ KB scanned, [\d.]+ s$/);
  expect(await page.tab('Summary').count()).toBe(0);
  expect(await page.itemInput.isVisible()).toBe(false);
  expect(await page.violations()).toEqual([]);
  expect(door.queries[0]?.input.QueryString).toMatch(/^CREATE EXTERNAL TABLE/);
});

it('leaves no secret anywhere', () => expectQuietRun(app));
