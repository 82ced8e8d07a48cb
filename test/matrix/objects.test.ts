import { dataJourneys } from './dataJourneys';
import { operationsOf } from './faultCells';
import { tryMatrix } from './faultMatrix';

await tryMatrix('faults of S3', dataJourneys, operationsOf('s3'));
