import type { Buffer } from 'node:buffer';

const zero = 0x30;
const minus = 0x2d;
const plus = 0x2b;
const point = 0x2e;
const exponentMark = 0x65;
/** One digit more than this is still a whole number that a double holds. */
const roomForADigit = 9e14;
const powers = Array.from({ length: 23 }, (_, power) => 10 ** power);

/**
 * The number that is written in `bytes`, good to 15 digits, NaN for any other text: in a fraction of the time that
 * making a text of it takes. Where the last digit matters, `Number` of the text is to be asked.
 */
export function numberIn(bytes: Buffer, start: number, end: number): number {
  let place = start;
  const isNegative = bytes[place] === minus;
  if (isNegative || bytes[place] === plus) {
    place++;
  }
  let digits = 0;
  let power = 0;
  const first = place;
  for (let digit = digitAt(bytes, place, end); digit >= 0; digit = digitAt(bytes, ++place, end)) {
    if (digits < roomForADigit) {
      digits = digits * 10 + digit;
    } else {
      power++;
    }
  }
  let written = place - first;
  if (place < end && bytes[place] === point) {
    const fraction = ++place;
    for (let digit = digitAt(bytes, place, end); digit >= 0; digit = digitAt(bytes, ++place, end)) {
      if (digits < roomForADigit) {
        digits = digits * 10 + digit;
        power--;
      }
    }
    written += place - fraction;
  }
  if (written === 0) {
    return NaN;
  }
  if (place < end) {
    // An exponent is rare enough to be left to the language, and so is what is no number.
    return ((bytes[place] ?? 0) | 0x20) === exponentMark ? Number(bytes.toString('latin1', start, end)) : NaN;
  }
  const size = Math.abs(power);
  if (size >= powers.length) {
    return Number(bytes.toString('latin1', start, end));
  }
  const scale = powers[size] ?? 1;
  const value = power < 0 ? digits / scale : digits * scale;
  return isNegative ? -value : value;
}

function digitAt(bytes: Buffer, place: number, end: number): number {
  const digit = place < end ? (bytes[place] ?? 0) - zero : -1;
  return digit <= 9 ? digit : -1;
}
