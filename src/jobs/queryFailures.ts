import * as l10n from '@vscode/l10n';
import { deniedAction } from './deniedAction';
import type { Failure, Remedy } from './failure';
import { retry, saying, showLog, type Say, type ServiceFault } from './faultWords';
import { plainText } from './plainText';
import type { QueryExecution } from './queryEngine';
import { redact } from './redact';
import { describeServiceFault } from './serviceFaults';

const setWorkgroup: Remedy = { kind: 'openSetting', setting: 'forecastExports.athena.workgroup' };
const setDatabase: Remedy = { kind: 'openSetting', setting: 'forecastExports.athena.database' };
const setOutput: Remedy = { kind: 'openSetting', setting: 'forecastExports.athena.outputLocation' };

export function noOutputLocation(workgroup: string, enforced: boolean): Failure {
  return {
    kind: 'invalidInput',
    what: l10n.t('The workgroup has no place for the results of queries: {0}', plainText(workgroup, 128)),
    helps: enforced
      ? l10n.t(
          'It allows none but its own: whoever administers it has to set its query result location, or choose another workgroup in the setting forecastExports.athena.workgroup.',
        )
      : l10n.t(
          'Set forecastExports.athena.outputLocation to a folder that you may write to, as s3://bucket/folder/, or the query result location of the workgroup.',
        ),
    remedies: enforced ? [setWorkgroup, retry] : [setOutput, setWorkgroup, retry],
  };
}

export function disabledWorkgroup(workgroup: string): Failure {
  return {
    kind: 'invalidInput',
    what: l10n.t('The workgroup is turned off: {0}', plainText(workgroup, 128)),
    helps: l10n.t(
      'Choose another one in the setting forecastExports.athena.workgroup, or turn it on in Athena.',
    ),
    remedies: [setWorkgroup, retry],
  };
}

/** Why a query ended without a result, of its StateChangeReason. The texts are Athena's, and may be any. */
export function explainQueryFailure({ state, reason }: QueryExecution): Failure {
  const said = plainText(redact(reason), 600);
  if (state === 'CANCELLED') {
    return {
      kind: 'other',
      what: saying(said, l10n.t('The query was stopped.'), text =>
        l10n.t('The query was stopped: {0}', text),
      ),
      helps: l10n.t('It was stopped elsewhere, or by a limit of the workgroup.'),
      remedies: [retry],
    };
  }
  const known = reasons.find(([pattern]) => pattern.test(said));
  return known
    ? known[1](said)
    : {
        kind: 'other',
        what: saying(said, l10n.t('The query failed, and Athena gave no reason.'), text =>
          l10n.t('The query failed: {0}', text),
        ),
        helps: l10n.t('Check the statement, then try again.'),
        remedies: [retry],
      };
}

/** Source: "Troubleshooting in Athena" in the user guide, and the error codes of its engine. */
const reasons: readonly (readonly [RegExp, (said: string) => Failure])[] = [
  [
    /SCHEMA_NOT_FOUND|Schema '?[^']*'? does not exist|Database \S+ not found|EntityNotFoundException: Database/i,
    said => ({
      kind: 'notFound',
      what: l10n.t('There is no such database: {0}', said),
      helps: l10n.t(
        'Set forecastExports.athena.database to one that exists in this region, or create it (CREATE DATABASE), and open the queries anew.',
      ),
      remedies: [setDatabase, retry],
    }),
  ],
  [
    /TABLE_NOT_FOUND|(?:Table|View) \S+ (?:does not exist|not found)|Table not found/i,
    said => ({
      kind: 'notFound',
      what: l10n.t('There is no such table or view yet: {0}', said),
      helps: l10n.t('Run the statements that create the table and the view first; they are at the top.'),
      remedies: [],
    }),
  ],
  [
    /Access ?Denied|AccessDenied|Permission denied|Insufficient permissions?|Insufficient Lake Formation|not authorized/i,
    said => ({
      kind: 'denied',
      what: l10n.t('Access denied while the query ran: {0}', said),
      helps: l10n.t(
        'The query needs s3:GetObject and s3:ListBucket on the export, s3:PutObject and s3:GetBucketLocation on the place of the results, and rights on the table in Glue. Action that is named: {0}',
        deniedAction(said).action ?? l10n.t('(not known)'),
      ),
      remedies: [retry, { kind: 'chooseProfile' }],
    }),
  ],
  [
    /SYNTAX_ERROR|COLUMN_NOT_FOUND|TYPE_MISMATCH|FUNCTION_NOT_FOUND|mismatched input|no viable alternative|ParseException|^line \d+:\d+/i,
    said => syntaxFault(said),
  ],
  [
    /HIVE_BAD_DATA|HIVE_CURSOR_ERROR|HIVE_CANNOT_OPEN_SPLIT|HIVE_INVALID_METADATA/i,
    said => ({
      kind: 'shape',
      what: l10n.t('Athena could not read a file of the folder: {0}', said),
      helps: l10n.t(
        'It reads every file of the folder: one of another format or with other columns fails the query. Copy the parts of this export to a folder of their own.',
      ),
      remedies: [retry],
    }),
  ],
  [
    /exhausted resources|EXCEEDED_|Bytes scanned limit|timeout/i,
    said => ({
      kind: 'limit',
      what: l10n.t('The query went over a limit of Athena or of its workgroup: {0}', said),
      helps: l10n.t('Ask for less at a time, as by a WHERE or a LIMIT, or use another workgroup.'),
      remedies: [retry, setWorkgroup],
    }),
  ],
];

