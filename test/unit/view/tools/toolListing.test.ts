import { describe, expect, it } from 'vitest';
import { CancelledError } from '../../../../src/jobs/failure';
import { listJobs } from '../../../../src/view/tools/toolListing';
import type { ForecastJobs } from '../../../../src/jobs/ports';
import { AccountInMemory, failure, forecastArn, madeJob } from '../../jobs/accountInMemory';

const signal = () => new AbortController().signal;
const account = (count = 250) =>
  new AccountInMemory(
    Array.from({ length: count }, (_, number) =>
      madeJob(number, number % 5 === 0 ? 'CREATE_FAILED' : 'ACTIVE', number % 2 === 0 ? 'even' : 'odd'),
    ),
  );

describe('a list for a tool', () => {
  it('is one call of the limit’s size, filtered by the service', async () => {
    const port = account();
    const { jobs, more } = await listJobs(
      port,
      { status: 'CREATE_FAILED', forecast: forecastArn('even'), limit: 7 },
      signal(),
    );
    expect(port.calls).toEqual([
      {
        maxResults: 7,
        filters: [
          { Key: 'ForecastArn', Value: forecastArn('even'), Condition: 'IS' },
          { Key: 'Status', Value: 'CREATE_FAILED', Condition: 'IS' },
        ],
      },
    ]);
    expect(jobs).toHaveLength(7);
    expect(jobs.every(job => job.status === 'CREATE_FAILED')).toBe(true);
    expect(more).toBe(true);
  });

  it('is newest first, and says when it is all', async () => {
    const { jobs, more } = await listJobs(account(30), { limit: 50 }, signal());
    const times = jobs.map(job => job.creationTime?.getTime() ?? 0);
    expect(times).toEqual([...times].sort((a, b) => b - a));
    expect(times).toHaveLength(30);
    expect(more).toBe(false);
  });

  it('goes on over pages that are not full, no further than the limit', async () => {
    const port = account();
    port.answer = (page, request) => {
      const from = Number(request.nextToken ?? 0);
      return port.calls.length % 2 === 1
        ? { items: [], nextToken: String(from) + '.0' }
        : { items: page.items.slice(0, 4), nextToken: String(Math.floor(from) + 4) };
    };
    const { jobs, more } = await listJobs(port, { limit: 10 }, signal());
    expect(jobs).toHaveLength(10);
    expect(more).toBe(true);
    expect(port.calls.map(({ maxResults }) => maxResults)).toEqual([10, 10, 6, 6, 2, 2]);
  });

  it('ends where the service goes round, with what was read and the reason', async () => {
    const port = account();
    port.answer = page => ({ items: page.items.slice(0, 3), nextToken: 'again' });
    const { jobs, more, failure: reason } = await listJobs(port, { limit: 50 }, signal());
    expect(jobs).toHaveLength(3);
    expect(more).toBe(true);
    expect(reason?.kind).toBe('repeatedToken');
    expect(port.calls).toHaveLength(2);
  });

  it('keeps what was read before a fault; with nothing read it rejects', async () => {
    const port = account();
    port.answer = page => ({ ...page, items: page.items.slice(0, 5) });
    port.before = (_, call) => {
      if (call === 2) {
        throw failure('throttled');
      }
    };
    const listed = await listJobs(port, { limit: 20 }, signal());
    expect(listed.jobs).toHaveLength(5);
    expect(listed.failure?.kind).toBe('throttled');
    const denied = account();
    denied.before = () => {
      throw failure('denied');
    };
    await expect(listJobs(denied, { limit: 20 }, signal())).rejects.toThrow('denied happened');
  });

  it('rejects as cancelled once it is given up', async () => {
    const controller = new AbortController();
    const port = account();
    port.before = () => controller.abort();
    await expect(listJobs(port, { limit: 20 }, controller.signal)).rejects.toBeInstanceOf(CancelledError);
  });
});

function withForecasts(jobs: AccountInMemory, forecasts: ForecastJobs['forecasts']): ForecastJobs {
  return {
    list: (request, stop) => jobs.list(request, stop),
    describe: arn => jobs.describe(arn),
    tags: () => jobs.tags(),
    forecasts,
    create: job => jobs.create(job),
    stop: arn => jobs.stop(arn),
    delete: arn => jobs.delete(arn),
  };
}

describe('a forecast by its name', () => {
  it('is looked for in the account’s forecasts, page by page', async () => {
    const jobs = account();
    const asked: (string | undefined)[] = [];
    const forecasts: ForecastJobs['forecasts'] = ({ nextToken }) => {
      asked.push(nextToken);
      return Promise.resolve(
        nextToken === undefined
          ? { items: [], nextToken: '2' }
          : { items: [{ arn: forecastArn('odd'), name: 'odd', status: 'ACTIVE' }], nextToken: '3' },
      );
    };
    await listJobs(withForecasts(jobs, forecasts), { forecast: 'odd', limit: 5 }, signal());
    expect(asked).toEqual([undefined, '2']);
    expect(jobs.calls[0]?.filters).toEqual([
      { Key: 'ForecastArn', Value: forecastArn('odd'), Condition: 'IS' },
    ]);
  });

  it('is not looked for without end, and what was not found asks for no jobs', async () => {
    const jobs = account();
    let pages = 0;
    const port = withForecasts(jobs, () => Promise.resolve({ items: [], nextToken: String(pages++) }));
    await expect(listJobs(port, { forecast: 'odd', limit: 5 }, signal())).rejects.toThrow(
      'Not all forecasts were looked through, and none so far has this name: odd',
    );
    // What the list of jobs follows, too.
    expect(pages).toBe(20);
    expect(jobs.calls).toEqual([]);
  });

  it('is not there only once all of them were looked through', async () => {
    const jobs = account();
    const answers = (...pages: readonly { name: string; nextToken?: string }[]) => {
      let asked = 0;
      return withForecasts(jobs, () => {
        const { name = '', ...token } = pages[asked++] ?? {};
        return Promise.resolve({ items: [{ arn: forecastArn(name), name, status: 'ACTIVE' }], ...token });
      });
    };
    const looking = (port: ForecastJobs) =>
      expect(listJobs(port, { forecast: 'odd', limit: 5 }, signal())).rejects;
    await looking(answers({ name: 'a', nextToken: '2' }, { name: 'b' })).toThrow(
      'No forecast has this name in this account and region: odd',
    );
    await looking(answers({ name: 'a', nextToken: '2' }, { name: 'b', nextToken: '2' })).toThrow(
      'The service answered with a page that it had given before.',
    );
    expect(jobs.calls).toEqual([]);
  });
});
