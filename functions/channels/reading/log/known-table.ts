import { createHash, randomInt } from 'node:crypto';

const WORDS = 6;
const VERSION_BYTES = 16;
const FREE = 0;
const REMOVED = 1;
const TAKEN = 2;
/** Taken, and seen by the reading of a snapshot that is under way. */
const MARKED = 3;
const TWO_TO_32 = 2 ** 32;
/** Of this process: a store that knew it could choose ids that all belong into one slot. */
const SEED = randomInt(TWO_TO_32);

/**
 * Versions of all known records by id, in about 50 bytes each: a million of them fit into a small Lambda function, which a
 * Map of strings would not. Keys that are no numbers are held as 64 bits of a hash.
 */
export class KnownTable {
  #slots = 64;
  #words = new Uint32Array(this.#slots * WORDS);
  #marks = new Uint8Array(this.#slots);
  #used = 0;
  size = 0;

  set(id: string, version: string): void {
    if ((this.#used + 1) * 3 > this.#slots * 2) this.#grow();
    const key = keyOf(id);
    const bytes = Buffer.from(version, 'base64url');
    const words = [0, 4, 8, 12].map((at) => (at + 4 <= bytes.length ? bytes.readUInt32BE(at) : 0));
    this.#put(key, words);
  }

  delete(id: string): void {
    const slot = this.#find(keyOf(id));
    if (!this.#isTaken(slot)) return;
    this.#marks[slot] = REMOVED;
    this.size -= 1;
  }

  /** Does nothing for an id that is not there. A new version of a marked one is marked as well. */
  mark(id: string): void {
    const slot = this.#find(keyOf(id));
    if (this.#isTaken(slot)) this.#marks[slot] = MARKED;
  }

  isMarked(id: string): boolean {
    return this.#marks[this.#find(keyOf(id))] === MARKED;
  }

  unmarkAll(): void {
    for (let slot = 0; slot < this.#slots; slot += 1) if (this.#marks[slot] === MARKED) this.#marks[slot] = TAKEN;
  }

  version(id: string): string | undefined {
    const slot = this.#find(keyOf(id));
    if (!this.#isTaken(slot)) return undefined;
    const bytes = Buffer.alloc(VERSION_BYTES);
    for (let word = 0; word < 4; word += 1) bytes.writeUInt32BE(this.#word(slot, word + 2), word * 4);
    return bytes.toString('base64url');
  }

  /** Numeric ids, ascending. */
  ids(): Float64Array {
    const ids = new Float64Array(this.size);
    let next = 0;
    for (let slot = 0; slot < this.#slots; slot += 1) {
      if (!this.#isTaken(slot)) continue;
      ids[next] = this.#word(slot, 0) * TWO_TO_32 + this.#word(slot, 1);
      next += 1;
    }
    return ids.sort();
  }

  #put(key: Key, version: readonly number[]): number {
    const slot = this.#find(key);
    if (this.#marks[slot] === FREE) this.#used += 1;
    if (!this.#isTaken(slot)) {
      this.size += 1;
      this.#marks[slot] = TAKEN;
    }
    this.#words.set([...key, ...version], slot * WORDS);
    return slot;
  }

  #isTaken(slot: number): boolean {
    return (this.#marks[slot] ?? FREE) >= TAKEN;
  }

  /** Where it is, or where it belongs. A removed one keeps its key, so that the search goes on past it. */
  #find([high, low]: Key): number {
    let slot = mixed(mixed(SEED ^ high) ^ low) % this.#slots;
    while (this.#marks[slot] !== FREE && (this.#word(slot, 0) !== high || this.#word(slot, 1) !== low)) {
      slot = (slot + 1) % this.#slots;
    }
    return slot;
  }

  #word(slot: number, word: number): number {
    return this.#words[slot * WORDS + word] ?? 0;
  }

  #grow(): void {
    const [words, marks, slots] = [this.#words, this.#marks, this.#slots];
    this.#slots = slots * 2;
    this.#words = new Uint32Array(this.#slots * WORDS);
    this.#marks = new Uint8Array(this.#slots);
    this.#used = 0;
    this.size = 0;
    for (let slot = 0; slot < slots; slot += 1) {
      const mark = marks[slot] ?? FREE;
      if (mark < TAKEN) continue;
      const [high = 0, low = 0, ...version] = words.subarray(slot * WORDS, (slot + 1) * WORDS);
      this.#marks[this.#put([high, low], version)] = mark;
    }
  }
}

type Key = readonly [high: number, low: number];

/** Every bit of the result depends on every bit of the word (MurmurHash3's finalizer). */
function mixed(word: number): number {
  const once = Math.imul(word ^ (word >>> 16), 0x85ebca6b);
  const twice = Math.imul(once ^ (once >>> 13), 0xc2b2ae35);
  return (twice ^ (twice >>> 16)) >>> 0;
}

const NUMERIC_ID = /^[1-9]\d{0,14}$/;

function keyOf(id: string): Key {
  if (NUMERIC_ID.test(id)) return [Math.floor(Number(id) / TWO_TO_32), Number(id) % TWO_TO_32];
  const hash = createHash('sha256').update(id).digest();
  return [hash.readUInt32BE(0), hash.readUInt32BE(4)];
}
