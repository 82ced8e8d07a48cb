import { Buffer } from 'node:buffer';
import { plainText } from '../../jobs/plainText';

/** In bytes of UTF-8. File systems take 255; a number may yet be added, or the ending of a file that isn't whole. */
const usual = 200;

/** Names of devices, whatever the ending: Windows opens the device. */
const device = /^(?:con|prn|aux|nul|com\d|lpt\d)(?=\.|$)/i;

/**
 * The name as any file system takes it, its ending kept.
 * @param longest in bytes of UTF-8
 */
export function fileName(name: string, longest = usual): string {
  const plain = plainText(name, 4000)
    .replace(/[<>:"/\\|?*]/g, '_')
    .replace(device, '_$&');
  const ending = /\.\w{1,10}$/.exec(plain)?.[0] ?? '';
  const kept = cut(plain.slice(0, plain.length - ending.length), longest - ending.length) + ending;
  return kept.replace(/[. ]+$/, '_') || 'export';
}

/** Never through a character. */
function cut(text: string, bytes: number): string {
  if (Buffer.byteLength(text) <= bytes) {
    return text;
  }
  let kept = '';
  let length = 0;
  for (const character of text) {
    length += Buffer.byteLength(character);
    if (length > bytes) {
      break;
    }
    kept += character;
  }
  return kept;
}
