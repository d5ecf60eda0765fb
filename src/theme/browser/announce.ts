let region: HTMLElement | undefined;

/** Says something to whoever listens to the page instead of looking at it. */
export function announce(words: string): void {
  if (!region) {
    region = document.createElement('p');
    region.role = 'status';
    region.className = 'visually-hidden';
    document.body.append(region);
  }
  const said = region;
  said.textContent = '';
  // A region has to be there, and empty, before what is said in it is heard.
  setTimeout(() => {
    said.textContent = words;
  }, 100);
}
