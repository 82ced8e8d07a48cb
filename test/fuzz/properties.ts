import { dataFiles } from './dataFiles';
import type { FuzzProperty } from './fuzzProperty';

export const properties: readonly FuzzProperty[] = [...dataFiles];
