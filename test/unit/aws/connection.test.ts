import { describe, expect, it } from 'vitest';
import { rmSync } from 'node:fs';
import { open } from '../../../src/aws';
import { CancelledError } from '../../../src/jobs/failure';
import { error, json } from './support/answeringServer';
import { answeredAws } from './support/answeredAws';
import { firstPage } from './support/asking';
import type { AwsHome } from './support/awsHome';
import { secrets } from './support/awsHome';

let home: AwsHome;
const { server, heard } = await answeredAws(fresh => (home = fresh));

describe('the endpoint', () => {
  it('is the setting, before what environment and profile name', async () => {
    home.set('AWS_ENDPOINT_URL_FORECAST', 'http://127.0.0.1:1');
    await heard.connect({ endpoint: server.url }).jobs.list(firstPage);
    expect(server.asked).toHaveLength(1);
  });

  it('is that of the chosen profile, not of the default one', async () => {
    home.unset('AWS_ENDPOINT_URL_FORECAST');
    home.config(
      `[default]\nendpoint_url = http://127.0.0.1:1\n[profile keys]\nendpoint_url = ${server.url}\n`,
    );
    await heard.connect().jobs.list(firstPage);
    expect(server.asked).toHaveLength(1);
  });

  it('is explained where it is no address', async () => {
    const failure = await heard.failureOf(heard.connect({ endpoint: 'not an address' }).jobs.list(firstPage));
    expect(failure.what).toMatch(/endpoint is no address: not an address$/);
    expect(failure.remedies[0]).toEqual({ kind: 'openSetting', setting: 'forecastExports.endpoint' });
  });
});

describe('the region', () => {
  const opened = (region?: string) =>
    open({
      choice: { kind: 'profile', profile: 'keys', ...(region === undefined ? {} : { region }) },
      askMfaCode: () => Promise.resolve(undefined),
      log: heard.log,
    });

  it('is the chosen one, else that of the profile', async () => {
    home.config('[profile keys]\nregion = eu-west-1\n');
    expect((await opened('us-east-1')).region).toBe('us-east-1');
    expect((await opened()).region).toBe('eu-west-1');
  });

  it('is asked for where nothing names one', async () => {
    const failure = await heard.failureOf(opened());
    expect(failure.kind).toBe('region');
    expect(failure.remedies[0]).toEqual({ kind: 'chooseRegion' });
  });
});

describe('giving up', () => {
  it('ends a request at once that waits for its answer', async () => {
    const controller = new AbortController();
    server.answer = () => {
      controller.abort();
      return 'handled';
    };
    await expect(heard.connect().jobs.list(firstPage, controller.signal)).rejects.toBeInstanceOf(
      CancelledError,
    );
  });

  it('ends a request at once that waits for a credential provider, which then asks nothing', async () => {
    const flag = home.file('go', '');
    const program = home.program(
      'slow',
      `while [ -f "${flag}" ]; do sleep 0.01; done; echo '{"Version":1,"AccessKeyId":"a","SecretAccessKey":"b"}'`,
    );
    home.config(`[profile slow]\ncredential_process = "${program}"\n`);
    const controller = new AbortController();
    const connection = heard.connectProfile('slow');
    const asked = connection.jobs.list(firstPage, controller.signal);
    const other = connection.jobs.list(firstPage);
    controller.abort();
    await expect(asked).rejects.toBeInstanceOf(CancelledError);
    expect(server.asked).toHaveLength(0);
    rmSync(flag);
    await other;
    expect(server.asked).toHaveLength(1);
  });

  it('asks nothing for a signal that was aborted before', async () => {
    await expect(heard.connect().jobs.list(firstPage, AbortSignal.abort())).rejects.toBeInstanceOf(
      CancelledError,
    );
    expect(server.asked).toHaveLength(0);
  });

  it('ends requests under way when the connection is disposed, and refuses later ones', async () => {
    const connection = heard.connect();
    server.answer = () => {
      connection.dispose();
      return 'handled';
    };
    await expect(connection.jobs.list(firstPage)).rejects.toBeInstanceOf(CancelledError);
    await expect(connection.jobs.list(firstPage)).rejects.toBeInstanceOf(CancelledError);
  });

  it('changes nothing when it comes late', async () => {
    const controller = new AbortController();
    expect(await heard.connect().jobs.list(firstPage, controller.signal)).toEqual({ items: [] });
    controller.abort();
  });
});

