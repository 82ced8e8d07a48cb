import { afterAll, beforeAll, expect, it } from 'vitest';
import type { LocalServiceHandle } from '../../src/local/http';
import { openForecastExports, type ForecastExports } from '../harness/forecastExports';
import { closePalettes, environmentOf, expectQuietRun, startService } from './quietRun';

let service: LocalServiceHandle;
let app: ForecastExports;

beforeAll(async () => {
  service = await startService({ jobs: 260, forecasts: 6 });
  app = await openForecastExports({
    connection: 'environment',
    env: environmentOf(service),
    settings: { 'forecastExports.pageSize': 20 },
  });
  await app.openView();
  await app.jobs.waitForRows('export jobs', rows => rows.some(row => row.level === 2));
});

closePalettes(() => app);

afterAll(async () => {
  await app.close();
  await service.close();
});

const command = (title: string) => app.workbench.runCommand(`Forecast Exports: ${title}`);
const message = () => expect.poll(() => app.jobs.message(), { timeout: 20_000 });
const soon = { timeout: 20_000 };
const exportable = () => service.service.account.forecasts.all().filter(({ status }) => status === 'ACTIVE');

function forecast(index: number): { readonly arn: string; readonly name: string } {
  const found = exportable()[index];
  if (!found) {
    throw new Error(`there is no forecast ${index}`);
  }
  return found;
}

/** The filters of the calls that have gone out since, as texts; each once. */
function filtersSince(call: number): string[] {
  const texts = service.recorded.slice(call).flatMap(({ operation, input }) => {
    const filters = (input as { Filters?: Record<string, string>[] }).Filters ?? [];
    return operation === 'ListForecastExportJobs'
      ? filters.map(({ Key, Condition, Value }) => `${Key} ${Condition} ${Value}`)
      : [];
  });
  return [...new Set(texts)];
}

async function openForecastPick(condition: 'Show Only…' | 'Hide…'): Promise<void> {
  await command('Filter by Forecast ARN…');
  await app.workbench.quickInput.waitFor('(1/2)');
  await app.workbench.quickInput.choose(condition);
  await app.workbench.quickInput.waitFor('(2/2)');
  await app.workbench.quickInput.waitForItems('the forecasts', items => items.length >= 6);
}

/** The names of the forecasts that the jobs on the screen are of. */
async function shownForecasts(): Promise<string[]> {
  const rows = (await app.jobs.rows()).filter(row => row.level === 2 && row.description.includes(' · '));
  return [...new Set(rows.map(row => row.description.split(' · ')[0] ?? ''))].sort();
}

it('shows only the jobs of two forecasts that were picked, as the service filters them', async () => {
  const sent = service.recorded.length;
  await openForecastPick('Show Only…');
  await app.workbench.quickInput.choose(forecast(0).name);
  await app.workbench.quickInput.choose(forecast(1).name);
  await app.workbench.quickInput.accept();
  await message().toMatch(/^Environment · us-west-2 · only \S+, \S+$/);
  await expect.poll(shownForecasts, soon).toEqual([forecast(0).name, forecast(1).name].sort());
  expect(filtersSince(sent)).toEqual(
    expect.arrayContaining([`ForecastArn IS ${forecast(0).arn}`, `ForecastArn IS ${forecast(1).arn}`]),
  );
});

it('clears the filters', async () => {
  await command('Clear Filters');
  await message().toBe('Environment · us-west-2');
  await expect.poll(async () => (await shownForecasts()).length, soon).toBeGreaterThan(2);
});

it('refuses what is not the ARN of a forecast with a word, and hides the forecast of an ARN that is typed', async () => {
  const sent = service.recorded.length;
  const { arn, name } = forecast(2);
  await openForecastPick('Hide…');
  await app.workbench.quickInput.type('arn:aws:forecast:us-west-2:111122223333:predictor/x');
  await app.workbench.quickInput.waitForItems('why not', items =>
    items.some(item => item.label === 'Not the ARN of a forecast'),
  );
  await app.workbench.quickInput.accept();
  expect(await app.workbench.quickInput.isOpen()).toBe(true);
  await app.workbench.quickInput.type(arn);
  await app.workbench.quickInput.waitForItems('the forecast', items =>
    items.some(item => item.label === name),
  );
  await app.workbench.quickInput.accept();
  await message().toMatch(/^Environment · us-west-2 · without /);
  await app.jobs.waitForRows('export jobs', rows => rows.some(row => row.level === 2));
  await expect.poll(() => filtersSince(sent), soon).toContain(`ForecastArn IS_NOT ${arn}`);
  await expect.poll(shownForecasts, soon).not.toContain(name);
  await command('Clear Filters');
  await message().toBe('Environment · us-west-2');
});

