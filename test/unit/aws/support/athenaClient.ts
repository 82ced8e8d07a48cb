import { AthenaClient } from '@aws-sdk/client-athena';
import { athenaEngine } from '../../../../src/aws/athenaEngine';
import { errorFacts } from '../../../../src/aws/failureContext';
import { CancelledError, FailureError } from '../../../../src/jobs/failure';
import { describeQueryFault } from '../../../../src/jobs/queryFailures';
import type { QueryEngine } from '../../../../src/jobs/queryEngine';
import { doorCredentials, type AthenaDoor } from '../../../harness/athenaDoor';

/** The port over the SDK's own client, which asks the door. */
export function engineOf({ url, region }: AthenaDoor): QueryEngine & { dispose(): void } {
  const client = new AthenaClient({
    region,
    endpoint: url,
    credentials: doorCredentials,
    maxAttempts: 1,
  });
  const engine = athenaEngine({
    region,
    async send(operation, command, signal = new AbortController().signal) {
      try {
        return await command(client, { abortSignal: signal });
      } catch (thrown) {
        const { name, message, requestId } = errorFacts(thrown);
        throw name === 'AbortError'
          ? new CancelledError()
          : new FailureError(
              describeQueryFault({ code: name, message, operation, ...(requestId ? { requestId } : {}) }),
            );
      }
    },
  });
  return { ...engine, dispose: () => client.destroy() };
}
