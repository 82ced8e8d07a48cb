/** A list of jobs as texts: what a file for people shows. */
export interface JobTable {
  /** What the list is of, in a few words. */
  readonly title: string;
  readonly columns: readonly string[];
  /** As many cells a row as there are columns. */
  readonly rows: readonly (readonly string[])[];
  /** Why the list isn't whole; '' where it is. */
  readonly note: string;
}
