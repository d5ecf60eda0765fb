/** Links to any article (`a[data-random]`): where they lead is asked when one is followed. */
export function offerRandomArticle(): void {
  document.addEventListener('click', async (event) => {
    const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>('a[data-random]') : null;
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    try {
      const { randomPath } = await import('./random.ts');
      location.assign(await randomPath());
    } catch {
      // The list of all articles, then.
      location.assign(link.href);
    }
  });
}
