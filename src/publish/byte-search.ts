/**
 * Finds many texts in many files at once, as Wu and Manber do ("A fast algorithm for multi-pattern searching", 1994): a window of
 * each text is looked for by its last four bytes, and a table says how many bytes can be skipped.
 */

/** Bytes of a window. A text that is shorter has a window of four. */
const long = 8;
const block = 4;

/** Bits of the key of a block; the table of a few thousand texts stays in the cache of the processor. */
const keyBits = 18;

const lower = Uint8Array.from({ length: 256 }, (_, byte) => (byte >= 0x41 && byte <= 0x5a ? byte + 32 : byte));

interface Needle {
  readonly bytes: Uint8Array;
  /** Offset in its bytes at which its window ends. */
  readonly windowEnd: number;
}

/** Ignores the case of ASCII letters. Texts of less than four bytes are never found. */
export class ByteSearch {
  readonly #needles: readonly Needle[];
  readonly #long = new Windows(long);
  readonly #short = new Windows(block);

  /** @param sample of the files: what is rare in it is looked for */
  constructor(texts: readonly string[], sample: Iterable<Uint8Array> = []) {
    const counts = countBlocks(sample);
    this.#needles = texts.map((text) => {
      const bytes = Uint8Array.from(Buffer.from(text, 'utf8'), (byte) => lower[byte] as number);
      return { bytes, windowEnd: bytes.length >= long ? rarestWindow(bytes, counts) : block };
    });
    for (const [index, { bytes, windowEnd }] of this.#needles.entries()) {
      if (bytes.length < block) continue;
      const windows = bytes.length >= long ? this.#long : this.#short;
      windows.add(bytes, windowEnd, index);
    }
  }

  /** Calls back with the index of each text and the offset at which it is found. */
  scan(bytes: Uint8Array, onFound: (index: number, offset: number) => void): void {
    const view = viewOf(bytes);
    for (const windows of [this.#long, this.#short]) {
      if (windows.isEmpty) continue;
      const { shifts } = windows;
      for (let at = windows.length; at <= bytes.length; ) {
        const key = keyAt(view, at - block);
        const shift = shifts[key] as number;
        if (shift === 0) this.#compare(windows.endingWith(key), bytes, at, onFound);
        at += shift === 0 ? 1 : shift;
      }
    }
  }

  #compare(
    candidates: readonly number[],
    bytes: Uint8Array,
    windowEnd: number,
    onFound: (index: number, offset: number) => void,
  ): void {
    for (const index of candidates) {
      const needle = this.#needles[index] as Needle;
      const start = windowEnd - needle.windowEnd;
      if (start >= 0 && isAt(bytes, start, needle.bytes)) onFound(index, start);
    }
  }
}

/** Windows of one length. */
class Windows {
  readonly length: number;
  /** By the key of a block: how many bytes may be skipped until a window could end with one that was not seen yet. */
  readonly shifts: Uint8Array;
  readonly #endings = new Map<number, number[]>();

  constructor(length: number) {
    this.length = length;
    this.shifts = new Uint8Array(1 << keyBits).fill(length - block + 1);
  }

  get isEmpty(): boolean {
    return this.#endings.size === 0;
  }

  add(bytes: Uint8Array, windowEnd: number, index: number): void {
    const view = viewOf(bytes);
    for (let end = windowEnd - this.length + block; end <= windowEnd; end++) {
      const key = keyAt(view, end - block);
      this.shifts[key] = Math.min(this.shifts[key] as number, windowEnd - end);
    }
    const key = keyAt(view, windowEnd - block);
    const known = this.#endings.get(key);
    if (known) known.push(index);
    else this.#endings.set(key, [index]);
  }

  /** The indexes of the texts whose window ends with a block of this key. */
  endingWith(key: number): readonly number[] {
    return this.#endings.get(key) ?? [];
  }
}

function viewOf({ buffer, byteOffset, byteLength }: Uint8Array): DataView {
  return new DataView(buffer, byteOffset, byteLength);
}

/** The key of four bytes: without the bit that tells capitals, multiplied by 2³² divided by the golden ratio, which mixes them. */
function keyAt(view: DataView, at: number): number {
  return Math.imul(view.getInt32(at, true) | 0x20202020, 0x9e3779b1) >>> (32 - keyBits);
}

/** How often each block is in a sample, by its key. */
function countBlocks(sample: Iterable<Uint8Array>): Uint32Array {
  const counts = new Uint32Array(1 << keyBits);
  for (const view of Array.from(sample, viewOf))
    for (let at = 0; at <= view.byteLength - block; at++) {
      const key = keyAt(view, at);
      counts[key] = (counts[key] as number) + 1;
    }
  return counts;
}

/** The end of the window whose blocks are in the fewest places; its last block counts most, since it stops the search. */
function rarestWindow(bytes: Uint8Array, counts: Uint32Array): number {
  const view = viewOf(bytes);
  const countAt = (end: number): number => counts[keyAt(view, end - block)] as number;
  let best = { end: long, count: Number.POSITIVE_INFINITY };
  for (let end = long; end <= bytes.length; end++) {
    let count = 4 * countAt(end);
    for (let inner = end - long + block; inner < end; inner++) count += countAt(inner);
    if (count < best.count) best = { end, count };
  }
  return best.end;
}

function isAt(bytes: Uint8Array, start: number, needle: Uint8Array): boolean {
  if (start + needle.length > bytes.length) return false;
  for (let at = 0; at < needle.length; at++) if (lower[bytes[start + at] as number] !== needle[at]) return false;
  return true;
}
