/** Loads side notes on a page that has footnotes and a window that has a column for them. */
export function offerSideNotes(): void {
  const article = document.querySelector<HTMLElement>('.article:has(> .glance):has([data-footnote-ref])');
  if (!article) return;
  // The width at which three columns begin (styles/article.css).
  const wide = matchMedia('(min-width: 75rem)');
  let isLoaded = false;
  const load = async (): Promise<void> => {
    if (!wide.matches || isLoaded) return;
    isLoaded = true;
    const { showSideNotes } = await import('./side-notes.ts');
    showSideNotes(article, wide);
  };
  wide.addEventListener('change', load);
  void load();
}
