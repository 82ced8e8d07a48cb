/** What the text of an AccessDenied answer tells: who lacks which action, on what, and which kind of policy denies it. */
export interface DeniedAction {
  /** As `forecast:ListForecastExportJobs`, `iam:PassRole` or `kms:Decrypt`. */
  readonly action?: string;
  /** ARN of the caller. */
  readonly caller?: string;
  readonly resource?: string;
  /** A policy says no, rather than none saying yes. */
  readonly explicit: boolean;
}

const shortText = '[^\\s"\'<>]{1,2048}';
const caller = new RegExp(
  `(?:User|Principal|Role|Caller):? +(arn:${shortText}|${shortText}) is not authorized`,
  'i',
);
const action =
  /(?:not authorized to (?:perform|invoke)|permissions? (?:for|to)(?: perform)?|perform the action):? *["'`]?([a-z][a-z0-9-]{1,40}:[A-Za-z0-9*]{1,80})/i;
const passedRole = /\b(iam:PassRole|kms:[A-Z][A-Za-z]{2,60})\b/;
const resource = new RegExp(`on (?:the )?resource(?:\\(s\\))?:? *["'\`]?(arn:${shortText})`, 'i');

/**
 * Reads the sentence AWS writes: `User: ARN is not authorized to perform: ACTION on resource: ARN because …`.
 * Source: Troubleshoot access denied error messages, IAM user guide.
 */
export function deniedAction(message: string): DeniedAction {
  const found = {
    action: action.exec(message)?.[1] ?? passedRole.exec(message)?.[1],
    caller: withoutStop(caller.exec(message)?.[1]),
    resource: withoutStop(resource.exec(message)?.[1]),
  };
  return {
    ...(found.action === undefined ? {} : { action: found.action }),
    ...(found.caller === undefined ? {} : { caller: found.caller }),
    ...(found.resource === undefined ? {} : { resource: found.resource }),
    explicit: /explicit deny/i.test(message),
  };
}

function withoutStop(text: string | undefined): string | undefined {
  return text?.replace(/[.,;:]+$/, '');
}
