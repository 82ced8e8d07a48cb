import { parquetMetadataAsync, parquetSchema, type FileMetaData, type SchemaElement } from 'hyparquet';
import type { ObjectStore } from '../../jobs/objectStore';
import type { ExportPart } from '../exportedData';
import type { StoredType } from './queriedExport';

/** The footer of an export is smaller. */
const footerRead = 16 * 1024;

/**
 * How the columns of a Parquet part are stored, by their names; one of a type that has no counterpart is not in it.
 * Rejects with a `FailureError`, or with the library's error where the part is none of Parquet.
 */
export async function readStoredTypes(
  store: ObjectStore,
  { bucket, key, etag, size }: ExportPart,
  signal?: AbortSignal,
): Promise<ReadonlyMap<string, StoredType>> {
  const file = {
    byteLength: size,
    slice: async (from: number, to = size) => {
      const bytes = await store.read({ bucket, key, from, to, etag }, signal);
      return Uint8Array.from(bytes).buffer;
    },
  };
  return storedTypes(await parquetMetadataAsync(file, { initialFetchSize: footerRead }));
}

export function storedTypes(metadata: FileMetaData): ReadonlyMap<string, StoredType> {
  return new Map(
    parquetSchema(metadata).children.flatMap(({ element }) => {
      const stored = storedTypeOf(element);
      return stored ? [[element.name, stored]] : [];
    }),
  );
}

function storedTypeOf({
  type,
  converted_type: converted,
  logical_type: logical,
}: SchemaElement): StoredType | undefined {
  if (logical?.type === 'TIMESTAMP' || converted?.startsWith('TIMESTAMP_')) {
    return 'timestamp';
  }
  if (logical?.type === 'DATE' || converted === 'DATE') {
    return 'day';
  }
  if (logical?.type === 'DECIMAL' || converted === 'DECIMAL') {
    return undefined;
  }
  switch (type) {
    case 'BYTE_ARRAY':
      return 'text';
    case 'DOUBLE':
      return 'double';
    case 'FLOAT':
      return 'float';
    case 'INT32':
      return 'integer';
    case 'INT64':
      return 'long';
    case 'INT96':
      // What older writers keep instants in.
      return 'timestamp';
    case 'BOOLEAN':
      return 'boolean';
    default:
      return undefined;
  }
}
