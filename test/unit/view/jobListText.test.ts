import { describe, expect, it } from 'vitest';
import { listFormats, listText } from '../../../src/view/jobListText';
import { textedJobs } from './textedJobs';

const list = {
  title: 'prod · us-west-2 · only demand_eu',
  jobs: Object.values(textedJobs).filter(job => (job.destination.path?.length ?? 0) < 1000),
  note: 'This list is not whole. Export jobs that could be read: 20',
};

describe('a list of jobs as a file', () => {
  it.each(listFormats)('is as written down: %s', async format => {
    await expect(listText(list, format)).toMatchFileSnapshot(`golden/list.${format}.txt`);
  });

  it('has a line a job as CSV and Markdown, whatever the service sent', () => {
    expect(
      listText({ ...list, note: '' }, 'csv')
        .trimEnd()
        .split('\r\n'),
    ).toHaveLength(list.jobs.length + 1);
    expect(listText(list, 'md').match(/^\| /gm)).toHaveLength(list.jobs.length + 2);
  });
});
