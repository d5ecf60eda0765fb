/**
 * Golomb–Rice coding: stores ascending, roughly evenly spaced integers in few more bits than the optimum; decoding needs no
 * library.
 */

/**
 * Encodes the differences of the numbers as bits, in base64: a byte `k`, then for each difference its multiple of 2^k in unary
 * (that many ones and a zero), and the rest in k bits. Decoded by browser/graph/rice.ts.
 *
 * @param sorted ascending, from 0 to 2^53
 */
export function riceCode(sorted: ArrayLike<number>): string {
  const mean = (sorted[sorted.length - 1] ?? 0) / Math.max(1, sorted.length);
  const k = Math.max(0, Math.min(48, Math.floor(Math.log2(0.69 * mean + 1))));
  const unit = 2 ** k;
  const bytes = [k];
  let byte = 0;
  let filled = 0;
  const put = (bit: number): void => {
    byte = byte * 2 + bit;
    if (++filled < 8) return;
    bytes.push(byte);
    byte = 0;
    filled = 0;
  };
  let before = 0;
  for (let index = 0; index < sorted.length; index++) {
    const difference = (sorted[index] ?? 0) - before;
    before += difference;
    const multiple = Math.floor(difference / unit);
    for (let ones = 0; ones < multiple; ones++) put(1);
    put(0);
    let rest = difference - multiple * unit;
    for (let half = unit / 2; half >= 1; half /= 2) {
      put(rest >= half ? 1 : 0);
      if (rest >= half) rest -= half;
    }
  }
  while (filled > 0) put(0);
  const chunks: string[] = [];
  for (let at = 0; at < bytes.length; at += 4096) chunks.push(String.fromCharCode(...bytes.slice(at, at + 4096)));
  return btoa(chunks.join(''));
}
