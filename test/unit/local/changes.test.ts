import { describe, expect, it } from 'vitest';
import type { KnownStatus } from '../../../src/jobs/exportJob';
import { knownStatuses } from '../../../src/jobs/exportJob';
import type { ForecastService } from '../../../src/local/forecastService';
import { exportRequest, firstOf, listAll, refusal, serviceOf } from './made';

function arnIn(service: ForecastService, status: KnownStatus): string {
  const filter = { Key: 'Status', Value: status, Condition: 'IS' };
  return firstOf(service.listForecastExportJobs({ Filters: [filter] }).ForecastExportJobs)
    .ForecastExportJobArn;
}

function create(service: ForecastService, name: string, changes: object = {}): string {
  return service.createForecastExportJob(exportRequest(service, name, changes)).ForecastExportJobArn;
}

describe('creating', () => {
  it('makes a job that goes from pending to in progress to active, and times mean what they should', () => {
    const { service, clock } = serviceOf(0);
    const Tags = [{ Key: 'team', Value: 'a b' }];
    const arn = create(service, 'mine', { Tags, Format: 'PARQUET' });
    const describe = () => service.describeForecastExportJob({ ForecastExportJobArn: arn });
    const created = clock.now / 1000;
    clock.pass(5);
    expect(describe()).toMatchObject({
      ...exportRequest(service, 'mine'),
      ForecastExportJobArn: arn,
      Format: 'PARQUET',
      Status: 'CREATE_PENDING',
      CreationTime: created,
      LastModificationTime: created,
    });
    expect(service.listTagsForResource({ ResourceArn: arn })).toEqual({ Tags });
    clock.pass(45);
    expect(describe()).toMatchObject({
      Status: 'CREATE_IN_PROGRESS',
      LastModificationTime: clock.now / 1000,
    });
    clock.pass(10);
    expect(describe()).toMatchObject({
      Status: 'CREATE_IN_PROGRESS',
      LastModificationTime: clock.now / 1000,
    });
    clock.pass(1000);
    const active = describe();
    expect(active).toMatchObject({ Status: 'ACTIVE', CreationTime: created });
    expect(active).not.toHaveProperty('Message');
    expect(active.LastModificationTime).toBeLessThan(clock.now / 1000);
    clock.pass(1000);
    expect(describe()).toEqual(active);
  });

  it('gives a job the forecast’s name and its own in the ARN, with a suffix where AutoPredictor made the forecast', () => {
    const { service } = serviceOf(0);
    expect(create(service, 'mine')).toMatch(/:111122223333:forecast-export-job\/[a-z_]+\/mine$/);
    const forecast = firstOf(
      service
        .listForecasts({})
        .Forecasts.filter(({ CreatedUsingAutoPredictor }) => CreatedUsingAutoPredictor),
    );
    const arn = create(service, 'mine', { ForecastArn: forecast.ForecastArn });
    expect(arn).toMatch(new RegExp(`:forecast-export-job/${forecast.ForecastName}/mine_01[0-9A-Z]{24}$`));
    expect(service.describeForecastExportJob({ ForecastExportJobArn: arn }).ForecastArn).toBe(
      forecast.ForecastArn,
    );
  });

  it('takes CSV where no format is said, and tells no tags where there are none', () => {
    const { service } = serviceOf(0);
    const arn = create(service, 'mine');
    expect(service.describeForecastExportJob({ ForecastExportJobArn: arn }).Format).toBe('CSV');
    expect(service.listTagsForResource({ ResourceArn: arn })).toEqual({ Tags: [] });
  });

  it('ends in a failure with a message for a name that asks for it', () => {
    const { service, clock } = serviceOf(0);
    const arn = create(service, 'this_fails');
    clock.pass(1000);
    const job = service.describeForecastExportJob({ ForecastExportJobArn: arn });
    expect(job.Status).toBe('CREATE_FAILED');
    expect(job.Message).toBeTypeOf('string');
  });

  const destination = (RoleArn: string) => ({
    Destination: { S3Config: { Path: 's3://bucket/x', RoleArn } },
  });

  it.each([
    ['a role of another account', 'InvalidInputException', destination('arn:aws:iam::999988887777:role/R')],
    ['something that is no role', 'InvalidInputException', destination('arn:aws:iam::111122223333:user/R')],
    [
      'a role of another partition',
      'InvalidInputException',
      destination('arn:aws-cn:iam::111122223333:role/R'),
    ],
    [
      '51 tags',
      'InvalidInputException',
      { Tags: Array.from({ length: 51 }, (_, n) => ({ Key: `k${n}`, Value: '' })) },
    ],
    ['a reserved tag', 'InvalidInputException', { Tags: [{ Key: 'AWS:x', Value: '' }] }],
    ['a tag twice', 'InvalidInputException', { Tags: [1, 2].map(n => ({ Key: 'k', Value: `${n}` })) }],
    [
      'a forecast that is not there',
      'ResourceNotFoundException',
      { ForecastArn: 'arn:aws:forecast:us-west-2:111122223333:forecast/no' },
    ],
    [
      'the ARN of a predictor',
      'InvalidInputException',
      { ForecastArn: 'arn:aws:forecast:us-west-2:111122223333:predictor/no' },
    ],
  ])('refuses %s with %s', (_, code, changes) => {
    const { service } = serviceOf(0);
    expect(refusal(() => create(service, 'mine', changes)).code).toBe(code);
    expect(listAll(service)).toEqual([]);
  });

  it('refuses forecasts that are not ACTIVE with ResourceInUseException', () => {
    const { service } = serviceOf(0);
    for (const { ForecastArn, Status } of service.listForecasts({}).Forecasts) {
      if (Status === 'ACTIVE') continue;
      expect(refusal(() => create(service, 'mine', { ForecastArn })).code).toBe('ResourceInUseException');
    }
  });

  it('takes a name once for each forecast', () => {
    const { service } = serviceOf(0);
    const forecasts = service.listForecasts({}).Forecasts.filter(({ Status }) => Status === 'ACTIVE');
    for (const { ForecastArn } of forecasts) {
      create(service, 'mine', { ForecastArn });
      expect(refusal(() => create(service, 'mine', { ForecastArn })).code).toBe(
        'ResourceAlreadyExistsException',
      );
    }
    expect(forecasts.length).toBeGreaterThan(1);
  });

  it('holds to three at a time and to a thousand in all', () => {
    const { service, clock } = serviceOf(0);
    for (const name of ['a', 'b', 'c']) create(service, name);
    expect(refusal(() => create(service, 'd')).code).toBe('LimitExceededException');
    clock.pass(1000);
    create(service, 'd');

    expect(refusal(() => create(serviceOf(1000).service, 'one_more'))).toMatchObject({
      code: 'LimitExceededException',
      message: 'The account has reached its quota of 1000 forecast export jobs.',
    });
    create(serviceOf(1001).service, 'one_more');
    create(serviceOf(20, { limits: { exportJobs: 21 } }).service, 'one_more');
  });
});

