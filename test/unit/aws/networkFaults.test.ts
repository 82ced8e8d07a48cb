import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Failure } from '../../../src/jobs/failure';
import type { Timeouts } from '../../../src/aws/clientSettings';
import { AnsweringServer, json } from './support/answeringServer';
import { firstPage, Heard } from './support/asking';
import { AwsHome, keysSection } from './support/awsHome';
import { ofCompany, ofCompanyWithRoot, ofIntermediate, selfSigned } from './support/certificates';

const heard = new Heard();
let server: AnsweringServer;
let home: AwsHome;

beforeAll(async () => {
  home = new AwsHome();
  home.credentials(`[keys]\n${keysSection}`);
  server = await AnsweringServer.start();
});
afterEach(() => heard.dispose());
afterAll(async () => {
  await server.stop();
  home.remove();
  heard.expectNoSecrets();
});

const soon: Timeouts = { connection: 5000, request: 30 };

function listing(endpoint: string, timeouts?: Timeouts): Promise<Failure> {
  return heard.failureOf(
    heard.connect({ endpoint, ...(timeouts === undefined ? {} : { timeouts }) }).jobs.list(firstPage),
  );
}

describe('the way to the service', () => {
  it('ends where nothing listens', async () => {
    const failure = await listing('http://127.0.0.1:1');
    expect(failure.kind).toBe('network');
    expect(failure.what).toBe('Nothing accepts connections at: 127.0.0.1:1');
    expect(failure.remedies[0]).toEqual({ kind: 'retry' });
  });

  it('ends at a name that is not there', async () => {
    const failure = await listing('http://no-such-host.invalid');
    expect(failure.kind).toBe('network');
    expect(failure.what).toMatch(/could not be found in the network: no-such-host\.invalid$/);
  });

  it('ends at a region that does not have it', async () => {
    const failure = await heard.failureOf(heard.connect({ region: 'zz-nowhere-1' }).jobs.list(firstPage));
    // Where there is no name server at all, that is what has to be said.
    expect(failure.kind === 'region' ? failure.what : `${failure.kind} zz-nowhere-1`).toMatch(
      /zz-nowhere-1$/,
    );
    expect(['region', 'network']).toContain(failure.kind);
  });

  it('is cut before or in the middle of an answer', async () => {
    server.answer = (_asked, response) => {
      response.destroy();
      return 'handled';
    };
    expect((await listing(server.url)).what).toMatch(/connection was cut/);
    server.answer = (_asked, response) => {
      response.writeHead(200, { 'content-length': '1000' });
      response.write('{"ForecastExp');
      setImmediate(() => response.destroy());
      return 'handled';
    };
    expect((await listing(server.url)).what).toMatch(/connection was cut/);
  });

  it('brings no answer in time', async () => {
    server.answer = () => 'handled';
    const failure = await listing(server.url, soon);
    expect(failure.kind).toBe('network');
    expect(failure.what).toMatch(/No answer came in time from: 127\.0\.0\.1:\d+$/);
  });

  it('ends at what speaks no TLS, or no HTTP', async () => {
    server.answer = () => json({});
    expect((await listing(server.url.replace('http:', 'https:'))).what).toMatch(/does not speak TLS/);
    server.answer = (_asked, response) => {
      response.socket?.end('SSH-2.0-OpenSSH\r\n\r\n');
      return 'handled';
    };
    expect((await listing(server.url)).what).toMatch(/does not speak HTTP/);
  });
});

describe('an answer that is none of the service', () => {
  const html = '<html><body>Sign in to the network</body></html>';

  it.each([
    [200, 'network'],
    [403, 'network'],
    [407, 'network'],
    [502, 'unavailable'],
  ])('a web page with status %i', async (status, kind) => {
    server.answer = () => ({ status, headers: { 'content-type': 'text/html' }, body: html });
    const failure = await listing(server.url);
    expect(failure.kind).toBe(kind);
    expect(failure.what).toBe(
      `A web page came instead of an answer of Amazon Forecast, with HTTP status ${String(status)}`,
    );
    expect(failure.remedies).toContainEqual({ kind: 'openSetting', setting: 'http.proxy' });
  });

  it.each(['{"ForecastExportJobs', '{oops', '"'])('broken JSON: %s', async body => {
    server.answer = () => ({ body });
    expect((await listing(server.url)).kind).toBe('shape');
  });

  it('a redirection', async () => {
    server.answer = () => ({ status: 302, headers: { location: 'http://127.0.0.1:1/' } });
    expect((await listing(server.url)).what).toMatch(/HTTP 302$/);
  });
});

describe('a certificate', () => {
  it.each([
    ['with its own CA in the chain', ofCompanyWithRoot],
    ['without the CA in the chain', ofCompany],
    ['with an intermediate CA', ofIntermediate],
    ['that signed itself', selfSigned],
  ])('of a company %s is explained with the settings that help', async (_name, certificate) => {
    const secure = await AnsweringServer.start(certificate);
    const failure = await listing(secure.url);
    await secure.stop();
    expect(failure.kind).toBe('certificate');
    expect(failure.what).toMatch(/CA that the editor does not know.*: 127\.0\.0\.1:\d+$/);
    expect(failure.helps).toMatch(/http\.systemCertificates.*NODE_EXTRA_CA_CERTS.*http\.proxy/);
    expect(failure.remedies[0]).toEqual({ kind: 'openSetting', setting: 'http.systemCertificates' });
    expect(secure.asked).toHaveLength(0);
  });
});
