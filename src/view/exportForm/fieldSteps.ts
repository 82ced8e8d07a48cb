import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { ForecastList } from '../../jobs/forecastList';
import { earlierValues } from '../../jobs/earlierValues';
import type { ForecastExportJob } from '../../jobs/exportJob';
import type { ExportJobForm } from '../../jobs/exportJobForm';
import { failureText } from '../../jobs/failure';
import {
  forecastArnProblem,
  forecastNameIn,
  forecastWarning,
  kmsKeyProblem,
  nameProblem,
  pathProblem,
  roleProblem,
  roleWarning,
  suggestedName,
} from '../../jobs/newExportJobRules';
import { plainText } from '../../jobs/plainText';
import { showFailure, withoutIcons } from '../remedies';
import { noticeItems } from './noticeItems';
import type { StepAnswer, StepItem, StepScreen } from './stepScreen';
import { TextPick, type Suggestion, type TextPickOptions } from './textPick';

/** What the steps of a form are shown with. */
export interface StepContext {
  readonly form: ExportJobForm;
  readonly screen: StepScreen;
  readonly canStartAnew: boolean;
  readonly region: string;
  readonly forecasts: ForecastList;
  /** The jobs that are known, for suggestions. */
  readonly jobs: () => readonly ForecastExportJob[];
  readonly now: () => number;
}

/** The ACTIVE forecasts page by page; an ARN can be typed, which is all there is where the list is denied. */
export function askForecast(context: StepContext): Promise<StepAnswer> {
  const { form, forecasts, region } = context;
  const read = async () => {
    const before = new Set(forecasts.all.map(({ arn }) => arn));
    pick.busy = true;
    await forecasts.next();
    pick.busy = false;
    pick.draw(forecasts.all.find(({ arn }) => before.size > 0 && !before.has(arn))?.arn);
  };
  const pick = new TextPick(context.screen, {
    ...textOptions(context),
    placeholder: l10n.t('Choose a forecast, or type or paste its ARN'),
    example: 'arn:aws:forecast:REGION:ACCOUNT:forecast/NAME',
    value: '',
    ...(form.values.forecastArn === undefined ? {} : { current: form.values.forecastArn }),
    suggestions: () => forecastSuggestions(context),
    problem: forecastArnProblem,
    warning: arn => forecastWarning(arn, region),
    take: forecastArn => {
      const name = forecasts.all.find(({ arn }) => arn === forecastArn)?.name;
      form.set({ forecastArn, forecastName: name ?? forecastNameIn(forecastArn) });
    },
    last: () => forecastActions(context, () => void read()),
  });
  const answer = pick.show();
  if (!forecasts.isStarted) {
    void read();
  }
  return answer;
}

function forecastSuggestions({ form, forecasts }: StepContext): Suggestion[] {
  const { forecastArn, forecastName } = form.values;
  const listed = forecasts.all.map(({ arn, name }) => ({
    value: arn,
    label: name ?? forecastNameIn(arn),
    detail: arn,
  }));
  return forecastArn === undefined || listed.some(({ value }) => value === forecastArn)
    ? listed
    : [
        { value: forecastArn, label: forecastName ?? forecastNameIn(forecastArn), detail: forecastArn },
        ...listed,
      ];
}

function forecastActions({ forecasts }: StepContext, read: () => void): StepItem[] {
  const { failure } = forecasts;
  if (failure) {
    const why = withoutIcons(failureText(failure));
    return [
      {
        label: `$(warning) ${l10n.t('The forecasts could not be listed; an ARN can be typed.')}`,
        detail: why,
        alwaysShow: true,
        choose: () => {
          void showFailure(failure, read);
          return undefined;
        },
      },
    ];
  }
  if (forecasts.isStarted && forecasts.all.length === 0 && !forecasts.hasMore) {
    return [{ label: l10n.t('There is no forecast that is ACTIVE here.'), alwaysShow: true }];
  }
  const more: StepItem = {
    label: `$(ellipsis) ${l10n.t('Load more forecasts')}`,
    alwaysShow: true,
    choose: () => {
      read();
      return undefined;
    },
  };
  return forecasts.hasMore ? [more] : [];
}

