import { plainText } from '../../jobs/plainText';

/** Names that are devices on Windows, whatever their ending. */
const devices = /^(?:con|prn|aux|nul|com\d|lpt\d)(?=\.|$)/i;

/** A name that any file system takes, and that leads to no other folder. Never ''. */
export function fileName(name: string): string {
  return (
    plainText(name)
      .replace(/[<>:"/\\|?*]/g, '_')
      .replace(/[. ]+$/, '_')
      .replace(devices, '_$&') || 'export'
  );
}

/** Parts of two exports may have one name: the second gets a number. */
export function unlike(taken: Set<string>, name: string): string {
  let free = name;
  for (let number = 2; taken.has(free.toLowerCase()); number++) {
    free = name.replace(/(\.[^.]*)?$/, ` (${number})$1`);
  }
  taken.add(free.toLowerCase());
  return free;
}
