import type { Workbench } from '../harness/workbench';

/** Milliseconds, as "Developer: Startup Performance" tells them. */
export interface ActivationTimes {
  readonly load: number;
  readonly call: number;
  readonly finish: number;
}

/** What the editor reports of the activation of extensions, by their ids. */
export async function activationTimes(
  window: Workbench,
  ids: readonly string[],
): Promise<ReadonlyMap<string, ActivationTimes>> {
  await window.runCommand('Developer: Startup Performance');
  const found = new Map<string, ActivationTimes>();
  const text = await window.actions.readUntil(
    'wait for the report of the startup',
    page => page.locator('.editor-group-container.active .view-lines').innerText(),
    lines => ids.every(id => lines.includes(id)),
  );
  for (const line of text.split('\n')) {
    // | Extension | Eager | Load Code | Call Activate | Finish Activate | Event | By |
    const [id = '', , load, call, finish] = line
      .split('|')
      .slice(1)
      .map(cell => cell.replaceAll('\u00a0', ' ').trim());
    if (ids.includes(id)) {
      found.set(id, { load: Number(load), call: Number(call), finish: Number(finish) });
    }
  }
  return found;
}
