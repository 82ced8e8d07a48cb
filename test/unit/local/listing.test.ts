import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { knownStatuses } from '../../../src/jobs/exportJob';
import { listAll, refusal, serviceOf } from './made';

const day = 24 * 60 * 60;

describe('pages', () => {
  const { service } = serviceOf(150);
  const stored = service.account.jobs.all();
  const forecastArns = [
    ...new Set(stored.map(job => job.forecastArn)),
    'arn:aws:forecast:us-west-2:1:forecast/none',
  ];
  const filters = fc.array(
    fc.oneof(
      fc.record({
        Key: fc.constant('Status'),
        Value: fc.constantFrom(...knownStatuses, 'OTHER'),
        Condition: fc.constantFrom('IS', 'IS_NOT'),
      }),
      fc.record({
        Key: fc.constant('ForecastArn'),
        Value: fc.constantFrom(...forecastArns),
        Condition: fc.constantFrom('IS', 'IS_NOT'),
      }),
    ),
    { maxLength: 4 },
  );
  const fills = fc.constantFrom('full', 'uneven', 'uneven-later');

  it('together hold exactly what matches, each job once, whatever their size and fill', () => {
    fc.assert(
      fc.property(
        filters,
        fc.integer({ min: 1, max: 100 }),
        fills,
        fc.nat(50),
        (Filters, MaxResults, pages, seed) => {
          const made = serviceOf(150, { pages, seed }).service;
          const wanted = made.account.jobs.all().filter(job =>
            Filters.every(({ Key, Value, Condition }) => {
              const isThere = (Key === 'Status' ? job.status : job.forecastArn) === Value;
              return Condition === 'IS' ? isThere : !isThere;
            }),
          );
          const listed = listAll(made, { Filters, MaxResults }).map(job => job.ForecastExportJobArn);
          expect(listed.toSorted()).toEqual(wanted.map(({ arn }) => arn).toSorted());
        },
      ),
      { numRuns: 60 },
    );
  });

  it('hold MaxResults at most, 100 if not said', () => {
    expect(service.listForecastExportJobs({ MaxResults: 7 }).ForecastExportJobs).toHaveLength(7);
    expect(service.listForecastExportJobs({}).ForecastExportJobs).toHaveLength(100);
  });

  it('end without a token, also where the last page is full', () => {
    const { NextToken } = service.listForecastExportJobs({ MaxResults: 75 });
    const last = service.listForecastExportJobs({ MaxResults: 75, NextToken });
    expect(last.ForecastExportJobs).toHaveLength(75);
    expect(last).not.toHaveProperty('NextToken');
  });

  it('come short, empty, and with a token after the last job, where they are uneven', () => {
    const kinds = new Set<string>();
    for (let seed = 0; seed < 30; seed++) {
      const uneven = serviceOf(40, { pages: 'uneven', seed }).service;
      let token: string | undefined;
      let seen = 0;
      do {
        const page = uneven.listForecastExportJobs({
          MaxResults: 10,
          ...(token === undefined ? {} : { NextToken: token }),
        });
        const size = page.ForecastExportJobs.length;
        seen += size;
        if (page.NextToken !== undefined) kinds.add(size === 0 ? 'empty' : size < 10 ? 'short' : 'full');
        if (page.NextToken !== undefined && seen === 40) kinds.add('token at the end');
        token = page.NextToken;
      } while (token !== undefined);
    }
    expect([...kinds].sort()).toEqual(['empty', 'full', 'short', 'token at the end']);
  });

  it('begin with a full one, where only later ones are uneven', () => {
    for (let seed = 0; seed < 30; seed++) {
      const later = serviceOf(40, { pages: 'uneven-later', seed }).service;
      expect(later.listForecastExportJobs({ MaxResults: 10 }).ForecastExportJobs).toHaveLength(10);
    }
  });

  it('come in no order that means something, and in the same one each time', () => {
    const jobs = listAll(service);
    expect(listAll(service, { MaxResults: 9 })).toEqual(jobs);
    for (const key of ['ForecastExportJobArn', 'CreationTime', 'Status'] as const) {
      const values = jobs.map(job => job[key]);
      expect(values).not.toEqual([...values].sort());
      expect(values).not.toEqual([...values].sort().reverse());
    }
  });

  it('lose nothing and repeat nothing while other jobs go', () => {
    const { service: moving, clock } = serviceOf(150);
    const first = moving.listForecastExportJobs({ MaxResults: 50 });
    const before = new Set(moving.account.jobs.all().map(({ arn }) => arn));
    clock.pass(day / 2);
    const rest = listAll(moving, { MaxResults: 50 }).length;
    expect(rest).toBeLessThan(150);
    const after = new Set(moving.account.jobs.all().map(({ arn }) => arn));
    const shown = first.ForecastExportJobs.map(job => job.ForecastExportJobArn);
    let token = first.NextToken;
    while (token !== undefined) {
      const page = moving.listForecastExportJobs({ MaxResults: 50, NextToken: token });
      shown.push(...page.ForecastExportJobs.map(job => job.ForecastExportJobArn));
      token = page.NextToken;
    }
    expect(new Set(shown).size).toBe(shown.length);
    for (const arn of shown) expect(before.has(arn)).toBe(true);
    for (const arn of after) expect(shown).toContain(arn);
  });

  it('of forecasts come the same way', () => {
    const { service: made } = serviceOf(0, { forecasts: 130 });
    const first = made.listForecasts({});
    const second = made.listForecasts({ NextToken: first.NextToken });
    const arns = [...first.Forecasts, ...second.Forecasts].map(({ ForecastArn }) => ForecastArn);
    expect(new Set(arns).size).toBe(130);
    expect(second).not.toHaveProperty('NextToken');
    const failed = made.listForecasts({
      Filters: [{ Key: 'Status', Value: 'CREATE_FAILED', Condition: 'IS' }],
    });
    expect(failed.Forecasts).toHaveLength(1);
  });
});

