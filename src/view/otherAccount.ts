import * as l10n from '@vscode/l10n';
import { parseArn } from '../jobs/arn';
import { CancelledError, FailureError, type Failure } from '../jobs/failure';
import type { ForecastJobs } from '../jobs/ports';
import { plainText } from '../jobs/plainText';

/**
 * Whether a job isn't found because the credentials are of another account by now: one call, that tells of whose
 * account the answers are. Undefined where they are of the job's own, or nothing tells.
 */
export async function ofOtherAccount(
  arn: string,
  connecting: Promise<ForecastJobs>,
): Promise<Failure | undefined> {
  try {
    const { items } = await (await connecting).list({ filters: [], maxResults: 1 });
    const account = parseArn(items[0]?.arn ?? '')?.account;
    return account === undefined || account === parseArn(arn)?.account
      ? undefined
      : {
          kind: 'credentials',
          what: l10n.t('The credentials are of another account now: {0}', plainText(account, 40)),
          helps: l10n.t('The export is asked about again once they are of its own account.'),
          remedies: [{ kind: 'chooseProfile' }],
        };
  } catch (error) {
    if (error instanceof FailureError || error instanceof CancelledError) {
      return undefined;
    }
    throw error;
  }
}
