import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { SavedFile } from '../../../../src/view/files/savedFile';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'forecast-exports-'));
});

afterEach(() => rm(folder, { recursive: true }));

const bytes = (text: string) => Buffer.from(text);

it('is in its place once it is whole, and not before', async () => {
  const path = join(folder, 'a.csv');
  const file = new SavedFile(path);
  await file.write(bytes('1,'));
  expect(existsSync(path)).toBe(false);
  await file.write(bytes('2'));
  await file.finish();
  expect(await readFile(path, 'utf8')).toBe('1,2');
  expect(await readdir(folder)).toEqual(['a.csv']);
});

it('replaces the file that was there only then, and may be empty', async () => {
  const path = join(folder, 'a.csv');
  await writeFile(path, 'old');
  const file = new SavedFile(path);
  await file.write(bytes('new'));
  expect(await readFile(path, 'utf8')).toBe('old');
  await file.discard();
  expect(await readFile(path, 'utf8')).toBe('old');
  await new SavedFile(path).finish();
  expect(await readFile(path, 'utf8')).toBe('');
  expect(await readdir(folder)).toEqual(['a.csv']);
});

it.skipIf(!existsSync('/dev/full'))('says that the disk is full, and leaves nothing', async () => {
  const path = join(folder, 'a.csv');
  // A device that is always full, written to as it were the file.
  const beside = join(folder, 'a.download');
  await symlink('/dev/full', beside);
  const file = new SavedFile(path, beside);
  await expect(file.write(bytes('1'))).rejects.toThrow('a.csv could not be written: the disk is full');
  await file.discard();
  expect(await readdir(folder)).toEqual([]);
});

it('says that a folder is not there', async () => {
  const file = new SavedFile(join(folder, 'gone', 'a.csv'));
  await expect(file.write(bytes('1'))).rejects.toThrow('a.csv could not be written: the folder is not there');
  await file.discard();
});

it('is not written through a link that somebody has put in its way, nor over what a link leads to', async () => {
  const victim = join(folder, 'victim');
  await writeFile(victim, 'mine');
  const file = new SavedFile(join(folder, 'a.csv'));
  await symlink(victim, file.beside);
  await expect(file.write(bytes('1'))).rejects.toThrow('a.csv could not be written');
  await symlink(victim, join(folder, 'b.csv'));
  const other = new SavedFile(join(folder, 'b.csv'));
  await other.write(bytes('2'));
  await other.finish();
  expect(await readFile(join(folder, 'b.csv'), 'utf8')).toBe('2');
  expect(await readFile(victim, 'utf8')).toBe('mine');
});
