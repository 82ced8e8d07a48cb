import { answers } from './answers';
import { charts } from './charts';
import { dataFiles } from './dataFiles';
import type { FuzzProperty } from './fuzzProperty';
import { jobBoards } from './jobBoards';
import { keptThings } from './keptThings';
import { localService } from './localService';
import { queries } from './queries';
import { sharedConfig } from './sharedConfig';
import { texts } from './texts';

export const properties: readonly FuzzProperty[] = [
  ...answers,
  ...charts,
  ...dataFiles,
  ...jobBoards,
  ...keptThings,
  ...localService,
  ...queries,
  ...sharedConfig,
  ...texts,
];
