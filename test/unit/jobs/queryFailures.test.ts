import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { failureText, type Failure } from '../../../src/jobs/failure';
import type { QueryExecution } from '../../../src/jobs/queryEngine';
import { describeQueryFault, explainQueryFailure, noOutputLocation } from '../../../src/jobs/queryFailures';
import { anyText } from '../anyText';

const failed: QueryExecution = { id: '1', state: 'FAILED', reason: '', statementType: 'DML' };

function expectSafe(failure: Failure): void {
  expect(failureText(failure)).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  expect(failure.what).toMatch(/\S/);
  expect(failureText(failure).length).toBeLessThan(1500);
}

describe('a fault of Athena', () => {
  it('is told in safe text, whatever it says', () => {
    fc.assert(
      fc.property(anyText(2000), anyText(100), fc.boolean(), (text, code, stopped) => {
        expectSafe(
          explainQueryFailure({ ...failed, reason: text, ...(stopped ? { state: 'CANCELLED' } : {}) }),
        );
        expectSafe(explainQueryFailure({ ...failed, reason: `SYNTAX_ERROR: line 1:2: ${text}` }));
        expectSafe(describeQueryFault({ code, message: text, operation: 'StartQueryExecution' }));
        expectSafe(
          describeQueryFault({ code: 'InvalidRequestException', message: text, operation: 'GetWorkGroup' }),
        );
        expectSafe(noOutputLocation(text, stopped));
      }),
    );
  });

  it('repeats no secret', () => {
    const { what } = explainQueryFailure({
      ...failed,
      reason: 'Access Denied aws_secret_access_key=wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
    });
    expect(what).not.toContain('wJalrXUtnFEMI');
  });
});
