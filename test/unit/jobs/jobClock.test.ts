import { describe, expect, it } from 'vitest';
import type { FailureKind } from '../../../src/jobs/failure';
import { AccountInMemory, failure, madeJob } from './accountInMemory';
import { become, callsOf, HandClock, KeptJobs, minute, scene, second, settle, start } from './handClock';

describe('a fault', () => {
  it.each<FailureKind>(['throttled', 'unavailable', 'network', 'credentials', 'expired'])(
    '%s doubles the wait up to ten minutes, and the usual comes back step by step',
    async kind => {
      const { account, hands, watch } = scene(2);
      const at: number[] = [];
      let isFaulty = true;
      account.before = () => {
        at.push(hands.elapsed);
        if (isFaulty) throw failure(kind);
      };
      await hands.pass(60 * minute);
      expect(watch.failure?.kind).toBe(kind);
      const waits = at.slice(1).map((time, index) => time - (at[index] ?? 0));
      expect(waits.slice(0, 3)).toEqual([10 * second, 20 * second, 40 * second]);
      expect(Math.max(...waits)).toBe(10 * minute);
      isFaulty = false;
      at.length = 0;
      await hands.pass(120 * minute);
      expect(watch.failure).toBeUndefined();
      const after = at.slice(1).map((time, index) => time - (at[index] ?? 0));
      expect(after[0]).toBeGreaterThan(5 * minute);
      expect(after.at(-1)).toBe(minute);
      expect([...after].sort((a, b) => b - a)).toEqual(after);
    },
  );

  it('in the middle of a round leaves what was told, and asks no more of it', async () => {
    const { account, hands, watch } = scene(100);
    for (let number = 0; number < 50; number++) become(account, number, 'ACTIVE');
    let described = 0;
    const describe = account.describe.bind(account);
    account.describe = arn => (++described > 10 ? Promise.reject(failure('throttled')) : describe(arn));
    await hands.pass(5 * second);
    expect(described).toBeLessThanOrEqual(13);
    expect(watch.told).toHaveLength(10);
    account.describe = describe;
    await hands.pass(minute);
    expect(watch.told).toHaveLength(50);
  });

  it('of one job alone slows that one down, not the others', async () => {
    const { account, hands, watch } = scene(3);
    account.before = () => {
      throw failure('denied');
    };
    const asked: string[] = [];
    const describe = account.describe.bind(account);
    account.describe = arn => {
      asked.push(arn);
      return arn.endsWith('_1') ? Promise.reject(failure('shape')) : describe(arn);
    };
    await hands.pass(minute);
    const times = (end: string) => asked.filter(arn => arn.endsWith(end)).length;
    expect(times('_0')).toBe(12);
    expect(times('_1')).toBeLessThan(6);
    expect(watch.told).toEqual([]);
  });

  it('of the port itself is told, and it is made anew', async () => {
    const hands = new HandClock(start);
    const account = new AccountInMemory([madeJob(0, 'CREATE_PENDING')]);
    let made = 0;
    const port = () => (++made < 3 ? Promise.reject(failure('credentials')) : Promise.resolve(account));
    const watch = new KeptJobs(port, account.jobs);
    hands.clock.watch(watch);
    await hands.pass(2 * minute);
    expect(watch.failure?.kind).toBe('credentials');
    await hands.pass(6 * minute);
    expect(watch.failure).toBeUndefined();
    expect(account.describes).toBeGreaterThan(0);
  });
});

describe('the wait', () => {
  /** When the questions of an hour came, in seconds. */
  async function hour(change: (hands: HandClock) => void = () => undefined): Promise<number[]> {
    const { account, hands } = scene(1);
    change(hands);
    hands.clock.reconsider();
    const at: number[] = [];
    const describe = account.describe.bind(account);
    account.describe = arn => {
      at.push(hands.elapsed / second);
      return describe(arn);
    };
    await hands.pass(60 * minute);
    return at;
  }

  it('grows with the age', async () => {
    const at = await hour();
    expect(at.slice(0, 12)).toEqual(Array.from({ length: 12 }, (_, n) => 5 * (n + 1)));
    const waits = at.map((time, index) => time - (at[index - 1] ?? 0));
    expect(Math.max(...waits)).toBe(60);
    expect(at.length).toBeGreaterThan(80);
    expect(at.length).toBeLessThan(100);
  });

  it('is half, or three times as long, by the pace, and endless where that is off', async () => {
    const [normal, frequent, rare, off] = [
      await hour(),
      await hour(hands => (hands.pace = 'frequent')),
      await hour(hands => (hands.pace = 'rare')),
      await hour(hands => (hands.pace = 'off')),
    ];
    expect(frequent[0]).toBe(2.5);
    expect(rare[0]).toBe(15);
    expect(frequent.length).toBeGreaterThan(1.8 * normal.length);
    expect(rare.length).toBeLessThan(normal.length / 2.5);
    expect(off).toEqual([]);
  });

  it('is four times as long without the focus, and ends when that comes back', async () => {
    const { account, hands } = scene(1);
    hands.isFocused = false;
    hands.clock.reconsider();
    await hands.pass(19 * second);
    expect(account.describes).toBe(0);
    hands.isFocused = true;
    hands.clock.reconsider();
    await hands.pass(0);
    expect(account.describes).toBe(1);
  });

  it('begins anew with what others have read, as a refresh does', async () => {
    const { account, hands, watch } = scene(1);
    await hands.pass(4 * second);
    watch.jobsById.forEach((job, id) => watch.jobsById.set(id, { ...job }));
    hands.clock.reconsider();
    await hands.pass(4 * second);
    expect(account.describes).toBe(0);
    await hands.pass(second);
    expect(account.describes).toBe(1);
  });

  it('is none for what was read long ago', async () => {
    const account = new AccountInMemory([madeJob(0, 'CREATE_PENDING')]);
    const hands = new HandClock(start);
    hands.clock.watch(new KeptJobs(account, account.jobs), true);
    await hands.pass(0);
    expect(account.describes).toBe(1);
  });
});

