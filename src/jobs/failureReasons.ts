import * as l10n from '@vscode/l10n';

/** The kinds of failure that have words of their own. */
export type FailureReason =
  | 'roleOfOtherAccount'
  | 'roleNotAssumed'
  | 'keyUnusable'
  | 'keyMissing'
  | 'keyRights'
  | 'bucketMissing'
  | 'bucketElsewhere'
  | 'notWritable'
  | 'forecastNotActive'
  | 'quota'
  | 'nameTaken';

/** This extension's own words for a kind of failure, apart from what the service said. Plain text. */
export interface FailureWords {
  /** What it usually means, one or two sentences. */
  readonly means: string;
  /** What to do, one or two sentences. */
  readonly helps: string;
}

/** What is known of the place of a failure; undefined where it is not. */
export interface FailurePlace {
  /** Region and account of the export job. */
  readonly region?: string | undefined;
  readonly account?: string | undefined;
  /** Account of the role. */
  readonly roleAccount?: string | undefined;
  /** Whether the export job names a KMS key. */
  readonly hasKey?: boolean | undefined;
}

/**
 * What a kind of failure usually means and what to do: the one place for these words, for failed jobs and for refused
 * calls. Sources: "Set up permissions for Amazon Forecast" and "Guidelines and quotas" of its developer guide.
 */
export function failureWords(reason: FailureReason, place: FailurePlace = {}): FailureWords {
  switch (reason) {
    case 'roleOfOtherAccount':
      return {
        means:
          place.account && place.roleAccount && place.account !== place.roleAccount
            ? l10n.t(
                'The role is of account {0} and the export job of account {1}: Amazon Forecast takes only a role of the same account.',
                place.roleAccount,
                place.account,
              )
            : l10n.t(
                'The role is of another account: Amazon Forecast takes only a role of the same account.',
              ),
        helps: l10n.t(
          'Export with a role of the export job’s own account. For a bucket of another account, let the policy of that bucket allow this role.',
        ),
      };
    case 'roleNotAssumed':
      return {
        means: l10n.t(
          'Amazon Forecast may not act as the role: its trust policy does not name the service, or the role is gone.',
        ),
        helps: l10n.t(
          'In IAM, let the trust policy of the role allow sts:AssumeRole to forecast.amazonaws.com, and check any condition in it (aws:SourceAccount, aws:SourceArn). Then export again.',
        ),
      };
    case 'keyUnusable':
      return {
        means: l10n.t('The KMS key is disabled or about to be deleted: nothing can be encrypted with it.'),
        helps: withKeyOfBucket(
          l10n.t('In AWS KMS, enable the key or cancel its deletion, or export with another key.'),
          place,
        ),
      };
    case 'keyMissing':
      return {
        means: l10n.t(
          'The KMS key is not there: it was deleted, is of another region or account, or its ARN is mistyped.',
        ),
        helps: withKeyOfBucket(
          place.region
            ? l10n.t('Check the ARN of the key, or export with another key, of region {0}.', place.region)
            : l10n.t('Check the ARN of the key, or export with another key of the same region.'),
          place,
        ),
      };
    case 'keyRights':
      return {
        means: l10n.t('The KMS key may not be used by the role of the export, or by whoever started it.'),
        helps: withKeyOfBucket(
          l10n.t(
            'An encrypted export needs kms:Decrypt and kms:GenerateDataKey on the key, both for the role of the export and for whoever starts it.',
          ),
          place,
        ),
      };
    case 'bucketMissing':
      return {
        means: l10n.t('There is no such bucket: it was deleted, or its name is mistyped.'),
        helps: place.region
          ? l10n.t('Check the destination, or export to a bucket that is there, in region {0}.', place.region)
          : l10n.t('Check the destination, or export to a bucket that is there.'),
      };
    case 'bucketElsewhere':
      return {
        means: l10n.t('The bucket is in another region than the forecast.'),
        helps: place.region
          ? l10n.t('Export to a bucket in region {0} and copy the files from there.', place.region)
          : l10n.t('Export to a bucket in the region of the forecast and copy the files from there.'),
      };
    case 'notWritable':
      return {
        means: l10n.t(
          'The role of the export may not write to the destination: its own policy lacks a right there, or the policy of the bucket denies it.',
        ),
        helps: l10n.t(
          'Allow the role s3:ListBucket on the bucket, and s3:GetObject and s3:PutObject on what is under the path of the destination. Then look for a Deny in the policy of the bucket.',
        ),
      };
    case 'forecastNotActive':
      return {
        means: l10n.t(
          'The forecast is not ACTIVE: it is still being created, its creation failed, or it was deleted.',
        ),
        helps: l10n.t('Export once the forecast is ACTIVE, or export another forecast.'),
      };
    case 'quota':
      return {
        means: l10n.t('A quota of Amazon Forecast is used up.'),
        helps: l10n.t(
          'An account can have 1,000 export jobs in a region, 3 being created and 3 being stopped at a time. Wait until some have ended, delete old ones, or ask for a higher quota in Service Quotas.',
        ),
      };
    case 'nameTaken':
      return {
        means: l10n.t('There is already an export job with this name under this forecast.'),
        helps: l10n.t('Choose another name.'),
      };
  }
}

/** A job without a key of its own can only have met that of its bucket. */
function withKeyOfBucket(helps: string, { hasKey }: FailurePlace): string {
  return hasKey === false
    ? `${helps} ${l10n.t('The export job names no key: look at the default encryption of the bucket.')}`
    : helps;
}
