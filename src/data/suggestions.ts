import type { TextTable } from './textTable';

/** The items that have the text in them, in upper or lower case; those that begin with it first. */
export function suggestions(items: TextTable, text: string, limit: number): readonly string[] {
  const wanted = text.toLowerCase();
  const beginning: string[] = [];
  const containing: string[] = [];
  for (let id = 0; id < items.size && beginning.length < limit; id++) {
    const item = items.text(id);
    const place = item.toLowerCase().indexOf(wanted);
    if (place === 0) {
      beginning.push(item);
    } else if (place > 0 && containing.length < limit) {
      containing.push(item);
    }
  }
  return [...beginning, ...containing].slice(0, limit);
}