describe('time', () => {
  it('slept through makes one round', async () => {
    const { account, hands } = scene(1);
    await hands.sleep(8 * 60 * minute);
    expect(account.describes).toBe(1);
    await hands.pass(0);
    expect(account.describes).toBe(1);
  });

  it.each([-365, 365])('that jumps by %i days asks neither at once nor never', async days => {
    const { account, hands } = scene(1);
    await hands.pass(5 * second);
    hands.wallAhead = days * 24 * 60 * minute;
    hands.clock.reconsider();
    await hands.pass(4 * second);
    expect(account.describes).toBe(1);
    await hands.pass(60 * second);
    expect(account.describes).toBeGreaterThanOrEqual(2);
    expect(account.describes).toBeLessThanOrEqual(13);
  });

  it('of a job that seems to be of tomorrow still makes it older', async () => {
    const job = { ...madeJob(0, 'CREATE_IN_PROGRESS'), creationTime: new Date(start + 24 * 60 * minute) };
    const account = new AccountInMemory([job]);
    const hands = new HandClock(start);
    hands.clock.watch(new KeptJobs(account, [job]));
    await hands.pass(60 * minute);
    expect(account.describes).toBeLessThan(100);
  });
});

describe('nothing is asked', () => {
  it('without a timer where nothing moves, nobody watches, or the watching has ended', async () => {
    const account = new AccountInMemory([madeJob(0, 'ACTIVE'), madeJob(1, 'ODD')]);
    const hands = new HandClock(start);
    const watch = new KeptJobs(account, account.jobs);
    const stop = hands.clock.watch(watch);
    expect(hands.timer).toBeUndefined();
    watch.jobsById.set('a', madeJob(2, 'CREATE_PENDING'));
    hands.clock.reconsider();
    expect(hands.timer).toBeDefined();
    watch.isWatching = false;
    hands.clock.reconsider();
    expect(hands.timer).toBeUndefined();
    watch.isWatching = true;
    hands.clock.reconsider();
    stop();
    expect(hands.timer).toBeUndefined();
    await hands.clock.askNow();
    expect(callsOf(account)).toEqual({ lists: 0, describes: 0 });
  });

  it('of a job without an ARN', () => {
    const job = { id: 'no-arn/a', status: 'CREATE_PENDING', destination: {} };
    const hands = new HandClock(start);
    hands.clock.watch(new KeptJobs(new AccountInMemory([]), [job]));
    expect(hands.timer).toBeUndefined();
  });

  it.each(['ending the watch', 'closing the clock'])(
    'after %s, and what was under way is dropped',
    async how => {
      const { account, hands, watch, stop } = scene(2);
      become(account, 0, 'ACTIVE');
      let answer: () => void = () => undefined;
      account.before = () => new Promise(resolve => (answer = resolve));
      await hands.pass(5 * second);
      expect(account.calls).toHaveLength(1);
      if (how === 'ending the watch') stop();
      else hands.clock.dispose();
      answer();
      await settle();
      expect(watch.told).toEqual([]);
      await hands.pass(60 * minute);
      expect(callsOf(account)).toEqual({ lists: 1, describes: 0 });
    },
  );

  it('twice at a time of an account, however late the answer is', async () => {
    const { account, hands } = scene(2);
    let answer: () => void = () => undefined;
    account.before = () => new Promise(resolve => (answer = resolve));
    await hands.pass(10 * minute);
    expect(account.calls).toHaveLength(1);
    answer();
    await settle();
    expect(hands.timer).toBeDefined();
  });
});