/** Whether a name is taken, only the service knows. */
export function askName({ form, screen, canStartAnew, now }: StepContext): Promise<StepAnswer> {
  const box = vscode.window.createInputBox();
  const { name, forecastName = '' } = form.values;
  const { step, notice } = form;
  box.value = form.typed('name') ?? name ?? suggestedName(forecastName, new Date(now()));
  box.placeholder = l10n.t('Name of the export job');
  box.prompt = l10n.t(
    'Letters from A to Z, digits and underscores; unique among the exports of the forecast',
  );
  const said = notice?.step === 'name' ? notice.text : undefined;
  box.validationMessage = said ?? nameProblem(box.value.trim());
  box.onDidChangeValue(value => {
    form.type(step, value);
    box.validationMessage = nameProblem(value.trim());
  });
  box.onDidAccept(() => {
    const typed = box.value.trim();
    const problem = nameProblem(typed);
    if (problem === undefined) {
      form.set({ name: typed });
      screen.answer({ kind: 'next' });
    } else {
      box.validationMessage = problem;
    }
  });
  return screen.show(form, box, canStartAnew);
}

export function askDestination(context: StepContext): Promise<StepAnswer> {
  const { form } = context;
  return new TextPick(context.screen, {
    ...textOptions(context),
    placeholder: l10n.t('S3 URI of the folder that the files go to'),
    example: 's3://BUCKET/FOLDER/',
    value: form.values.path ?? '',
    suggestions: () => earlier(context, job => job.destination.path, pathProblem),
    problem: pathProblem,
    // A blank at the end would be part of the key. It is not meant, unless the job that was copied had it.
    clean: text => (text === form.values.path ? text : text.trim()),
    take: path => form.set({ path }),
  }).show();
}

export function askRole(context: StepContext): Promise<StepAnswer> {
  const { form } = context;
  return new TextPick(context.screen, {
    ...textOptions(context),
    placeholder: l10n.t('ARN of the IAM role with which Amazon Forecast writes to the destination'),
    example: 'arn:aws:iam::ACCOUNT:role/NAME',
    value: form.values.roleArn ?? '',
    suggestions: () => earlier(context, job => job.destination.roleArn, roleProblem),
    problem: roleProblem,
    warning: arn => roleWarning(arn, form.values.forecastArn),
    take: roleArn => form.set({ roleArn }),
  }).show();
}

export function askKmsKey(context: StepContext): Promise<StepAnswer> {
  const { form } = context;
  const none: StepItem = {
    label: l10n.t('None'),
    description: l10n.t('as the bucket encrypts by itself'),
    choose: () => {
      form.clear('kmsKeyArn');
      return { kind: 'next' };
    },
  };
  return new TextPick(context.screen, {
    ...textOptions(context),
    placeholder: l10n.t('ARN of the KMS key that encrypts the files, if any'),
    example: 'arn:aws:kms:REGION:ACCOUNT:key/ID',
    value: form.values.kmsKeyArn ?? '',
    suggestions: () => earlier(context, job => job.destination.kmsKeyArn, kmsKeyProblem),
    problem: kmsKeyProblem,
    take: kmsKeyArn => form.set({ kmsKeyArn }),
    first: () => [none],
  }).show();
}

export function askFormat({ form, screen, canStartAnew }: StepContext): Promise<StepAnswer> {
  const pick = vscode.window.createQuickPick<StepItem>();
  const item = (format: 'CSV' | 'PARQUET', description: string): StepItem => ({
    label: format,
    description,
    choose: () => {
      form.set({ format });
      return { kind: 'next' };
    },
  });
  const formats = [
    item('CSV', l10n.t('text, for spreadsheets and scripts')),
    item('PARQUET', l10n.t('columns, smaller and faster to query')),
  ];
  pick.items = [...noticeItems(form, () => screen.answer({ kind: 'create' })), ...formats];
  pick.placeholder = l10n.t('Format of the files');
  pick.activeItems = formats.filter(({ label }) => label === (form.values.format ?? 'CSV'));
  pick.onDidAccept(() => {
    const answer = pick.selectedItems[0]?.choose?.();
    if (answer) {
      screen.answer(answer);
    }
  });
  return screen.show(form, pick, canStartAnew);
}

function textOptions({
  form,
  canStartAnew,
}: StepContext): Pick<TextPickOptions, 'form' | 'canStartAnew' | 'clean' | 'warning'> {
  return { form, canStartAnew, clean: text => text.trim(), warning: () => undefined };
}

/** What the known jobs had in this field and the service would take again. */
function earlier(
  { jobs }: StepContext,
  valueOf: (job: ForecastExportJob) => string | undefined,
  problem: (value: string) => string | undefined,
): Suggestion[] {
  return earlierValues(jobs(), valueOf)
    .filter(({ value }) => problem(value) === undefined)
    .map(({ value, jobs: count }) => ({
      value,
      label: plainText(value),
      description: count === 1 ? l10n.t('of 1 export job') : l10n.t('of {0} export jobs', count),
    }));
}