describe('tokens', () => {
  const Filters = [
    { Key: 'Status', Value: 'ACTIVE', Condition: 'IS' },
    { Key: 'ForecastArn', Value: 'arn:x', Condition: 'IS_NOT' },
  ];

  it('last for 24 hours of the clock', () => {
    const { service, clock } = serviceOf(150);
    const { NextToken } = service.listForecastExportJobs({});
    clock.pass(day);
    expect(service.listForecastExportJobs({ NextToken }).ForecastExportJobs.length).toBeGreaterThan(0);
    clock.pass(1);
    expect(refusal(() => service.listForecastExportJobs({ NextToken }))).toMatchObject({
      code: 'InvalidNextTokenException',
      message: 'The token has expired.',
    });
  });

  it('go on with the same filters, in any order, and any MaxResults', () => {
    const { service } = serviceOf(150);
    const { NextToken } = service.listForecastExportJobs({ Filters, MaxResults: 10 });
    const next = { Filters: Filters.toReversed(), MaxResults: 20, NextToken };
    expect(service.listForecastExportJobs(next).ForecastExportJobs).toHaveLength(20);
  });

  it.each([
    ['no filters', {}],
    ['one filter less', { Filters: Filters.slice(1) }],
    ['another condition', { Filters: Filters.map(filter => ({ ...filter, Condition: 'IS_NOT' })) }],
    ['a filter more', { Filters: [...Filters, { Key: 'Status', Value: 'X', Condition: 'IS_NOT' }] }],
  ])('are refused with %s', (_, input) => {
    const { service } = serviceOf(150);
    const { NextToken } = service.listForecastExportJobs({ Filters, MaxResults: 10 });
    expect(refusal(() => service.listForecastExportJobs({ ...input, NextToken })).code).toBe(
      'InvalidNextTokenException',
    );
  });

  it('are refused by another operation and another account, and when anything in them is changed', () => {
    const { service } = serviceOf(150);
    const NextToken = service.listForecastExportJobs({}).NextToken ?? '';
    expect(refusal(() => service.listForecasts({ NextToken })).code).toBe('InvalidNextTokenException');
    for (const other of [serviceOf(150, { seed: 8 }), serviceOf(150, { region: 'us-east-1' })]) {
      expect(refusal(() => other.service.listForecastExportJobs({ NextToken })).code).toBe(
        'InvalidNextTokenException',
      );
    }
    for (let index = 0; index < NextToken.length - 1; index += 5) {
      const changed =
        NextToken.slice(0, index) + (NextToken[index] === 'A' ? 'B' : 'A') + NextToken.slice(index + 1);
      expect(refusal(() => service.listForecastExportJobs({ NextToken: changed })).code).toBe(
        'InvalidNextTokenException',
      );
    }
  });

  it('tell nothing to who reads them', () => {
    const { service } = serviceOf(150);
    const text = Buffer.from(service.listForecastExportJobs({}).NextToken ?? '', 'base64url').toString(
      'latin1',
    );
    expect(text).not.toMatch(/arn|forecast|after|query/);
  });
});
