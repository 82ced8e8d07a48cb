import type { S3Client } from '@aws-sdk/client-s3';

/** An answer that can't be one of S3, in the form that its other unreadable answers are known by. */
export function unreadable(message: string, metadata: object): Error {
  return Object.assign(new SyntaxError(message), { $metadata: metadata });
}

/**
 * Refuses web pages that come with status 200, as the sign-in page of a network does: their text would be taken for an
 * empty list, or for the contents of a file. S3 itself sends HTML only where an object was stored as such, which no
 * part of an export is.
 */
export function refuseWebPages(client: S3Client): S3Client {
  client.middlewareStack.add(
    next => async args => {
      const result = await next(args);
      const { statusCode = 0, headers = {} } = result.response as {
        readonly statusCode?: number;
        readonly headers?: Readonly<Record<string, string>>;
      };
      if (statusCode === 200 && /^text\/html\b/i.test(headers['content-type'] ?? '')) {
        throw unreadable("Unexpected token '<': a web page", { httpStatusCode: statusCode });
      }
      return result;
    },
    // Next to the connection, before anything is read of the body.
    { step: 'deserialize', priority: 'low', name: 'refuseWebPages' },
  );
  return client;
}
