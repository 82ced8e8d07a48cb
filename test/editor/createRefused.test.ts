import assert from 'node:assert/strict';
import { calls, extension, until } from './account';
import {
  closeForm,
  connect,
  created,
  fill,
  fillAgain,
  forecast,
  formInput,
  named,
  path,
  role,
  selected,
  service,
} from './formInput';

describe('a refusal brings the form for new export jobs back', () => {
  afterEach(closeForm);

  const says = (text: RegExp) =>
    until(`it says ${String(text)}`, async () => text.test(await formInput.notice()));

  it('at the name that is taken, and nothing is lost', async () => {
    await connect();
    const [taken] = service.service.account.jobs.all().filter(job => job.forecastArn === forecast().arn);
    assert.ok(taken);
    await fill(taken.name);
    await formInput.accept(/Create Export Job$/);
    assert.equal((await formInput.shows('Name')).value, taken.name);
    await says(/already an export job with this name.*already exists/);
    assert.equal(named(taken.name).filter(job => job.forecastArn === forecast().arn).length, 1);
    await formInput.type('free_name');
    await formInput.accept();
    await formInput.shows('Summary');
    await formInput.accept(/Create Export Job$/);
    assert.equal((await selected('free_name')).destination.S3Config.Path, path);
    assert.equal(created(), 2);
  });

  it('at the role of another account', async () => {
    await connect();
    await fillAgain('foreign_role');
    const foreign = 'arn:aws:iam::999988887777:role/Other';
    await formInput.accept('Role');
    await formInput.shows('Role');
    await formInput.type(foreign);
    await formInput.accept();
    await formInput.shows('Summary');
    await formInput.accept(/Create Export Job$/);
    assert.equal((await formInput.shows('Role')).value, foreign);
    await says(/Cross-account pass role is not/);
    assert.deepEqual(named('foreign_role'), []);
    await formInput.type(role);
    await formInput.accept();
    await formInput.shows('Summary');
    await formInput.accept(/Create Export Job$/);
    await selected('foreign_role');
  });

  it('at the role where iam:PassRole is missing', async () => {
    await connect({
      faults: [
        {
          name: 'error',
          operation: 'CreateForecastExportJob',
          code: 'AccessDeniedException',
          message: `User: arn:aws:iam::111122223333:user/a is not authorized to perform: iam:PassRole on resource: ${role}`,
        },
      ],
    });
    await fillAgain('no_pass_role');
    await formInput.accept(/Create Export Job$/);
    await formInput.shows('Role');
    await says(/iam:PassRole/);
    assert.deepEqual(named('no_pass_role'), []);
  });

  it('at the forecast that is gone', async () => {
    await connect();
    const { forecastArn } = await fillAgain('forecast_gone');
    const gone = service.service.account.forecasts.get(forecastArn);
    assert.ok(gone);
    service.service.account.forecasts.remove(gone);
    await formInput.accept(/Create Export Job$/);
    await formInput.shows('Forecast');
    await says(/no longer there/);
    assert.deepEqual(named('forecast_gone'), []);
  });

  for (const [what, fault, text] of [
    ['denied', { name: 'denied' }, /Access denied: forecast:CreateForecastExportJob/],
    ['denied without a word', { name: 'denied-empty' }, /Access denied: forecast:CreateForecastExportJob/],
    ['throttled to the end', { name: 'throttle' }, /too many requests/],
    ['over the quota', { name: 'error', code: 'LimitExceededException', message: 'No more.' }, /quota/],
    ['objected to in words that name no field', { name: 'error', message: 'Odd.' }, /Odd\./],
  ] as const) {
    it(`at the summary where it is ${what}, and tries again`, async () => {
      await connect({ faults: [{ ...fault, operation: 'CreateForecastExportJob' }] });
      await fillAgain('later');
      await formInput.accept(/Create Export Job$/);
      await until('it is refused', () => created() > 0);
      await formInput.shows('Summary');
      await says(text);
      assert.deepEqual(named('later'), []);
      service.faults.clear();
      await formInput.accept(/Create Export Job$/);
      await selected('later');
    });
  }

  it('with no claim where the answer was lost and the list is denied; then finds the job', async () => {
    await connect();
    await fillAgain('lost_answer');
    service.faults.set(
      { name: 'cut-body', operation: 'CreateForecastExportJob' },
      { name: 'denied', operation: 'ListForecastExportJobs' },
    );
    await formInput.accept(/Create Export Job$/);
    await until('it was asked for', () => created() > 0);
    await formInput.shows('Summary');
    await says(/It is not known whether the export job was created/);
    assert.equal(named('lost_answer').length, 1);
    service.faults.clear();
    await formInput.accept(/Look for It Again/);
    await selected('lost_answer');
  });

  it('not where an answer was lost and the job is there: it goes on with it', async () => {
    await connect();
    await fillAgain('cut_answer');
    service.faults.set({ name: 'cut-body', operation: 'CreateForecastExportJob' });
    await formInput.accept(/Create Export Job$/);
    await selected('cut_answer');
  });

  it('and makes no second job where it was changed after an answer that was lost', async () => {
    await connect();
    await fillAgain('first_try');
    service.faults.set(
      { name: 'cut-body', operation: 'CreateForecastExportJob' },
      { name: 'cut', operation: 'ListForecastExportJobs' },
    );
    await formInput.accept(/Create Export Job$/);
    await until('it was asked for', () => created() > 0);
    await formInput.shows('Summary');
    await says(/not known/);
    service.faults.clear();
    await formInput.accept('Name');
    await formInput.shows('Name');
    await formInput.type('second_try');
    await formInput.accept();
    await formInput.shows('Summary');
    await formInput.accept(/Create Export Job$/);
    await selected('first_try');
    assert.deepEqual(named('second_try'), []);
  });
});

describe('a switch of connection while the form for new export jobs is open', () => {
  afterEach(closeForm);

  it('goes on in the new account from the forecast, with all else kept, and makes nothing in the old one', async () => {
    await connect();
    const old = service;
    await fillAgain('in_the_new_one');
    await connect({ seed: 32 });
    await formInput.shows('Forecast');
    assert.match(await formInput.notice(), /The connection was switched to Environment · us-west-2/);
    await formInput.accept(forecast(1).name);
    await formInput.shows('Summary');
    await formInput.accept(/Create Export Job$/);
    assert.equal((await selected('in_the_new_one')).forecastArn, forecast(1).arn);
    assert.equal(calls(old, 'CreateForecastExportJob'), 0);
  });

  it('says that a job may have been made where it was being made', async () => {
    await connect();
    const old = service;
    await fillAgain('on_its_way');
    old.faults.set({ name: 'slow', ms: 600, operation: 'CreateForecastExportJob' });
    const opened = extension().then(({ forms }) => forms);
    await formInput.accept(/Create Export Job$/);
    await until('it was asked for', () => calls(old, 'CreateForecastExportJob') > 0);
    await connect({ seed: 33 });
    assert.equal((await opened).screen.input, undefined);
    await until('the old account has made it', () =>
      old.service.account.jobs.all().some(job => job.name === 'on_its_way'),
    );
    assert.equal(created(), 0);
    assert.deepEqual(named('on_its_way'), []);
  });
});
