import { parquetMetadata } from 'hyparquet';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { describe, expect, it } from 'vitest';
import { readStoredTypes, storedTypes } from '../../../../src/data/queries/storedTypes';
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
});
