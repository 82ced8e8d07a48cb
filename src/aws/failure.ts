import * as l10n from '@vscode/l10n';
import type { Failure } from '../jobs/failure';
import { CancelledError, FailureError } from '../jobs/failure';
import { plainText } from '../jobs/plainText';
import type { ServiceFault } from '../jobs/faultWords';
import { redact } from '../jobs/redact';
import { describeServiceFault } from '../jobs/serviceFaults';
import { serviceTitle } from './awsService';
import { describeCredentialFault, unknownCredentialFault } from './credentialFaults';
import type { ErrorFacts, FailureContext } from './failureContext';
import { errorFacts } from './failureContext';
import { describeNetworkFault } from './networkFaults';

/**
 * What a port rejects with, made of anything that the SDK, a credential provider or the network threw.
 * @param describe says an answer of the service; absent where the answer was not the service's own, but that of the
 * one that gives the credentials
 */
export function asRejection(
  thrown: unknown,
  context: FailureContext,
  describe?: (fault: ServiceFault) => Failure,
): FailureError | CancelledError {
  if (thrown instanceof FailureError || thrown instanceof CancelledError) {
    return thrown;
  }
  const facts = errorFacts(thrown);
  return facts.name === 'AbortError'
    ? new CancelledError()
    : new FailureError(failureOf(facts, context, describe));
}

function failureOf(
  facts: ErrorFacts,
  context: FailureContext,
  describe: ((fault: ServiceFault) => Failure) | undefined,
): Failure {
  const failure = facts.answered ? describeAnswer(facts, context, describe) : describeFault(facts, context);
  return {
    ...failure,
    ...(facts.requestId === undefined ? {} : { requestId: plainText(redact(facts.requestId), 100) }),
    ...(facts.attempts === undefined ? {} : { attempts: facts.attempts + (context.attempts ?? 0) }),
  };
}

/** An answer with an error in it, of the service or of the one that gives the credentials. */
function describeAnswer(
  facts: ErrorFacts,
  context: FailureContext,
  describe: ((fault: ServiceFault) => Failure) | undefined,
): Failure {
  const fault: ServiceFault = {
    code: facts.name,
    message: facts.message,
    operation: context.operation,
    ...(facts.requestId === undefined ? {} : { requestId: facts.requestId }),
    ...(facts.httpStatus === undefined ? {} : { httpStatus: facts.httpStatus }),
  };
  return describe === undefined
    ? (describeCredentialFault(facts, context) ??
        describeServiceFault({ ...fault, action: 'sts:AssumeRole' }))
    : describe(fault);
}

function describeFault(facts: ErrorFacts, context: FailureContext): Failure {
  return (
    describeSetting(facts, context) ??
    describeUnreadable(facts, context) ??
    describeCredentialFault(facts, context) ??
    describeNetworkFault(facts, context) ??
    (/(?:Credentials|Token)?ProviderError$/.test(facts.name)
      ? unknownCredentialFault(facts, context)
      : describeUnknown(facts))
  );
}

export function noRegion(): Failure {
  return {
    kind: 'region',
    what: l10n.t('No region is chosen, and neither the environment nor the profile names one.'),
    helps: l10n.t('Choose a region, or set it in the profile (region = us-west-2) or in AWS_REGION.'),
    remedies: [{ kind: 'chooseRegion' }, { kind: 'chooseProfile' }],
  };
}

function describeSetting(facts: ErrorFacts, context: FailureContext): Failure | undefined {
  if (/^Region is missing/.test(facts.message)) {
    return noRegion();
  }
  if (/^Region not accepted|^Invalid Configuration|^Invalid region/i.test(facts.message)) {
    return {
      kind: 'region',
      what: l10n.t('This cannot be the name of a region: {0}', plainText(context.region, 60)),
      helps: l10n.t('Choose a region such as us-west-2.'),
      remedies: [{ kind: 'chooseRegion' }],
    };
  }
  if (facts.code === 'ERR_INVALID_URL' || /^Endpoint .*must be|^Custom endpoint/.test(facts.message)) {
    return {
      kind: 'other',
      what: l10n.t('The endpoint is no address: {0}', plainText(redact(context.endpoint ?? ''), 200)),
      helps: l10n.t(
        'It has to be like https://host or http://127.0.0.1:4580; empty for the endpoint of AWS.',
      ),
      remedies:
        context.service === 'forecast' ? [{ kind: 'openSetting', setting: 'forecastExports.endpoint' }] : [],
    };
  }
  return undefined;
}

/** An answer that is no answer of the service: a page of a proxy, a broken text, values of another type. */
function describeUnreadable(facts: ErrorFacts, context: FailureContext): Failure | undefined {
  const service = serviceTitle(context.service);
  // A body that is cut or stops coming is in the same clothes, with the code or the name of the network's error.
  const isOfNetwork = facts.code !== '' || facts.name === 'TimeoutError';
  const unreadable = !isOfNetwork && facts.message.includes('Deserialization error');
  if (!unreadable && !(facts.name === 'SyntaxError' && facts.httpStatus !== undefined)) {
    return undefined;
  }
  const status = facts.httpStatus === undefined ? '' : String(facts.httpStatus);
  if (/Unexpected token '?</.test(facts.message)) {
    return {
      kind: facts.httpStatus !== undefined && facts.httpStatus >= 500 ? 'unavailable' : 'network',
      what: l10n.t('A web page came instead of an answer of {0}, with HTTP status {1}', service, status),
      helps: l10n.t(
        'A proxy, a gateway or the sign-in page of a network has answered. Check them and the endpoint, then try again.',
      ),
      remedies: [{ kind: 'retry' }, { kind: 'openSetting', setting: 'http.proxy' }, { kind: 'showLog' }],
    };
  }
  return {
    kind: 'shape',
    what: l10n.t(
      'The answer could not be read: it is broken, or not of the form that {0} answers in. HTTP status {1}',
      service,
      status,
    ),
    helps: l10n.t('Try again. If it happens each time, check the proxy and the endpoint.'),
    remedies: [{ kind: 'retry' }, { kind: 'showLog' }],
  };
}

function describeUnknown(facts: ErrorFacts): Failure {
  const said = plainText(redact(facts.message), 300);
  const named = plainText(redact(facts.name), 80);
  return {
    kind: 'other',
    what:
      said === ''
        ? l10n.t('Something went wrong that has no text: {0}', named === '' ? 'Error' : named)
        : l10n.t('Something went wrong that is not known here: {0}', said),
    helps: l10n.t('Try again. The log tells more.'),
    remedies: [{ kind: 'retry' }, { kind: 'showLog' }],
  };
}
