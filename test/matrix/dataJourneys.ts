import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Papa from 'papaparse';
import { JoinedCsv, PartBytes, type ByteSource } from '../../src/data/byteSources';
import type { ExportedData, ExportPart } from '../../src/data/exportedData';
import { ExportFiles } from '../../src/data/exportFiles';
import { openExportedData } from '../../src/data/openExportedData';
import type { ForecastExportJobDetails } from '../../src/jobs/exportJob';
import type { Failure } from '../../src/jobs/failure';
import type { ObjectStore } from '../../src/jobs/objectStore';
import type { MadeObject } from '../../src/local/exported/catalog';
import { SavedFile } from '../../src/view/files/savedFile';
import { differences, gone, invented, toldBy, type Journey, type Run } from './journey';
import type { World } from './world';

const world = { jobs: 30 };

/** Pages of two files: an export of a thousand parts would take long to make. */
function inSmallPages(store: ObjectStore): ObjectStore {
  return {
    list: (request, signal) => store.list({ ...request, maxKeys: 2 }, signal),
    read: (request, signal) => store.read(request, signal),
    regionOf: (bucket, signal) => store.regionOf(bucket, signal),
  };
}

/** What the export has written, by the made account itself. */
interface Truth {
  readonly job: ForecastExportJobDetails;
  readonly bucket: string;
  readonly parts: ReadonlyMap<string, Uint8Array>;
  /** Cells by \0. */
  readonly rows: readonly string[];
}

/** The beginnings of an export's parts, made once: what each account has in S3 is cut to them. */
interface SmallExport {
  readonly arn: string;
  readonly bucket: string;
  readonly parts: ReadonlyMap<string, Uint8Array>;
  readonly rows: readonly string[];
}

const partSize = 12_000;
let small: SmallExport | undefined;

/** A CSV export of some parts, in a bucket of the region of the jobs. */
async function makeSmall({ local: { catalog, service, region } }: World): Promise<SmallExport> {
  for (const { arn, name, status, format, destination } of service.account.jobs.all()) {
    const [, bucket = '', path = ''] = /^s3:\/\/([^/]+)\/?(.*)$/.exec(destination.S3Config.Path) ?? [];
    const folder = path === '' || path.endsWith('/') ? path : `${path}/`;
    const objects = catalog.objects(bucket, `${folder}${name}_2`);
    const stamps = new Set(objects.map(({ key }) => key.replace(/_part\d+\.csv$/, '')));
    const isGood = status === 'ACTIVE' && format === 'CSV' && objects.length > 3 && stamps.size === 1;
    if (!isGood || catalog.regionOf(bucket) !== region) continue;
    const parts = new Map<string, Uint8Array>();
    for (const object of objects) {
      const bytes = await catalog.bytes(bucket, object);
      parts.set(object.key, bytes.slice(0, bytes.lastIndexOf(0x0a, partSize) + 1));
    }
    const rows = [...parts.values()].flatMap(bytes => {
      const text = new TextDecoder().decode(bytes);
      return Papa.parse<string[]>(text, { skipEmptyLines: true }).data.slice(1);
    });
    return { arn, bucket, parts, rows: rows.map(row => row.join('\u0000')) };
  }
  throw new Error('There is no such export.');
}

async function exportIn(of: World): Promise<Truth> {
  small ??= await makeSmall(of);
  const { arn, bucket, parts, rows } = small;
  const bytesOf = (_: string, { key }: MadeObject) => Promise.resolve(parts.get(key) ?? new Uint8Array());
  Object.assign(of.local.catalog, {
    bytes: bytesOf,
    facts: (_: string, { key }: MadeObject) =>
      Promise.resolve({ size: parts.get(key)?.length ?? 0, etag: `"${key.length}-${key.slice(-8)}"` }),
  });
  return { job: await of.connection.jobs.describe(arn), bucket, parts, rows };
}

async function filesRun(of: World, place: string): Promise<Run> {
  const truth = await exportIn(of);
  const opened = () => new ExportFiles(inSmallPages(of.connection.objects), truth.job);
  let files = opened();
  if (place === 'later page') await files.next();
  const all = () => files.all();
  const anew = () => {
    files = opened();
    return all();
  };
  const names = () => files.parts.map(({ key }) => key);
  const before = names();
  const told = async (asked: () => Promise<unknown>) => {
    const thrown = await toldBy(asked);
    const { tail } = files;
    return [
      ...new Set([
        ...thrown,
        ...(tail.kind === 'failed' ? [tail.failure] : []),
        ...(files.markersFailure ? [files.markersFailure] : []),
      ]),
    ];
  };
  return {
    act: () => told(place === 'load all' ? all : () => files.next()),
    lost: () => [
      ...gone('files', before, names()),
      ...invented('files', names(), new Set(truth.parts.keys())),
    ],
    missing: () => [
      ...(files.tail.kind === 'end' ? differences('files', names(), [...truth.parts.keys()]) : []),
      ...(files.tail.kind === 'more' && names().length <= before.length ? ['no file more'] : []),
      ...(files.tail.kind === 'end' && !files.wholeness.markers?.check ? ['the markers'] : []),
    ],
    offersMore: () => files.tail.kind === 'more',
    refresh: () => told(anew),
    // Markers that could not be looked for are said in a row, and looked for by a refresh.
    retry: () => told(files.tail.kind === 'end' ? anew : all),
  };
}

/** Reads all rows, or up to a fault. */
async function readRows(data: ExportedData) {
  const rows: string[] = [];
  const reader = data.rows();
  for (;;) {
    const page = await reader.next(100);
    rows.push(...page.rows.map(row => row.join('\u0000')));
    if (page.end || (page.faults.length > 0 && page.rows.length === 0)) return { rows, faults: page.faults };
  }
}

