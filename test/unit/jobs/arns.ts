import * as fc from 'fast-check';
import { forecastRegions } from '../../../src/jobs/regions';

const name = fc.stringMatching(/^[A-Za-z]\w{0,62}$/);

/** ARNs of export jobs as the service makes them. */
export const arnOfAnExportJob = fc
  .tuple(
    fc.constantFrom('aws', 'aws-cn', 'aws-us-gov'),
    fc.constantFrom(...forecastRegions),
    fc.stringMatching(/^\d{12}$/),
    name,
    name,
  )
  .map(
    ([partition, region, account, forecast, job]) =>
      `arn:${partition}:forecast:${region}:${account}:forecast-export-job/${forecast}/${job}`,
  );
