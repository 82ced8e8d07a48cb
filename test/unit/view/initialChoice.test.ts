import { expect, it } from 'vitest';
import { initialChoice } from '../../../src/view/initialChoice';

it.each([
  [{}, undefined],
  [{ AWS_REGION: 'us-west-2' }, undefined],
  [{ AWS_PROFILE: '' }, undefined],
  [{ AWS_PROFILE: 'work' }, { kind: 'profile', profile: 'work' }],
  [{ AWS_PROFILE: 'work', AWS_ACCESS_KEY_ID: 'AKIA' }, { kind: 'environment' }],
  [{ FORECAST_EXPORTS_CONNECTION: 'environment' }, { kind: 'environment' }],
  [{ FORECAST_EXPORTS_CONNECTION: 'sample', AWS_PROFILE: 'work' }, { kind: 'sample' }],
  [{ FORECAST_EXPORTS_CONNECTION: 'other' }, undefined],
])('of the environment %j, %j is connected to at first', (env, choice) => {
  expect(initialChoice(env)).toEqual(choice);
});
