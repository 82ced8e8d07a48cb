import * as l10n from '@vscode/l10n';
import { clock, expired, signature, unknownCredentials, unsigned } from './accessFaults';
import { deniedAction } from './deniedAction';
import type { Failure } from './failure';
import type { ServiceFault, Words } from './faultWords';
import { chooseProfile, retry, saying, showLog } from './faultWords';
import { plainText } from './plainText';
import { redact } from './redact';

/** An error as S3 answered it, and what it was about. */
export interface StoreFault extends ServiceFault {
  readonly bucket: string;
  readonly key?: string;
}

type SayOfStore = (fault: StoreFault, said: string) => Words;

function objectName({ bucket, key = '' }: StoreFault): string {
  return plainText(`s3://${bucket}/${key}`, 300);
}

/** The right that an operation needs. A HEAD of a bucket is allowed by the same one as its list. */
function actionOf(operation: string): string {
  return operation === 'GetObject' ? 's3:GetObject' : 's3:ListBucket';
}

const denied: SayOfStore = (fault, said) => {
  const found = deniedAction(said);
  const action = found.action ?? fault.action ?? actionOf(fault.operation);
  const who = found.caller ?? l10n.t('the credentials in use');
  if (action.startsWith('kms:') || /\bkms\b/i.test(said)) {
    return {
      kind: 'denied',
      what: l10n.t(
        'Access denied: the file is encrypted, and kms:Decrypt, the right to use its key, is missing for {0}: {1}',
        who,
        found.resource ?? objectName(fault),
      ),
      helps: l10n.t(
        'Ask for kms:Decrypt on the key that the export was encrypted with, in an IAM policy and in the policy of the key.',
      ),
      remedies: [retry, chooseProfile],
    };
  }
  const what = l10n.t('Access denied: {0} is not allowed for {1}: {2}', action, who, objectName(fault));
  if (found.explicit) {
    return {
      kind: 'denied',
      what,
      helps: l10n.t(
        'A policy denies it explicitly, which no other policy can undo. Ask whoever administers the account, or choose another profile.',
      ),
      remedies: [retry, chooseProfile],
    };
  }
  return {
    kind: 'denied',
    what,
    helps:
      action === 's3:ListBucket'
        ? l10n.t(
            'To see the files, s3:ListBucket on the bucket is needed, at least for the prefix of the export; to read them, s3:GetObject. A bucket of another account has to allow it too; one whose requester pays is not read.',
          )
        : l10n.t(
            'To read the file, s3:GetObject is needed. A file that is no longer there is refused in the same way where s3:ListBucket is missing. A bucket of another account has to allow it too; one whose requester pays is not read.',
          ),
    remedies: [retry, chooseProfile],
  };
};

const noKey: SayOfStore = fault => ({
  kind: 'notFound',
  what: l10n.t('The file is no longer there: {0}', objectName(fault)),
  helps: l10n.t(
    'It was deleted or moved. Load the files of the export again; export again if they are gone.',
  ),
  remedies: [retry],
});

const noBucket: SayOfStore = fault => ({
  kind: 'notFound',
  what: l10n.t('There is no such bucket: {0}', plainText(fault.bucket, 100)),
  helps: l10n.t('It was deleted, or the destination of the export is mistyped.'),
  remedies: [retry],
});

const changed: SayOfStore = fault => ({
  kind: 'changed',
  what: l10n.t('The file was changed while it was being read: {0}', objectName(fault)),
  helps: l10n.t('Load it again to see what it holds now.'),
  remedies: [retry],
});

const archived: SayOfStore = fault => ({
  kind: 'unavailable',
  what: l10n.t('The file is archived and cannot be read right now: {0}', objectName(fault)),
  helps: l10n.t(
    'Restore it first (in the S3 console, or with aws s3api restore-object); that takes minutes to hours.',
  ),
  remedies: [retry],
});

const otherRegion: SayOfStore = fault => ({
  kind: 'region',
  what: l10n.t(
    'The bucket is in another region, and which one could not be found out: {0}',
    plainText(fault.bucket, 100),
  ),
  helps: l10n.t('Check the name of the bucket, and the endpoint for S3 if one is set.'),
  remedies: [retry, showLog],
});

