import type { FailureReason } from './failureReasons';
import {
  accessDenied,
  account,
  article,
  bucket,
  cannot,
  cannotFind,
  forecast,
  is,
  isNotThere,
  key,
  named,
  quote,
  refusedAction,
  wording,
  words,
  type Wording,
} from './failureWordings';

export interface FailureRule {
  readonly reason: FailureReason;
  readonly wordings: readonly Wording[];
}

const s3Place = /\bs3\b|\b(?:bucket|prefix|path|destination|location|folder)\b/i;
/** Other reasons for which nothing can be written. */
const passing =
  /\b(?:rate exceeded|slow ?down|throttl\w*|timed out|timeout|internal (?:server )?error|unavailable|50[03]|too many)\b/i;

/**
 * The kinds of failure by words of the message: of several that fit, the first counts, so that the more telling ones
 * stand first. No text of the service's is public: these look for what such a text can't do without. A text that fits
 * none isn't explained, for a wrong explanation costs more than none.
 */
export const failureRules: readonly FailureRule[] = [
  {
    reason: 'roleOfOtherAccount',
    wordings: [
      {
        all: [
          /\bcross[- ]account (?:pass(?:ing)?[- ](?:of )?)?(?:iam )?roles? (?:passing )?(?:is|are|was) (?:not\b|denied|forbidden|refused|unsupported)/i,
        ],
      },
      wording(
        `\\brole${named}(?:belongs to|${is} (?:in|of|from|owned by)|comes from) (?:another|a different|the wrong) ${account}`,
      ),
      wording(
        `\\brole${named}(?:must|has to|needs to|should) (?:belong to|be (?:in|of|from|owned by)) (?:the same|your|this) ${account}`,
      ),
      wording(
        `\\brole${named}(?:is not|isn't|does not belong|doesn't belong) (?:of|in|from|to|owned by) (?:this|your|the same|the) ${account}`,
      ),
    ],
  },
  {
    reason: 'roleNotAssumed',
    wordings: [
      { all: [words(`${cannot} (?:be )?assumed?\\b(?! that)`), /\brole\b|\bsts:/i] },
      {
        all: [
          /\bAssumeRole\b/i,
          /\b(?:denied|not authorized|unauthorized|not allowed|failed|AccessDenied\w*)\b/i,
        ],
      },
      {
        all: [
          /\b(?:role assumption|assum(?:ing|ption of|e) (?:the |this |a )?(?:iam )?role)\b/i,
          /\b(?:failed|denied|not allowed|not possible|refused)\b/i,
        ],
      },
      {
        all: [
          /\btrust (?:policy|relationship)\b/i,
          /\b(?:does not|doesn't|is not|isn't|invalid|missing|lacks|must)\b/i,
        ],
      },
      { all: [/\bnot (?:a |in the )?trusted (?:entity|principal|service)\b/i] },
      wording(`\\brole(?! (?:of|in|for|polic|session)\\b)${named}${isNotThere}`),
    ],
  },
  {
    reason: 'keyUnusable',
    wordings: [
      { all: [/\bKMS\.?(?:Disabled|InvalidState|KMSInvalidState)Exception\b/i] },
      wording(
        `${key}${named}${is} (?:disabled|inactive|pending (?:deletion|import)|scheduled for deletion)\\b`,
      ),
      {
        all: [words('\\b(?:disabled|inactive) (?:aws )?(?:kms|encryption) key\\b')],
        unless: /\bnot\b|n't\b/i,
      },
    ],
  },
  {
    reason: 'keyMissing',
    wordings: [
      { all: [/\bKMS\.?NotFoundException\b|\bInvalid ?keyId\b|\bno such (?:kms|encryption) key\b/i] },
      wording(`${key}${named}${isNotThere}`),
      wording(`${cannotFind}${article}${key}`),
    ],
  },
  {
    reason: 'keyRights',
    wordings: [
      ...refusedAction('kms:(?:\\*|[a-z]{3,40}\\*?)'),
      wording(`${cannot} (?:use|access|encrypt with|decrypt with) ${article}${key}`),
      { all: [words(key), accessDenied] },
      { all: [words(key), /\bnot (?:authorized|permitted|allowed)\b/i] },
      { all: [/\bKMS\b/, accessDenied] },
    ],
  },
  {
    reason: 'bucketMissing',
    wordings: [
      { all: [/\bNoSuchBucket\b|\b(?:no such|there is no) (?:s3 )?bucket\b/i] },
      wording(`${bucket}${named}${isNotThere}`),
      wording(`${cannotFind}${article}bucket\\b(?! polic)`),
    ],
  },
  {
    reason: 'bucketElsewhere',
    wordings: [
      {
        all: [
          /\bPermanentRedirect\b|\bmust be addressed using the specified endpoint\b|\bthe region '[a-z0-9-]{1,30}' is wrong\b/i,
        ],
      },
      wording(`${bucket}${named}${is}(?: located)? in (?:another|a different|the wrong) (?:aws )?region\\b`),
      wording(
        `(?:${bucket}|\\bdestination)${named}(?:is not|isn't|must be|has to be|needs to be|should be)(?: located)? in the (?:same|right|correct) (?:aws )?region\\b`,
      ),
      {
        all: [
          words(
            `${bucket}${named}${is}(?: located)? in (?:the )?(?:aws )?(?:region )?([a-z]{2}(?:-[a-z]{2,12}){1,3}-\\d)\\b`,
          ),
        ],
        where: ({ region }, [, named]) => region !== undefined && region !== named?.toLowerCase(),
      },
      { all: [/\bcross[- ]region (?:exports?|buckets?|destinations?|writes?) (?:is|are) not\b/i] },
    ],
  },
  {
    reason: 'notWritable',
    wordings: [
      ...refusedAction('s3:(?:\\*|[a-z]{3,40}\\*?)').map(refused => ({ ...refused, unless: passing })),
      {
        all: [accessDenied, /\b(?:writ(?:e|ing|ten)|upload(?:ing)?|S3|bucket|prefix|destination)\b/i],
        unless: passing,
      },
      {
        all: [words(`${cannot} (?:write|upload|be written|put objects?)\\b`), s3Place],
        unless: passing,
      },
      { all: [/\b(?:not|isn't) writ(?:e?able)\b/i, s3Place] },
      {
        all: [
          /\b(?:no|insufficient|missing|lacks?|not have|doesn't have) (?:(?:the|s3|write|required|sufficient) ){0,3}(?:access|permissions?|rights?) (?:to|on|for)\b/i,
          s3Place,
        ],
        unless: passing,
      },
      { all: [/\bbucket policy\b/i, /\b(?:denies|denied|forbids|does not allow|doesn't allow)\b/i] },
    ],
  },
  {
    reason: 'forecastNotActive',
    wordings: [
      wording(
        `${forecast}${named}(?:is not|isn't|was not|must be|has to be|needs to be)(?: yet)?(?: in)?(?: the| an)?(?: status| state)?(?: of)? ${quote}ACTIVE\\b`,
      ),
      wording(
        `${forecast}${named}(?:is|was|has (?:the )?status|status is)(?: still)?(?: in)?(?: the)?(?: status| state)? ${quote}(?:CREATE|DELETE)_[A-Z_]{1,30}`,
      ),
      wording(`${forecast}${named}(?:was deleted|has been deleted|is being deleted|no longer exists)\\b`),
    ],
  },
  {
    reason: 'quota',
    wordings: [
      { all: [/\bLimitExceeded(?:Exception)?\b/] },
      {
        all: [
          /\b(?:quota|limit|maximum)\b/i,
          /\b(?:export jobs?|forecast exports?)\b/i,
          /\b(?:exceeds?|exceeded|exceeding|reached|used up|exhausted)\b/i,
        ],
        unless: /\b(?:not|rate|requests?|throttl\w*|size|time|memory|files?|tags?|characters?)\b|per second/i,
      },
      {
        all: [
          /\b(?:no more than|at most|only|too many|maximum)\b/i,
          /\b(?:export jobs?|forecast exports?)\b/i,
          /\b(?:at a time|at once|at the same time|concurrent|concurrently|simultaneously|in parallel)\b/i,
        ],
      },
    ],
  },
  {
    reason: 'nameTaken',
    wordings: [
      { all: [/\bResourceAlreadyExists(?:Exception)?\b/] },
      {
        all: [
          /\balready (?:exists|in use|taken|used)\b|\b(?:taken|in use) already\b/i,
          /\b(?:export job|forecast export|name)\b/i,
        ],
        unless: /\b(?:bucket|objects?|files?|folder|prefix|role|key|path|tag)\b/i,
      },
    ],
  },
];
