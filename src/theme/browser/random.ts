/** Any article, and the lead of one on the home page. */
import { pathOf, randomName } from './names.ts';
import { inertDocument } from './trusted.ts';
import { wordsOf } from './words-of.ts';

/** Not where the reader is already, if there is anywhere else. */
export async function randomPath(): Promise<string> {
  const { home = '/' } = document.documentElement.dataset;
  for (let tries = 0; tries < 5; tries++) {
    const name = await randomName(home);
    const path = name && pathOf(home, name.id);
    if (path !== undefined && path !== location.pathname) return path;
  }
  throw new Error('There is no other article.');
}

/** The head of the article's own page, its title a link. The place is kept free for it, so nothing moves. */
export async function showRandomLead(place: HTMLElement): Promise<void> {
  try {
    const path = await randomPath();
    const response = await fetch(path);
    if (!response.ok) return;
    const page = inertDocument(await response.text());
    const heading = page.querySelector('h1');
    const opening = page.querySelector('.lead');
    const title = heading && wordsOf(heading);
    const text = opening ? wordsOf(opening) : page.querySelector<HTMLMetaElement>('meta[name="description"]')?.content;
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