/** Numbers the same rows, so that each counts: an export may hold one twice. */
function counted(rows: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return rows.map(row => {
    const count = (seen.get(row) ?? 0) + 1;
    seen.set(row, count);
    return `${row}#${count}`;
  });
}

async function partsOf(of: World, { job }: Truth): Promise<readonly ExportPart[]> {
  return new ExportFiles(of.connection.objects, job).all();
}

/** What is read of the data, each time by a reading of its own: Retry opens it anew. */
async function readingRun(
  of: World,
  wanted: (truth: Truth) => readonly string[],
  read: (
    data: ExportedData,
    truth: Truth,
  ) => Promise<{
    readonly rows: readonly string[];
    readonly faults: readonly { readonly failure: Failure }[];
  }>,
): Promise<Run> {
  const truth = await exportIn(of);
  const parts = await partsOf(of, truth);
  const all = counted(wanted(truth));
  let rows: readonly string[] = [];
  const work = async () => {
    // Small ranges, so that a part takes several.
    const limits = { rowRange: 5000, scanRange: 5000 };
    const found = await read(openExportedData(of.connection.objects, parts, { limits }), truth);
    rows = counted(found.rows);
    return [...new Set(found.faults.map(({ failure }) => failure))];
  };
  return {
    act: work,
    lost: () => invented('rows', rows, new Set(all)),
    missing: () => differences('rows', rows, all),
    retry: work,
  };
}

/** Saves as src/view/files/saving.ts does: after a fault it goes on from where it was. */
async function savingRun(of: World, name: string, source: ByteSource, bytes: Uint8Array): Promise<Run> {
  const path = join(of.folder, name);
  // What was there before stays until the new one is whole.
  writeFileSync(path, 'of yesterday');
  const file = new SavedFile(path);
  let isWhole = false;
  const write = async () => {
    for (let chunk = await source.next(); chunk; chunk = await source.next()) await file.write(chunk);
    await file.finish();
    isWhole = true;
  };
  return Promise.resolve({
    act: () => toldBy(write),
    lost: () => {
      const there = existsSync(path) ? readFileSync(path) : Buffer.alloc(0);
      const isRight = isWhole ? there.equals(bytes) : there.toString() === 'of yesterday';
      const besides = readdirSync(of.folder).filter(found => found !== name && !file.beside.endsWith(found));
      return [
        ...(isRight ? [] : ['what is on the disk is neither the new file nor the old one']),
        ...besides.map(found => `left on the disk: ${found}`),
      ];
    },
    missing: () => (isWhole ? [] : ['not saved']),
    retry: () => toldBy(write),
  });
}

/** All parts as one CSV, made in the simplest way. */
function trueJoined({ parts }: Truth): Uint8Array {
  const texts = [...parts.values()].map(bytes => new TextDecoder().decode(bytes)).filter(text => text !== '');
  const header = `${texts[0]?.split('\n')[0] ?? ''}\n`;
  return new TextEncoder().encode(header + texts.map(text => text.slice(header.length)).join(''));
}

export const dataJourneys: readonly Journey[] = [
  ...(['first page', 'later page', 'load all'] as const).map((place): Journey => ({
    place: `files, ${place}`,
    service: 's3',
    world,
    begin: of => filesRun(of, place),
  })),
  {
    place: 'region of a bucket',
    service: 's3',
    world,
    begin: async of => {
      const { bucket } = await exportIn(of);
      let region = '';
      const find = () => toldBy(async () => (region = await of.connection.objects.regionOf(bucket)));
      return {
        act: find,
        lost: () => [],
        missing: () => differences('region', [region], [of.local.catalog.regionOf(bucket) ?? '']),
        retry: find,
      };
    },
  },
  {
    place: 'preview',
    service: 's3',
    world,
    begin: of => readingRun(of, ({ rows }) => rows, readRows),
  },
  {
    place: 'preview, an item',
    service: 's3',
    world,
    begin: of => {
      const ofItem = (truth: Truth) => {
        const { rows } = truth;
        const [item = ''] = rows[0]?.split('\u0000') ?? [];
        return { item, rows: rows.filter(row => row.split('\u0000')[0] === item) };
      };
      return readingRun(
        of,
        truth => ofItem(truth).rows,
        async (data, truth) => {
          const { series, faults } = await data.findItem({ item: ofItem(truth).item });
          return { rows: series.flatMap(one => one.rows.map(row => row.join('\u0000'))), faults };
        },
      );
    },
  },
  {
    place: 'preview, summary',
    service: 's3',
    world,
    begin: of =>
      readingRun(
        of,
        truth => [String(truth.rows.length)],
        async data => {
          const { rows, faults } = await data.summarize();
          // A count of a part of the rows comes with what kept it from the others.
          return { rows: faults.length > 0 ? [] : [String(rows)], faults };
        },
      ),
  },
  {
    place: 'download',
    service: 's3',
    world,
    begin: async of => {
      const truth = await exportIn(of);
      const parts = await partsOf(of, truth);
      const part = parts.reduce((a, b) => (a.size > b.size ? a : b));
      const source = new PartBytes(of.connection.objects, part, Math.ceil(part.size / 3));
      return savingRun(of, part.name, source, truth.parts.get(part.key) ?? new Uint8Array());
    },
  },
  {
    place: 'download as one file',
    service: 's3',
    world,
    begin: async of => {
      const truth = await exportIn(of);
      const source = new JoinedCsv(of.connection.objects, await partsOf(of, truth), 8000);
      return savingRun(of, 'all.csv', source, trueJoined(truth));
    },
  },
];
