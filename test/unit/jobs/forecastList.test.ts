import { describe, expect, it } from 'vitest';

import { FailureError, type FailureKind } from '../../../src/jobs/failure';
import { activeForecasts, type ForecastList } from '../../../src/jobs/forecastList';
import type { Forecast, ListRequest, Page } from '../../../src/jobs/ports';
import { AccountInMemory } from './accountInMemory';

type Answer = Page<Forecast> | FailureKind;

const forecast = (name: string): Forecast => ({ arn: `arn:${name}`, name, status: 'ACTIVE' });

/** A service that gives these answers one after the other. */
function answering(...answers: readonly Answer[]): { forecasts: ForecastList; asked: ListRequest[] } {
  const asked: ListRequest[] = [];
  const port = Object.assign(new AccountInMemory([]), {
    forecasts: (request: ListRequest) => {
      const answer = answers[asked.length] ?? { items: [] };
      asked.push(request);
      return typeof answer === 'string'
        ? Promise.reject(new FailureError({ kind: answer, what: answer, helps: '', remedies: [] }))
        : Promise.resolve(answer);
    },
  });
  return { forecasts: activeForecasts(port), asked };
}

const names = (forecasts: ForecastList) => forecasts.all.map(({ name }) => name);

describe('the forecasts of an account', () => {
  it('are asked for by a filter, page by page', async () => {
    const { forecasts, asked } = answering(
      { items: [forecast('a')], nextToken: '2' },
      { items: [forecast('b')] },
    );
    await Promise.all([forecasts.next(), forecasts.next()]);
    expect([names(forecasts), forecasts.hasMore]).toEqual([['a'], true]);
    await forecasts.next();
    expect([names(forecasts), forecasts.hasMore]).toEqual([['a', 'b'], false]);
    expect(asked.map(({ nextToken }) => nextToken)).toEqual([undefined, '2']);
    expect(asked[0]?.filters).toEqual([{ Key: 'Status', Value: 'ACTIVE', Condition: 'IS' }]);
  });

  it('are not over with an empty page that has a token', async () => {
    const { forecasts } = answering({ items: [], nextToken: '2' }, { items: [forecast('a')] });
    await forecasts.next();
    expect([names(forecasts), forecasts.hasMore]).toEqual([['a'], false]);
  });

  it('say so where a token comes again, and are read from the start on request', async () => {
    const page = (nextToken: string) => ({ items: [forecast('a')], nextToken });
    const { forecasts, asked } = answering(page('A'), page('B'), page('A'), { items: [forecast('b')] });
    for (let read = 0; read < 3; read++) {
      await forecasts.next();
    }
    expect([names(forecasts), forecasts.failure?.kind]).toEqual([['a'], 'repeatedToken']);
    await forecasts.next();
    expect([names(forecasts), forecasts.failure]).toEqual([['a', 'b'], undefined]);
    expect(asked[3]?.nextToken).toBeUndefined();
  });

  it('stay as they are after a fault, and are gone on with', async () => {
    const { forecasts, asked } = answering({ items: [forecast('a')], nextToken: '2' }, 'denied', {
      items: [forecast('b')],
    });
    await forecasts.next();
    await forecasts.next();
    expect([names(forecasts), forecasts.failure?.kind]).toEqual([['a'], 'denied']);
    await forecasts.next();
    expect([names(forecasts), forecasts.failure]).toEqual([['a', 'b'], undefined]);
    expect(asked[2]?.nextToken).toBe('2');
  });

  it('are read from the start again where the place in the list is lost', async () => {
    const { forecasts, asked } = answering({ items: [forecast('a')], nextToken: '2' }, 'invalidToken', {
      items: [forecast('a'), forecast('b')],
    });
    await forecasts.next();
    await forecasts.next();
    expect([names(forecasts), forecasts.failure]).toEqual([['a', 'b'], undefined]);
    expect(asked[2]?.nextToken).toBeUndefined();
  });
});
