/** What the search shows before anything is typed: what was looked for lately, what can be typed, and other ways in. */
import { buttonOf, elementOf } from '../element.ts';
import { operatorText } from './query.ts';
import { forgetSearch, forgetSearches, recentSearches } from './recent.ts';

/** What can be typed, and what it does. `TYPE` stands for a type of this wiki. */
const examples: readonly (readonly [typed: string, does: string])[] = [
  ['"…"', 'these words, in this order'],
  ['-word', 'not with this word'],
  ['type:TYPE', 'only articles of a type'],
  ['tag:', 'with a tag, or one below it'],
  ['source:"…"', 'that use a source'],
  ['status:draft', 'or any other status'],
  ['trust:unverified', 'or machine-confirmed, human-reviewed'],
  ['is:stale', 'or orphan: no article links to it'],
];

/**
 * @param types labels of those the wiki has
 * @param type called with what the reader chose to have in the field, and where the caret is to be from its end
 */
export function startScreen(types: readonly string[], type: (text: string, caretFromEnd?: number) => void): HTMLElement {
  return elementOf('div', 'search-start', ...recents(type), waysToAsk(types, type), ...waysIn());
}

function recents(type: (text: string) => void): HTMLElement[] {
  const searches = recentSearches();
  if (searches.length === 0) return [];
  const section = elementOf('section', '');
  const list = elementOf('ul', 'search-recent');
  const removeIfEmpty = (): void => {
    if (recentSearches().length === 0) section.remove();
  };
  for (const search of searches) {
    const again = buttonOf(search, () => type(search), 'search-again');
    again.dir = 'auto';
    const remove = buttonOf('✕', () => forget(), 'search-forget');
    remove.ariaLabel = `Forget “${search}”`;
    const item = elementOf('li', '', again, remove);
    const forget = (): void => {
      forgetSearch(search);
      const next = item.nextElementSibling ?? item.previousElementSibling;
      const field = section.closest('[data-search]')?.querySelector('input');
      (next?.querySelector<HTMLElement>('.search-forget') ?? field)?.focus();
      item.remove();
      removeIfEmpty();
    };
    list.append(item);
  }
  const clear = buttonOf(
    'Forget all',
    () => {
      forgetSearches();
      section.closest('[data-search]')?.querySelector('input')?.focus();
      section.remove();
    },
    'search-clear',
  );
  section.append(elementOf('div', 'search-head', elementOf('h2', '', 'Recent searches'), clear), list);
  return [section];
}

function waysToAsk(types: readonly string[], type: (text: string, caretFromEnd?: number) => void): HTMLElement {
  const list = elementOf('dl', 'search-operators');
  const [shortest = 'Article'] = [...types].sort((a, b) => a.length - b.length);
  for (const [typed, does] of examples) {
    const text = typed === 'type:TYPE' ? operatorText('type', shortest) : typed;
    const inserted = text.replace('…', '').replace('word', '');
    const button = buttonOf(text, () => type(inserted, inserted.endsWith('""') ? 1 : 0), 'search-example');
    list.append(elementOf('div', '', elementOf('dt', '', button), elementOf('dd', '', does)));
  }
  return elementOf('section', '', elementOf('h2', '', 'Ways to ask'), list);
}

/** The places that keys lead to (browser/keys.ts). */
function waysIn(): HTMLElement[] {
  const places = [...document.querySelectorAll<HTMLAnchorElement>('a[data-key]')];
  if (places.length === 0) return [];
  const list = elementOf('ul', 'search-ways');
  for (const place of places) {
    const link = elementOf('a', '', place.dataset['keyLabel'] ?? place.textContent.trim());
    link.href = place.href;
    if (place.dataset['random'] !== undefined) link.dataset['random'] = '';
    list.append(elementOf('li', '', link));
  }
  return [elementOf('section', '', elementOf('h2', '', 'Other ways in'), list)];
}
