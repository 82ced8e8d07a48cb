import { parquetMetadata } from 'hyparquet';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { describe, expect, it } from 'vitest';
import { readStoredTypes, storedTypes } from '../../../../src/data/queries/storedTypes';
import { FailureError } from '../../../../src/jobs/failure';
import { MemoryStore } from '../memoryStore';

const file = parquetWriteBuffer({
  columnData: [
    { name: 'item_id', data: ['a'], type: 'STRING' },
    { name: 'date', data: [new Date(0)], type: 'TIMESTAMP' },
    { name: 'p10', data: [1], type: 'DOUBLE' },
    { name: 'p50', data: [1], type: 'FLOAT' },
    { name: 'store', data: [1n], type: 'INT64' },
    { name: 'shelf', data: [1], type: 'INT32' },
    { name: 'open', data: [true], type: 'BOOLEAN' },
  ],
});

const types = {
  item_id: 'text',
  date: 'timestamp',
  p10: 'double',
  p50: 'float',
  store: 'long',
  shelf: 'integer',
  open: 'boolean',
};

describe('the types of a Parquet part', () => {
  it('are those of its schema', () => {
    expect(Object.fromEntries(storedTypes(parquetMetadata(file)))).toEqual(types);
  });

  it('are read from its footer', async () => {
    const store = new MemoryStore();
    const part = store.put(0, new Uint8Array(file), 'PARQUET');
    expect(Object.fromEntries(await readStoredTypes(store, part))).toEqual(types);
  });

  it('are a failure in words where the part is damaged, and no more is read than a footer may have', async () => {
    const whole = Buffer.from(file);
    const length = Buffer.from(whole);
    length.writeUInt32LE(0xfffffff0, whole.length - 8);
    for (const bytes of [whole.subarray(0, -9), length, Buffer.from('item_id,date\na,b\n')]) {
      const store = new MemoryStore();
      await expect(readStoredTypes(store, store.put(0, bytes, 'PARQUET'))).rejects.toThrow(FailureError);
    }
  });
});
