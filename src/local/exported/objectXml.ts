import type { Fault } from '../faults';
import type { ListedObject } from './objectRules';

export interface ListXmlInput {
  readonly bucket: string;
  readonly prefix: string;
  readonly maxKeys: number;
  readonly encoded: boolean;
  readonly token?: string;
}

/** The body of ListObjectsV2. Source: its response syntax in the Amazon S3 API reference. */
export function listXml(input: ListXmlInput, objects: readonly ListedObject[], nextToken?: string): string {
  const text = (value: string) => escaped(input.encoded ? formEncoded(value) : value);
  const contents = objects.map(({ key, size, etag, modified }) =>
    element('Contents', [
      element('Key', text(key)),
      element('LastModified', new Date(modified).toISOString()),
      element('ETag', escaped(etag)),
      element('Size', String(size)),
      element('StorageClass', 'STANDARD'),
    ]),
  );
  return document('ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"', [
    element('Name', escaped(input.bucket)),
    element('Prefix', text(input.prefix)),
    element('KeyCount', String(objects.length)),
    element('MaxKeys', String(input.maxKeys)),
    ...(input.encoded ? [element('EncodingType', 'url')] : []),
    ...(input.token === undefined ? [] : [element('ContinuationToken', escaped(input.token))]),
    element('IsTruncated', String(nextToken !== undefined)),
    ...(nextToken === undefined ? [] : [element('NextContinuationToken', escaped(nextToken))]),
    ...contents,
  ]);
}

/** The list as a fault spoils it. */
export function faultyXml(xml: string, { name }: Fault): string {
  switch (name) {
    case 'wrong-shape':
      return xml.replace(/ListBucketResult/g, 'ListingOfToday').replace(/(<\/?)Contents>/g, '$1Files>');
    case 'unknown-members':
      return xml.replace(/(?=<\/Contents>|<\/ListBucketResult>)/g, '<Foretold><By>1</By></Foretold>');
    case 'missing-fields':
      return xml.replace(/<(Size|ETag|LastModified|StorageClass)>[^<]*<\/\1>/g, '');
    default:
      return xml;
  }
}

/** The body of an error. */
export function errorXml(code: string, message: string, more: Readonly<Record<string, string>> = {}): string {
  const members = Object.entries({ Code: code, Message: message, ...more });
  return document(
    'Error',
    members.map(([name, value]) => element(name, escaped(value))),
  );
}

function document(root: string, children: readonly string[]): string {
  const name = root.split(' ')[0] ?? root;
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${root}>${children.join('')}</${name}>`;
}

function element(name: string, content: string | readonly string[]): string {
  return `<${name}>${typeof content === 'string' ? content : content.join('')}</${name}>`;
}

function escaped(text: string): string {
  return text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')
    .replace(/\r/g, '&#13;');
}

/** A blank becomes a plus, and slashes stay. */
function formEncoded(key: string): string {
  return encodeURIComponent(key).replace(/%20/g, '+').replace(/%2F/g, '/');
}
