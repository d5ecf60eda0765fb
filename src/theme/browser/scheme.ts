/** The button that goes round automatic, light, dark. The stored choice is applied in the head, before the first paint. */
import { pageWord } from './given-words.ts';
import { store } from './stored.ts';

const labels = { auto: 'schemeAuto', light: 'schemeLight', dark: 'schemeDark' } as const;
type Scheme = keyof typeof labels;
const schemes = Object.keys(labels) as Scheme[];

export function toggleScheme(): void {
  const button = document.querySelector('[data-scheme-toggle]');
  const root = document.documentElement;
  const schemeNow = (): Scheme => schemes.find((each) => each === root.dataset['scheme']) ?? 'auto';
  const show = (scheme: Scheme): void => {
    root.dataset['scheme'] = scheme;
    button?.setAttribute('aria-label', pageWord(labels[scheme]));
  };
  show(schemeNow());
  button?.addEventListener('click', () => {
    const scheme = schemes[(schemes.indexOf(schemeNow()) + 1) % schemes.length] ?? 'auto';
    show(scheme);
    store('scheme', scheme);
  });
}
