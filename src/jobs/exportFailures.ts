import { parseArn } from './arn';
import type { ForecastExportJob } from './exportJob';
import { failureWords, type FailurePlace, type FailureReason, type FailureWords } from './failureReasons';
import { failureRules } from './failureRules';
import type { Wording } from './failureWordings';
import { plainText } from './plainText';

/** What a failure was recognized as, in words. */
export interface FailureExplanation extends FailureWords {
  readonly reason: FailureReason;
}

/** Longer messages say the same at more length: what is looked at is bounded, and so is the time. */
const lookedAt = 2000;

/** Whether the creation or the deletion of a job ended with an error. */
export function hasFailed({ status }: ForecastExportJob): boolean {
  return status === 'CREATE_FAILED' || status === 'DELETE_FAILED';
}

/**
 * What the message of a failed export job usually means and what to do; undefined for one that is empty or not known,
 * and for a job that has not failed.
 */
export function explainExportFailure(job: ForecastExportJob): FailureExplanation | undefined {
  return hasFailed(job) ? explainMessage(job.message ?? '', placeOf(job)) : undefined;
}

/** The same for any text of the service about an export job, as that of a refused CreateForecastExportJob. */
export function explainMessage(message: string, place: FailurePlace = {}): FailureExplanation | undefined {
  const text = plainText(message.slice(0, 2 * lookedAt), lookedAt).replace(/\u2019/g, "'");
  const sentences = text.split(/[.;!?](?: |$)/).filter(sentence => sentence !== '');
  const rule = failureRules.find(({ wordings }) =>
    wordings.some(wording => sentences.some(sentence => fits(sentence, wording, place))),
  );
  if (!rule) {
    return undefined;
  }
  const { account, roleAccount } = place;
  const isRoleElsewhere = account !== undefined && roleAccount !== undefined && account !== roleAccount;
  const reason = rule.reason === 'roleNotAssumed' && isRoleElsewhere ? 'roleOfOtherAccount' : rule.reason;
  return { reason, ...failureWords(reason, place) };
}

function fits(sentence: string, { all, unless, where }: Wording, place: FailurePlace): boolean {
  const [first] = all;
  const match = first?.exec(sentence);
  return (
    match !== null &&
    match !== undefined &&
    all.every(pattern => pattern.test(sentence)) &&
    !unless?.test(sentence) &&
    (where?.(place, match) ?? true)
  );
}

function placeOf({ arn, destination }: ForecastExportJob): FailurePlace {
  const own = parseArn(arn ?? '');
  const role = parseArn(destination.roleArn ?? '');
  return {
    region: own?.region || undefined,
    account: own?.account || undefined,
    roleAccount: role?.account || undefined,
    hasKey: destination.kmsKeyArn !== undefined,
  };
}
