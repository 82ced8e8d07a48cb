import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonText, wireJob } from '../../../src/jobs/jobListJson';
import { anyText } from '../anyText';

const job = fc.record(
  {
    id: anyText(20),
    arn: anyText(20),
    name: anyText(20),
    status: anyText(10),
    message: anyText(60),
    destination: fc.record({ path: anyText(40), roleArn: anyText(10) }, { requiredKeys: [] }),
    creationTime: fc.date({ noInvalidDate: true }),
    lastModificationTime: fc.date({ noInvalidDate: true }),
  },
  { requiredKeys: ['id', 'status', 'destination'] },
);

describe('a list as JSON', () => {
  it('is read back as the service sent it, with every unseen character escaped', () => {
    fc.assert(
      fc.property(fc.array(job, { maxLength: 6 }), anyText(20), (jobs, title) => {
        const text = jsonText({ title, jobs, note: '' });
        expect(text).not.toMatch(/[\p{Cf}\u2028\u2029\u007F-\u009F]/u);
        const read: unknown = JSON.parse(text);
        const sent: unknown = JSON.parse(JSON.stringify(jobs.map(wireJob)));
        expect(read).toEqual({ title, complete: true, count: jobs.length, jobs: sent });
      }),
    );
  });

  it('has times in ISO 8601 and the code of the status', () => {
    const made = {
      id: '1',
      status: 'ACTIVE',
      destination: {},
      creationTime: new Date(Date.UTC(2024, 5, 12, 9, 30)),
    };
    expect(JSON.parse(jsonText({ title: '', jobs: [made], note: '' }))).toMatchObject({
      jobs: [{ Status: 'ACTIVE', CreationTime: '2024-06-12T09:30:00.000Z' }],
    });
  });

  it('says that it is not whole', () => {
    expect(JSON.parse(jsonText({ title: 't', jobs: [], note: 'Not whole: 0' }))).toEqual({
      title: 't',
      complete: false,
      note: 'Not whole: 0',
      count: 0,
      jobs: [],
    });
  });
});
