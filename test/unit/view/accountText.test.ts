import { expect, it } from 'vitest';
import { accountText, choiceText } from '../../../src/view/accountText';

it('what a connection was made with is said in a word that hides nothing', () => {
  expect(choiceText({ kind: 'sample' })).toBe('Sample data');
  expect(choiceText({ kind: 'environment' })).toBe('Environment');
  expect(choiceText({ kind: 'profile', profile: 'team\u202E prod' })).toBe('team\uFFFD prod');
  expect(choiceText({ kind: 'profile', profile: 'x'.repeat(200) })).toHaveLength(80);
});

it('an account is said with its region', () => {
  expect(accountText({ choice: { kind: 'profile', profile: 'work' }, region: 'us-west-2' })).toBe(
    'work · us-west-2',
  );
  expect(accountText({ choice: { kind: 'environment' }, region: 'eu-west-1' })).toBe(
    'Environment · eu-west-1',
  );
});
