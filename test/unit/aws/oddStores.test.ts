import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ObjectStore } from '../../../src/jobs/objectStore';
import type { Answer, Asked } from './support/answeringServer';
import { AnsweringServer } from './support/answeringServer';
import { Heard } from './support/asking';
import { AwsHome, keysSection } from './support/awsHome';

/** Answers that a good S3 doesn't give: of proxies, of other makers' stores, of a network that stalls. */
const heard = new Heard();
const server = await AnsweringServer.start();
let home: AwsHome;
let store: ObjectStore;

beforeEach(() => {
  home = new AwsHome();
  home.credentials(`[keys]\n${keysSection}`);
  home.set('AWS_ENDPOINT_URL_S3', server.url);
  server.asked.length = 0;
  store = heard.connect({ timeouts: { connection: 2_000, request: 400 } }).objects;
});
afterEach(() => {
  heard.dispose();
  home.remove();
});
afterAll(async () => {
  await server.stop();
  heard.expectNoSecrets();
});

const xml = (body: string, status = 200, headers: Record<string, string> = {}): Answer => ({
  status,
  headers: { 'content-type': 'application/xml', ...headers },
  body: `<?xml version="1.0" encoding="UTF-8"?>\n${body}`,
});
const listed = (inner: string): Answer =>
  xml(
    `<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Name>exports</Name>${inner}</ListBucketResult>`,
  );
const refused = (code: string, more = '', status = 400, headers: Record<string, string> = {}): Answer =>
  xml(`<Error><Code>${code}</Code><Message>Said.</Message>${more}</Error>`, status, headers);
const signedFor = ({ headers }: Asked): string =>
  /Credential=[^/]*\/\d+\/([^/]+)\//.exec(headers.authorization ?? '')?.[1] ?? '';
const list = () => store.list({ bucket: 'exports', prefix: 'a/' });
const read = (from: number, to: number) => store.read({ bucket: 'exports', key: 'a/b', from, to });
const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

describe('a list', () => {
  it('without objects is empty', async () => {
    server.answer = () => listed('');
    expect(await list()).toEqual({ items: [] });
    expect(server.asked[0]?.url).toMatch(/^\/exports\/?\?/);
  });

  it('keeps keys that are not encoded as they are, and decodes those that are', async () => {
    const object = (key: string) => `<Contents><Key>${key}</Key><Size>3</Size><ETag>"e"</ETag></Contents>`;
    server.answer = () => listed(object('a+b%20c') + object('100% d'));
    expect((await list()).items.map(({ key }) => key)).toEqual(['a+b%20c', '100% d']);
    server.answer = () =>
      listed(`<EncodingType>url</EncodingType>${object('a%2Bb+c%25/%C3%A9%01')}${object('100%')}`);
    expect((await list()).items.map(({ key }) => key)).toEqual(['a+b c%/é\u0001', '100%']);
  });

  it('leaves out what has no key, and makes do without sizes, ETags and times', async () => {
    server.answer = () =>
      listed(
        '<IsTruncated>true</IsTruncated><NextContinuationToken></NextContinuationToken>' +
          '<Contents><Size>1</Size></Contents><Contents><Key>k</Key><Size>-1</Size></Contents>',
      );
    expect(await list()).toEqual({ items: [{ key: 'k', size: 0, etag: '' }] });
  });

  it('that is no list is a failure', async () => {
    server.answer = () => ({
      headers: { 'content-type': 'application/xml' },
      body: '<ListBucketResult><Con',
    });
    const failure = await heard.failureOf(list());
    expect(['shape', 'network', 'other']).toContain(failure.kind);
  });
});