describe('stopping', () => {
  it('goes from stopping to stopped, and can be asked for again', () => {
    const { service, clock } = serviceOf(0);
    const arn = create(service, 'mine');
    expect(service.stopResource({ ResourceArn: arn })).toEqual({});
    service.stopResource({ ResourceArn: arn });
    clock.pass(5);
    const describe = () => service.describeForecastExportJob({ ForecastExportJobArn: arn });
    expect(describe()).toMatchObject({ Status: 'CREATE_STOPPING', LastModificationTime: clock.now / 1000 });
    clock.pass(1000);
    const stopped = describe();
    expect(stopped.Status).toBe('CREATE_STOPPED');
    expect(stopped.LastModificationTime).toBeLessThan(clock.now / 1000);
    service.stopResource({ ResourceArn: arn });
    clock.pass(100_000);
    expect(describe()).toEqual(stopped);
  });

  it('is refused for what is not being created', () => {
    const { service } = serviceOf(40);
    const statuses = [
      'ACTIVE',
      'CREATE_FAILED',
      'DELETE_PENDING',
      'DELETE_IN_PROGRESS',
      'DELETE_FAILED',
    ] as const;
    for (const status of statuses) {
      const ResourceArn = arnIn(service, status);
      expect(refusal(() => service.stopResource({ ResourceArn })).code).toBe('InvalidInputException');
    }
  });

  it('holds to three at a time', () => {
    const { service, clock } = serviceOf(0, { limits: { creatingAtOnce: 10 } });
    const arns = ['a', 'b', 'c', 'd'].map(name => create(service, name));
    for (const ResourceArn of arns.slice(0, 3)) service.stopResource({ ResourceArn });
    const stopLast = () => service.stopResource({ ResourceArn: arns[3] });
    expect(refusal(stopLast).code).toBe('LimitExceededException');
    clock.pass(31);
    stopLast();
  });

  it('stops a forecast too', () => {
    const { service, clock } = serviceOf(0);
    const atWork = service
      .listForecasts({})
      .Forecasts.filter(({ Status }) => Status === 'CREATE_IN_PROGRESS');
    const { ForecastArn } = firstOf(atWork);
    expect(service.describeForecast({ ForecastArn }).EstimatedTimeRemainingInMinutes).toBe(95);
    service.stopResource({ ResourceArn: ForecastArn });
    clock.pass(60);
    expect(service.describeForecast({ ForecastArn })).toMatchObject({ Status: 'CREATE_STOPPED' });
    expect(service.describeForecast({ ForecastArn })).not.toHaveProperty('EstimatedTimeRemainingInMinutes');
  });
});

describe('deleting', () => {
  it('goes from pending to in progress to gone, and the name is free again', () => {
    const { service, clock } = serviceOf(0);
    const arn = create(service, 'mine');
    clock.pass(1000);
    expect(service.deleteForecastExportJob({ ForecastExportJobArn: arn })).toEqual({});
    const seen = new Set<string>();
    for (let second = 0; second < 100; second++) {
      for (const job of listAll(service)) seen.add(job.Status);
      clock.pass(1);
    }
    expect([...seen]).toEqual(['DELETE_PENDING', 'DELETE_IN_PROGRESS']);
    expect(refusal(() => service.describeForecastExportJob({ ForecastExportJobArn: arn })).code).toBe(
      'ResourceNotFoundException',
    );
    expect(create(service, 'mine')).toBe(arn);
  });

  it('is allowed for ACTIVE and CREATE_FAILED only', () => {
    const { service } = serviceOf(40);
    for (const status of knownStatuses) {
      const arn = arnIn(service, status);
      const remove = () => service.deleteForecastExportJob({ ForecastExportJobArn: arn });
      if (status === 'ACTIVE' || status === 'CREATE_FAILED') expect(remove()).toEqual({});
      else expect(refusal(remove).code).toBe('ResourceInUseException');
    }
  });

  it('fails for a name that asks for it', () => {
    const { service, clock } = serviceOf(0);
    const arn = create(service, 'this_stays');
    clock.pass(1000);
    service.deleteForecastExportJob({ ForecastExportJobArn: arn });
    clock.pass(1000);
    const job = service.describeForecastExportJob({ ForecastExportJobArn: arn });
    expect(job.Status).toBe('DELETE_FAILED');
    expect(job.Message).not.toBe('');
  });
});
