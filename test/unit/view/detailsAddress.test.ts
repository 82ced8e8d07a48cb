import { describe, expect, it } from 'vitest';
import { addressQuery, readAddress, type Origin } from '../../../src/view/detailsAddress';

const origins: readonly Origin[] = [
  { choice: { kind: 'sample' }, region: 'us-west-2' },
  { choice: { kind: 'environment' }, region: 'eu-west-1' },
  { choice: { kind: 'profile', profile: 'a&b=c %2B ü' }, region: 'us-gov-west-1' },
];

describe('the address of a details page', () => {
  it.each(origins)('tells the account, the region and the job: %j', origin => {
    const id = 'arn:aws:forecast:us-west-2:111122223333:forecast-export-job/a/b?c=d&e#f%20';
    const read = readAddress(addressQuery(origin, id));
    expect(read).toEqual({
      id,
      origin: { region: origin.region, choice: { ...origin.choice, region: origin.region } },
    });
  });

  it('takes any text for a job', () => {
    const [origin] = origins;
    for (const id of ['\ud800', '\u0000\u001b', 'no-arn//#2']) {
      expect(origin && readAddress(addressQuery(origin, id))?.id).toBe(id.replace('\ud800', '\ufffd'));
    }
  });

  it.each([
    '',
    'arn:aws:forecast:us-west-2:111122223333:forecast-export-job/a/b',
    'connection=profile&region=us-west-2&job=x',
    'connection=sample&job=x',
    'connection=sample&region=us-west-2',
    'connection=account&region=us-west-2&job=x',
  ])('is none of an account where it does not tell it: %j', query => {
    expect(readAddress(query)).toBeUndefined();
  });
});
