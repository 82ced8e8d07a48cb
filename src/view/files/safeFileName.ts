import { plainText } from '../../jobs/plainText';

/** Names of devices of Windows, which no file can have there, whatever ending it has: `NUL.csv` writes nowhere. */
const device = /^(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[\d¹²³])(?=\s*(?:\.|$))/i;

/** File systems take 255 bytes; a download is written under a longer name until it is whole. */
const mostBytes = 200;
const bytesOf = (text: string) => Buffer.byteLength(text, 'utf8');

/**
 * A name for a file that the file systems of Windows, macOS and Linux take, as near to the given one as can be: a key
 * in S3 and an item of an export may be called anything. Its ending stays where the name is cut.
 */
export function safeFileName(name: string): string {
  const allowed = plainText(name, 2000)
    .replace(/[<>:"/\\|?*]/g, '_')
    .replace(/[. ]+$/, '_')
    .replace(device, word => `_${word}`);
  return allowed === '' ? 'export' : cut(allowed);
}

function cut(name: string): string {
  if (bytesOf(name) <= mostBytes) {
    return name;
  }
  const ending = /\.[\w.]{1,20}$/.exec(name)?.[0] ?? '';
  let kept = '';
  for (const character of name.slice(0, name.length - ending.length)) {
    if (bytesOf(kept + character + ending) > mostBytes) {
      break;
    }
    kept += character;
  }
  return `${kept.replace(/[. ]+$/, '_')}${ending}`;
}

/** Parts of two exports may have one name: the second gets a number. */
export function unlike(taken: Set<string>, name: string): string {
  let free = name;
  for (let number = 2; taken.has(sameFileKey(free)); number++) {
    free = name.replace(/(\.[^.]*)?$/, ` (${number})$1`);
  }
  taken.add(sameFileKey(free));
  return free;
}

/** The same for names that are one file where case, or the way to write an accent, makes no difference. */
function sameFileKey(name: string): string {
  return name.normalize('NFC').toLowerCase();
}
