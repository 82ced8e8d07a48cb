import * as l10n from '@vscode/l10n';
import { deniedAction } from './deniedAction';
import { failureWords } from './failureReasons';
import type { Say } from './faultWords';
import { chooseProfile, chooseRegion, retry, saying, showLog } from './faultWords';

export const denied: Say = (fault, said) => {
  if (/new customer|no longer (?:open|available|accept)/i.test(said)) {
    return closed(fault, said);
  }
  const found = deniedAction(said);
  const action = found.action ?? fault.action ?? `forecast:${fault.operation}`;
  const who = found.caller ?? l10n.t('the credentials in use');
  if (action === 'iam:PassRole') {
    return {
      kind: 'denied',
      what: saying(
        found.resource ?? '',
        l10n.t('Access denied: {0} lacks iam:PassRole, the right to hand a role to Amazon Forecast.', who),
        role =>
          l10n.t(
            'Access denied: iam:PassRole, the right to hand a role to Amazon Forecast, is missing for {0} on {1}',
            who,
            role,
          ),
      ),
      helps: l10n.t(
        'Whoever starts an export needs iam:PassRole on the role of the export, in addition to the rights of the role itself.',
      ),
      remedies: [retry, chooseProfile],
    };
  }
  if (action.startsWith('kms:')) {
    return {
      kind: 'denied',
      what: saying(
        found.resource ?? '',
        l10n.t('Access denied: {0} lacks the right to use the encryption key: {1}', who, action),
        key =>
          l10n.t(
            'Access denied: {0}, the right to use an encryption key, is missing for {1} on {2}',
            action,
            who,
            key,
          ),
      ),
      helps: failureWords('keyRights').helps,
      remedies: [retry, chooseProfile],
    };
  }
  return {
    kind: 'denied',
    what: l10n.t('Access denied: {0} is not allowed for {1}', action, who),
    helps: found.explicit
      ? l10n.t(
          'A policy denies it explicitly, which no other policy can undo. Ask whoever administers the account, or choose another profile.',
        )
      : l10n.t(
          'Ask whoever administers the account to allow it in an IAM policy, or choose another profile. Action to allow: {0}',
          action,
        ),
    remedies: [retry, chooseProfile],
  };
};

export const closed: Say = (_fault, said) => ({
  kind: 'denied',
  what: saying(said, l10n.t('This account has no access to Amazon Forecast.'), text =>
    l10n.t('This account has no access to Amazon Forecast: {0}', text),
  ),
  helps: l10n.t(
    'Amazon Forecast has been closed to new customers since July 29, 2024. Choose a profile of an account that has used it, or look at the sample data.',
  ),
  remedies: [chooseProfile, chooseRegion],
});

export const expired: Say = () => ({
  kind: 'expired',
  what: l10n.t('The credentials have expired.'),
  helps: l10n.t('Sign in again or renew them, then try again: nothing has to be restarted.'),
  remedies: [retry, chooseProfile],
});

export const unknownCredentials: Say = () => ({
  kind: 'credentials',
  what: l10n.t(
    'AWS does not know these credentials: the access key was deleted or made inactive, the session has ended, or the region is not enabled for the account.',
  ),
  helps: l10n.t('Renew the credentials and try again, or choose another profile or region.'),
  remedies: [retry, chooseProfile, chooseRegion],
});

export const clock: Say = () => ({
  kind: 'credentials',
  what: l10n.t('The clock of this machine differs too much from the time of AWS.'),
  helps: l10n.t('Set the clock of the machine that the extension runs on, then try again.'),
  remedies: [retry],
});

export const signature: Say = (fault, said) =>
  /expired|not yet current|too skewed|in the future/i.test(said)
    ? clock(fault, said)
    : {
        kind: 'credentials',
        what: l10n.t(
          'AWS refused the signature of the request: the secret access key does not belong to the access key id.',
        ),
        helps: l10n.t(
          'Check the secret access key of the profile (often a character is missing at its end), that a proxy does not change requests, and the clock of this machine.',
        ),
        remedies: [retry, chooseProfile],
      };

export const unsigned: Say = () => ({
  kind: 'credentials',
  what: l10n.t('AWS found no complete signature in the request.'),
  helps: l10n.t(
    'A proxy or an endpoint may be changing the requests, or the credentials are incomplete. Check the profile and the endpoint.',
  ),
  remedies: [retry, chooseProfile, showLog],
});
