/** What the search shows before anything is typed: what was looked for lately, what can be typed, and other ways in. */
import { searchWords } from '../../../shared/words/search.ts';
import { buttonOf, elementOf } from '../element.ts';
import { sayingOf } from '../say.ts';
import { operatorText } from './query.ts';
import { forgetSearch, forgetSearches, recentSearches } from './recent.ts';

const say = sayingOf(searchWords);

/** What can be typed, and the word for what it does. `TYPE` is a type of this wiki, `WORD` any word. */
const examples = [
  ['"…"', 'searchHelpPhrase'],
  ['-WORD', 'searchHelpNot'],
  ['type:TYPE', 'searchHelpType'],
  ['tag:', 'searchHelpTag'],
  ['source:"…"', 'searchHelpSource'],
  ['status:draft', 'searchHelpStatus'],
  ['trust:unverified', 'searchHelpTrust'],
  ['is:stale', 'searchHelpIs'],
] as const;

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
    remove.ariaLabel = say('searchForget', { query: search });
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
    say('searchForgetAll'),
    () => {
      forgetSearches();
      section.closest('[data-search]')?.querySelector('input')?.focus();
      section.remove();
    },
    'search-clear',
  );
  section.append(elementOf('div', 'search-head', elementOf('h2', '', say('searchRecent')), clear), list);
  return [section];
}

function waysToAsk(types: readonly string[], type: (text: string, caretFromEnd?: number) => void): HTMLElement {
  const list = elementOf('dl', 'search-operators');
  const [shortest = ''] = [...types].sort((a, b) => a.length - b.length);
  for (const [typed, does] of examples) {
    const text = typed === 'type:TYPE' ? operatorText('type', shortest) : typed.replace('WORD', say('searchHelpWord'));
    const inserted = typed === '-WORD' ? '-' : text.replace('…', '');
    const button = buttonOf(text, () => type(inserted, inserted.endsWith('""') ? 1 : 0), 'search-example');
    list.append(elementOf('div', '', elementOf('dt', '', button), elementOf('dd', '', say(does))));
  }
  return elementOf('section', '', elementOf('h2', '', say('searchWaysToAsk')), list);
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
  return [elementOf('section', '', elementOf('h2', '', say('searchOtherWays')), list)];
}
