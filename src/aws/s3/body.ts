/** What the SDK gives as the body of an answer on Node.js. */
export interface Body extends AsyncIterable<Uint8Array> {
  destroy(error?: Error): unknown;
}

export interface CollectOptions {
  /** How many bytes to leave out at the start. */
  readonly skip: number;
  /** How many bytes to read at most after that. */
  readonly most: number;
  /** How long the body has to be, where that was said. */
  readonly length: number | undefined;
  /** How long nothing may come, in ms. */
  readonly silence: number;
  readonly signal: AbortSignal;
}

export interface Collected {
  readonly bytes: Uint8Array;
  /** Why the body ended before its end. */
  readonly cut?: Error;
}

/** Reads a body into one array. A body that is cut gives what came of it; an aborted one rejects. */
export async function collect(body: Body | undefined, options: CollectOptions): Promise<Collected> {
  const { skip, most, length, silence, signal } = options;
  if (body === undefined) return { bytes: new Uint8Array() };
  const chunks: Uint8Array[] = [];
  let seen = 0;
  let cut: Error | undefined;
  const abort = (): void => void body.destroy(abortError());
  const timer = setTimeout(() => body.destroy(silent()), silence);
  signal.addEventListener('abort', abort);
  try {
    if (signal.aborted) throw abortError();
    for await (const chunk of body) {
      timer.refresh();
      const wanted = chunk.subarray(Math.max(0, skip - seen), Math.max(0, skip + most - seen));
      if (wanted.length > 0) chunks.push(wanted);
      seen += chunk.length;
      // To leave a body before its end costs the connection; its end is worth waiting for, unless more is coming.
      if (seen > skip + most || (seen === skip + most && (length ?? seen) > seen)) break;
    }
  } catch (thrown) {
    cut = thrown instanceof Error ? thrown : new Error(String(thrown));
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', abort);
  }
  if (signal.aborted) throw abortError();
  const ends = Math.min(length ?? seen, skip + most);
  if (cut === undefined && seen < ends) cut = shortened();
  const bytes = new Uint8Array(chunks.reduce((sum, chunk) => sum + chunk.length, 0));
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return cut === undefined ? { bytes } : { bytes, cut };
}

function abortError(): Error {
  return Object.assign(new Error('Request aborted'), { name: 'AbortError' });
}

/** By these names and codes the network's faults are told apart. */
function silent(): Error {
  return Object.assign(new Error('The body stopped coming.'), { name: 'TimeoutError', code: 'ETIMEDOUT' });
}

function shortened(): Error {
  return Object.assign(new Error('The body ended early.'), { code: 'ECONNRESET' });
}
