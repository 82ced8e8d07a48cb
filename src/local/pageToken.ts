import { createCipheriv, createDecipheriv, createHash, createHmac } from 'node:crypto';
import { invalidNextToken } from './serviceError';

/** What a token remembers. */
export interface PageMark {
  /** The list goes on after the resource with this ARN; absent: at the start (the page before was empty). */
  readonly after?: string;
  /** How many empty pages in a row led here. */
  readonly emptyPages: number;
}

interface Sealed extends PageMark {
  readonly query: string;
  readonly issued: number;
}

/** Source: NextToken of ListForecastExportJobs: "Tokens expire after 24 hours." */
const tokenLifetimeMs = 24 * 60 * 60 * 1000;

/**
 * Makes and reads NextTokens: sealed (no client can read or make one), valid for the query they were made for and
 * for 24 hours. They hold the place themselves, so nothing is kept between two requests.
 */
export class PageTokens {
  private readonly key: Buffer;

  constructor(secret: string) {
    this.key = createHash('sha256').update(secret).digest();
  }

  /** `query` is any text that is the same for the same operation and filters. */
  seal(mark: PageMark, query: string, now: number): string {
    const content: Sealed = { ...mark, query: digest(query), issued: now };
    const text = JSON.stringify(content);
    const nonce = createHmac('sha256', this.key).update(text).digest().subarray(0, 12);
    const cipher = createCipheriv('aes-256-gcm', this.key, nonce);
    const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64url');
  }

  /** @throws ServiceError InvalidNextTokenException */
  open(token: string, query: string, now: number): PageMark {
    const content = this.unseal(token);
    if (content === undefined) throw invalidNextToken('The token is not valid.');
    if (content.query !== digest(query)) {
      throw invalidNextToken('The token was issued for a request with other parameters.');
    }
    if (now - content.issued > tokenLifetimeMs) throw invalidNextToken('The token has expired.');
    return content;
  }

  private unseal(token: string): Sealed | undefined {
    const bytes = Buffer.from(token, 'base64url');
    if (bytes.length <= 28) return undefined;
    try {
      const decipher = createDecipheriv('aes-256-gcm', this.key, bytes.subarray(0, 12));
      decipher.setAuthTag(bytes.subarray(12, 28));
      const text = Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8');
      // Only `seal` knows the key, so this is what it wrote.
      return JSON.parse(text) as Sealed;
    } catch {
      // Not sealed by this service: the caller answers that.
      return undefined;
    }
  }
}

function digest(query: string): string {
  return createHash('sha256').update(query).digest('base64url').slice(0, 22);
}
