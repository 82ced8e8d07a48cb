import type { Failure, FailureKind } from '../../src/jobs/failure';
import type { Fault, FaultName } from '../../src/local/faults';
import type { Journey } from './journey';
import type { Service, WorldOptions } from './world';

/** What a service's model says of the answer of an operation. */
type Answering =
  /** Items, and a token where there are more. */
  | 'pages'
  /** Items, all at once. */
  | 'list'
  /** Members that something is known by. */
  | 'members'
  /** Bytes, of which any are good. */
  | 'bytes'
  /** That it was done. */
  | 'nothing'
  /** Headers alone. */
  | 'head';

/** Every operation that the extension sends, and what it answers. Sources: the service models. */
export const operations: Readonly<Record<string, Answering>> = {
  ListForecastExportJobs: 'pages',
  ListForecasts: 'pages',
  DescribeForecastExportJob: 'members',
  ListTagsForResource: 'list',
  CreateForecastExportJob: 'members',
  StopResource: 'nothing',
  DeleteForecastExportJob: 'nothing',
  ListObjectsV2: 'pages',
  GetObject: 'bytes',
  HeadBucket: 'head',
  GetWorkGroup: 'members',
  StartQueryExecution: 'members',
  GetQueryExecution: 'members',
  GetQueryResults: 'pages',
  StopQueryExecution: 'nothing',
};

export function operationsOf(service: Service): readonly string[] {
  const all = Object.keys(operations);
  const ofS3 = all.filter(name => /Object|Bucket/.test(name));
  const ofAthena = all.filter(name => /Query|WorkGroup/.test(name));
  switch (service) {
    case 's3':
      return ofS3;
    case 'athena':
      return ofAthena;
    case 'forecast':
      return all.filter(name => !ofS3.includes(name) && !ofAthena.includes(name));
  }
}

/** What a user may be told of a fault, by words that only it has. */
interface Telling {
  readonly kinds: readonly FailureKind[];
  readonly what: (service: Service, operation: string) => RegExp;
}

export interface MatrixFault {
  readonly name: string;
  readonly fault?: Omit<Fault, 'operation' | 'after' | 'times'> | ((service: Service) => Fault);
  readonly world?: Partial<WorldOptions>;
  /** The operations that it makes sense for, by what they answer. */
  readonly for: readonly Answering[];
  /** Absent: nothing may be told, and nothing be missing. */
  readonly tells?: Telling;
  /** Nothing tries again by itself after it: where there is one call only, once is as good as always. */
  readonly isFinal?: true;
  /** The service itself says that there is nothing: then nothing is what may be shown, until it says otherwise. */
  readonly saysNothing?: true;
}

const all: readonly Answering[] = ['pages', 'list', 'members', 'bytes', 'nothing', 'head'];
const withBody: readonly Answering[] = ['pages', 'list', 'members', 'bytes', 'nothing'];
const withMembers: readonly Answering[] = ['pages', 'list', 'members'];

/** By the kind and these words, whatever was asked. */
function words(kinds: FailureKind | readonly FailureKind[], what: RegExp): Telling {
  return { kinds: [kinds].flat(), what: () => what };
}

const cut = words('network', /^The connection was cut before the answer was complete by: 127\.0\.0\.1:\d+$/);
const late = words('network', /^No answer came in time from: 127\.0\.0\.1:\d+$/);
const ofItsOwn = words('unavailable', /has a fault of its own and could not answer/);
const page = words(
  ['unavailable', 'network'],
  /^A web page came instead of an answer|^Amazon S3 has a fault of its own and could not answer: HTTP status 502$/,
);
const again = words(['repeatedToken', 'invalidToken'], /answered with a page that it had given before/);
const shape = words(
  ['shape', 'changed'],
  /not of the form that .* answers in|is shorter (?:now )?than|The answer could not be read/,
);
const clock = words('credentials', /^The clock of this machine differs too much from the time of AWS\.$/);
const denied: Telling = {
  kinds: ['denied'],
  what: (service, operation) =>
    service === 's3'
      ? new RegExp(
          `^Access denied: s3:${operation === 'GetObject' ? 'GetObject' : 'ListBucket'} is not allowed for`,
        )
      : new RegExp(`^Access denied: ${service}:${operation} is not allowed for`),
};

