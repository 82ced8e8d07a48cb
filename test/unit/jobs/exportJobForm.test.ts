import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ExportJobForm, formSteps, type FormValues } from '../../../src/jobs/exportJobForm';

const ofForecast: FormValues = {
  forecastArn: 'arn:aws:forecast:us-west-2:111122223333:forecast/a',
  forecastName: 'a',
};
const destination: FormValues = {
  path: 's3://bucket/x',
  roleArn: 'arn:aws:iam::111122223333:role/Export',
  tags: [{ key: 'team', value: '' }],
};
const full: FormValues = { ...ofForecast, ...destination, name: 'export' };

function walked(): ExportJobForm {
  const form = new ExportJobForm();
  while (form.step !== 'summary') {
    form.next();
  }
  form.set(full);
  return form;
}

describe('the form', () => {
  it('asks for one field after the other, and shows all at the end', () => {
    const form = new ExportJobForm();
    const seen = [form.step];
    for (let step = 1; step < formSteps.length; step++) {
      form.next();
      seen.push(form.step);
    }
    expect(seen).toEqual(formSteps);
  });

  it('goes back the way that it came, and keeps what was typed', () => {
    const form = new ExportJobForm();
    expect(form.canGoBack).toBe(false);
    form.next();
    form.type('name', 'half a na');
    form.back();
    expect([form.step, form.canGoBack]).toEqual(['forecast', false]);
    form.next();
    expect([form.step, form.typed('name')]).toEqual(['name', 'half a na']);
    form.next();
    expect(form.typed('name')).toBeUndefined();
  });

  it('leads from a field that was changed back to the summary', () => {
    const form = walked();
    form.goTo('role');
    form.next();
    expect(form.step).toBe('summary');
    form.goTo('role');
    form.back();
    expect(form.step).toBe('summary');
    form.back();
    expect(form.step).toBe('tags');
  });

  it('begins with the name where the forecast is known, and ends after it where all is', () => {
    expect(new ExportJobForm({ forecastArn: 'x' }).step).toBe('name');
    const form = new ExportJobForm({ ...ofForecast, ...destination });
    expect(form.step).toBe('name');
    form.set({ name: 'other' });
    form.next();
    expect(form.step).toBe('summary');
    expect(form.job).toEqual({
      name: 'other',
      forecastArn: full.forecastArn,
      path: full.path,
      roleArn: full.roleArn,
      format: 'CSV',
      tags: full.tags,
    });
  });

  it('asks for what is missing before it shows all', () => {
    const form = new ExportJobForm({ forecastArn: 'x', roleArn: 'y' });
    form.set({ name: 'n' });
    form.next();
    expect([form.step, form.job]).toEqual(['destination', undefined]);
  });

  it('shows a step again with the words that belong to it, until another one is gone to', () => {
    const form = walked();
    form.objectTo({ step: 'name', text: 'taken' });
    expect([form.step, form.notice?.text]).toEqual(['name', 'taken']);
    expect(form.values).toEqual(full);
    form.next();
    expect([form.step, form.notice]).toEqual(['summary', undefined]);
    form.objectTo({ step: 'summary', text: 'quota' });
    expect([form.step, form.notice?.text]).toEqual(['summary', 'quota']);
    form.back();
    expect(form.step).toBe('tags');
  });

  it('keeps all but the forecast in another account', () => {
    const form = walked();
    form.unanswered = { job: { name: 'a', forecastArn: 'x', path: 'y', roleArn: 'z', tags: [] }, began: 1 };
    form.leaveAccount('moved');
    const kept = { ...destination, name: 'export' };
    expect([form.step, form.values, form.unanswered, form.canGoBack]).toEqual([
      'forecast',
      kept,
      undefined,
      false,
    ]);
    expect(form.notice).toEqual({ step: 'forecast', text: 'moved' });
    form.set({ forecastArn: 'other' });
    form.next();
    expect(form.step).toBe('summary');
  });

  it('forgets a key that was taken out', () => {
    const form = new ExportJobForm({ ...full, kmsKeyArn: 'k' });
    form.clear('kmsKeyArn');
    expect(form.values).toEqual(full);
  });

  it('has a way back that ends, wherever one goes', () => {
    const moves = fc.array(
      fc.oneof(fc.constant('next' as const), fc.constant('back' as const), fc.constantFrom(...formSteps)),
    );
    fc.assert(
      fc.property(moves, all => {
        const form = new ExportJobForm();
        for (const move of all) {
          if (move === 'back') form.back();
          else if (form.step !== 'summary') form.next();
          else if (move !== 'next') form.goTo(move);
        }
        let ways = 0;
        while (form.canGoBack) {
          form.back();
          ways += 1;
        }
        expect(ways).toBeLessThan(formSteps.length + 1);
      }),
    );
  });
});
