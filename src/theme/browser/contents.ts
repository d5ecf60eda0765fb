/** Where the contents have a column of their own. */
const column = matchMedia('(min-width: 75rem)');

/** Marks the section being read in the contents: the last heading above the upper third of the window. */
export function followContents(): void {
  const contents = document.querySelector<HTMLElement>('[data-contents]');
  if (!contents) return;
  const links = new Map<Element, HTMLAnchorElement>();
  for (const link of contents.querySelectorAll<HTMLAnchorElement>('a[href^="#"]')) {
    const heading = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (heading) links.set(heading, link);
  }
  openInColumn(contents);
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
    if (target instanceof HTMLAnchorElement && !column.matches) contents.querySelector('details')?.removeAttribute('open');
  });
}

/** In their column the contents are shown whatever is folded (styles/article.css); who asks the page for what it holds is told so. */
function openInColumn(contents: HTMLElement): void {
  const apply = (): void => {
    const details = contents.querySelector('details');
    if (details) details.open = column.matches;
  };
  column.addEventListener('change', apply);
  if (column.matches) apply();
}

/** Scrolls a long list of contents by itself, never the page. */
function keepInSight(list: HTMLElement, link: HTMLElement | undefined): void {
  if (!link || list.scrollHeight <= list.clientHeight) return;
  const { top, bottom } = link.getBoundingClientRect();
  const box = list.getBoundingClientRect();
  if (top < box.top || bottom > box.bottom) list.scrollTop += top - box.top - list.clientHeight / 3;
}
