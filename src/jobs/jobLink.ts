import { exportJobArn, findExportJobArns, type ExportJobArn } from './arn';

/** Links from outside of the editor to an export job: `vscode://forecast-exports.forecast-exports/job?arn=ARN`. */

const authority = 'forecast-exports.forecast-exports';

/** A link as the editor takes it apart, percent-encoding undone once. */
export interface LinkParts {
  readonly authority: string;
  readonly path: string;
  readonly query: string;
  readonly fragment: string;
}

/**
 * The link to a job. All of an ARN's characters may stand in a query as they are, so that it can be read.
 * @param scheme the running editor's, as `vscode`
 */
export function jobLink(scheme: string, arn: ExportJobArn): string {
  return `${scheme}://${authority}/job?arn=${arn.text}`;
}

/** The job that a link leads to. It carries the ARN and nothing else: a link with more is none of ours. */
export function readJobLink(link: LinkParts): ExportJobArn | undefined {
  const [, arn] = /^arn=(.*)$/s.exec(link.query) ?? [];
  const isOurs = link.authority.toLowerCase() === authority && link.path === '/job' && link.fragment === '';
  return isOurs && arn !== undefined ? exportJobArn(arn) : undefined;
}

/** What a text that somebody typed or pasted leads to. */
export type LinkedJob =
  | { readonly kind: 'job'; readonly arn: ExportJobArn }
  | { readonly kind: 'none' }
  | { readonly kind: 'several' };

/** A longer one is not looked through. */
const longestText = 100_000;

/** A link to this extension, of any editor's scheme, up to where a text around it goes on. */
const linksInText =
  /\b[a-z][a-z\d+.-]{0,30}:\/\/forecast-exports\.forecast-exports\b[^\s"'`<>()[\]{}]{0,2000}/gi;

/**
 * The job that a text is about: an ARN, a link, or a text that holds one of them, however often. A broken link is
 * not searched for an ARN: it leads nowhere.
 */
export function readJobText(text: string): LinkedJob {
  const looked = text.length <= longestText ? text : '';
  const links = looked.match(linksInText) ?? [];
  const found = [
    ...links.map(link => readLinkText(link.replace(/[.,;:!?]+$/, ''))),
    ...findExportJobArns(looked.replace(linksInText, ' ')).map(({ arn }) => arn),
  ];
  const [first, ...others] = found;
  if (!first || found.includes(undefined)) {
    return { kind: 'none' };
  }
  return others.some(other => other?.text !== first.text) ? { kind: 'several' } : { kind: 'job', arn: first };
}

function readLinkText(link: string): ExportJobArn | undefined {
  const [, host = '', path = '', query = '', fragment = ''] =
    /^[^:]+:\/\/([^/?#]*)([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/s.exec(link) ?? [];
  try {
    return readJobLink({ authority: host, path, query: decodeURIComponent(query), fragment });
  } catch (error) {
    if (error instanceof URIError) {
      return undefined;
    }
    throw error;
  }
}
