import { CancelledError } from '../jobs/failure';

/**
 * Runs `work` until it ends or one of the signals is aborted, and then rejects with a `CancelledError` at once:
 * the SDK looks at its signal only while it speaks HTTP, not while a credential provider runs. `work` gets a
 * signal of its own; what it still does after that is dropped.
 */
export function abortable<T>(
  work: (signal: AbortSignal) => Promise<T>,
  ...signals: readonly (AbortSignal | undefined)[]
): Promise<T> {
  const given = signals.filter(signal => signal !== undefined);
  if (given.some(signal => signal.aborted)) {
    return Promise.reject(new CancelledError());
  }
  const controller = new AbortController();
  return new Promise<T>((resolve, reject) => {
    const abort = (): void => {
      controller.abort();
      reject(new CancelledError());
    };
    const done = (): void => {
      for (const signal of given) {
        signal.removeEventListener('abort', abort);
      }
    };
    for (const signal of given) {
      signal.addEventListener('abort', abort);
    }
    work(controller.signal).then(resolve, reject).finally(done);
  });
}
