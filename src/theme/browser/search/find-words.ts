/** Where in a text the words stand that were looked for. */
import { unspaced } from '../../../shared/indexed-text.ts';
import { fold } from '../../../shared/letters.ts';

export interface Place {
  readonly from: number;
  readonly to: number;
}

/**
 * Words that begin with one of those wanted; of scripts without spaces, wherever they stand.
 *
 * @param wanted folded, phrases as their words with one space between
 */
export function placesOf(text: string, wanted: readonly string[]): Place[] {
  const places: Place[] = [];
  for (const { 0: written, index } of text.matchAll(/[\p{L}\p{N}\p{M}]+/gu)) {
    const word = fold(written);
    for (const each of wanted) {
      const at = unspaced.test(each) ? word.indexOf(each) : word.startsWith(each) ? 0 : -1;
      if (at < 0) continue;
      // Letters that fold to more or fewer of them are marked with their whole word.
      const isExact = word.length === written.length;
      places.push({ from: index + (isExact ? at : 0), to: index + (isExact ? at + each.length : written.length) });
      break;
    }
  }
  return places;
}

/** The text with `<mark>` around these. */
export function marked(text: string, wanted: readonly string[]): DocumentFragment {
  const made = document.createDocumentFragment();
  let at = 0;
  for (const { from, to } of placesOf(text, wanted)) {
    const mark = document.createElement('mark');
    mark.textContent = text.slice(from, to);
    made.append(text.slice(at, from), mark);
    at = to;
  }
  made.append(text.slice(at));
  return made;
}
