import { ForecastClient, ForecastServiceException } from '@aws-sdk/client-forecast';
import type { AwsService } from './awsService';
import { clientSettings } from './clientSettings';

export const forecastService: AwsService<ForecastClient> = {
  name: 'forecast',
  makeClient: options => new ForecastClient(clientSettings(options)),
  isAnswer: thrown => thrown instanceof ForecastServiceException,
};