const soon = { patience: 1500 };

export const faults: readonly MatrixFault[] = [
  {
    name: 'throttle',
    fault: { name: 'throttle' },
    for: all,
    tells: words('throttled', /has too many requests/),
  },
  { name: '500', fault: { name: '500' }, for: all, tells: ofItsOwn },
  { name: '503', fault: { name: '503' }, for: all, tells: ofItsOwn },
  { name: 'HTML, 502', fault: { name: 'html-502' }, for: all, tells: page },
  { name: 'HTML, 200', isFinal: true, fault: { name: 'html-200' }, for: all, tells: page },
  { name: 'cut before anything', fault: { name: 'cut' }, for: all, tells: cut },
  { name: 'cut instead of the answer', fault: { name: 'cut-answer' }, for: withBody, tells: cut },
  { name: 'cut in the body', fault: { name: 'cut-body' }, for: withBody, tells: cut },
  { name: 'cut after the body', isFinal: true, fault: { name: 'cut-end' }, for: withBody },
  { name: 'slow', isFinal: true, fault: { name: 'slow', ms: 60 }, for: all },
  { name: 'no answer', fault: { name: 'slow', ms: 3_600_000 }, world: soon, for: all, tells: late },
  { name: 'half an answer', fault: { name: 'stall' }, world: soon, for: withBody, tells: late },
  { name: 'denied', isFinal: true, fault: { name: 'denied' }, for: all, tells: denied },
  {
    name: 'denied without a message',
    isFinal: true,
    fault: { name: 'denied-empty' },
    for: all,
    tells: denied,
  },
  {
    name: 'expired token',
    fault: { name: 'expired' },
    for: all,
    tells: words('expired', /^The credentials have expired\.$/),
  },
  { name: 'clock an hour off', world: { clockAhead: 3_600_000 }, for: all },
  {
    name: 'clock refused',
    fault: service => ({
      name: 'error',
      status: 403,
      ...(service === 's3'
        ? { code: 'RequestTimeTooSkewed', message: 'The difference between the times is too large.' }
        : {
            code: 'InvalidSignatureException',
            message: 'Signature expired: 20200101T000000Z is now earlier',
          }),
    }),
    for: withBody,
    tells: clock,
  },
  {
    name: 'token that is no longer good',
    fault: { name: 'invalid-token' },
    for: ['pages'],
    tells: words('invalidToken', /^The place in the list .*is no longer valid/),
  },
  { name: 'repeated token', isFinal: true, fault: { name: 'repeated-token' }, for: ['pages'], tells: again },
  {
    name: 'tokens that go round',
    isFinal: true,
    fault: { name: 'cycling-token' },
    for: ['pages'],
    tells: again,
  },
  { name: 'empty pages', isFinal: true, fault: { name: 'empty-page' }, for: ['pages'], tells: again },
  {
    name: 'empty list',
    isFinal: true,
    fault: { name: 'empty-list' },
    for: ['pages', 'list'],
    tells: shape,
    saysNothing: true,
  },
  {
    name: 'no list',
    isFinal: true,
    fault: { name: 'null-list' },
    for: ['pages', 'list'],
    tells: shape,
    saysNothing: true,
  },
  {
    name: 'empty answer',
    isFinal: true,
    fault: { name: 'empty-object' },
    for: withMembers,
    tells: shape,
    saysNothing: true,
  },
  {
    name: 'no body',
    isFinal: true,
    fault: { name: 'empty-body' },
    for: [...withMembers, 'bytes'],
    tells: shape,
    saysNothing: true,
  },
  { name: 'other shape', isFinal: true, fault: { name: 'wrong-shape' }, for: withMembers, tells: shape },
  { name: 'unknown members', isFinal: true, fault: { name: 'unknown-members' }, for: withMembers },
];

