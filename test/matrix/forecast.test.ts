import { boardJourneys } from './boardJourneys';
import { changeJourneys } from './changeJourneys';
import { operationsOf } from './faultCells';
import { tryMatrix } from './faultMatrix';

await tryMatrix('faults of Forecast', [...boardJourneys, ...changeJourneys], operationsOf('forecast'));
