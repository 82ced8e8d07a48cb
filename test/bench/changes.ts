import { startLocalService, type LocalServiceHandle } from '../../src/local/http';
import type { EditorHost } from './editorHost';
import { awsCli, boto3, callsOf } from './rivals';
import type { Cell, Table } from './table';

/** What is done with a view that is there: each until the last row stands on the screen. */
export async function changesTable(editor: EditorHost): Promise<Table> {
  const rows = [...(await refreshing(editor)), ...(await filtering(editor)), ...(await finding(editor))];
  return {
    title: 'Filter, refresh, find',
    columns: [
      'what',
      'ms',
      'calls',
      'fewest',
      'refreshes',
      'getTreeItem',
      'beside it',
      'its ms',
      'its calls',
    ],
    rows,
  };
}

/** One row of the table: a piece of work, with the calls that it took. */
async function measured(
  editor: EditorHost,
  service: LocalServiceHandle,
  what: string,
  fewest: number,
  work: () => Promise<unknown>,
): Promise<Cell[]> {
  const before = callsOf(service);
  const { ms, refreshes, treeItems } = await editor.watch(work);
  return [what, ms, callsOf(service) - before, fewest, refreshes, treeItems];
}

async function refreshing(editor: EditorHost): Promise<Cell[][]> {
  const service = await startLocalService({ jobs: 1000, seed: 7 });
  await editor.show(service);
  await editor.watch(() => editor.ask({ action: 'command', command: 'loadAll' }));
  const refresh = () => editor.ask({ action: 'command', command: 'refresh' });
  const whole = await measured(editor, service, 'refresh of 1,000 loaded jobs', 10, refresh);
  const pages = await boto3(service);
  service.faults.add({ name: 'slow', ms: 50 });
  const slow = await measured(editor, service, 'the same, 50 ms of delay', 10, refresh);
  const slowPages = await boto3(service);
  await close(editor, service);
  const large = await startLocalService({ jobs: 10_000, seed: 7, faults: [{ name: 'slow', ms: 50 }] });
  await editor.show(large);
  const first = await measured(
    editor,
    large,
    'refresh of the first pages of 10,000, 50 ms of delay',
    4,
    refresh,
  );
  await close(editor, large);
  return [
    [...whole, 'boto3, all pages', pages?.all, 10],
    [...slow, 'boto3, all pages', slowPages?.all, 10],
    [...first, '–', undefined, undefined],
  ];
}

async function filtering(editor: EditorHost): Promise<Cell[][]> {
  const service = await startLocalService({ jobs: 1000, seed: 7, faults: [{ name: 'slow', ms: 50 }] });
  await editor.show(service);
  const statuses = await measured(editor, service, 'filter: failed jobs of 1,000, 50 ms of delay', 1, () =>
    editor.ask({ action: 'filter', filter: { forecasts: [], statuses: ['CREATE_FAILED'] } }),
  );
  const failed = await awsCli(service, '--filters', 'Key=Status,Condition=IS,Value=CREATE_FAILED');
  await editor.ask({ action: 'filter' });
  const forecastArn = service.service.account.jobs.all()[0]?.forecastArn ?? '';
  const forecasts = await measured(editor, service, 'filter: jobs of one forecast, 50 ms of delay', 1, () =>
    editor.ask({ action: 'filter', filter: { forecasts: [{ forecastArn, condition: 'IS' }] } }),
  );
  const ofForecast = await awsCli(service, '--filters', `Key=ForecastArn,Condition=IS,Value=${forecastArn}`);
  await editor.ask({ action: 'filter' });
  await close(editor, service);
  return [
    [...statuses, 'AWS CLI, the same filter', failed, 1],
    [...forecasts, 'AWS CLI, the same filter', ofForecast, 1],
  ];
}

async function finding(editor: EditorHost): Promise<Cell[][]> {
  const service = await startLocalService({ jobs: 10_000, seed: 7 });
  await editor.show(service);
  await editor.watch(() => editor.ask({ action: 'command', command: 'loadAll' }));
  const { page } = editor.workbench;
  await editor.workbench.runCommand('Forecast Exports: Find Export Job…');
  await page
    .locator('.quick-input-title')
    .filter({ hasText: /searched/ })
    .waitFor();
  const before = callsOf(service);
  await page.evaluate(`(() => {
    const input = document.querySelector('.quick-input-widget input[type=text]');
    globalThis.benchFind = new Promise(found => {
      input.addEventListener('input', () => {
        const start = performance.now();
        const look = () => / 0 found/.test(document.querySelector('.quick-input-title').textContent)
          ? requestAnimationFrame(() => found(performance.now() - start))
          : requestAnimationFrame(look);
        look();
      }, { once: true, capture: true });
    });
  })()`);
  await page.keyboard.insertText('nothing-like-this');
  const ms = await page.evaluate<number>('globalThis.benchFind');
  await editor.workbench.quickInput.cancel();
  const calls = callsOf(service) - before;
  const query = "ForecastExportJobs[?contains(ForecastExportJobName, 'nothing-like-this')]";
  const cli = await awsCli(service, '--query', query);
  await close(editor, service);
  return [
    ['find across 10,000 loaded jobs', ms, calls, 0, undefined, undefined, 'AWS CLI with --query', cli, 100],
  ];
}

async function close(editor: EditorHost, service: LocalServiceHandle): Promise<void> {
  const nothing = await startLocalService({ jobs: 0, seed: 7 });
  await editor.show(nothing);
  await service.close();
  await nothing.close();
}
