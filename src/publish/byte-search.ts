/**
 * Finds many texts in many files at once. A window of each text is looked for with a rolling key (as Rabin and Karp do, "Efficient
 * randomized pattern-matching algorithms", 1987), and the text is compared only where the window was found.
 */

/** Bytes of a window. A shorter text is found by its first half window. */
const long = 8;
const short = 4;

/** Bits of a key; the table of a set of a few thousand texts stays in the cache of the processor. */
const keyBits = 18;

/** By how much letters are rare in most languages, as an index. */
const byRarity = ' etaoinshrdlcumwfgypbvkjxqz';

const lower = Uint8Array.from({ length: 256 }, (_, byte) => (byte >= 0x41 && byte <= 0x5a ? byte + 32 : byte));

interface Needle {
  readonly bytes: Uint8Array;
  /** Offset in its bytes at which its window ends. */
  readonly windowEnd: number;
}

/** Ignores the case of ASCII letters. Texts of less than four bytes are never found. */
export class ByteSearch {
  readonly #needles: readonly Needle[];
  /** By length of the window: whether a key is that of a window, and which texts have it. */
  readonly #long = new Windows();
  readonly #short = new Windows();

  constructor(texts: readonly string[]) {
    this.#needles = texts.map((text) => {
      const bytes = Uint8Array.from(Buffer.from(text, 'utf8'), (byte) => lower[byte] as number);
      return { bytes, windowEnd: bytes.length >= long ? rarestWindow(bytes) : short };
    });
    for (const [index, { bytes, windowEnd }] of this.#needles.entries()) {
      if (bytes.length < short) continue;
      const recent = fourBytes(bytes, windowEnd - 4);
      if (bytes.length >= long) this.#long.add(keyOf(recent, fourBytes(bytes, windowEnd - 8)), index);
      else this.#short.add(keyOf(recent, 0), index);
    }
  }

  /** Calls back with the index of each text and the offset at which it is found. */
  scan(bytes: Uint8Array, onFound: (index: number, offset: number) => void): void {
    const { isUsed: isLong } = this.#long;
    const { isUsed: isShort } = this.#short;
    const seeksShort = this.#short.size > 0;
    let recent = 0;
    let before = 0;
    for (let at = 0; at < bytes.length; at++) {
      before = (before << 8) | (recent >>> 24);
      recent = (recent << 8) | (lower[bytes[at] as number] as number);
      const key = keyOf(recent, before);
      if (isLong[key] === 1) this.#compare(this.#long.of(key), bytes, at + 1, onFound);
      if (!seeksShort) continue;
      const shortKey = keyOf(recent, 0);
      if (isShort[shortKey] === 1) this.#compare(this.#short.of(shortKey), bytes, at + 1, onFound);
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

class Windows {
  readonly isUsed = new Uint8Array(1 << keyBits);
  readonly #indexes = new Map<number, number[]>();

  get size(): number {
    return this.#indexes.size;
  }

  add(key: number, index: number): void {
    this.isUsed[key] = 1;
    const known = this.#indexes.get(key);
    if (known) known.push(index);
    else this.#indexes.set(key, [index]);
  }

  of(key: number): readonly number[] {
    return this.#indexes.get(key) ?? [];
  }
}

function keyOf(recent: number, before: number): number {
  // Odd constants with well-mixed bits: 2³² divided by the golden ratio, and one of MurmurHash3.
  return (Math.imul(recent, 0x9e3779b1) ^ Math.imul(before, 0x85ebca6b)) >>> (32 - keyBits);
}

function fourBytes(bytes: Uint8Array, start: number): number {
  let value = 0;
  for (let at = start; at < start + 4; at++) value = (value << 8) | (bytes[at] as number);
  return value;
}

/** The end of the window that is least likely to be found elsewhere. */
function rarestWindow(bytes: Uint8Array): number {
  const rarity = Array.from(bytes, (byte) => {
    const index = byRarity.indexOf(String.fromCharCode(byte));
    return index < 0 ? byRarity.length : index;
  });
  let best = { end: long, sum: -1 };
  for (let end = long; end <= bytes.length; end++) {
    const sum = rarity.slice(end - long, end).reduce((total, each) => total + each, 0);
    if (sum > best.sum) best = { end, sum };
  }
  return best.end;
}

function isAt(bytes: Uint8Array, start: number, needle: Uint8Array): boolean {
  if (start + needle.length > bytes.length) return false;
  for (let at = 0; at < needle.length; at++) if (lower[bytes[start + at] as number] !== needle[at]) return false;
  return true;
}
