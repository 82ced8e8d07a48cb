import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { cpus, loadavg } from 'node:os';
import { exportedDataTimes, dataTable } from './exportedData';
import { openEditorHost, type EditorHost } from './editorHost';
import { changesTable } from './changes';
import { freshWindows } from './firstRows';
import { followingTable } from './following';
import { loadAllTables } from './loadAll';
import { packageTable } from './packageSize';
import { sdkTable } from './sdkBundle';
import { tableText, type Table } from './table';

/** What `npm run bench -- NAME NAME` takes; without a name all of them, in this order. */
const parts: Readonly<Record<string, () => Promise<Record<string, Table>>>> = {
  package: async () => ({ package: await packageTable() }),
  sdk: async () => ({ sdk: await sdkTable() }),
  rows: async () => ({ ...(await freshWindows()) }),
  all: () => inEditor(loadAllTables),
  changes: () => inEditor(async editor => ({ changes: await changesTable(editor) })),
  following: async () => ({ following: await followingTable() }),
  data: async () => ({ data: dataTable(await exportedDataTimes()) }),
};

/**
 * `npm run bench`: prints tables, keeps them in bench.json beside those of other parts, fails nothing.
 * `npm run bench -- docs` writes what is there into docs/performance.md.
 */
async function main(): Promise<void> {
  const names = process.argv.slice(2);
  if (names[0] === 'docs') {
    const { tables, machine } = await readKept();
    await writeDocs({ ...tables, machine });
    return;
  }
  const chosen = names.length === 0 ? Object.keys(parts) : names;
  const noise = [spin()];
  for (const part of chosen) {
    const run = parts[part === 'activation' ? 'rows' : part];
    if (!run) {
      console.error(
        `npm run bench -- NAME NAME: ${Object.keys(parts).join(', ')}, activation (with rows) or docs`,
      );
      return;
    }
    const tables = await run().catch((error: unknown) => {
      console.error(`${part} could not be measured:`, error);
      return {};
    });
    noise.push(spin());
    for (const { title, ...table } of Object.values(tables)) {
      console.log(`\n${title}\n\n${tableText(table)}`);
    }
    await keep(tables, machineTable(noise));
  }
  const machine = machineTable(noise);
  console.log(`\n${machine.title}\n\n${tableText(machine)}`);
}

/** After each part: who ends a long run keeps what it has measured so far. */
async function keep(measured: Kept['tables'], machine: Table): Promise<void> {
  const { tables } = await readKept();
  const kept: Kept = { machine, tables: { ...tables, ...measured } };
  await writeFile('bench.json', `${JSON.stringify(kept, null, 2)}\n`);
}

async function inEditor<T>(measure: (editor: EditorHost) => Promise<T>): Promise<T> {
  const editor = await openEditorHost();
  try {
    return await measure(editor);
  } finally {
    await editor.close();
  }
}

/** Milliseconds of a fixed piece of work: how much of the machine others take meanwhile. */
function spin(): number {
  const work = Buffer.alloc(2 ** 28);
  const start = performance.now();
  createHash('sha256').update(work).digest();
  return performance.now() - start;
}

function machineTable(noise: readonly number[]): Table {
  return {
    title: 'The machine of the last run',
    columns: ['cores', 'load of the last minute', 'the same work, fastest ms', 'slowest ms'],
    rows: [[cpus().length, loadavg()[0], Math.min(...noise), Math.max(...noise)]],
  };
}

interface Kept {
  readonly machine: Table;
  readonly tables: Readonly<Record<string, Table>>;
}

async function readKept(): Promise<Kept> {
  const text = await readFile('bench.json', 'utf8').catch(() => '{}');
  const { machine = machineTable([]), tables = {} } = JSON.parse(text) as Partial<Kept>;
  return { machine, tables };
}

/** Each table stands in docs/performance.md below a line `<!-- NAME -->`. */
async function writeDocs(tables: Readonly<Record<string, Table>>): Promise<void> {
  const file = 'docs/performance.md';
  const text = await readFile(file, 'utf8');
  const renewed = text.replace(
    /(<!-- (\w+) -->\n)\n+(?:(?:\|.*\n)+\n+)?/g,
    (all: string, head: string, name: string) => {
      const table = tables[name];
      return table ? `${head}\n${tableText(table)}\n\n` : all;
    },
  );
  await writeFile(file, renewed);
}

// What could not be measured may have left an editor behind: it ends with this process.
void main().finally(() => process.exit());
