import type { FailurePlace } from './failureReasons';

/** Words that stand together in one sentence of a message, in whatever order. */
export interface Wording {
  readonly all: readonly RegExp[];
  /** Words beside which they mean something else. */
  readonly unless?: RegExp;
  /** What has to hold of the job, too; `match` is that of the first of `all`. */
  readonly where?: (place: FailurePlace, match: RegExpExecArray) => boolean;
}

// What patterns are put together from. Every repetition in them is bounded, and none stands in another: the time is linear.
export const quote = '[\'"`()]?';
/** What a thing is called may stand between the word for it and what is said of it. */
export const named = `(?:(?: named| called| with (?:the )?(?:name|id|arn))?:? ${quote}[^\\s'"\`]{1,300}${quote})?,? `;
export const is = '(?:is|are|was|were|has been)(?: currently)?';
export const isNotThere =
  "(?:does not exist|doesn't exist|no longer exists|(?:was|is|could) not(?: be)? found|" +
  "(?:wasn't|couldn't be|cannot be|can't be) found|was deleted|has been deleted|is missing)";
export const cannotFind = "\\b(?:could not|couldn't|cannot|can't|unable to|failed to) (?:find|locate) ";
export const cannot =
  "\\b(?:could not|couldn't|cannot|can not|can't|can no longer|unable to|not able to|failed to|fails to|" +
  '(?:not|no longer) (?:authorized|allowed|permitted) to|(?:no|lacks?|without) permissions? to|' +
  "(?:does not|doesn't) have (?:the )?(?:permissions?|rights?|access) to)";
export const article =
  '(?:(?:the|a|an|your|its|this|given|specified|destination|target|output|s3|amazon) ){0,4}';
export const account = '(?:aws )?account\\b';
/** The bucket itself is the subject: not what is in it or belongs to it. */
export const bucket =
  `(?<!\\b(?:in|of|for|to|from|on|inside|into|under|at|within) ${article})\\bbucket` +
  '(?! (?:polic|key|prefix|owner|encryption|object|folder|region|permission|notification|tag|acl|access|lifecycle))';
/** S3 calls the names of its objects keys, and has bucket keys: neither is meant. */
export const key =
  '(?:\\b(?:kms|encryption|master|managed) key(?: id| arn)?(?! (?:rotation|polic|alias|usage|spec|material))|\\bcmk|' +
  '\\bkey(?= [\'"`(]?arn:[\\w-]{1,20}:kms:)|\\barn:[\\w-]{1,20}:kms:[^\\s\'"]{1,300}[\'"]?)';
/** The forecast itself: not the service, an export of the forecast, or what the forecast was made of. */
export const forecast =
  '(?:(?<!\\b(?:amazon|aws|of|for|in|from|by)(?: the| a| your)? )\\bforecast' +
  '(?! (?:export|service|job|horizon|type|dimension|explainability|query)\\b)|' +
  '\\barn:[\\w-]{1,20}:forecast:[\\w-]{0,30}:\\d{0,12}:forecast/[^\\s\'"]{1,200}[\'"]?)';

const denial =
  /\b(?:denied|denies|deny|not authorized|unauthorized|not allowed|not permitted|forbidden|no permissions?|AccessDenied\w*)\b/i;
export const accessDenied = /\baccess(?: is| was)? denied\b|\bAccessDenied/i;

export function words(source: string): RegExp {
  return new RegExp(source, 'i');
}

/** A wording that is one pattern. */
export function wording(source: string): Wording {
  return { all: [words(source)] };
}

/** An action is refused, or is named as what is missing. */
export function refusedAction(action: string): readonly Wording[] {
  return [
    { all: [words(action), denial] },
    wording(
      `\\b(?:needs?|requires?|lacks?|lacking|missing|without|no)(?: [\\w-]{1,20}){0,4}:? ${quote}${action}`,
    ),
    wording(`${action}${quote}(?: \\w{1,20}){0,3} (?:is|are) (?:missing|required|not granted)`),
  ];
}
