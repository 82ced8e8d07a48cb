// The lazily loaded bundle dist/s3.js: the client of S3. It says nothing to users; src/aws does.
export type { S3Answer } from './commands';
export { getRange, headBucket, listObjects } from './commands';
export { s3Service } from './s3Service';
