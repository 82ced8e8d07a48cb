import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accountMask } from '../../../src/jobs/accountMask';

const masked = (...texts: string[]) => texts.map(accountMask(texts));

const accountNumber = fc
  .array(fc.integer({ min: 0, max: 9 }), { minLength: 12, maxLength: 12 })
  .map(digits => digits.join(''));

describe('account numbers', () => {
  it('become names, the same number the same one', () => {
    expect(
      masked(
        'arn:aws:forecast:us-west-2:123456789012:forecast-export-job/a/b',
        'arn:aws:iam::999988887777:role/Export, arn:aws:kms:us-west-2:123456789012:key/k',
      ),
    ).toEqual([
      'arn:aws:forecast:us-west-2:account-1:forecast-export-job/a/b',
      'arn:aws:iam::account-2:role/Export, arn:aws:kms:us-west-2:account-1:key/k',
    ]);
  });

  it('are taken out of names and paths that hold them, and known before their ARN is met', () => {
    const [path] = masked('s3://data-202606121030-x/123456789012/', 'arn:aws:iam::202606121030:role/R');
    expect(path).toBe('s3://data-account-1-x/account-2/');
  });

  it('are told from other digits', () => {
    for (const other of [
      's3://exports/202606121030/',
      'weekly_202606121030',
      'arn:aws:kms:us-west-2:1:key/1234abcd-12ab-34cd-56ef-999988887777',
      '1234567890123',
      '12345678901',
      's3://exports-2026/part0',
    ]) {
      expect(masked(other)).toEqual([other]);
    }
    expect(masked('account 202613121030')).toEqual(['account account-1']);
  });

  it('of any ARN are in no masked text, and distinct ones stay distinct', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(accountNumber, { minLength: 1, maxLength: 6 }),
        fc.array(fc.constantFrom(' ', '/', '-', '_', ':', 'x', '.', 'é', '`', '\n'), {
          minLength: 1,
          maxLength: 8,
        }),
        (numbers, separators) => {
          const arns = numbers.map(number => `arn:aws:iam::${number}:role/R${number}`);
          const message = numbers
            .map((number, place) => number + (separators[place % separators.length] ?? ''))
            .join('');
          const texts = masked(message, ...arns);
          for (const number of numbers) {
            expect(texts.join('\n')).not.toContain(number);
          }
          expect(new Set(texts.slice(1)).size).toBe(numbers.length);
          expect(texts[0]?.match(/account-\d/g)).toEqual(
            texts.slice(1).map(arn => /account-\d/.exec(arn)?.[0]),
          );
        },
      ),
    );
  });

  it('leave every text without twelve digits in a row as it is', () => {
    fc.assert(
      fc.property(fc.string(), text => {
        fc.pre(!/\d{12}/.test(text));
        expect(masked(text)).toEqual([text]);
      }),
    );
  });
});
