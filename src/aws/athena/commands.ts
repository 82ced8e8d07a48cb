import { randomUUID } from 'node:crypto';
import type { AthenaClient } from '@aws-sdk/client-athena';
import {
  GetQueryExecutionCommand,
  GetQueryResultsCommand,
  GetWorkGroupCommand,
  StartQueryExecutionCommand,
  StopQueryExecutionCommand,
} from '@aws-sdk/client-athena';
import type { QueryRequest } from '../../jobs/queryEngine';

interface SendOptions {
  readonly abortSignal: AbortSignal;
}

// One by one: the aggregated client would bring all seventy operations along.

export function getWorkGroup(name: string) {
  const command = new GetWorkGroupCommand({ WorkGroup: name });
  return (client: AthenaClient, options: SendOptions) => client.send(command, options);
}

export function startQueryExecution({ sql, workgroup, database, outputLocation }: QueryRequest) {
  const command = new StartQueryExecutionCommand({
    QueryString: sql,
    // The same for each try of it: a statement is started once.
    ClientRequestToken: randomUUID(),
    WorkGroup: workgroup,
    QueryExecutionContext: { Database: database },
    ...(outputLocation === undefined ? {} : { ResultConfiguration: { OutputLocation: outputLocation } }),
  });
  return (client: AthenaClient, options: SendOptions) => client.send(command, options);
}

export function getQueryExecution(id: string) {
  const command = new GetQueryExecutionCommand({ QueryExecutionId: id });
  return (client: AthenaClient, options: SendOptions) => client.send(command, options);
}

export function getQueryResults(
  id: string,
  { nextToken, maxResults }: { readonly nextToken?: string; readonly maxResults: number },
) {
  const command = new GetQueryResultsCommand({
    QueryExecutionId: id,
    MaxResults: maxResults,
    ...(nextToken === undefined ? {} : { NextToken: nextToken }),
  });
  return (client: AthenaClient, options: SendOptions) => client.send(command, options);
}

export function stopQueryExecution(id: string) {
  const command = new StopQueryExecutionCommand({ QueryExecutionId: id });
  return (client: AthenaClient, options: SendOptions) => client.send(command, options);
}
