import * as l10n from '@vscode/l10n';
import { FailureError } from '../jobs/failure';
import type { QueryExecution, QueryState, ResultColumn, ResultPage, Workgroup } from '../jobs/queryEngine';

/** The door, as that of Forecast: the SDK hands on whatever JSON came under the types of its model. */
type Fields = Readonly<Record<string, unknown>>;

function fields(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? (value as Fields) : {};
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** An absent list is an empty one; what is none, a fault. */
function list(value: unknown, member: string): readonly unknown[] {
  if (value === undefined || value === null) {
    return [];
  }
  if (!Array.isArray(value)) {
    throw wrongShape(member);
  }
  return value;
}

function wrongShape(member: string): FailureError {
  return new FailureError({
    kind: 'shape',
    what: l10n.t('The answer is not of the form that Amazon Athena answers in: {0}', member),
    helps: l10n.t('Try again. If it happens each time, look for a newer version of this extension.'),
    remedies: [{ kind: 'retry' }, { kind: 'showLog' }],
  });
}

/** The answer of StartQueryExecution. Without an id nobody could say what became of the query. */
export function queryId(answer: unknown): string {
  const id = text(fields(answer).QueryExecutionId);
  if (id === '') {
    throw wrongShape('QueryExecutionId');
  }
  return id;
}

/** The answer of GetWorkGroup. */
export function workgroupOf(answer: unknown, name: string): Workgroup {
  const { WorkGroup } = fields(answer);
  if (typeof WorkGroup !== 'object' || WorkGroup === null) {
    throw wrongShape('WorkGroup');
  }
  const { State, Configuration } = fields(WorkGroup);
  const configuration = fields(Configuration);
  const location = text(fields(configuration.ResultConfiguration).OutputLocation);
  return {
    name,
    enabled: State !== 'DISABLED',
    keepsResults: fields(configuration.ManagedQueryResultsConfiguration).Enabled === true,
    enforced: configuration.EnforceWorkGroupConfiguration === true,
    ...(location === '' ? {} : { outputLocation: location }),
  };
}

const states: ReadonlySet<string> = new Set<QueryState>([
  'QUEUED',
  'RUNNING',
  'SUCCEEDED',
  'FAILED',
  'CANCELLED',
]);

/** The answer of GetQueryExecution. */
export function executionOf(answer: unknown, id: string): QueryExecution {
  const execution = fields(fields(answer).QueryExecution);
  const { State, StateChangeReason } = fields(execution.Status);
  if (typeof State !== 'string') {
    throw wrongShape('QueryExecution.Status.State');
  }
  const { DataScannedInBytes, TotalExecutionTimeInMillis } = fields(execution.Statistics);
  const location = text(fields(execution.ResultConfiguration).OutputLocation);
  return {
    id,
    state: states.has(State) ? (State as QueryState) : 'RUNNING',
    reason: text(StateChangeReason),
    statementType: text(execution.StatementType),
    ...(typeof DataScannedInBytes === 'number' ? { bytesScanned: DataScannedInBytes } : {}),
    ...(typeof TotalExecutionTimeInMillis === 'number' ? { time: TotalExecutionTimeInMillis } : {}),
    ...(location === '' ? {} : { outputLocation: location }),
  };
}

/** The answer of GetQueryResults. A cell without a value is NULL. */
export function resultPage(answer: unknown): ResultPage {
  const { ResultSet, NextToken } = fields(answer);
  if (typeof ResultSet !== 'object' || ResultSet === null) {
    throw wrongShape('ResultSet');
  }
  const { Rows, ResultSetMetadata } = fields(ResultSet);
  const columns = list(fields(ResultSetMetadata).ColumnInfo, 'ColumnInfo').map((value): ResultColumn => {
    const { Label, Name, Type } = fields(value);
    return { name: text(Label) || text(Name), type: text(Type) };
  });
  const rows = list(Rows, 'Rows').map(row =>
    list(fields(row).Data, 'Data').map(cell => {
      const value = fields(cell).VarCharValue;
      return typeof value === 'string' ? value : undefined;
    }),
  );
  if (NextToken !== undefined && NextToken !== null && typeof NextToken !== 'string') {
    throw wrongShape('NextToken');
  }
  const token = text(NextToken);
  return { columns, rows, ...(token === '' ? {} : { nextToken: token }) };
}
