import type { TypeOf } from './shapes';
import { integer, list, optional, required, string, structure } from './shapes';

/**
 * The inputs of the operations. Source: the service model forecast/2018-06-26, members, limits and patterns as
 * they stand there, but for three that the service itself doesn't hold to:
 * a filter's Value and a RoleArn have the pattern of Forecast ARNs in the model (a status name and an IAM role are
 * valid all the same), and `^CSV|PARQUET$` means one of the two words.
 */
const arn = string({ max: 256, pattern: 'arn:([a-z\\d-]+):forecast:.*:.*:.+' });
const name = string({ min: 1, max: 63, pattern: '^[a-zA-Z][a-zA-Z0-9_]*' });

const filter = structure({
  Key: required(string({ max: 256, pattern: '^[a-zA-Z0-9_]+$' })),
  Value: required(string({ max: 256 })),
  Condition: required(string({ values: ['IS', 'IS_NOT'] })),
});

export const listInput = structure({
  NextToken: optional(string({ min: 1, max: 3000, pattern: '.+' })),
  MaxResults: optional(integer({ min: 1, max: 100 })),
  Filters: optional(list(filter)),
});

const destination = structure({
  S3Config: required(
    structure({
      Path: required(string({ min: 7, max: 4096, pattern: '^s3://[a-z0-9].+$' })),
      RoleArn: required(string({ max: 256 })),
      KMSKeyArn: optional(string({ max: 256, pattern: 'arn:aws:kms:.*:key/.*' })),
    }),
  ),
});

const tagText = '^([\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*)$';
const tag = structure({
  Key: required(string({ min: 1, max: 128, pattern: tagText, sensitive: true })),
  Value: required(string({ min: 0, max: 256, pattern: tagText, sensitive: true })),
});

export const createExportJobInput = structure({
  ForecastExportJobName: required(name),
  ForecastArn: required(arn),
  Destination: required(destination),
  Tags: optional(list(tag, { max: 200 })),
  Format: optional(string({ max: 7, pattern: 'CSV|PARQUET' })),
});

export const exportJobInput = structure({ ForecastExportJobArn: required(arn) });
export const forecastInput = structure({ ForecastArn: required(arn) });
export const resourceInput = structure({ ResourceArn: required(arn) });

export type FilterInput = TypeOf<typeof filter>;
export type ListInput = TypeOf<typeof listInput>;
export type CreateExportJobInput = TypeOf<typeof createExportJobInput>;
export type DestinationInput = TypeOf<typeof destination>;
export type TagInput = TypeOf<typeof tag>;
