import type { ForecastClient } from '@aws-sdk/client-forecast';
import {
  CreateForecastExportJobCommand,
  DeleteForecastExportJobCommand,
  DescribeForecastExportJobCommand,
  ListForecastExportJobsCommand,
  ListForecastsCommand,
  ListTagsForResourceCommand,
  StopResourceCommand,
} from '@aws-sdk/client-forecast';
import type { ServiceFilter } from '../jobs/jobFilter';
import { createRequest } from '../jobs/newExportJob';
import type { ForecastJobs, ListRequest } from '../jobs/ports';
import { createdArn, forecastsPage, jobDetails, jobsPage, tagList } from './answers';

/** Sends one operation: with which client, how often and with which credentials is the connection's affair. */
export interface Sender {
  send(
    operation: string,
    command: (client: ForecastClient, options: { readonly abortSignal: AbortSignal }) => Promise<unknown>,
    signal?: AbortSignal,
  ): Promise<unknown>;
}

/** The port over the SDK. Commands one by one: the aggregated client would bring all sixty operations along. */
export function forecastJobs(sender: Sender): ForecastJobs {
  return {
    async list(request, signal) {
      const command = new ListForecastExportJobsCommand(listInput(request));
      return jobsPage(
        await sender.send(
          'ListForecastExportJobs',
          (client, options) => client.send(command, options),
          signal,
        ),
      );
    },
    async describe(arn, signal) {
      const command = new DescribeForecastExportJobCommand({ ForecastExportJobArn: arn });
      const answer = await sender.send(
        'DescribeForecastExportJob',
        (client, options) => client.send(command, options),
        signal,
      );
      return jobDetails(answer, arn);
    },
    async tags(arn, signal) {
      const command = new ListTagsForResourceCommand({ ResourceArn: arn });
      return tagList(
        await sender.send('ListTagsForResource', (client, options) => client.send(command, options), signal),
      );
    },
    async forecasts(request, signal) {
      const command = new ListForecastsCommand(listInput(request));
      return forecastsPage(
        await sender.send('ListForecasts', (client, options) => client.send(command, options), signal),
      );
    },
    async create(job, signal) {
      const command = new CreateForecastExportJobCommand(createRequest(job));
      return createdArn(
        await sender.send(
          'CreateForecastExportJob',
          (client, options) => client.send(command, options),
          signal,
        ),
      );
    },
    async stop(arn, signal) {
      const command = new StopResourceCommand({ ResourceArn: arn });
      await sender.send('StopResource', (client, options) => client.send(command, options), signal);
    },
    async delete(arn, signal) {
      const command = new DeleteForecastExportJobCommand({ ForecastExportJobArn: arn });
      await sender.send(
        'DeleteForecastExportJob',
        (client, options) => client.send(command, options),
        signal,
      );
    },
  };
}

/** Members that have no value are absent: an empty list of filters or an empty token would be refused. */
function listInput({ filters, nextToken, maxResults }: ListRequest): {
  MaxResults: number;
  NextToken?: string;
  Filters?: ServiceFilter[];
} {
  return {
    MaxResults: maxResults,
    ...(nextToken === undefined ? {} : { NextToken: nextToken }),
    ...(filters.length === 0 ? {} : { Filters: [...filters] }),
  };
}
