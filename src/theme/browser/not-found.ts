/** Fills the search field of the 404 page with the words of the address that led nowhere. */
export function suggestSearch(): void {
  const field = document.querySelector<HTMLInputElement>('[data-not-found] input[type="search"]');
  const last = location.pathname.split('/').filter(Boolean).at(-1);
  if (!field || !last) return;
  let words = last;
  try {
    words = decodeURIComponent(last);
  } catch {
    // A stray % is part of the name.
  }
  field.value = words
    .replace(/\.\w{2,4}$/, '')
    .replace(/[-_+]+/g, ' ')
    .trim();
}
