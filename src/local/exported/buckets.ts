/** Buckets that are in another region than the jobs that write to them: allowed, and easily forgotten. */
const elsewhere: ReadonlyMap<string, string> = new Map([['harborline-energy-exports', 'eu-central-1']]);

/** @param ofJob the region of a job that writes to the bucket */
export function bucketRegion(bucket: string, ofJob: string): string {
  return elsewhere.get(bucket) ?? ofJob;
}
