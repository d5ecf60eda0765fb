import { closeUnlessWide } from './open-from.ts';

/** Marks the section being read in the contents: the last heading above the upper third of the window. */
export function followContents(): void {
  const contents = document.querySelector<HTMLElement>('[data-contents]');
  if (!contents) return;
  const links = new Map<Element, HTMLAnchorElement>();
  for (const link of contents.querySelectorAll<HTMLAnchorElement>('a[href^="#"]')) {
    const heading = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (heading) links.set(heading, link);
  }
  let current: HTMLAnchorElement | undefined;
  const mark = (): void => {
    let passed: HTMLAnchorElement | undefined;
    for (const [heading, link] of links) {
      if (heading.getBoundingClientRect().top > innerHeight / 3) break;
      passed = link;
    }
    if (passed === current) return;
    current?.removeAttribute('aria-current');
    passed?.setAttribute('aria-current', 'true');
    current = passed;
    keepInSight(contents, passed);
  };
  // The band reaches from above the page to its upper third, so it reports every heading that crosses that line.
  const observer = new IntersectionObserver(mark, { rootMargin: '9999999px 0px -66%' });
  for (const heading of links.keys()) observer.observe(heading);
  // On small screens the contents are a menu: it closes when something was chosen.
  contents.addEventListener('click', ({ target }) => {
    if (target instanceof HTMLAnchorElement) closeUnlessWide(contents.querySelector('details'));
  });
}

/** Scrolls a long list of contents by itself, never the page. */
function keepInSight(list: HTMLElement, link: HTMLElement | undefined): void {
  if (!link || list.scrollHeight <= list.clientHeight) return;
  const { top, bottom } = link.getBoundingClientRect();
  const box = list.getBoundingClientRect();
  if (top < box.top || bottom > box.bottom) list.scrollTop += top - box.top - list.clientHeight / 3;
}
