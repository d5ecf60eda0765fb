/** Reads what render/pages/rice.ts writes. */

/** @param count how many numbers there are @returns them, ascending */
export function readRice(code: string, count: number): Float64Array {
  const bytes = atob(code);
  const k = bytes.charCodeAt(0);
  const unit = 2 ** k;
  const numbers = new Float64Array(count);
  let at = 1;
  let byte = bytes.charCodeAt(at);
  let left = 8;
  const bit = (): number => {
    if (left === 0) {
      byte = bytes.charCodeAt(++at);
      left = 8;
    }
    return (byte >> --left) & 1;
  };
  let number = 0;
  for (let index = 0; index < count; index++) {
    while (bit() === 1) number += unit;
    let rest = 0;
    for (let place = 0; place < k; place++) rest = rest * 2 + bit();
    number += rest;
    numbers[index] = number;
  }
  return numbers;
}
