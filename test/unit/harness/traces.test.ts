import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { filesLeftBy, secretsIn } from '../../harness/traces';

const secret = 'session/token+of "nobody" 4f1c';
let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'forecast-exports-traces-'));
});
afterEach(() => rmSync(root, { recursive: true }));

function write(file: string, text: string | Buffer): void {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), text);
}

const found = async () => {
  const [dataFolder, workspace, home] = ['data', 'workspace', 'home'].map(name => join(root, name));
  const traces = await filesLeftBy({
    dataFolder: dataFolder ?? '',
    workspace: workspace ?? '',
    home: home ?? '',
  });
  return secretsIn(traces, [secret]);
};

describe('a secret that a run has left', () => {
  it.each([
    ['a log', 'data/logs/1/exthost1/forecast-exports.forecast-exports/Forecast Exports.log', secret],
    ['the settings', 'data/User/settings.json', JSON.stringify({ setting: secret })],
    [
      'a database of the editor',
      'data/User/globalStorage/state.vscdb',
      Buffer.concat([Buffer.from([0, 255, 3]), Buffer.from(secret), Buffer.from([0])]),
    ],
    ['the storage of the extension', 'data/User/globalStorage/forecast-exports/followed/a.json', secret],
    ['a file that was saved', 'workspace/all.csv', `item_id,p50\n${encodeURIComponent(secret)},1\n`],
    ['the home', 'home/.cache/x', Buffer.from(secret).toString('base64')],
    ['a file beside those of AWS', 'home/.aws/sso/cache/x.json', secret],
  ])('is found in %s', async (_, file, text) => {
    write('data/logs/quiet.log', 'nothing');
    expect(await found()).toEqual([]);
    write(file, text);
    expect(await found()).toEqual([`${file}: sessio…`]);
  });

  it.each([
    ['a signed address', 'GET /?X-Amz-Signature=0123456789abcdef0123'],
    ['a session token in an address', 'https://b.s3/k?X-Amz-Security-Token=IQoJb3JpZ2lu'],
    ['a signature', 'AWS4-HMAC-SHA256 Credential=AKIAEXAMPLE/20200101/us-west-2'],
    ['an authorization header', '"authorization": "Bearer abcdefghij"'],
  ])('is recognized as %s, whatever its value is', async (what, text) => {
    write('data/logs/a.log', text);
    expect(await found()).toContain(`data/logs/a.log: ${what}`);
  });

  it('is not looked for where it stands by right', async () => {
    write('home/.aws/credentials', secret);
    write('home/.aws/config', secret);
    expect(await found()).toEqual([]);
  });
});
