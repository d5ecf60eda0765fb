/** The query in the address of the search page: `?q=…&type=…&sort=…`. Types stand by themselves, so that a link may name one. */
import { keepAddress, showAsked } from '../list-controls.ts';
import { parseQuery, typesIn, withOperator, withoutPart } from './query.ts';

export function writeAddress(text: string, order: string): void {
  const types = typesIn(parseQuery(text));
  keepAddress({
    q: types.reduceRight<string>(withoutPart, text.trim()),
    type: types.map((type) => type.text),
    sort: order === 'relevance' ? '' : order,
  });
}

export function readAddress(field: HTMLInputElement, sort: HTMLSelectElement): void {
  const asked = new URLSearchParams(location.search);
  const words = asked.get('q') ?? '';
  const typed = asked.getAll('type').reduce((text, type) => withOperator(text, 'type', type), words);
  showAsked(field, typed);
  showAsked(sort, asked.get('sort') ?? '');
}