describe('a clock that is wrong', () => {
  it('is corrected by the time that the service answers with', async () => {
    const ahead = new Date(Date.now() + 3_600_000);
    const date = ahead.toUTCString();
    server.answer = asked => {
      const signed = String(asked.headers['x-amz-date']).replace(
        /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/,
        '$1-$2-$3T$4:$5:$6Z',
      );
      const { headers, ...refusal } = error(
        'InvalidSignatureException',
        'Signature expired: it is now later than',
      );
      return Math.abs(Date.parse(signed) - ahead.getTime()) > 300_000
        ? { ...refusal, headers: { ...headers, date } }
        : { ...json({}), headers: { date } };
    };
    const { jobs } = heard.connect();
    expect(await jobs.list(firstPage)).toEqual({ items: [] });
    expect(server.asked).toHaveLength(2);
    await jobs.list(firstPage);
    expect(server.asked).toHaveLength(3);
  });
});

describe('an error of the service', () => {
  it('of AccessDenied with no message names the action', async () => {
    server.answer = () => error('AccessDeniedException');
    const failure = await heard.failureOf(heard.connect().jobs.describe('arn:x'));
    expect(failure.what).toContain('forecast:DescribeForecastExportJob');
    expect(failure.requestId).toBe('request-id-1');
    expect(failure.code).toBe('AccessDeniedException');
    expect(server.asked).toHaveLength(1);
  });

  it('that is unknown, has no code, or a text of another type, is shown safely', async () => {
    server.answer = () => error('com.x#WeirdException', `odd\u202e ${secrets.accessKeyId}`);
    expect((await heard.failureOf(heard.connect().jobs.list(firstPage))).what).toBe(
      'Amazon Forecast answered with the error WeirdException: odd\uFFFD [redacted]',
    );
    server.answer = () => json({ message: 'just text' }, 400);
    expect((await heard.failureOf(heard.connect().jobs.list(firstPage))).what).toMatch(/error: just text$/);
    server.answer = () => ({ status: 400 });
    expect((await heard.failureOf(heard.connect().jobs.list(firstPage))).what).toMatch(/HTTP 400$/);
    server.answer = () => json({ __type: 'AccessDeniedException', message: { a: 1 } }, 400);
    expect((await heard.failureOf(heard.connect().jobs.list(firstPage))).kind).toBe('denied');
  });

  it('that passes is tried again by the SDK, up to three times in all', async () => {
    let count = 0;
    server.answer = () => (++count < 3 ? error('ThrottlingException') : json({}));
    await heard.connect().jobs.list(firstPage);
    expect(server.asked).toHaveLength(3);
    expect(heard.lines.at(-1)).toMatch(
      /^ListForecastExportJobs us-west-2: answered, HTTP 200, 3 tries, \d+ ms, request request-id-1$/,
    );
  });
});

describe('the log', () => {
  it('has one line a request, with status, tries, time and id', async () => {
    const before = heard.lines.length;
    await heard.connect().jobs.list(firstPage);
    expect(heard.lines.slice(before)).toEqual([
      expect.stringMatching(
        /^ListForecastExportJobs us-west-2: answered, HTTP 200, 1 try, \d+ ms, request request-id-1$/,
      ),
    ]);
  });

  it('has the code and id of a failure, and what happened', async () => {
    const before = heard.lines.length;
    server.answer = () => error('InvalidInputException', `bad token=${secrets.sessionToken}`);
    await heard
      .connect()
      .jobs.list(firstPage)
      .catch(() => undefined);
    expect(heard.lines.slice(before)).toEqual([
      expect.stringMatching(/failed, InvalidInputException, HTTP 400, 1 try, \d+ ms, request request-id-1$/),
      'ListForecastExportJobs us-west-2: Amazon Forecast refused a value of the request: bad token=[redacted]',
    ]);
  });

  it('is safe from an id of a request that is hostile', async () => {
    server.answer = () => ({
      ...json({}),
      headers: { 'x-amzn-requestid': `evil\t${secrets.accessKeyId}` },
    });
    await heard.connect().jobs.list(firstPage);
    expect(heard.lines.at(-1)).toMatch(/request evil \[redacted\]$/);
  });
});
