import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LocalServiceHandle } from '../../src/local/http';
import { startLocalService } from '../../src/local/http';
import { environmentOf, howToInstall, python, run } from './clients';

if (python === undefined)
  console.warn(`Skipped: boto3 against the local service. To run it: ${howToInstall}`);

/** The functions of boto3_cases.py: all run in one process, for Python is slow to start. */
const cases = [
  'pages_hold_every_job_once',
  'paging_goes_on_from_a_token',
  'filters_is_and_is_not_part_the_list',
  'filters_are_anded',
  'describe_agrees_with_the_list',
  'forecasts_are_listed_and_described',
  'create_keeps_what_it_was_given',
  'create_moves_to_active',
  'create_is_refused_by_the_rules',
  'create_holds_to_the_quota',
  'stop_moves_to_stopped',
  'delete_moves_to_gone',
  'credentials_are_checked',
  'inputs_are_checked_by_the_service',
  'tokens_are_bound_and_expire',
  'throttling_is_tried_again',
  'answers_agree_with_the_model',
] as const;

describe.skipIf(python === undefined)('boto3', () => {
  let local: LocalServiceHandle;
  let results: Record<string, string> = {};

  beforeAll(async () => {
    local = await startLocalService({ jobs: 240, seed: 7, pages: 'uneven-later' });
    const script = join(import.meta.dirname, 'boto3_cases.py');
    const outcome = await run(python ?? '', [script, local.url], environmentOf(local));
    if (outcome.code !== 0) throw new Error(outcome.stderr);
    results = JSON.parse(outcome.stdout) as Record<string, string>;
  });
  afterAll(() => local.close());

  it.each(cases)('%s', name => {
    expect(results[name]).toBe('ok');
  });

  it('has no other cases', () => {
    expect(Object.keys(results)).toEqual(cases);
  });
});
