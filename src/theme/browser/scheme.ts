/** The button that goes round automatic, light, dark. The stored choice is applied in the head, before the first paint. */
import { store } from './stored.ts';

const labels: Readonly<Record<string, string>> = { auto: 'automatic', light: 'light', dark: 'dark' };
const schemes = Object.keys(labels);

export function toggleScheme(): void {
  const button = document.querySelector('[data-scheme-toggle]');
  const root = document.documentElement;
  const show = (scheme: string): void => {
    root.dataset['scheme'] = scheme;
    button?.setAttribute('aria-label', `Colour scheme: ${labels[scheme]}`);
  };
  show(root.dataset['scheme'] ?? 'auto');
  button?.addEventListener('click', () => {
    const scheme = schemes[(schemes.indexOf(root.dataset['scheme'] ?? '') + 1) % schemes.length] ?? 'auto';
    show(scheme);
    store('scheme', scheme);
  });
}
