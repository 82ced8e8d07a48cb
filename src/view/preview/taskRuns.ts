import type { Task } from '../../chart/protocol';
import { CancelledError } from '../../jobs/failure';

/** What came of a task that did not end well. */
export interface TaskEnds {
  readonly onCancelled: (task: Task) => void;
  readonly onError: (task: Task, error: unknown, retry: () => Promise<void>) => void;
}

/** What is under way, one of each kind: another of its kind takes its place. */
export class TaskRuns {
  readonly #running = new Map<Task, AbortController>();

  constructor(private readonly ends: TaskEnds) {}

  isRunning(task: Task): boolean {
    return this.#running.has(task);
  }

  /** Never rejects. What a task that was replaced comes to is nobody's business any more. */
  async run(task: Task, work: (signal: AbortSignal) => Promise<void>): Promise<void> {
    this.#running.get(task)?.abort();
    const controller = new AbortController();
    this.#running.set(task, controller);
    const isCurrent = () => this.#running.get(task) === controller;
    try {
      await work(controller.signal);
    } catch (error) {
      if (!isCurrent()) {
        return;
      }
      this.#running.delete(task);
      if (error instanceof CancelledError) {
        this.ends.onCancelled(task);
      } else {
        this.ends.onError(task, error, () => this.run(task, work));
      }
    } finally {
      if (isCurrent()) {
        this.#running.delete(task);
      }
    }
  }

  cancel(task: Task): void {
    this.#running.get(task)?.abort();
  }

  /** Nobody listens any more. */
  dispose(): void {
    const controllers = [...this.#running.values()];
    this.#running.clear();
    controllers.forEach(controller => controller.abort());
  }
}
