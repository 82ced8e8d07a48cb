import type { ParquetParsers } from 'hyparquet';
import { Buffer } from 'node:buffer';

const day = 86_400_000;
/** Instants whose texts are kept at hand: an export has few dates, each of them many times. */
const keptTexts = 20_000;

/** Dates as CSV exports write them, and no object that a library would make of them. */
export function textParsers(): Partial<ParquetParsers> {
  const texts = new Map<bigint, string>();
  const timestamp = (nanoseconds: bigint): string => {
    const known = texts.get(nanoseconds);
    if (known !== undefined) {
      return known;
    }
    const text = timestampText(nanoseconds);
    if (texts.size < keptTexts) {
      texts.set(nanoseconds, text);
    }
    return text;
  };
  const plain = lastKept();
  return {
    timestampFromMilliseconds: value => timestamp(value * 1_000_000n),
    timestampFromMicroseconds: value => timestamp(value * 1000n),
    timestampFromNanoseconds: timestamp,
    dateFromDays: days => isoText(days * day)?.slice(0, 10) ?? String(days),
    jsonFromBytes: plain,
    stringFromBytes: plain,
  };
}

/** Texts of bytes. An item is in one row after the other: the text of the row before is mostly the one that is asked for. */
function lastKept(): (bytes: Uint8Array | undefined) => string | undefined {
  let last: Uint8Array = new Uint8Array();
  let text = '';
  return bytes => {
    if (!bytes) {
      return undefined;
    }
    let place = bytes.length === last.length ? bytes.length - 1 : 0;
    while (place >= 0 && bytes[place] === last[place]) {
      place--;
    }
    if (place >= 0 || bytes.length !== last.length) {
      last = bytes;
      text = utf8(bytes);
    }
    return text;
  };
}

/** A value as CSV exports would write it. */
export function textOf(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return value;
    case 'number':
    case 'bigint':
    case 'boolean':
      return String(value);
    case 'object':
      if (value === null) {
        return '';
      }
      return value instanceof Uint8Array ? utf8(value) : JSON.stringify(value, bigintAsText);
    default:
      return '';
  }
}

/** `2015-01-01T01:00:00Z`, with a fraction only where there is one. */
function timestampText(nanoseconds: bigint): string {
  const second = 1_000_000_000n;
  const fraction = ((nanoseconds % second) + second) % second;
  const seconds = (nanoseconds - fraction) / second;
  const text = isoText(Number(seconds) * 1000);
  if (text === undefined) {
    return String(nanoseconds);
  }
  const digits = fraction === 0n ? '' : `.${String(fraction).padStart(9, '0').replace(/0+$/, '')}`;
  return `${text.slice(0, -5)}${digits}Z`;
}

/** Undefined where there is no such date. */
function isoText(milliseconds: number): string | undefined {
  const date = new Date(milliseconds);
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}

function utf8(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString();
}

function bigintAsText(_: string, value: unknown): unknown {
  return typeof value === 'bigint' ? String(value) : value;
}
