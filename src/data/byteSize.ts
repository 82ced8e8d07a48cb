import { localNumber } from './localNumber';

const units = ['B', 'KB', 'MB', 'GB', 'TB', 'PB'] as const;

/**
 * A number of bytes for people, in decimal units as S3's console has them: `0 B`, `1.2 MB`, in German `1,2 MB`.
 *
 * @param language a language tag, as the editor's
 */
export function byteSize(bytes: number, language: string): string {
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  const digits = unit > 0 && value < 10 ? 1 : 0;
  return `${localNumber(value, language, digits)} ${units[unit] ?? ''}`;
}
