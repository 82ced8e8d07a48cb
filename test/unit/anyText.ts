import * as fc from 'fast-check';

const ascii = fc.integer({ min: 0x20, max: 0x7e });
/** What a text must not be trusted with: controls, bidi marks, separators, half surrogate pairs, private use. */
const odd = fc.constantFrom(
  ...[0, 1, 7, 9, 10, 13, 27, 0x7f, 0x85, 0x9b, 0xa0, 0xad],
  ...[0x200b, 0x202e, 0x2028, 0x2066, 0x3000, 0xd800, 0xdc00, 0xfeff, 0xfffe, 0xffff, 0xe0041],
);
const anyCharacter = fc.oneof(ascii, odd, fc.integer({ min: 0, max: 0x10ffff }));

/**
 * Any text that JavaScript can hold, with half surrogate pairs; up to `maxLength` code points. (The 'binary' unit of
 * fast-check's own strings takes seconds to be made, in each test file.)
 */
export function anyText(maxLength = 40): fc.Arbitrary<string> {
  return fc.array(anyCharacter, { maxLength }).map(codes => String.fromCodePoint(...codes));
}
