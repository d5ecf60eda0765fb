/** The page of addresses that lead nowhere: names the articles that may have been meant, and fills the search with their words. */
export function helpOnward(): void {
  const place = document.querySelector<HTMLElement>('[data-not-found]');
  const home = document.documentElement.dataset['home'];
  if (!place || home === undefined || !location.pathname.startsWith(home)) return;
  void suggest(place, home, decoded(location.pathname.slice(home.length)));
}

/** So many are offered. */
const count = 3;

async function suggest(place: HTMLElement, home: string, path: string): Promise<void> {
  const { nearestNames, wordsOf } = await import('./nearest-names.ts');
  const field = place.querySelector<HTMLInputElement>('input[type="search"]');
  const last = path
    .replace(/\.\w{2,5}$/, '')
    .split('/')
    .filter(Boolean)
    .at(-1);
  if (field) field.value = wordsOf(last ?? '');
  const offer = place.querySelector<HTMLElement>('[data-nearest]');
  const list = offer?.querySelector('ul');
  if (!offer || !list) return;
  try {
    const { allNames, pathOf } = await import('./names.ts');
    const nearest = nearestNames(await allNames(home), path, count);
    for (const { id, title } of nearest) {
      const link = document.createElement('a');
      link.href = pathOf(home, id);
      link.append(title);
      const item = document.createElement('li');
      item.append(link);
      list.append(item);
    }
    offer.hidden = nearest.length === 0;
  } catch {
    // There is still the search.
  }
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    // A stray % is part of the name.
    return path;
  }
}
