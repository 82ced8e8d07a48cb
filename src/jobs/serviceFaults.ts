import * as l10n from '@vscode/l10n';
import { clock, closed, denied, expired, signature, unknownCredentials, unsigned } from './accessFaults';
import { explainMessage } from './exportFailures';
import type { Failure } from './failure';
import { failureWords } from './failureReasons';
import type { Say, ServiceFault } from './faultWords';
import { chooseRegion, retry, saying, showLog } from './faultWords';
import { plainText } from './plainText';
import { redact } from './redact';

const throttled: Say = () => ({
  kind: 'throttled',
  what: l10n.t('Amazon Forecast has too many requests to answer right now, also after several tries.'),
  helps: l10n.t('Wait a few seconds, then try again. Other tools that use the same account count too.'),
  remedies: [retry],
});

/** What helps with a refused CreateForecastExportJob: known by the same words as an export that failed later. */
function helpsCreating(fault: ServiceFault, said: string): string | undefined {
  const known = fault.operation === 'CreateForecastExportJob' ? explainMessage(said) : undefined;
  return known && `${known.means} ${known.helps}`;
}

const invalidInput: Say = (fault, said) => {
  const isList = fault.operation.startsWith('List');
  return {
    kind: 'invalidInput',
    what: saying(said, l10n.t('Amazon Forecast refused a value of the request.'), text =>
      l10n.t('Amazon Forecast refused a value of the request: {0}', text),
    ),
    helps: isList
      ? l10n.t('If a filter is on, check its forecast ARN: it has to be of this account and region.')
      : (helpsCreating(fault, said) ?? ''),
    remedies: isList ? [{ kind: 'clearFilters' }, retry] : [],
  };
};

const unavailable: Say = fault => ({
  kind: 'unavailable',
  what: saying(
    fault.httpStatus === undefined ? '' : String(fault.httpStatus),
    l10n.t('Amazon Forecast has a fault of its own and could not answer.'),
    status => l10n.t('Amazon Forecast has a fault of its own and could not answer: HTTP status {0}', status),
  ),
  helps: l10n.t(
    'Wait a minute, then try again. The AWS Health Dashboard says whether the region has a problem.',
  ),
  remedies: [retry, showLog],
});

const unknownOperation: Say = fault => ({
  kind: 'region',
  what: l10n.t('What answered does not know this operation of Amazon Forecast: {0}', fault.operation),
  helps: l10n.t('Check that the endpoint is one of Amazon Forecast and that the region has the service.'),
  remedies: [chooseRegion, { kind: 'openSetting', setting: 'forecastExports.endpoint' }],
});

