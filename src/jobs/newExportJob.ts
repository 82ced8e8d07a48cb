import type { Tag } from './ports';

/** What CreateForecastExportJob is given. The service checks it; nothing here does. */
export interface NewExportJob {
  /** 1 to 63 characters, `^[a-zA-Z][a-zA-Z0-9_]*`. */
  readonly name: string;
  readonly forecastArn: string;
  /** `s3://…`, 7 to 4096 characters. */
  readonly path: string;
  readonly roleArn: string;
  readonly kmsKeyArn?: string;
  /** `CSV` where absent. */
  readonly format?: 'CSV' | 'PARQUET';
  /** At most 50. */
  readonly tags: readonly Tag[];
}

/**
 * The request of CreateForecastExportJob, as it goes over the wire. Members without a value are absent. Source:
 * CreateForecastExportJobRequest in the service model, forecast/2018-06-26.
 */
export function createRequest({ name, forecastArn, path, roleArn, kmsKeyArn, format, tags }: NewExportJob) {
  return {
    ForecastExportJobName: name,
    ForecastArn: forecastArn,
    Destination: {
      S3Config: {
        Path: path,
        RoleArn: roleArn,
        ...(kmsKeyArn === undefined ? {} : { KMSKeyArn: kmsKeyArn }),
      },
    },
    ...(format === undefined ? {} : { Format: format }),
    ...(tags.length === 0 ? {} : { Tags: tags.map(({ key, value }) => ({ Key: key, Value: value })) }),
  };
}
