import { answers } from './answers';
import { dataFiles } from './dataFiles';
import type { FuzzProperty } from './fuzzProperty';
import { keptThings } from './keptThings';
import { localService } from './localService';
import { queries } from './queries';
import { sharedConfig } from './sharedConfig';
import { texts } from './texts';

export const properties: readonly FuzzProperty[] = [
  ...answers,
  ...dataFiles,
  ...keptThings,
  ...localService,
  ...queries,
  ...sharedConfig,
  ...texts,
];
