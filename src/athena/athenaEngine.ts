import type { AthenaClient } from '@aws-sdk/client-athena';
import {
  GetQueryExecutionCommand,
  GetQueryResultsCommand,
  GetWorkGroupCommand,
  StartQueryExecutionCommand,
  StopQueryExecutionCommand,
} from '@aws-sdk/client-athena';
import type { QueryEngine } from '../jobs/queryEngine';
import { executionOf, queryId, resultPage, workgroupOf } from './answers';

/** Sends one operation: with which client, how often and with which credentials is the connection's affair. */
export interface AthenaSender {
  readonly region: string;
  send(
    operation: string,
    command: (client: AthenaClient, options: { readonly abortSignal: AbortSignal }) => Promise<unknown>,
    signal?: AbortSignal,
  ): Promise<unknown>;
}

/** The port over the SDK. Commands one by one: the aggregated client would bring all seventy operations along. */
export function athenaEngine(sender: AthenaSender): QueryEngine {
  return {
    region: sender.region,
    async workgroup(name, signal) {
      const command = new GetWorkGroupCommand({ WorkGroup: name });
      const answer = await sender.send(
        'GetWorkGroup',
        (client, options) => client.send(command, options),
        signal,
      );
      return workgroupOf(answer, name);
    },
    async start({ sql, workgroup, database, outputLocation }, signal) {
      const command = new StartQueryExecutionCommand({
        QueryString: sql,
        WorkGroup: workgroup,
        QueryExecutionContext: { Database: database },
        ...(outputLocation === undefined
          ? {}
          : { ResultConfiguration: { OutputLocation: outputLocation } }),
      });
      return queryId(
        await sender.send('StartQueryExecution', (client, options) => client.send(command, options), signal),
      );
    },
    async execution(id, signal) {
      const command = new GetQueryExecutionCommand({ QueryExecutionId: id });
      const answer = await sender.send(
        'GetQueryExecution',
        (client, options) => client.send(command, options),
        signal,
      );
      return executionOf(answer, id);
    },
    async results(id, { nextToken, maxResults }, signal) {
      const command = new GetQueryResultsCommand({
        QueryExecutionId: id,
        MaxResults: maxResults,
        ...(nextToken === undefined ? {} : { NextToken: nextToken }),
      });
      return resultPage(
        await sender.send('GetQueryResults', (client, options) => client.send(command, options), signal),
      );
    },
    async stop(id, signal) {
      const command = new StopQueryExecutionCommand({ QueryExecutionId: id });
      await sender.send('StopQueryExecution', (client, options) => client.send(command, options), signal);
    },
  };
}
