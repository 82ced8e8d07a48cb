import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import type {
  ColumnInfo,
  GetQueryResultsCommandOutput,
  QueryExecutionState,
  StartQueryExecutionCommandInput,
  WorkGroupConfiguration,
  WorkGroupState,
} from '@aws-sdk/client-athena';
import { failsBefore, isDue, sendThrough } from '../../src/local/brokenAnswers';
import { Faults } from '../../src/local/faults';
import { faultError, faultyAnswer } from '../../src/local/faultyAnswers';
import { bodyOf, jsonType, parseInput, readBody, sendError } from '../../src/local/httpAnswer';
import { checkSignature, type AcceptedCredentials } from '../../src/local/requestSignature';
import { ServiceError, unknownOperation } from '../../src/local/serviceError';
import type { SmallAnswer } from './smallAthena';

/** Runs a statement; rejects with what becomes the reason of the failed query. */
export type RunSql = (sql: string, database: string) => Promise<SmallAnswer>;

export interface DoorWorkgroup {
  readonly state?: WorkGroupState;
  readonly configuration?: WorkGroupConfiguration;
}

export interface AthenaDoorOptions {
  readonly region?: string;
  /** Those of `doorCredentials`, where absent. */
  readonly credentials?: AcceptedCredentials;
  readonly workgroups?: Readonly<Record<string, DoorWorkgroup>>;
  readonly run?: RunSql;
  /** Milliseconds since the epoch: what signatures are checked by. */
  readonly signatureClock?: () => number;
  /** While true, a query stays RUNNING until it is stopped. */
  readonly hold?: boolean;
}

/** What was started, for a test to look at. */
export interface StartedQuery {
  readonly id: string;
  readonly input: StartQueryExecutionCommandInput;
  state: QueryExecutionState;
  reason?: string;
  answer?: SmallAnswer;
  readonly ended: Promise<void>;
}

export const doorCredentials = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'local-secret-key' };

type Fields = Readonly<Record<string, unknown>>;

/**
 * The five operations of Athena that the extension uses, over HTTP, signed, in the forms of the service model
 * athena/2017-05-18 (AWS JSON 1.1). Each look at a query takes it one state further, so that no test waits.
 */
export class AthenaDoor {
  readonly region: string;
  readonly queries: StartedQuery[] = [];
  /** What the next calls of an operation are refused with. */
  readonly refusals = new Map<string, ServiceError>();
  readonly calls: string[] = [];
  /** What goes wrong, as with the local service. */
  readonly faults = new Faults();
  /** What was asked and answered, as it stood on the wire. */
  readonly exchanges: { readonly operation: string; readonly input: unknown; readonly output: unknown }[] =
    [];
  url = '';
  readonly #server = createServer((request, response) => void this.#handle(request, response));

