import type { AthenaClient } from '@aws-sdk/client-athena';
import type { QueryEngine } from '../jobs/queryEngine';
import { executionOf, queryId, resultPage, workgroupOf } from './queryAnswers';

type Command = (client: AthenaClient, options: { readonly abortSignal: AbortSignal }) => Promise<unknown>;

/** Sends one operation: with which client, how often and with which credentials is the connection's affair. */
export interface AthenaSender {
  readonly region: string;
  send(operation: string, command: Command, signal?: AbortSignal): Promise<unknown>;
}

/** The port over the SDK's client, whose bundle is loaded on first use. */
export function athenaEngine(sender: AthenaSender): QueryEngine {
  return {
    region: sender.region,
    async workgroup(name, signal) {
      const { getWorkGroup } = await bundle();
      return workgroupOf(await sender.send('GetWorkGroup', getWorkGroup(name), signal), name);
    },
    async start(request, signal) {
      const { startQueryExecution } = await bundle();
      return queryId(await sender.send('StartQueryExecution', startQueryExecution(request), signal));
    },
    async execution(id, signal) {
      const { getQueryExecution } = await bundle();
      return executionOf(await sender.send('GetQueryExecution', getQueryExecution(id), signal), id);
    },
    async results(id, page, signal) {
      const { getQueryResults } = await bundle();
      return resultPage(await sender.send('GetQueryResults', getQueryResults(id, page), signal));
    },
    async stop(id, signal) {
      const { stopQueryExecution } = await bundle();
      await sender.send('StopQueryExecution', stopQueryExecution(id), signal);
    },
  };
}

function bundle() {
  return import('./athena');
}
