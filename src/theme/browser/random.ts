/** Links to any article (`a[data-random]`), and the lead of one on the home page; both without a request until they are wanted. */
import { pathOf, randomName } from './names.ts';

export function openRandomArticle(): void {
  const home = document.documentElement.dataset['home'];
  if (home === undefined) return;
  for (const link of document.querySelectorAll<HTMLAnchorElement>('a[data-random]')) {
    link.addEventListener('click', async (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      try {
        location.assign(await randomPath(home));
      } catch {
        // The list of all articles, then.
        location.assign(link.href);
      }
    });
  }
  const place = document.querySelector<HTMLElement>('[data-random-lead]');
  if (place) void showLead(place, home);
}

/** Not where the reader is already, if there is anywhere else. */
async function randomPath(home: string): Promise<string> {
  for (let tries = 0; tries < 5; tries++) {
    const name = await randomName(home);
    const path = name && pathOf(home, name[0]);
    if (path !== undefined && path !== location.pathname) return path;
  }
  throw new Error('There is no other article.');
}

/** The head of the article's own page, its title a link. The place is kept free for it, so nothing moves. */
async function showLead(place: HTMLElement, home: string): Promise<void> {
  try {
    const path = await randomPath(home);
    const response = await fetch(path);
    if (!response.ok) return;
    const page = new DOMParser().parseFromString(await response.text(), 'text/html');
    const title = page.querySelector('h1')?.textContent.trim();
    const text =
      page.querySelector('.lead')?.textContent ?? page.querySelector<HTMLMetaElement>('meta[name="description"]')?.content;
    const link = place.querySelector('a');
    const lead = place.querySelector('[data-lead]');
    const article = page.querySelector<HTMLElement>('article');
    if (!title || !link || !lead) return;
    link.href = path;
    link.textContent = title;
    lead.textContent = text?.trim() ?? '';
    for (const element of [link, lead]) element.setAttribute('lang', article?.lang ?? '');
    const badge = page.querySelector('.type-badge');
    if (badge) place.querySelector('[data-badge]')?.replaceWith(document.adoptNode(badge));
    place.dataset['randomLead'] = 'shown';
  } catch {
    // A site that is read from a disk, or a reader who is offline, has the rest of the page.
  }
}
