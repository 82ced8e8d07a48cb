import { Buffer } from 'node:buffer';

const none = -1;

/**
 * Numbers for texts: each text is kept once, as its bytes, and none of the memory it was read from is. Bounded: what
 * comes after that has no number.
 */
export class TextTable {
  private slots = new Int32Array(1024).fill(none);
  private hashes = new Int32Array(512);
  /** Where each text ends; it starts where the one before ends. */
  private ends = new Uint32Array(512);
  private bytes = Buffer.alloc(16 * 1024);
  private count = 0;
  private full = false;

  /** @param maxBytes of all texts together */
  constructor(
    private readonly maxTexts: number,
    private readonly maxBytes: number,
  ) {}

  get size(): number {
    return this.count;
  }

  /** Whether a text was left out because there was no room for it. */
  get isFull(): boolean {
    return this.full;
  }

  /** The number of the text in `source` from `start` to `end`, a new one if need be; -1 where there is no room. */
  idOf(source: Uint8Array, start: number, end: number): number {
    const hash = hashOf(source, start, end);
    const slot = this.slotOf(hash, source, start, end);
    const known = this.slots[slot] ?? none;
    return known === none ? this.add(slot, hash, source, start, end) : known;
  }

  /** The number of a text, -1 where it has none. */
  find(text: string): number {
    const source = Buffer.from(text);
    return this.slots[this.slotOf(hashOf(source, 0, source.length), source, 0, source.length)] ?? none;
  }

  text(id: number): string {
    return this.bytesOf(id).toString();
  }

  bytesOf(id: number): Buffer {
    return this.bytes.subarray(this.startOf(id), this.ends[id]);
  }

  private startOf(id: number): number {
    return id === 0 ? 0 : (this.ends[id - 1] ?? 0);
  }

  private add(slot: number, hash: number, source: Uint8Array, start: number, end: number): number {
    const from = this.startOf(this.count);
    const to = from + end - start;
    if (this.count >= this.maxTexts || to > this.maxBytes) {
      this.full = true;
      return none;
    }
    if (to > this.bytes.length) {
      const larger = Buffer.alloc(Math.max(to, this.bytes.length * 2));
      larger.set(this.bytes.subarray(0, from));
      this.bytes = larger;
    }
    for (let place = start, target = from; place < end; place++, target++) {
      this.bytes[target] = source[place] ?? 0;
    }
    const id = this.count++;
    if (id === this.ends.length) {
      this.ends = grown(this.ends, new Uint32Array(id * 2));
      this.hashes = grown(this.hashes, new Int32Array(id * 2));
    }
    this.ends[id] = to;
    this.hashes[id] = hash;
    this.slots[slot] = id;
    if (this.count * 2 > this.slots.length) {
      this.spread();
    }
    return id;
  }

  /** The slot that has this text, or the empty one where it would be. */
  private slotOf(hash: number, source: Uint8Array, start: number, end: number): number {
    const mask = this.slots.length - 1;
    let slot = hash & mask;
    for (;;) {
      const id = this.slots[slot] ?? none;
      if (id === none || (this.hashes[id] === hash && this.isText(id, source, start, end))) {
        return slot;
      }
      slot = (slot + 1) & mask;
    }
  }

  /** Whether the text of a number is that in `source` from `start` to `end`. */
  isText(id: number, source: Uint8Array, start: number, end: number): boolean {
    const from = this.startOf(id);
    if ((this.ends[id] ?? 0) - from !== end - start) {
      return false;
    }
    const { bytes } = this;
    for (let place = start, own = from; place < end; place++, own++) {
      if (bytes[own] !== source[place]) {
        return false;
      }
    }
    return true;
  }

  private spread(): void {
    const slots = new Int32Array(this.slots.length * 2).fill(none);
    const mask = slots.length - 1;
    for (let id = 0; id < this.count; id++) {
      let slot = (this.hashes[id] ?? 0) & mask;
      while (slots[slot] !== none) {
        slot = (slot + 1) & mask;
      }
      slots[slot] = id;
    }
    this.slots = slots;
  }
}

function grown<T extends Uint32Array | Int32Array>(from: T, to: T): T {
  to.set(from);
  return to;
}

/** FNV-1a, with its bits mixed once more: the low ones alone choose the slot. */
function hashOf(source: Uint8Array, start: number, end: number): number {
  let hash = 0x811c9dc5;
  for (let place = start; place < end; place++) {
    hash = Math.imul(hash ^ (source[place] ?? 0), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return hash ^ (hash >>> 13);
}