  static async open(options: AthenaDoorOptions = {}): Promise<AthenaDoor> {
    const door = new AthenaDoor(options);
    await new Promise<void>(resolve => door.#server.listen(0, '127.0.0.1', resolve));
    const address = door.#server.address();
    door.url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
    return door;
  }

  private constructor(readonly options: AthenaDoorOptions) {
    this.region = options.region ?? 'us-west-2';
  }

  close(): Promise<void> {
    return new Promise(resolve => {
      this.#server.close(() => resolve());
      this.#server.closeAllConnections();
    });
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const signatureClock = this.options.signatureClock ?? Date.now;
    response.setHeader('x-amzn-RequestId', randomUUID());
    response.setHeader('Date', new Date(signatureClock()).toUTCString());
    try {
      const body = await readBody(request);
      const headers = new Map(
        Object.entries(request.headersDistinct).map(([name, values]) => [name, (values ?? []).join(',')]),
      );
      const { method = '', url = '' } = request;
      checkSignature(
        { method, target: url, headers, body },
        { credentials: this.options.credentials ?? doorCredentials, region: this.region, service: 'athena' },
        signatureClock(),
      );
      const target = headers.get('x-amz-target') ?? '';
      if (!target.startsWith('AmazonAthena.') || !headers.get('content-type')?.startsWith(jsonType)) {
        throw unknownOperation(target);
      }
      const operation = target.slice('AmazonAthena.'.length);
      this.calls.push(operation);
      const refusal = this.refusals.get(operation);
      if (refusal) {
        throw refusal;
      }
      const input = parseInput(body);
      const due = this.faults.take(operation);
      if (await failsBefore(due, response, milliseconds => delay(milliseconds, undefined, { ref: false }))) {
        return;
      }
      for (const fault of due) {
        const error = faultError(fault, operation, '111122223333', input, 'athena');
        if (error) {
          throw error;
        }
      }
      const answer = await this.#answer(operation, input as Fields);
      this.exchanges.push({ operation, input, output: answer });
      const spoiled = due.reduce<Fields>(
        (good, fault) =>
          faultyAnswer(fault, this.faults, input, faultyRows(fault.name, input as Fields, good)),
        answer as Fields,
      );
      const text = isDue(due, 'empty-object') ? Buffer.from('{}') : bodyOf(spoiled);
      const sent = isDue(due, 'empty-body') ? Buffer.alloc(0) : text;
      sendThrough(due, response, { status: 200, headers: { 'Content-Type': jsonType }, body: sent });
    } catch (error) {
      sendError(
        response,
        error instanceof ServiceError
          ? error
          : new ServiceError('InternalServerException', String(error), 500),
      );
    }
  }

  async #answer(operation: string, input: Fields): Promise<object> {
    switch (operation) {
      case 'GetWorkGroup':
        return this.#workgroup(text(input.WorkGroup));
      case 'StartQueryExecution':
        return this.#start(input);
      case 'GetQueryExecution':
        return this.#execution(this.#query(input));
      case 'GetQueryResults':
        return results(this.#query(input), input);
      case 'StopQueryExecution': {
        const query = this.#query(input);
        if (query.state === 'QUEUED' || query.state === 'RUNNING') {
          query.state = 'CANCELLED';
          query.reason = 'Query cancelled by user';
        }
        return {};
      }
      default:
        throw unknownOperation(operation);
    }
  }

  #workgroup(name: string): object {
    const workgroup = (this.options.workgroups ?? { primary: {} })[name];
    if (!workgroup) {
      throw invalid(`WorkGroup ${name} is not found.`);
    }
    return {
      WorkGroup: {
        Name: name,
        State: workgroup.state ?? 'ENABLED',
        Configuration: {
          ResultConfiguration: {},
          EnforceWorkGroupConfiguration: false,
          PublishCloudWatchMetricsEnabled: false,
          RequesterPaysEnabled: false,
          ...workgroup.configuration,
        },
        CreationTime: 1_591_638_811.5,
      },
    };
  }

  #start(given: Fields): object {
    const input = given as unknown as StartQueryExecutionCommandInput;
    const { QueryString: sql = '', ClientRequestToken: token = '' } = input;
    const workgroup = (this.options.workgroups ?? { primary: {} })[input.WorkGroup ?? 'primary'];
    if (!workgroup) {
      throw invalid(`WorkGroup ${input.WorkGroup ?? ''} is not found.`);
    }
    if (sql === '' || sql.length > 262_144) {
      throw invalid(`1 validation error detected: Value at 'queryString' failed to satisfy constraint`);
    }
    if (token.length < 32 || token.length > 128) {
      throw invalid(`Idempotent token has to be 32 to 128 characters long`);
    }
    const place =
      input.ResultConfiguration?.OutputLocation ??
      workgroup.configuration?.ResultConfiguration?.OutputLocation;
    if (place === undefined && !workgroup.configuration?.ManagedQueryResultsConfiguration?.Enabled) {
      throw invalid(
        'No output location provided. An output location is required either through the Workgroup result configuration setting or as an API input.',
      );
    }
    // A request that is sent again starts nothing again.
    const known = this.queries.find(query => query.input.ClientRequestToken === token);
    if (known) {
      return { QueryExecutionId: known.id };
    }
    const id = randomUUID();
    const database = input.QueryExecutionContext?.Database ?? 'default';
    const running = this.options.run?.(sql, database) ?? Promise.resolve({ columns: [], rows: [] });
    const query: StartedQuery = {
      id,
      input,
      state: 'QUEUED',
      ended: running.then(
        answer => void (query.answer = answer),
        (error: unknown) => void (query.reason = error instanceof Error ? error.message : String(error)),
      ),
    };
    this.queries.push(query);
    return { QueryExecutionId: id };
  }

  #query(input: Fields): StartedQuery {
    const id = text(input.QueryExecutionId);
    const query = this.queries.find(candidate => candidate.id === id);
    if (!query) {
      throw invalid(`QueryExecution ${id} was not found`);
    }
    return query;
  }

  async #execution(query: StartedQuery): Promise<object> {
    const shown = query.state;
    const answer = executionOf(query);
    if (shown === 'QUEUED') {
      query.state = 'RUNNING';
    } else if (shown === 'RUNNING' && !this.options.hold) {
      await query.ended;
      query.state = query.answer ? 'SUCCEEDED' : 'FAILED';
    }
    return answer;
  }
}

