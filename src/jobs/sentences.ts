/** Texts as whole sentences, one after the other: `Not stopped: weekly. Try again.` Empty ones are left out. */
export function sentences(...texts: readonly string[]): string {
  return texts
    .filter(text => text !== '')
    .map(text => (/[.!?…。！？]$/.test(text) ? text : `${text}${fullStop(text)}`))
    .join(' ');
}

/** Japanese has one of its own; it is known by its syllables, which no name of the service has. */
function fullStop(text: string): string {
  return /[\u3041-\u30FF]/.test(text) ? '。' : '.';
}
