import { plainText } from '../jobs/plainText';
import type { Log } from '../jobs/ports';
import { redact } from '../jobs/redact';
import { errorFacts } from './failureContext';

/**
 * Runs one request and writes one line about it: the operation, HTTP status, tries (the SDK makes up to three by
 * itself), time, id of the request, and the code of an error. No text of an error: a failing credential_process
 * puts its command line there.
 */
export async function logRequest<T>(log: Log, subject: string, request: () => Promise<T>): Promise<T> {
  const started = performance.now();
  const line = (outcome: string, about: unknown): string => {
    const { httpStatus, requestId } = errorFacts(about);
    const attempts = attemptsOf(about);
    const parts = [
      outcome,
      ...(httpStatus === undefined ? [] : [`HTTP ${String(httpStatus)}`]),
      ...(attempts === undefined ? [] : [attempts === 1 ? '1 try' : `${String(attempts)} tries`]),
      `${(performance.now() - started).toFixed(0)} ms`,
      ...(requestId === undefined ? [] : [`request ${requestId}`]),
    ];
    return plainText(redact(`${subject}: ${parts.join(', ')}`), 500);
  };
  try {
    const answer = await request();
    log.info(line('answered', answer));
    return answer;
  } catch (thrown) {
    const { name, code } = errorFacts(thrown);
    if (name === 'AbortError') {
      log.debug(line('cancelled', thrown));
    } else {
      log.warn(line(`failed, ${[name, code].filter(part => part !== '').join(' ') || 'Error'}`, thrown));
    }
    throw thrown;
  }
}

function attemptsOf(about: unknown): number | undefined {
  const metadata = (about as { readonly $metadata?: { readonly attempts?: unknown } } | null | undefined)
    ?.$metadata;
  return typeof metadata?.attempts === 'number' ? metadata.attempts : undefined;
}
