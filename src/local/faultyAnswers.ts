import type { Fault, Faults } from './faults';
import { hostile, oddArn, oddDate, partial, strangeTypes } from './faultyItems';
import { invalidNextToken, ServiceError } from './serviceError';

type Answer = Record<string, unknown>;

/** The error that a fault answers with, instead of asking the service. Undefined: it isn't one of that kind. */
export function faultError(
  fault: Fault,
  operation: string,
  accountId: string,
  input: unknown,
  service = 'forecast',
): ServiceError | undefined {
  switch (fault.name) {
    case 'throttle':
      return new ServiceError('ThrottlingException', 'Rate exceeded');
    case '500':
      return new ServiceError(
        'InternalFailure',
        'The request processing has failed because of an unknown error.',
        500,
      );
    case '503':
      return new ServiceError('ServiceUnavailable', 'The service is temporarily unavailable.', 503);
    case 'expired':
      return new ServiceError(
        'ExpiredTokenException',
        'The security token included in the request is expired',
      );
    case 'denied': {
      const user = `arn:aws:iam::${accountId}:user/analyst`;
      const action = `${service}:${operation}`;
      const message = `User: ${user} is not authorized to perform: ${action} because no identity-based policy allows the ${action} action`;
      return new ServiceError('AccessDeniedException', message);
    }
    case 'denied-empty':
      return new ServiceError('AccessDeniedException', '');
    case 'error':
      return new ServiceError(
        fault.code ?? 'InvalidInputException',
        fault.message ?? 'Refused by a fault that is switched on.',
        fault.status,
      );
    case 'invalid-token':
      return tokenOf(input) === undefined ? undefined : invalidNextToken('The token has expired.');
    default:
      return undefined;
  }
}

/** The answer of the service as a fault spoils it. `input` is what was asked. */
export function faultyAnswer(fault: Fault, faults: Faults, input: unknown, answer: Answer): Answer {
  const asked = tokenOf(input);
  switch (fault.name) {
    case 'empty-object':
      return {};
    case 'null-list':
      return mapLists(answer, () => null);
    case 'empty-list':
      return isListAnswer(answer) ? withoutToken(mapLists(answer, () => [])) : answer;
    case 'wrong-shape':
      return isListAnswer(answer) ? mapLists(answer, () => 'x') : strangeTypes(answer);
    case 'empty-token':
      return isListAnswer(answer) ? { NextToken: '', ...answer } : answer;
    case 'repeated-token':
      return asked === undefined ? answer : { ...answer, NextToken: asked };
    case 'cycling-token':
      return cycling(faults, asked, answer);
    case 'unknown-status':
      return mapItems(answer, (item, index) =>
        index % 3 === 0 ? { ...item, Status: 'CREATE_ARCHIVING' } : item,
      );
    case 'missing-fields':
      return mapItems(answer, partial);
    case 'unknown-members':
      return { ...mapItems(answer, item => ({ ...item, ...unknownMembers })), ...unknownMembers };
    case 'hostile-strings':
      return mapItems(answer, hostile);
    case 'odd-arns':
      return mapItems(answer, oddArn);
    case 'odd-dates':
      return mapItems(answer, oddDate);
    default:
      return answer;
  }
}

const unknownMembers = { Foretold: { By: [1, 'two', null] }, __proto: 'x', 'odd key\n': '' };

function withoutToken(answer: Answer): Answer {
  return Object.fromEntries(Object.entries(answer).filter(([name]) => name !== 'NextToken'));
}

/** The first page has A; asked with A it is B, asked with B it is A, for ever. A list of one page has no token. */
function cycling(faults: Faults, asked: string | undefined, answer: Answer): Answer {
  const next = typeof answer.NextToken === 'string' ? answer.NextToken : undefined;
  if (asked === undefined) {
    faults.cycle = next === undefined ? [] : [next];
    return answer;
  }
  const [first = asked, second = next ?? first] = faults.cycle;
  faults.cycle = [first, second];
  return { ...answer, NextToken: asked === first ? second : first };
}

function tokenOf(input: unknown): string | undefined {
  const token =
    typeof input === 'object' && input !== null && 'NextToken' in input ? input.NextToken : undefined;
  return typeof token === 'string' ? token : undefined;
}

function isListAnswer(answer: Answer): boolean {
  return (
    Array.isArray(answer.ForecastExportJobs) || Array.isArray(answer.Forecasts) || Array.isArray(answer.Tags)
  );
}

function mapLists(answer: Answer, change: (list: readonly unknown[]) => unknown): Answer {
  const changed = Object.entries(answer).map(([key, value]) => [
    key,
    Array.isArray(value) ? change(value) : value,
  ]);
  return Object.fromEntries(changed) as Answer;
}

/** Each item of a list; what isn't a list is taken for one item. */
function mapItems(answer: Answer, change: (item: Answer, index: number) => Answer): Answer {
  if (!isListAnswer(answer)) return change(answer, 0);
  return mapLists(answer, list => list.map((item, index) => change(item as Answer, index)));
}
