import { mkdtemp, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { followedJob, recordText, type FollowedJob } from '../../../src/jobs/followedJob';
import { FollowedFolder } from '../../../src/view/followedFolder';
import { madeJob } from '../jobs/accountInMemory';

let temporary: string;
let place: string;
/** Two windows on one folder. */
let first: FollowedFolder;
let second: FollowedFolder;
let ahead = 0;

beforeEach(async () => {
  ahead = 0;
  temporary = await mkdtemp(join(tmpdir(), 'followed-'));
  place = join(temporary, 'not', 'there', 'yet');
  const now = () => Date.now() + ahead;
  first = new FollowedFolder(place, now);
  second = new FollowedFolder(place, now);
});

afterEach(async () => {
  first.dispose();
  second.dispose();
  await rm(temporary, { recursive: true, force: true });
});

function job(number: number, profile = 'company'): FollowedJob {
  const made = followedJob(
    madeJob(number, 'CREATE_IN_PROGRESS'),
    { kind: 'profile', profile },
    'us-west-2',
    new Date(1e12),
  );
  if (!made) {
    throw new Error('the job has an ARN');
  }
  return made;
}

const arns = async (folder: FollowedFolder) => (await folder.read()).map(({ arn }) => arn).sort();
const followed = () => join(place, 'followed');
const ended = () => join(place, 'ended');

async function onlyFile(folder: string): Promise<string> {
  const [name, ...others] = await readdir(folder);
  expect(others).toEqual([]);
  return join(folder, name ?? '');
}

describe('two windows', () => {
  it('read what either follows, and no more what either stopped following', async () => {
    expect(await first.read()).toEqual([]);
    await first.add(job(1));
    await second.add(job(2));
    await second.add(job(1, 'other'));
    expect(await arns(first)).toEqual(await arns(second));
    expect(await first.read()).toHaveLength(3);
    await first.remove(job(2));
    await first.remove(job(2));
    expect(await second.read()).toHaveLength(2);
  });

  it('follow one job once, however often it is followed', async () => {
    await Promise.all([first.add(job(1)), second.add(job(1)), first.add(job(1))]);
    expect(await first.read()).toEqual([job(1)]);
    expect(await readdir(followed())).toHaveLength(1);
  });

  it('claim each end once, however they race', async () => {
    const jobs = Array.from({ length: 40 }, (_, number) => job(number));
    await Promise.all(jobs.map(one => first.add(one)));
    const claims = await Promise.all(
      jobs.flatMap(one => [second.claim(one), first.claim(one), second.claim(one)]),
    );
    expect(claims.filter(Boolean)).toHaveLength(jobs.length);
    for (const place of jobs.keys()) {
      expect(claims.slice(place * 3, place * 3 + 3).filter(Boolean)).toHaveLength(1);
    }
    expect(await first.read()).toEqual([]);
  });

  it('claim nothing that was not followed, or not any more', async () => {
    expect(await first.claim(job(1))).toBe(false);
    await first.add(job(1));
    await second.remove(job(1));
    expect(await first.claim(job(1))).toBe(false);
  });

  it('are told of each other’s changes', async () => {
    let seen: () => void = () => undefined;
    const next = () => new Promise<void>(resolve => (seen = resolve));
    await second.watch(() => seen());
    const changes: (() => Promise<unknown>)[] = [
      () => first.add(job(1)),
      () => first.claim(job(1)),
      () => first.add(job(2)),
      () => first.remove(job(2)),
    ];
    for (const change of changes) {
      const told = next();
      await change();
      await told;
    }
  });
});

describe('a window that dies', () => {
  it('after its claim leaves an end that another window tells, but not before a minute', async () => {
    await first.add(job(1));
    expect(await first.claim(job(1))).toBe(true);
    expect(await second.read()).toEqual([]);
    ahead = 61_000;
    expect(await second.read()).toEqual([job(1)]);
    expect(await second.claim(job(1))).toBe(true);
  });

  it('after it told an end leaves nothing', async () => {
    await first.add(job(1));
    await first.claim(job(1));
    await first.told(job(1));
    ahead = 61_000;
    expect(await second.read()).toEqual([]);
    expect(await readdir(ended())).toEqual([]);
  });

  it('while it writes leaves half a file that nobody reads and that goes', async () => {
    await first.add(job(1));
    const file = await onlyFile(followed());
    await first.remove(job(1));
    const half = `${file}.6ec0bd7f-11c0-43da-975e-2a8ad9ebae0b`;
    await writeFile(half, recordText(job(1)).slice(0, 20));
    expect(await second.read()).toEqual([]);
    expect(await readdir(followed())).toHaveLength(1);
    ahead = 61_000;
    expect(await second.read()).toEqual([]);
    expect(await readdir(followed())).toEqual([]);
  });
});

describe('files that are no records', () => {
  it('are passed over and left alone', async () => {
    await first.add(job(1));
    const file = await onlyFile(followed());
    const text = await readFile(file, 'utf8');
    const other = (letter: string) => join(followed(), `${letter.repeat(40)}.json`);
    await writeFile(other('a'), '');
    await writeFile(other('b'), text.slice(0, -5));
    await writeFile(other('c'), '[]');
    // A true record under a name that isn't its own: its end could be told twice.
    await writeFile(other('d'), text);
    await writeFile(other('e'), text.padEnd(20_000));
    await mkdir(other('f'));
    await writeFile(join(followed(), 'notes.txt'), 'mine');
    await writeFile(join(followed(), '.DS_Store'), '\0');
    ahead = 61_000;
    expect(await second.read()).toEqual([job(1)]);
    expect(await readdir(followed())).toHaveLength(9);
  });
});

it.skipIf(process.platform === 'win32')('are for no other user of the machine to read', async () => {
  await first.add(job(1));
  for (const path of [followed(), ended(), await onlyFile(followed())]) {
    expect((await stat(path)).mode & 0o077, path).toBe(0);
  }
});
