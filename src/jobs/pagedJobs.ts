import type { ForecastExportJob } from './exportJob';
import type { ServiceFilter } from './jobFilter';
import { PagedList } from './pagedList';
import type { ListRequest, Page } from './ports';

/** Sends one request and keeps the jobs of its answer. */
export type ReadPage = (request: ListRequest, signal: AbortSignal) => Promise<Page<ForecastExportJob>>;

/** The largest page the service gives. Source: MaxResults in the service model. */
export const largestPage = 100;

/** Lists of export jobs by the service's filters, one list a set of filters. */
export class PagedJobs extends PagedList<readonly ServiceFilter[]> {
  constructor(queries: readonly (readonly ServiceFilter[])[], readPage: ReadPage, signal: AbortSignal) {
    super(
      queries,
      ({ query, limit, nextToken }) => {
        const token = nextToken === undefined ? {} : { nextToken };
        return readPage({ filters: query, maxResults: limit, ...token }, signal);
      },
      signal,
      largestPage,
    );
  }

  /** A query of which everything is known already. */
  static ended(): PagedJobs {
    const { signal } = new AbortController();
    return new PagedJobs([], () => Promise.reject(new Error('nothing to read')), signal);
  }
}