/** Faults of the local service that the matrix leaves out, with the reason. */
export const leftOut: Partial<Readonly<Record<FaultName, string>>> = {
  error: 'any other code: test/unit/jobs/serviceFaults.test.ts has them all',
  'empty-token': 'ends a list as its end does: test/unit/aws/answers.test.ts',
  'unknown-status': 'what is in an item: "loses no job" in test/unit/aws/localService.test.ts',
  'missing-fields': 'what is in an item: "loses no job" in test/unit/aws/localService.test.ts',
  'hostile-strings': 'what is in an item: "loses no job" in test/unit/aws/localService.test.ts',
  'odd-arns': 'what is in an item: "loses no job" in test/unit/aws/localService.test.ts',
  'odd-dates': 'what is in an item: test/unit/aws/answers.test.ts',
};

/** How often it comes: at the first call only, at each, or at each but the first. */
export type Spell = 'once' | 'lasting' | 'midway';

export interface Cell {
  readonly journey: Journey;
  readonly operation: string;
  readonly fault: MatrixFault;
  readonly spell: Spell;
}

export function cellName({ journey, operation, fault, spell }: Cell): string {
  return `${operation} · ${journey.place} · ${fault.name} · ${spell}`;
}

/**
 * The cells of a journey that make sense: a fault for each operation that the journey calls where no fault is, if
 * the operation's answer has what the fault spoils. A fault comes midway only where the operation is called again, once
 * only where it or a further try is, and the clock of a service is off all the time.
 * @param calls how often the journey calls each operation
 */
export function cellsOf(journey: Journey, calls: ReadonlyMap<string, number>): Cell[] {
  return [...calls].flatMap(([operation, count]) => {
    const answering = operations[operation];
    if (answering === undefined) throw new Error(`What does it answer: ${operation}?`);
    return (
      faults
        .filter(fault => fault.for.includes(answering))
        // S3 answers XML, which has no empty object and no null.
        .filter(({ name }) => journey.service !== 's3' || !['empty answer', 'no list'].includes(name))
        .flatMap(fault =>
          (['once', 'lasting', 'midway'] as const)
            .filter(spell => (fault.fault ? spell !== 'midway' || count > 1 : spell === 'lasting'))
            .filter(spell => spell !== 'once' || count > 1 || !fault.isFinal)
            .map(spell => ({ journey, operation, fault, spell })),
        )
    );
  });
}

/** What is armed for a cell. */
export function armed({ journey, operation, fault, spell }: Cell): Fault | undefined {
  const given = typeof fault.fault === 'function' ? fault.fault(journey.service) : fault.fault;
  return (
    given && {
      ...given,
      operation,
      ...(spell === 'once' ? { times: 1 } : spell === 'midway' ? { after: 1 } : {}),
    }
  );
}

/** Why a failure isn't that of the cell's fault. */
export function wrongWords({ journey, operation, fault }: Cell, failure: Failure): string[] {
  if (journey.ownFailures?.includes(failure.kind)) return [];
  const said = `${failure.kind}: ${failure.what}`;
  // A refusal of a HEAD has no body that could say more than its status.
  if (operations[operation] === 'head' && /HTTP (?:status )?[345]\d\d$/.test(failure.what)) return [];
  if (!fault.tells) return [`told of nothing that was: ${said}`];
  const { kinds, what } = fault.tells;
  return [
    ...(kinds.includes(failure.kind) && what(journey.service, operation).test(failure.what)
      ? []
      : [`told of something else: ${said}`]),
    ...(failure.remedies.some(({ kind }) => kind === 'retry') ? [] : [`without Retry: ${said}`]),
  ];
}
