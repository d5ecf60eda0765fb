/** The button that goes round automatic, light, dark. The stored choice is applied in the head, before the first paint. */
const schemes = ['auto', 'light', 'dark'] as const;
const names = { auto: 'automatic', light: 'light', dark: 'dark' };

export function toggleScheme(): void {
  const button = document.querySelector('[data-scheme-toggle]');
  const root = document.documentElement;
  const show = (scheme: (typeof schemes)[number]): void => {
    root.dataset['scheme'] = scheme;
    button?.setAttribute('aria-label', `Colour scheme: ${names[scheme]}`);
  };
  let index = Math.max(
    0,
    schemes.findIndex((scheme) => scheme === root.dataset['scheme']),
  );
  show(schemes[index] ?? 'auto');
  button?.addEventListener('click', () => {
    index = (index + 1) % schemes.length;
    const scheme = schemes[index] ?? 'auto';
    show(scheme);
    try {
      localStorage.setItem('scheme', scheme);
    } catch {
      // Storage is blocked: the choice lasts as long as the page.
    }
  });
}
