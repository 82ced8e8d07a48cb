import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { LocalServiceHandle, LocalServiceOptions } from '../../src/local/http';
import type { StoredForecast, StoredJob } from '../../src/local/resource';
import { calls, closeServices, connectTo, extension, jobRows, run, until } from './account';

/** Waits until the window has what was set: the extension host sends it with its next tick. */
async function arrives(): Promise<void> {
  await new Promise(resolve => setTimeout(resolve));
  await new Promise(resolve => setTimeout(resolve));
  await vscode.commands.executeCommand('setContext', 'forecastExports.test', true);
}

/** What can be chosen in a pick. */
export function choices(pick: vscode.QuickPick<vscode.QuickPickItem>): readonly vscode.QuickPickItem[] {
  return pick.items.filter(({ kind }) => kind !== vscode.QuickPickItemKind.Separator);
}

/** The form for new export jobs as it is on the screen, used by the keyboard's own commands. */
export const formInput = {
  /** Waits until a step is on the screen, with what it shows being there. */
  async shows(step: string): Promise<vscode.QuickPick<vscode.QuickPickItem> | vscode.InputBox> {
    const { forms } = await extension();
    await until(
      `the step ${step} is shown`,
      () => forms.screen.input?.title === `Create Export Job: ${step}`,
    );
    assert.ok(forms.screen.input);
    return forms.screen.input;
  },

  async type(text: string): Promise<void> {
    const { forms } = await extension();
    const { input } = forms.screen;
    assert.ok(input);
    if ('items' in input && input.value !== text) {
      const heard = new Promise<void>(resolve => input.onDidChangeValue(() => resolve()));
      input.value = text;
      await heard;
    }
    input.value = text;
    await arrives();
  },

  /** Enter, on the item with this label where one is given. */
  async accept(label?: string | RegExp): Promise<void> {
    const { forms } = await extension();
    const { input } = forms.screen;
    assert.ok(input);
    if (label !== undefined && 'items' in input) {
      const find = () =>
        input.items.find(item => (typeof label === 'string' ? item.label === label : label.test(item.label)));
      await until(`there is an item ${String(label)}`, () => find() !== undefined);
      await arrives();
      const item = find();
      assert.ok(item);
      input.activeItems = [item];
    }
    await arrives();
    await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
  },

  async back(): Promise<void> {
    await vscode.commands.executeCommand('workbench.action.quickInputBack');
  },

  async close(): Promise<void> {
    const { forms } = await extension();
    await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
    await until('the form is closed', () => forms.screen.input === undefined);
  },

  /** The words above the items, or below the box. */
  async notice(): Promise<string> {
    const { forms } = await extension();
    const { input } = forms.screen;
    if (!input) {
      return '';
    }
    if ('items' in input) {
      return input.items.flatMap(({ label, detail = '' }) => [label, detail]).join(' ');
    }
    const { validationMessage = '' } = input;
    return typeof validationMessage === 'string' ? validationMessage : validationMessage.message;
  },
};

export let service: LocalServiceHandle;

/** An account with room for three more jobs, connected to and shown. */
export async function connect(options: Partial<LocalServiceOptions> = {}): Promise<void> {
  service = await connectTo({ jobs: 40, seed: 31, ...options });
  // Those that are at work in a made account take the places of new ones.
  service.advance(24 * 3600 * 1000);
  await vscode.commands.executeCommand('forecastExports.jobs.focus');
  await jobRows();
}

/** One that was ACTIVE from the start, and has jobs. */
export function forecast(index = 0): StoredForecast {
  const old = service.service.account.forecasts
    .all()
    .filter(
      ({ arn, status, creationTime }) =>
        status === 'ACTIVE' &&
        Date.now() - creationTime > 86_400_000 &&
        service.service.account.jobs.all().some(({ forecastArn }) => forecastArn === arn),
    );
  const found = old[index];
  assert.ok(found);
  return found;
}

export const path = 's3://harborline-tests/new folder/';
export const role = 'arn:aws:iam::111122223333:role/ForecastExport';
export const created = () => calls(service, 'CreateForecastExportJob');
export const named = (name: string): StoredJob[] =>
  service.service.account.jobs.all().filter(job => job.name === name);

/** Opens the form and fills it up to its last step. */
export async function fill(name: string, changes: { path?: string; role?: string } = {}): Promise<void> {
  void run('createExportJob');
  await formInput.shows('Forecast');
  await formInput.accept(forecast().name);
  await formInput.shows('Name');
  await formInput.type(name);
  await formInput.accept();
  await formInput.shows('Destination');
  await formInput.type(changes.path ?? path);
  await formInput.accept();
  await formInput.shows('Role');
  await formInput.type(changes.role ?? role);
  await formInput.accept();
  await formInput.shows('KMS Key');
  await formInput.accept('None');
  await formInput.shows('Format');
  await formInput.accept('PARQUET');
  await formInput.shows('Tags');
  await formInput.accept('No Tags');
  await formInput.shows('Summary');
}

/** Opens the form filled from a job, up to its last step. */
export async function fillAgain(name: string): Promise<StoredJob> {
  const like = service.service.account.jobs.all().find(({ forecastArn }) => forecastArn === forecast().arn);
  assert.ok(like);
  void run('exportAgain', { kind: 'job', id: like.arn });
  await formInput.shows('Name');
  await formInput.type(name);
  await formInput.accept();
  await formInput.shows('Summary');
  return like;
}

/** Waits until a job of this name is made, shown and selected. */
export async function selected(name: string): Promise<StoredJob> {
  const { tree } = await extension();
  await until(`${name} is selected`, () => tree.selection.some(row => tree.job(row)?.name === name));
  const [job, ...others] = named(name);
  assert.ok(job);
  assert.equal(others.length, 0);
  return job;
}

/** After each test: whatever it left open is closed. */
export async function closeForm(): Promise<void> {
  const { forms, session } = await extension();
  forms.screen.close();
  await until('the form is closed', () => forms.screen.input === undefined);
  forms.forget();
  if (session.board) {
    await run('clearFilters');
  }
  await vscode.commands.executeCommand('notifications.clearAll');
  await closeServices();
}
