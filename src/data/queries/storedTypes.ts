import { parquetSchema, type FileMetaData, type SchemaElement } from 'hyparquet';
import type { ObjectStore } from '../../jobs/objectStore';
import type { ExportPart } from '../exportedData';
import { readFooter } from '../parquetFooter';
import { damagedParquet } from '../partFaults';
import type { StoredType } from './queriedExport';

/**
 * How the columns of a Parquet part are stored, by their names; one of a type that has no counterpart is not in it.
 * @throws FailureError, CancelledError
 */
export async function readStoredTypes(
  store: ObjectStore,
  part: ExportPart,
  signal?: AbortSignal,
): Promise<ReadonlyMap<string, StoredType>> {
  const { metadata } = await readFooter(store, part, { count: () => undefined, signal });
  try {
    return storedTypes(metadata);
  } catch (error) {
    throw damagedParquet(part, error);
  }
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
