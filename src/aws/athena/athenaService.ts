import { AthenaClient, AthenaServiceException } from '@aws-sdk/client-athena';
import type { AwsService } from '../awsService';
import { clientSettings } from '../clientSettings';

export const athenaService: AwsService<AthenaClient> = {
  name: 'athena',
  makeClient: options => new AthenaClient(clientSettings(options)),
  isAnswer: thrown => thrown instanceof AthenaServiceException,
};
