/** Does something for each, at most three at a time: the service throttles. */
export async function threeAtATime<T, R>(
  all: readonly T[],
  work: (one: T) => Promise<R>,
  stopped?: AbortSignal,
): Promise<R[]> {
  const results: R[] = [];
  const entries = all.entries();
  const lane = async () => {
    for (const [place, one] of entries) {
      if (stopped?.aborted) {
        return;
      }
      results[place] = await work(one);
    }
  };
  await Promise.all([lane(), lane(), lane()]);
  return results;
}
