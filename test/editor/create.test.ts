import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { calls, extension, run, until } from './account';
import {
  choices,
  closeForm,
  connect,
  created,
  fill,
  forecast,
  formInput,
  path,
  role,
  selected,
  service,
} from './formInput';

describe('the form for new export jobs', () => {
  afterEach(closeForm);

  it('makes what it shows, by one call, and shows it in the tree', async () => {
    await connect();
    await fill('made_by_form');
    assert.equal(created(), 0);
    await formInput.accept(/Copy AWS CLI Command/);
    await until('the command is copied', async () =>
      (await vscode.env.clipboard.readText()).startsWith(
        'aws forecast create-forecast-export-job --forecast-export-job-name made_by_form ',
      ),
    );
    await formInput.accept(/Create Export Job$/);
    const job = await selected('made_by_form');
    assert.equal(created(), 1);
    assert.equal(job.forecastArn, forecast().arn);
    assert.deepEqual(job.destination, { S3Config: { Path: path, RoleArn: role } });
    assert.equal(job.format, 'PARQUET');
  });

  it('checks each field before it goes on, and sends nothing until the end', async () => {
    await connect();
    void run('createExportJob');
    await formInput.shows('Forecast');
    await formInput.type('arn:aws:forecast:us-west-2:111122223333:predictor/x');
    assert.match(await formInput.notice(), /Not the ARN of a forecast/);
    await formInput.accept();
    await formInput.type(forecast(1).arn);
    await formInput.accept();
    const box = await formInput.shows('Name');
    assert.match(box.value, /^[a-z][a-z0-9_]+_\d{8}_\d{6}$/);
    await formInput.type('not-a-name');
    await formInput.accept();
    await until('the name is objected to', async () => /letters from A to Z/.test(await formInput.notice()));
    await formInput.type('good_name');
    await formInput.accept();
    await formInput.shows('Destination');
    await formInput.type('s3://UPPER/x');
    assert.match(await formInput.notice(), /small letters/);
    await formInput.accept();
    await formInput.type(path);
    await formInput.accept();
    await formInput.shows('Role');
    await formInput.type('arn:aws:iam::111122223333:user/x');
    assert.match(await formInput.notice(), /Not the ARN of an IAM role/);
    await formInput.type('arn:aws:iam::999988887777:role/Other');
    await until('the role is doubted', async () => {
      const { forms } = await extension();
      const input = forms.screen.input;
      return !!input && 'items' in input && /refuse it/.test(input.items[0]?.description ?? '');
    });
    await formInput.type(role);
    await formInput.accept();
    await formInput.shows('KMS Key');
    await formInput.type('alias/key');
    assert.match(await formInput.notice(), /Not the ARN of a KMS key/);
    await formInput.close();
    assert.equal(created(), 0);
  });

  it('keeps what was typed when one goes back, and when it is closed by accident', async () => {
    await connect();
    void run('createExportJob');
    await formInput.shows('Forecast');
    await formInput.accept(forecast().name);
    await formInput.shows('Name');
    await formInput.type('kept_name');
    await formInput.accept();
    await formInput.shows('Destination');
    await formInput.type('s3://half-typed');
    await formInput.back();
    assert.equal((await formInput.shows('Name')).value, 'kept_name');
    await formInput.accept();
    assert.equal((await formInput.shows('Destination')).value, 's3://half-typed');
    await formInput.close();
    void run('createExportJob');
    assert.equal((await formInput.shows('Destination')).value, 's3://half-typed');
    await formInput.back();
    assert.equal((await formInput.shows('Name')).value, 'kept_name');
    await formInput.close();
    assert.equal(created(), 0);
  });

  it('suggests what the account’s jobs have had', async () => {
    await connect();
    void run('createExportJob');
    await formInput.shows('Forecast');
    await formInput.accept(forecast().name);
    await formInput.shows('Name');
    await formInput.accept();
    const pick = await formInput.shows('Destination');
    assert.ok('items' in pick);
    const paths = new Set(service.service.account.jobs.all().map(job => job.destination.S3Config.Path));
    assert.ok(choices(pick).length > 3);
    assert.deepEqual(
      choices(pick).filter(({ label }) => !paths.has(label)),
      [],
    );
  });

  it('takes tags one by one', async () => {
    await connect();
    await fill('with_tags');
    await formInput.accept('Tags');
    await formInput.shows('Tags');
    await formInput.type('aws:x=1');
    assert.match(await formInput.notice(), /reserved/);
    await formInput.type('team=retail planning');
    await formInput.accept();
    await formInput.type('empty');
    await formInput.accept();
    await formInput.accept('Go On with 2 Tags');
    await formInput.shows('Summary');
    await formInput.accept(/Create Export Job$/);
    const job = await selected('with_tags');
    assert.deepEqual(job.tags, [
      { Key: 'team', Value: 'retail planning' },
      { Key: 'empty', Value: '' },
    ]);
  });

  it('reads the forecasts page by page', async () => {
    await connect({ forecasts: 130 });
    void run('createExportJob');
    const pick = await formInput.shows('Forecast');
    assert.ok('items' in pick);
    await formInput.accept(/Load more forecasts/);
    const active = () => service.service.account.forecasts.all().filter(({ status }) => status === 'ACTIVE');
    await until('all are there', () => choices(pick).length === active().length);
    assert.equal(calls(service, 'ListForecasts'), 2);
  });

  it('takes an ARN where the forecasts can’t be listed', async () => {
    await connect({ faults: [{ name: 'denied', operation: 'ListForecasts' }] });
    void run('createExportJob');
    await formInput.shows('Forecast');
    await until('that is said', async () => /could not be listed/.test(await formInput.notice()));
    await formInput.type(forecast().arn);
    await formInput.accept();
    await formInput.shows('Name');
  });

  it('makes a job again under a new name, with all that the old one had', async () => {
    await connect();
    const { session, tree } = await extension();
    const old = service.service.account.jobs
      .all()
      .find(({ destination, tags }) => destination.S3Config.KMSKeyArn !== undefined && tags.length > 0);
    assert.ok(old);
    const job = session.board?.get(old.arn);
    assert.ok(job);
    await tree.reveal(job, true);
    void run('exportAgain', { kind: 'job', id: job.id });
    await formInput.shows('Name');
    await formInput.type('made_again');
    await formInput.accept();
    await formInput.shows('Summary');
    await formInput.accept(/Create Export Job$/);
    const { forecastArn, destination, format, tags } = await selected('made_again');
    assert.deepEqual(
      { forecastArn, destination, format, tags },
      {
        forecastArn: old.forecastArn,
        destination: old.destination,
        format: old.format,
        tags: old.tags.filter(({ Key }) => !Key.startsWith('aws:')),
      },
    );
  });

  it('makes nothing where changes are not allowed, also if that is said while it is open', async () => {
    await connect();
    await fill('forbidden');
    const settings = vscode.workspace.getConfiguration('forecastExports');
    await settings.update('allowChanges', false, vscode.ConfigurationTarget.Global);
    try {
      await formInput.accept(/Create Export Job$/);
      await until('that is said', async () => /nothing is created/.test(await formInput.notice()));
      await formInput.close();
      await run('createExportJob');
      const { forms } = await extension();
      assert.equal(forms.screen.input, undefined);
      assert.equal(created(), 0);
    } finally {
      await settings.update('allowChanges', undefined, vscode.ConfigurationTarget.Global);
    }
  });
});
