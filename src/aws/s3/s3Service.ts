import { S3Client, S3ServiceException } from '@aws-sdk/client-s3';
import type { AwsService } from '../awsService';
import { clientSettings } from '../clientSettings';
import { refuseWebPages } from './webPage';

export const s3Service: AwsService<S3Client> = {
  name: 's3',
  makeClient: options =>
    refuseWebPages(
      new S3Client({
        ...clientSettings(options),
        // The name of a bucket before the name of a host of one's own is found by nobody.
        forcePathStyle: options.endpoint !== undefined,
        // The region is found by the object store, which keeps it.
        followRegionRedirects: false,
        // Ranges have no checksum of their own.
        requestChecksumCalculation: 'WHEN_REQUIRED',
        responseChecksumValidation: 'WHEN_REQUIRED',
      }),
    ),
  isAnswer: thrown => thrown instanceof S3ServiceException,
};