const byCode: Readonly<Record<string, Say>> = {
  InvalidNextToken: () => ({
    kind: 'invalidToken',
    what: l10n.t('The place in the list is no longer valid: it lasts 24 hours.'),
    helps: l10n.t('Load the list again from its start.'),
    remedies: [retry],
  }),
  InvalidInput: invalidInput,
  Validation: invalidInput,
  InvalidParameterValue: invalidInput,
  InvalidParameterCombination: invalidInput,
  InvalidQueryParameter: invalidInput,
  MissingParameter: invalidInput,
  Serialization: invalidInput,
  ResourceNotFound: (_fault, said) => ({
    kind: 'notFound',
    what: saying(
      said,
      l10n.t('It is no longer there: it was deleted, or belongs to another account or region.'),
      text => l10n.t('It is no longer there, or belongs to another account or region: {0}', text),
    ),
    helps: l10n.t('Refresh the list.'),
    remedies: [retry],
  }),
  ResourceInUse: (fault, said) => ({
    kind: 'inUse',
    what: saying(said, l10n.t('It is in use: its status does not allow this now.'), text =>
      l10n.t('It is in use, its status does not allow this now: {0}', text),
    ),
    helps: helpsCreating(fault, said) ?? l10n.t('Wait until what is under way has ended, then try again.'),
    remedies: [retry],
  }),
  ResourceAlreadyExists: (_fault, said) => ({
    kind: 'exists',
    what: saying(said, failureWords('nameTaken').means, text =>
      l10n.t('There is already an export job with this name under this forecast: {0}', text),
    ),
    helps: failureWords('nameTaken').helps,
    remedies: [],
  }),
  LimitExceeded: (_fault, said) => ({
    kind: 'limit',
    what: saying(said, failureWords('quota').means, text =>
      l10n.t('A quota of Amazon Forecast is used up: {0}', text),
    ),
    helps: failureWords('quota').helps,
    remedies: [retry],
  }),
  Throttling: throttled,
  Throttled: throttled,
  ThrottledRequest: throttled,
  TooManyRequests: throttled,
  RequestLimitExceeded: throttled,
  RequestThrottled: throttled,
  SlowDown: throttled,
  BandwidthLimitExceeded: throttled,
  AccessDenied: denied,
  NotAuthorized: denied,
  UnauthorizedOperation: denied,
  OptInRequired: closed,
  SubscriptionRequired: closed,
  ExpiredToken: expired,
  RequestExpired: clock,
  RequestTimeTooSkewed: clock,
  RequestInTheFuture: clock,
  UnrecognizedClient: unknownCredentials,
  InvalidClientTokenId: unknownCredentials,
  InvalidAccessKeyId: unknownCredentials,
  AuthFailure: unknownCredentials,
  InvalidSignature: signature,
  SignatureDoesNotMatch: signature,
  IncompleteSignature: unsigned,
  MissingAuthenticationToken: unsigned,
  MissingAuthentication: unsigned,
  ServiceUnavailable: unavailable,
  InternalFailure: unavailable,
  InternalServer: unavailable,
  InternalService: unavailable,
  Internal: unavailable,
  UnknownOperation: unknownOperation,
  InvalidAction: unknownOperation,
};

/** Where the code says nothing, the HTTP status may. */
function byStatus(status: number | undefined): Say | undefined {
  switch (status) {
    case 401:
    case 403:
      return denied;
    case 404:
    case 405:
      return unknownOperation;
    case 429:
      return throttled;
    default:
      return status !== undefined && status >= 500 ? unavailable : undefined;
  }
}

const unknown: Say = (fault, said) => {
  const name = plainText(fault.code, 80);
  const named = name === '' || name === 'Unknown' ? '' : name;
  const text = said === '' && fault.httpStatus !== undefined ? `HTTP ${String(fault.httpStatus)}` : said;
  return {
    kind: 'other',
    what:
      named === ''
        ? saying(
            text,
            l10n.t('Amazon Forecast answered with an error that has no name and no text.'),
            words => l10n.t('Amazon Forecast answered with an error: {0}', words),
          )
        : saying(text, l10n.t('Amazon Forecast answered with an error: {0}', named), words =>
            l10n.t('Amazon Forecast answered with the error {0}: {1}', named, words),
          ),
    helps: l10n.t('Try again; the log has the id of the request, which AWS Support can look up.'),
    remedies: [retry, showLog],
  };
};

/** `com.amazon.coral.service#AccessDeniedException:http://…` is `AccessDenied`. */
function shortCode(code: string): string {
  const local = code.slice(code.lastIndexOf('#') + 1).split(':')[0] ?? '';
  return local.trim().replace(/(?:Exception|Error)$/, '');
}

/**
 * Says an error of the service in the user's words. Codes and their meaning: forecast/2018-06-26 of the service
 * model, and Common Errors of the Amazon Forecast API reference. An unknown code is shown as it is, safely.
 */
export function describeServiceFault(fault: ServiceFault): Failure {
  const code = shortCode(fault.code);
  const said = fault.message === 'UnknownError' ? '' : plainText(redact(fault.message), 500);
  const say =
    (Object.hasOwn(byCode, code) ? byCode[code] : undefined) ?? byStatus(fault.httpStatus) ?? unknown;
  const shownCode = plainText(redact(fault.code.slice(fault.code.lastIndexOf('#') + 1)), 80);
  return {
    ...say(fault, said),
    ...(shownCode === '' || shownCode === 'Unknown' ? {} : { code: shownCode }),
    ...(fault.requestId === undefined ? {} : { requestId: plainText(redact(fault.requestId), 100) }),
  };
}
