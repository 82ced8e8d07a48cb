import { CancelledError, FailureError, type Failure, type FailureKind } from '../../src/jobs/failure';
import type { Service, World, WorldOptions } from './world';

/**
 * Something a user does, up to where a fault may come, and from there on. What it says of itself is checked against
 * the account, the files in S3 and the files on the disk, which are looked at directly.
 */
export interface Journey {
  /** Where the fault hits. */
  readonly place: string;
  readonly service: Service;
  readonly world: WorldOptions;
  /** Kinds of failures that are there without the fault as well, and may be what is told. */
  readonly ownFailures?: readonly FailureKind[];
  /** Everything before the fault: without one. */
  readonly begin: (world: World) => Promise<Run>;
}

export interface Run {
  /** What is done under the fault. Resolves with what the user is told of it. */
  readonly act: () => Promise<readonly Failure[]>;
  /** What is gone, hidden, there twice or made up, whatever was told; and what is said to be done and isn't. */
  readonly lost: () => string[] | Promise<string[]>;
  /** What is missing to the whole: of what was asked for, or of the account as it is. */
  readonly missing: () => string[] | Promise<string[]>;
  /** Whether it is said that there is more, so that what is missing is not hidden. */
  readonly offersMore?: () => boolean;
  /** What Refresh does, where nothing was told and there is nothing to retry. Resolves with what the user is told. */
  readonly refresh?: () => Promise<readonly Failure[]>;
  /** What Retry does. Resolves with what the user is told of it. */
  readonly retry: () => Promise<readonly Failure[]>;
}

/** What was told where `work` may reject with a failure, as a port or a command does. */
export async function toldBy(work: () => Promise<unknown>): Promise<readonly Failure[]> {
  try {
    await work();
    return [];
  } catch (error) {
    if (error instanceof FailureError && !(error instanceof CancelledError)) {
      return [error.failure];
    }
    throw error;
  }
}

/** Says what of `wanted` isn't there, what is there besides, and what is there twice. */
export function differences(what: string, found: readonly string[], wanted: readonly string[]): string[] {
  const has = new Set(found);
  const wants = new Set(wanted);
  return [
    ...said(
      `${what}: missing`,
      wanted.filter(one => !has.has(one)),
    ),
    ...invented(what, found, wants),
  ];
}

/** Says what is there besides what may be, and what is there twice. */
export function invented(what: string, found: readonly string[], allowed: ReadonlySet<string>): string[] {
  return [
    ...said(
      `${what}: made up`,
      found.filter(one => !allowed.has(one)),
    ),
    ...said(
      `${what}: twice`,
      found.filter((one, index) => found.indexOf(one) !== index),
    ),
  ];
}

/** Says which of those that were there before are gone. */
export function gone(what: string, before: readonly string[], now: readonly string[]): string[] {
  const has = new Set(now);
  return said(
    `${what}: gone`,
    before.filter(one => !has.has(one)),
  );
}

function said(what: string, which: readonly string[]): string[] {
  return which.length === 0 ? [] : [`${what} (${which.length}): ${which.slice(0, 3).join(', ')}`];
}
