/** What is used of s3rver, which brings no types. */
declare module 's3rver' {
  import type { Server } from 'node:http';

  export interface ListOptions {
    readonly prefix?: string;
    readonly delimiter?: string;
    readonly maxKeys?: number;
  }

  export interface Listed {
    readonly objects: readonly unknown[];
    readonly commonPrefixes: readonly string[];
    readonly isTruncated: boolean;
  }

  /** Keeps objects as files: that of an object is at `getResourcePath(bucket, key, 'object')`. */
  export interface Store {
    getResourcePath(bucket: string, key: string, resource: 'object'): string;
    getBucket(bucket: string): Promise<unknown>;
    putBucket(bucket: string): Promise<unknown>;
    listObjects(bucket: string, options: ListOptions): Promise<Listed>;
    getObject(
      bucket: string,
      key: string,
      options?: { readonly start?: number },
    ): Promise<{ readonly size: number; content: { destroy(): unknown } | null } | null>;
    existsObject(bucket: string, key: string): Promise<boolean>;
  }

  export default class S3rver {
    constructor(options: {
      readonly address: string;
      readonly port: number;
      readonly directory: string;
      readonly silent: boolean;
      readonly vhostBuckets: boolean;
    });
    store: Store;
    readonly context: { store: Store };
    readonly httpServer: Server;
    run(): Promise<{ readonly port: number }>;
  }
}

declare module 's3rver/lib/models/account.js' {
  const account: {
    readonly DUMMY_ACCOUNT: { createKeyPair(accessKeyId: string, secretAccessKey: string): void };
  };
  export default account;
}