function executionOf({ id, input, state, reason, answer }: StartedQuery): object {
  const ended = state !== 'QUEUED' && state !== 'RUNNING';
  const location = input.ResultConfiguration?.OutputLocation;
  return {
    QueryExecution: {
      QueryExecutionId: id,
      Query: input.QueryString,
      StatementType: statementType(input.QueryString ?? ''),
      ResultConfiguration: location === undefined ? {} : { OutputLocation: `${location}${id}.csv` },
      QueryExecutionContext: input.QueryExecutionContext,
      Status: {
        State: state,
        ...(reason === undefined || !ended ? {} : { StateChangeReason: reason }),
        SubmissionDateTime: 1_591_638_811.5,
        ...(ended ? { CompletionDateTime: 1_591_638_814.25 } : {}),
      },
      Statistics: {
        TotalExecutionTimeInMillis: ended ? 2750 : 1200,
        ...(ended ? { DataScannedInBytes: answer ? 1234 * (answer.rows.length + 1) : 0 } : {}),
      },
      WorkGroup: input.WorkGroup ?? 'primary',
    },
  };
}

function statementType(sql: string): string {
  return /^\s*(?:SELECT|WITH)\b/i.test(sql)
    ? 'DML'
    : /^\s*(?:CREATE|DROP|ALTER)\b/i.test(sql)
      ? 'DDL'
      : 'UTILITY';
}

/** The first page begins with the names of the columns, for a query; a token says where the next page begins. */
function results(query: StartedQuery, input: Fields): object {
  const { state, answer } = query;
  if (state === 'QUEUED' || state === 'RUNNING') {
    throw invalid(`Query has not yet finished. Current state: ${state}`);
  }
  if (state !== 'SUCCEEDED' || !answer) {
    throw invalid(`Query did not finish successfully. Final query state: ${state}`);
  }
  const maximum = typeof input.MaxResults === 'number' ? input.MaxResults : 1000;
  if (maximum < 1 || maximum > 1000) {
    throw invalid('MaxResults is more than maximum allowed length 1000.');
  }
  const hasHeader = statementType(query.input.QueryString ?? '') === 'DML';
  const all = hasHeader ? [answer.columns.map(({ name }) => name), ...answer.rows] : answer.rows;
  const from = input.NextToken === undefined ? 0 : Number(text(input.NextToken));
  const columns: ColumnInfo[] = answer.columns.map(({ name, type }) => ({
    CatalogName: 'hive',
    SchemaName: '',
    TableName: '',
    Name: name,
    Label: name,
    Type: type,
    Precision: 0,
    Scale: 0,
    Nullable: 'UNKNOWN',
    CaseSensitive: type === 'varchar',
  }));
  const page: Omit<GetQueryResultsCommandOutput, '$metadata'> = {
    UpdateCount: 0,
    ResultSet: {
      Rows: all
        .slice(from, from + maximum)
        .map(row => ({ Data: row.map(cell => (cell === null ? {} : { VarCharValue: cell })) })),
      ResultSetMetadata: { ColumnInfo: columns },
    },
    ...(from + maximum < all.length ? { NextToken: String(from + maximum) } : {}),
  };
  return page;
}

/** The rows of a result as a fault spoils them; its other members are spoiled like those of any answer. */
function faultyRows(fault: string, input: Fields, answer: Fields): Fields {
  const { ResultSet: set } = answer;
  if (typeof set !== 'object' || set === null) {
    return answer;
  }
  switch (fault) {
    case 'empty-list':
      return { ...answer, ResultSet: { ...set, Rows: [] }, NextToken: undefined };
    case 'empty-page':
      return { ...answer, ResultSet: { ...set, Rows: [] }, NextToken: input.NextToken ?? '0' };
    case 'null-list':
      return { ...answer, ResultSet: { ...set, Rows: null } };
    default:
      return answer;
  }
}

function invalid(message: string): ServiceError {
  return new ServiceError('InvalidRequestException', message);
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