function syntaxFault(said: string): Failure {
  const place = /line (\d+):(\d+)/.exec(said);
  return {
    kind: 'invalidInput',
    what: place
      ? l10n.t(
          'Athena does not understand line {0}, column {1} of the statement: {2}',
          place[1] ?? '',
          place[2] ?? '',
          said,
        )
      : l10n.t('Athena does not understand the statement: {0}', said),
    helps: l10n.t('Lines are counted from the first word of the statement.'),
    remedies: [],
  };
}

const invalidRequest: Say = (_fault, said) => {
  if (/output location|output bucket|OutputLocation/i.test(said)) {
    return {
      kind: 'invalidInput',
      what: l10n.t('Athena can not write the result of the query: {0}', said),
      helps: l10n.t(
        'Set forecastExports.athena.outputLocation to a folder in the same region that you may write to, as s3://bucket/folder/, or use a workgroup that has one.',
      ),
      remedies: [setOutput, setWorkgroup, retry],
    };
  }
  if (/work ?group .*(?:not found|does not exist|disabled)/i.test(said)) {
    return {
      kind: 'notFound',
      what: l10n.t('There is no such workgroup in this region, or it is turned off: {0}', said),
      helps: l10n.t(
        'Set forecastExports.athena.workgroup to one that exists; each region has one named primary.',
      ),
      remedies: [setWorkgroup, retry],
    };
  }
  const known = reasons.find(([pattern]) => pattern.test(said));
  return (
    known?.[1](said) ?? {
      kind: 'invalidInput',
      what: saying(said, l10n.t('Athena refused the request.'), text =>
        l10n.t('Athena refused the request: {0}', text),
      ),
      helps: '',
      remedies: [retry],
    }
  );
};

const throttled: Say = () => ({
  kind: 'throttled',
  what: l10n.t(
    'Athena has too many requests or queries of this account right now, also after several tries.',
  ),
  helps: l10n.t('Wait until other queries have ended, then try again.'),
  remedies: [retry],
});

const unavailable: Say = () => ({
  kind: 'unavailable',
  what: l10n.t('Athena has a fault of its own and could not answer.'),
  helps: l10n.t('Wait a minute, then try again.'),
  remedies: [retry, showLog],
});

const unknownOperation: Say = () => ({
  kind: 'region',
  what: l10n.t('What answered does not know Amazon Athena.'),
  helps: l10n.t('Check the endpoint, and that the region has Athena.'),
  remedies: [{ kind: 'chooseRegion' }, showLog],
});

const byCode: readonly (readonly [RegExp, Say])[] = [
  [/^(?:InvalidRequest|MetaData|Metadata|ResourceNotFound|Validation)/, invalidRequest],
  [/^(?:TooManyRequests|Throttl|RequestLimitExceeded|SlowDown)/, throttled],
  [/^(?:InternalServer|InternalFailure|ServiceUnavailable)/, unavailable],
  [/^(?:UnknownOperation|InvalidAction)/, unknownOperation],
];

/**
 * Says an error of Athena in the user's words. Codes: athena/2017-05-18 of the service model. What all services have
 * in common, as rights and credentials, is said as for Forecast, with Athena's action.
 */
export function describeQueryFault(fault: ServiceFault): Failure {
  const code = fault.code.slice(fault.code.lastIndexOf('#') + 1);
  const say = byCode.find(([pattern]) => pattern.test(code))?.[1];
  if (!say) {
    return describeServiceFault({ ...fault, action: `athena:${fault.operation}` });
  }
  return {
    ...say(fault, plainText(redact(fault.message), 500)),
    code: plainText(redact(code), 80),
    ...(fault.requestId === undefined ? {} : { requestId: plainText(redact(fault.requestId), 100) }),
  };
}

/** Said where no connection to AWS is there to ask. */
export function noQueryEngine(): Failure {
  return {
    kind: 'other',
    what: l10n.t('Sample data has no Athena: its exports are in no bucket of AWS.'),
    helps: l10n.t(
      "Choose a profile to run queries in your own account. The sample's queries can be read, and those for DuckDB and pandas run over downloaded files.",
    ),
    remedies: [{ kind: 'chooseProfile' }],
  };
}
