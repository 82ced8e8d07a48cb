import * as l10n from '@vscode/l10n';
import type { Task, ToPage } from '../../chart/protocol';
import { FailureError, failureText, type Remedy } from '../../jobs/failure';

export interface FailureEditor {
  readonly post: (message: ToPage) => void;
  readonly remedyLabel: (remedy: Remedy) => string;
  readonly applyRemedy: (remedy: Remedy, retry: () => Promise<void>) => Promise<void>;
  readonly logError: (error: unknown) => void;
}

/** Tells the page of what failed, and what can be done about it: what it answers is the place of a remedy. */
export class FailedTasks {
  readonly #failures = new Map<Task, { readonly remedies: readonly Remedy[]; retry: () => Promise<void> }>();

  constructor(private readonly editor: FailureEditor) {}

  add(task: Task, error: unknown, retry: () => Promise<void>): void {
    if (!(error instanceof FailureError)) {
      this.editor.logError(error);
    }
    const failure = error instanceof FailureError ? error.failure : undefined;
    const known: readonly Remedy[] = failure?.remedies ?? [{ kind: 'showLog' }];
    const remedies: readonly Remedy[] = known.some(({ kind }) => kind === 'retry')
      ? known
      : [{ kind: 'retry' }, ...known];
    this.#failures.set(task, { remedies, retry });
    this.editor.post({
      type: 'failed',
      task,
      why: failure ? failureText(failure) : l10n.t('Something went wrong that should not. The log has more.'),
      remedies: remedies.map(remedy => this.editor.remedyLabel(remedy)),
    });
  }

  async apply(task: Task, index: number): Promise<void> {
    const failure = this.#failures.get(task);
    const remedy = failure?.remedies[index];
    if (failure && remedy) {
      await this.editor.applyRemedy(remedy, async () => {
        const nothing = { parts: 0, partsRead: 0, bytes: 0, bytesRead: 0 };
        this.editor.post({ type: 'progress', task, progress: nothing });
        await failure.retry();
      });
    }
  }
}
