import type { Failure } from './failure';
import type { NewExportJob } from './newExportJob';
import type { Tag } from './ports';

/** The fields of a new export job, in the order in which they are asked for. */
export const formFields = ['forecast', 'name', 'destination', 'role', 'kmsKey', 'format', 'tags'] as const;

export type FormField = (typeof formFields)[number];

/** What is on the screen: a field, or all of them before the job is made. */
export type FormStep = FormField | 'summary';

export const formSteps: readonly FormStep[] = [...formFields, 'summary'];

export interface FormValues {
  readonly forecastArn?: string;
  /** For showing and for the suggested name. */
  readonly forecastName?: string;
  readonly name?: string;
  readonly path?: string;
  readonly roleArn?: string;
  readonly kmsKeyArn?: string;
  readonly format?: 'CSV' | 'PARQUET';
  readonly tags?: readonly Tag[];
}

/** Why a step is shown again, with the words that belong beside it. */
export interface Notice {
  readonly step: FormStep;
  readonly text: string;
  /** Where it was the service that refused. */
  readonly failure?: Failure;
}

/** A request whose answer never came: the job may have been made. */
export interface Unanswered {
  readonly job: NewExportJob;
  /** When it was first sent, in ms since the epoch. */
  readonly began: number;
}

/**
 * The form for a new export job: its values, where in it one is, and the way back. What was typed and not yet taken
 * is kept too, so that nothing is lost by going back or by closing the form.
 */
export class ExportJobForm {
  /** The steps that were gone through one after the other. */
  #way: FormStep[] = ['forecast'];
  /** The field that is being changed, from the summary. */
  #change: FormField | undefined;
  /** Whether all fields have been asked for: then the next step is the summary, unless something is missing. */
  #complete = false;
  readonly #typed = new Map<FormStep, string>();
  notice: Notice | undefined;
  unanswered: Unanswered | undefined;

  constructor(private given: FormValues = {}) {
    if (given.forecastArn !== undefined) {
      this.#way = ['name'];
    }
    this.#complete = given.roleArn !== undefined;
  }

  get values(): FormValues {
    return this.given;
  }

  get step(): FormStep {
    return this.#change ?? this.#way.at(-1) ?? 'forecast';
  }

  get canGoBack(): boolean {
    return this.#change !== undefined || this.#way.length > 1;
  }

  /** What stands in a step's input without having been taken. */
  typed(step: FormStep): string | undefined {
    return this.#typed.get(step);
  }

  type(step: FormStep, text: string): void {
    this.#typed.set(step, text);
  }

  set(values: FormValues): void {
    this.given = { ...this.given, ...values };
  }

  /** A field that has no value after all. */
  clear(field: 'kmsKeyArn'): void {
    this.given = without(this.given, [field]);
  }

  /** The present step is done. */
  next(): void {
    const { step } = this;
    this.notice = undefined;
    this.#typed.delete(step);
    const changed = this.#change !== undefined;
    this.#change = undefined;
    if (!changed) {
      const following = formSteps[formSteps.indexOf(step) + 1] ?? 'summary';
      this.#way.push(this.#complete ? this.firstMissing : following);
      this.#complete ||= following === 'summary';
    }
  }

  back(): void {
    this.notice = undefined;
    if (this.#change !== undefined) {
      this.#change = undefined;
    } else if (this.#way.length > 1) {
      this.#way.pop();
    }
  }

  /** From the summary to a field, which leads back to it; or to the summary. */
  goTo(step: FormStep): void {
    this.notice = undefined;
    this.#change = step === 'summary' ? undefined : step;
  }

  /** Shows a step again with words beside it. */
  objectTo(notice: Notice): void {
    this.goTo(notice.step);
    this.notice = notice;
  }

  /** Another account: all is kept but the forecast, which has to be chosen there. */
  leaveAccount(text: string): void {
    this.given = without(this.given, ['forecastArn', 'forecastName']);
    this.unanswered = undefined;
    this.#typed.delete('forecast');
    this.#way = ['forecast'];
    this.#change = undefined;
    this.notice = { step: 'forecast', text };
  }

  /** What is to be made; undefined while something that is needed is missing. */
  get job(): NewExportJob | undefined {
    const { forecastArn, name, path, roleArn, kmsKeyArn, format = 'CSV', tags = [] } = this.given;
    return forecastArn === undefined || name === undefined || path === undefined || roleArn === undefined
      ? undefined
      : {
          forecastArn,
          name,
          path,
          roleArn,
          ...(kmsKeyArn === undefined ? {} : { kmsKeyArn }),
          format,
          tags,
        };
  }

  /** The first field that is needed and missing, else the summary. */
  get firstMissing(): FormStep {
    const { forecastArn, name, path, roleArn } = this.given;
    const needed: [FormField, string | undefined][] = [
      ['forecast', forecastArn],
      ['name', name],
      ['destination', path],
      ['role', roleArn],
    ];
    return needed.find(([, value]) => value === undefined)?.[0] ?? 'summary';
  }
}

function without(values: FormValues, left: readonly string[]): FormValues {
  return Object.fromEntries(Object.entries(values).filter(([name]) => !left.includes(name)));
}