describe('the region of a bucket', () => {
  it('is taken from the body of a refusal for another region', async () => {
    server.answer = asked =>
      signedFor(asked) === 'ap-south-1'
        ? listed('')
        : refused('AuthorizationHeaderMalformed', '<Region>ap-south-1</Region>');
    expect(await list()).toEqual({ items: [] });
    expect(server.asked.map(signedFor)).toEqual(['us-west-2', 'ap-south-1']);
  });

  it('is asked for where a redirect does not name it, also by who may not ask', async () => {
    server.answer = ({ url, headers }) => {
      if (signedFor({ headers } as Asked) === 'eu-west-3') return listed('');
      return url.includes('list-type')
        ? refused('PermanentRedirect', '', 301)
        : { status: 403, headers: { 'x-amz-bucket-region': 'eu-west-3' } };
    };
    expect(await list()).toEqual({ items: [] });
    expect(server.asked).toHaveLength(3);
    expect(await store.regionOf('exports')).toBe('eu-west-3');
    expect(server.asked).toHaveLength(3);
  });

  it.each([
    [
      'names the region that was asked',
      () => refused('PermanentRedirect', '', 301, { 'x-amz-bucket-region': 'us-west-2' }),
    ],
    [
      'names what is no region',
      () => refused('PermanentRedirect', '', 301, { 'x-amz-bucket-region': 'evil.example/' }),
    ],
    [
      'leads round in a circle',
      (asked: Asked) =>
        refused('PermanentRedirect', '', 301, {
          'x-amz-bucket-region': signedFor(asked) === 'us-west-2' ? 'eu-west-1' : 'us-west-2',
        }),
    ],
  ] as const)('is given up where the redirect %s', async (_, answer) => {
    server.answer = asked => (asked.url.includes('list-type') ? answer(asked) : { status: 200 });
    const failure = await heard.failureOf(list());
    expect(failure).toMatchObject({ kind: 'region', code: 'PermanentRedirect' });
    expect(server.asked.length).toBeLessThanOrEqual(3);
  });

  it('is found anew where the bucket has moved', async () => {
    let home = 'eu-west-1';
    server.answer = asked =>
      signedFor(asked) === home
        ? listed('')
        : refused('PermanentRedirect', '', 301, { 'x-amz-bucket-region': home });
    await list();
    home = 'us-east-2';
    await list();
    expect(server.asked.map(signedFor)).toEqual(['us-west-2', 'eu-west-1', 'eu-west-1', 'us-east-2']);
  });

  it('is the connection’s where nobody tells', async () => {
    server.answer = () => ({});
    expect(await store.regionOf('exports')).toBe('us-west-2');
  });
});

describe('a range', () => {
  it('is cut out of the whole object that a store sends instead', async () => {
    server.answer = () => ({ body: '0123456789' });
    expect(text(await read(2, 5))).toBe('234');
    expect(text(await read(8, 50))).toBe('89');
    expect(await read(20, 30)).toHaveLength(0);
  });

  it('is never longer than what was asked for', async () => {
    server.answer = () => ({
      status: 206,
      headers: { 'content-range': 'bytes 0-9/10' },
      body: '0123456789',
    });
    expect(text(await read(0, 4))).toBe('0123');
  });

  it('goes on where a body stops coming', async () => {
    let answers = 0;
    server.answer = (asked, response) => {
      const [from] = /\d+/.exec(asked.headers.range ?? '') ?? ['0'];
      const rest = '0123456789'.slice(Number(from));
      const headers = { 'content-length': rest.length, 'content-range': `bytes ${from}-9/10`, etag: '"e"' };
      response.writeHead(206, headers);
      if (answers++ === 0) response.write(rest.slice(0, 4));
      else response.end(rest);
      return 'handled';
    };
    expect(text(await read(0, 10))).toBe('0123456789');
    expect(server.asked.map(({ headers }) => headers.range)).toEqual(['bytes=0-9', 'bytes=4-9']);
    expect(server.asked.map(({ headers }) => headers['if-match'])).toEqual([undefined, '"e"']);
  });

  it('leaves the connection open for the next', async () => {
    const ports = new Set<number | undefined>();
    server.answer = (asked, response) => {
      ports.add(response.socket?.remotePort);
      const [, from = '0', to = '0'] = /(\d+)-(\d+)/.exec(asked.headers.range ?? '') ?? [];
      const headers = { 'content-range': `bytes ${from}-${to}/1000000` };
      return { status: 206, headers, body: 'x'.repeat(Number(to) - Number(from) + 1) };
    };
    for (const from of [0, 200_000, 400_000]) {
      expect(await read(from, from + 200_000)).toHaveLength(200_000);
    }
    expect(ports.size).toBe(1);
  });

  it('of an object that is compressed comes as it is stored', async () => {
    const stored = '\u001F\u008Bnot really';
    server.answer = () => ({ headers: { 'content-encoding': 'gzip' }, body: stored });
    expect(text(await read(0, 100))).toBe(stored);
  });

  it('is sent with the key as it is', async () => {
    server.answer = () => ({ body: 'x' });
    for (const key of ['a//b', 'a b+c', '100%/é#?', './a/../b', '/a']) {
      await store.read({ bucket: 'exports', key, from: 0, to: 1 });
      const { url = '' } = server.asked.at(-1) ?? {};
      expect(decodeURIComponent(url.split('?')[0] ?? '')).toBe(`/exports/${key}`);
    }
  });
});
