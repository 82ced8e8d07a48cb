import { readdir, readFile, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { Page } from 'playwright-core';
import type { Editor } from './editor';
import type { Workbench } from './workbench';

/** Something that a run has left, or shown: a file, a database of the browser, a page, a message. */
export interface Trace {
  readonly place: string;
  readonly text: string;
}

/** Values that belong to nobody but the user, and what is recognized as such whatever its value is. */
const tellTales: readonly (readonly [string, RegExp])[] = [
  ['a signed address', /X-Amz-Signature(?:=|%3D)[0-9a-f]{16}/i],
  ['a session token in an address', /X-Amz-Security-Token(?:=|%3D)[\w%+/-]{8}/i],
  ['a signature', /AWS4-HMAC-SHA256 Credential=[A-Z0-9]/],
  ['an authorization header', /authorization["']?\s*[:=]\s*["']?(?:AWS4|Bearer|Basic) ?[\w+/=-]{6}/i],
];

/** Where what must not be anywhere is all the same, as `place: what`. */
export function secretsIn(traces: readonly Trace[], secrets: readonly string[]): string[] {
  const forms = secrets.flatMap(secret =>
    [...formsOf(secret)].map(form => [`${secret.slice(0, 6)}…`, form] as const),
  );
  return traces.flatMap(({ place, text }) => [
    ...new Set(forms.flatMap(([name, form]) => (text.includes(form) ? [`${place}: ${name}`] : []))),
    ...tellTales.flatMap(([name, pattern]) => (pattern.test(text) ? [`${place}: ${name}`] : [])),
  ]);
}

/** A text as it is, and as it stands in an address, in JSON, in Base64 and in a header of Basic authorization. */
function formsOf(secret: string): ReadonlySet<string> {
  const inBase64 = (text: string) => Buffer.from(text).toString('base64').replace(/=+$/, '');
  return new Set([
    secret,
    encodeURIComponent(secret),
    JSON.stringify(secret).slice(1, -1),
    secret.replaceAll('/', '\\/'),
    inBase64(secret),
  ]);
}

/**
 * Every file that a run has made: the editor's logs, settings and storage, the workspace, and the home but for the
 * config files of AWS, in which the secrets stand by right.
 */
export async function filesLeftBy(
  editor: Pick<Editor, 'dataFolder' | 'workspace' | 'home'>,
): Promise<Trace[]> {
  const [data, workspace, home] = await Promise.all([
    filesIn(editor.dataFolder, 'data'),
    filesIn(editor.workspace, 'workspace'),
    filesIn(editor.home, 'home', /^\.aws\/(?:config|credentials|print-credentials\.sh)$/),
  ]);
  return [...data, ...workspace, ...home];
}

/** Larger ones hold no text that anybody has written by hand or by log. In bytes. */
const largestFile = 50_000_000;

async function filesIn(folder: string, place: string, except?: RegExp): Promise<Trace[]> {
  const found: Trace[] = [];
  for (const name of await readdir(folder, { recursive: true }).catch(() => [])) {
    const file = join(folder, name);
    const facts = await stat(file).catch(() => undefined);
    if (!facts?.isFile() || facts.size > largestFile || except?.test(relative(folder, file))) {
      continue;
    }
    // Byte by byte: what stands in a database is found, too.
    found.push({ place: `${place}/${name}`, text: await readFile(file, 'latin1').catch(() => '') });
  }
  return found;
}

/**
 * What a window shows, has said and keeps: its messages from the start on, all its pages with those in webviews, and
 * the browser's databases, in which the editor keeps its state and that of extensions and webviews.
 */
export async function keptByWindow({ page, said }: Pick<Workbench, 'page' | 'said'>): Promise<Trace[]> {
  const shown = await Promise.all(
    page.frames().map(async frame => ({
      place: `page ${frame.parentFrame() ? 'in the window' : 'of the window'}`,
      // A frame may be gone by then.
      text: await frame.evaluate<string>('document.documentElement.outerHTML').catch(() => ''),
    })),
  );
  const kept = await page.evaluate<Trace[]>(readBrowserStorage);
  return [{ place: 'messages', text: said.join('\n') }, ...shown, ...kept];
}

/** Runs in the page. */
const readBrowserStorage = `(async () => {
  const asked = request => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const textOf = value =>
    typeof value === 'string' ? value
      : value instanceof ArrayBuffer || ArrayBuffer.isView(value) ? new TextDecoder().decode(value)
      : JSON.stringify(value) ?? '';
  const found = [localStorage, sessionStorage].map((storage, index) => ({
    place: ['localStorage', 'sessionStorage'][index],
    text: Object.entries(storage).flat().join('\\n'),
  }));
  for (const { name } of await indexedDB.databases()) {
    const database = await asked(indexedDB.open(name));
    for (const store of database.objectStoreNames) {
      const values = await asked(database.transaction(store).objectStore(store).getAll());
      found.push({ place: 'IndexedDB ' + name + ' ' + store, text: values.map(textOf).join('\\n') });
    }
    database.close();
  }
  return found;
})()`;

const messages = [
  'notification-list-item-message',
  'dialog-message',
  'dialog-message-detail',
  'quick-input-message',
  'quick-input-description',
];

/** Writes down every message that the window shows, from now on and over reloads. */
export async function writeDownMessages(page: Page): Promise<readonly string[]> {
  const said = new Set<string>();
  const list: string[] = [];
  await page.exposeFunction('writeDownMessage', (text: string) => {
    if (!said.has(text)) list.push(text);
    said.add(text);
  });
  await page.addInitScript(`if (window === window.top) {
    const lists = ${JSON.stringify(messages)}.map(name => document.getElementsByClassName(name));
    const written = new WeakMap();
    new MutationObserver(() => {
      for (const list of lists) for (const element of list) {
        const text = element.textContent;
        if (text && written.get(element) !== text) {
          written.set(element, text);
          window.writeDownMessage(text);
        }
      }
    }).observe(document, { childList: true, subtree: true, characterData: true });
  }`);
  return list;
}