const throttled: SayOfStore = () => ({
  kind: 'throttled',
  what: l10n.t('Amazon S3 has too many requests to answer right now, also after several tries.'),
  helps: l10n.t('Wait a few seconds, then try again.'),
  remedies: [retry],
});

const unavailable: SayOfStore = fault => ({
  kind: 'unavailable',
  what: saying(
    fault.httpStatus === undefined ? '' : String(fault.httpStatus),
    l10n.t('Amazon S3 has a fault of its own and could not answer.'),
    status => l10n.t('Amazon S3 has a fault of its own and could not answer: HTTP status {0}', status),
  ),
  helps: l10n.t(
    'Wait a minute, then try again. The AWS Health Dashboard says whether the region has a problem.',
  ),
  remedies: [retry, showLog],
});

const badToken: SayOfStore = () => ({
  kind: 'invalidToken',
  what: l10n.t('The place in the list of files is no longer valid.'),
  helps: l10n.t('Load the files again from the start.'),
  remedies: [retry],
});

const byCode: Readonly<Record<string, SayOfStore>> = {
  AccessDenied: denied,
  AllAccessDisabled: denied,
  AccountProblem: denied,
  Forbidden: denied,
  NoSuchKey: noKey,
  NotFound: noKey,
  NoSuchVersion: noKey,
  NoSuchBucket: noBucket,
  InvalidBucketName: noBucket,
  PreconditionFailed: changed,
  InvalidObjectState: archived,
  PermanentRedirect: otherRegion,
  TemporaryRedirect: otherRegion,
  AuthorizationHeaderMalformed: otherRegion,
  IllegalLocationConstraint: otherRegion,
  SlowDown: throttled,
  Throttling: throttled,
  RequestLimitExceeded: throttled,
  InternalError: unavailable,
  ServiceUnavailable: unavailable,
  RequestTimeout: unavailable,
  ExpiredToken: expired,
  TokenRefreshRequired: expired,
  InvalidToken: unknownCredentials,
  InvalidAccessKeyId: unknownCredentials,
  SignatureDoesNotMatch: signature,
  RequestTimeTooSkewed: clock,
  MissingSecurityHeader: unsigned,
  InvalidSecurity: unsigned,
};

function byStatus(status: number | undefined): SayOfStore | undefined {
  switch (status) {
    case 301:
    case 307:
      return otherRegion;
    case 401:
    case 403:
      return denied;
    case 404:
      return noKey;
    case 412:
      return changed;
    case 429:
      return throttled;
    default:
      return status !== undefined && status >= 500 ? unavailable : undefined;
  }
}

const unknown: SayOfStore = ({ code, httpStatus }, said) => {
  const named = [plainText(code, 80), said].filter(text => text !== '' && text !== 'Unknown').join(': ');
  const text = named === '' && httpStatus !== undefined ? `HTTP ${String(httpStatus)}` : named;
  return {
    kind: 'other',
    what: l10n.t('Amazon S3 answered with an error: {0}', text === '' ? '?' : text),
    helps: l10n.t('Try again; the log has the id of the request, which AWS Support can look up.'),
    remedies: [retry, showLog],
  };
};

/**
 * Says an error of S3 in the user's words. Codes: "Error responses" of the Amazon S3 API reference. Text of the
 * service is shown only where the code is unknown, safely.
 */
export function describeStoreFault(fault: StoreFault): Failure {
  const said = fault.message === 'UnknownError' ? '' : plainText(redact(fault.message), 500);
  const badPlace = fault.code === 'InvalidArgument' && /continuation/i.test(said) ? badToken : undefined;
  // A HEAD has no body, and so no code.
  const lost = fault.operation === 'HeadBucket' && fault.httpStatus === 404 ? noBucket : undefined;
  const say =
    badPlace ??
    lost ??
    (Object.hasOwn(byCode, shortCode(fault.code)) ? byCode[shortCode(fault.code)] : undefined) ??
    byStatus(fault.httpStatus) ??
    unknown;
  const code = plainText(redact(fault.code), 80);
  return {
    ...say(fault, said),
    ...(code === '' || code === 'Unknown' ? {} : { code }),
    ...(fault.requestId === undefined ? {} : { requestId: plainText(redact(fault.requestId), 100) }),
  };
}

/** As the local service's faults name them: `AccessDeniedException` is `AccessDenied`. */
function shortCode(code: string): string {
  return code.trim().replace(/(?:Exception)$/, '');
}