it('shows the statuses that were chosen, and asks the service for them', async () => {
  const sent = service.recorded.length;
  await command('Filter by Status…');
  await app.workbench.quickInput.waitFor('Filter by Status');
  const items = await app.workbench.quickInput.items();
  for (const { label } of items.filter(item => item.label !== 'Failed')) {
    await app.workbench.quickInput.choose(label);
  }
  await app.workbench.quickInput.accept();
  await message().toBe('Environment · us-west-2 · Failed');
  const rows = await app.jobs.waitForRows(
    'one group',
    list => list.filter(row => row.level === 1).length === 1,
  );
  expect(rows[0]?.label).toBe('Failed');
  await expect.poll(() => filtersSince(sent), soon).toContain('Status IS CREATE_FAILED');
  await command('Clear Filters');
  await message().toBe('Environment · us-west-2');
});

it('goes to an ARN that was pasted, without reading the pages before it', async () => {
  const jobs = service.service.account.jobs.all().filter(job => job.status === 'ACTIVE');
  const job = jobs.at(-2);
  const sent = service.recorded.length;
  await app.jobs.waitForRows('export jobs', rows => rows.some(row => row.level === 2));
  await command('Find Export Job…');
  await app.workbench.quickInput.waitFor('Find Export Job:');
  await app.workbench.quickInput.type(job?.arn ?? '');
  await app.workbench.quickInput.choose('Go to this ARN');
  await app.jobs.waitForRows('the job', rows => rows.some(row => row.label === job?.name && row.selected));
  expect(service.recorded.slice(sent).map(call => call.operation)).toContain('DescribeForecastExportJob');
  expect(service.recorded.slice(sent).filter(call => 'NextToken' in (call.input as object))).toEqual([]);
});

it('finds a job on a page that is not loaded, says how many it has searched, and reveals it', async () => {
  const active = service.service.account.jobs.all().filter(job => job.status === 'ACTIVE');
  const oldest = active.at(-1);
  if (!oldest) {
    throw new Error('there is no active job');
  }
  await app.jobs.waitForRows('export jobs', rows => rows.some(row => row.level === 2));
  await command('Find Export Job…');
  await app.workbench.quickInput.waitFor('Find Export Job:');
  const words = `${oldest.name} ${oldest.arn.split('/')[1] ?? ''}`;
  await app.workbench.quickInput.type(words);
  await app.workbench.quickInput.waitForItems('the offer to go on', items =>
    items.some(item => item.label === 'Search the pages not loaded yet'),
  );
  const before = Number(/in (\d+) searched/.exec(await app.workbench.quickInput.heading())?.[1]);
  expect(before).toBeLessThan(260);
  await app.workbench.quickInput.choose('Search the pages not loaded yet');
  await app.workbench.quickInput.waitFor('in 260 searched');
  await app.workbench.quickInput.choose(oldest.name);
  const rows = await app.jobs.waitForRows('the job', list =>
    list.some(row => row.label === oldest.name && row.selected),
  );
  expect(rows.find(row => row.selected)?.focused).toBe(true);
});

it.each(['name', 'path', 'message'] as const)('finds a job by its %s', async part => {
  const failed = service.service.account.jobs.all().find(job => job.message !== undefined);
  const texts = { name: failed?.name, path: failed?.destination.S3Config.Path, message: failed?.message };
  await command('Find Export Job…');
  await app.workbench.quickInput.waitFor('Find Export Job:');
  await app.workbench.quickInput.type(texts[part] ?? '');
  await app.workbench.quickInput.waitForItems('the job', items =>
    items.some(item => item.label === failed?.name),
  );
  await app.workbench.quickInput.cancel();
});

it('leaves no secret anywhere', async () => {
  await app.workbench.notifications.expectNoErrors();
  await expectQuietRun(app);
});
