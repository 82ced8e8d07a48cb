import { readdirSync, statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import type { ExportPart } from '../../src/data/exportedData';
import type { ObjectStore, RangeRequest } from '../../src/jobs/objectStore';
import type { MadeFolder } from './madeExport';

/** The files of a folder as objects; a bucket is a folder. Counts what is read of them. */
export class FolderStore implements ObjectStore {
  reads = 0;
  bytesRead = 0;

  async read({ bucket, key, from, to }: RangeRequest): Promise<Uint8Array> {
    const file = await open(join(bucket, key));
    try {
      const { size } = await file.stat();
      const bytes = new Uint8Array(Math.max(0, Math.min(to, size) - from));
      await file.read(bytes, 0, bytes.length, from);
      this.reads++;
      this.bytesRead += bytes.length;
      return bytes;
    } finally {
      await file.close();
    }
  }

  list(): Promise<never> {
    return Promise.reject(new Error('The parts are known.'));
  }

  regionOf(): Promise<string> {
    return Promise.resolve('us-west-2');
  }
}

/** The parts in a folder, as S3 would list them. */
export function partsIn({ folder, format }: MadeFolder): ExportPart[] {
  return readdirSync(folder)
    .map(name => ({
      bucket: folder,
      key: name,
      name,
      number: Number(/_part(\d+)\./.exec(name)?.[1] ?? 0),
      format,
      size: statSync(join(folder, name)).size,
      etag: '',
    }))
    .sort((a, b) => a.number - b.number);
}
