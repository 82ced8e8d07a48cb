import { parentPort, Worker, workerData } from 'node:worker_threads';
import { properties } from './properties';

/** What a thread is to try. */
export interface Turn {
  readonly name: string;
  readonly seed: number;
  /** For how long, in ms. */
  readonly time: number;
  /** One value again, instead of many. */
  readonly path?: string;
  /** Whether to make the value that fails smaller. */
  readonly shrink: boolean;
}

export interface Outcome {
  readonly runs: number;
  readonly failure?: {
    /** In words. */
    readonly report: string;
    /** What leads to the value again. */
    readonly seed: number;
    readonly path: string;
  };
}

/** A run that takes longer hangs. In ms. */
const longestRun = 20_000;
/** Of a thread, in MB. */
const memory = 768;

/** What a thread has begun, seen from outside of it: all its runs, those of the batch, the seed of the batch. */
const [allRuns, batchRuns, batchSeed] = [0, 1, 2];

/** Takes a turn in a thread of its own, so that a value that hangs it or takes all memory is a failure, too. */
export function takeTurn(file: string, turn: Turn): Promise<Outcome> {
  const begun = new Int32Array(new SharedArrayBuffer(12));
  const worker = new Worker(file, {
    workerData: { turn, begun },
    resourceLimits: { maxOldGenerationSizeMb: memory },
  });
  const runs = () => Atomics.load(begun, allRuns);
  const lost = (report: string): Outcome => {
    const path = turn.path ?? String(Math.max(0, Atomics.load(begun, batchRuns) - 1));
    return { runs: runs(), failure: { report, seed: Atomics.load(begun, batchSeed), path } };
  };
  return new Promise(resolve => {
    let before = -1;
    const watchdog = setInterval(() => {
      if (runs() === before) {
        ended(lost('A run has no end.'));
      }
      before = runs();
    }, longestRun);
    const ended = (outcome: Outcome) => {
      clearInterval(watchdog);
      resolve(outcome);
      void worker.terminate();
    };
    worker.on('message', ended);
    worker.on('error', (error: unknown) => ended(lost(String(error))));
    worker.on('exit', () => ended(lost('The thread ended.')));
  });
}

/** In the thread: tries batch after batch until the time is over, each with the next seed. */
export async function runTurn(): Promise<void> {
  const { turn, begun } = workerData as { readonly turn: Turn; readonly begun: Int32Array };
  const { name, seed, time, path, shrink } = turn;
  const property = properties.find(one => one.name === name);
  if (!property) {
    throw new Error(`no property ${name}`);
  }
  const end = Date.now() + time;
  const isOver = () => {
    if (Date.now() >= end) {
      return true;
    }
    Atomics.add(begun, allRuns, 1);
    Atomics.add(begun, batchRuns, 1);
    return false;
  };
  let outcome: Omit<Outcome, 'runs'> = {};
  for (let next = seed; Date.now() < end && !outcome.failure; next++) {
    Atomics.store(begun, batchRuns, 0);
    Atomics.store(begun, batchSeed, next);
    const range = path === undefined ? { numRuns: property.quickRuns } : { numRuns: 1, path };
    const failure = await property.check({ seed: next, ...range, endOnFailure: !shrink }, isOver);
    outcome = failure ? { failure: { ...failure, seed: next } } : {};
    if (path !== undefined) {
      break;
    }
  }
  parentPort?.postMessage({ runs: Atomics.load(begun, allRuns), ...outcome } satisfies Outcome);
}
