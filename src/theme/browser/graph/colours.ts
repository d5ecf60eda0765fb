/** The colours of the page as a canvas takes them: of the scheme that is shown now, or those the reader's system forces. */
import type { Graph } from './graph.ts';

export interface Colours {
  readonly paper: string;
  readonly land: string;
  readonly line: string;
  readonly faint: string;
  readonly ink: string;
  readonly soft: string;
  readonly accent: string;
  /** By number of the type. */
  readonly types: readonly string[];
}

/** @param probe an element of the page, which lends its style */
export function coloursOf({ types }: Graph, probe: HTMLElement): Colours {
  if (matchMedia('(forced-colors: active)').matches)
    return {
      paper: 'Canvas',
      land: 'Canvas',
      line: 'CanvasText',
      faint: 'GrayText',
      ink: 'CanvasText',
      soft: 'CanvasText',
      accent: 'Highlight',
      types: types.map(() => 'CanvasText'),
    };
  const colour = (value: string): string => {
    probe.style.color = value;
    return getComputedStyle(probe).color;
  };
  const colours: Colours = {
    paper: colour('var(--paper)'),
    land: colour('var(--well)'),
    line: colour('var(--edge)'),
    faint: colour('var(--line)'),
    ink: colour('var(--ink)'),
    soft: colour('var(--soft)'),
    accent: colour('var(--accent)'),
    types: types.map(({ hue }) => colour(`light-dark(oklch(0.53 0.13 ${hue}), oklch(0.77 0.11 ${hue}))`)),
  };
  probe.style.color = '';
  return colours;
}

/** Calls back when the colours of the page may have changed. */
export function onColours(changed: () => void): void {
  for (const query of ['(prefers-color-scheme: dark)', '(forced-colors: active)', '(prefers-contrast: more)'])
    matchMedia(query).addEventListener('change', changed);
  new MutationObserver(changed).observe(document.documentElement, { attributeFilter: ['data-scheme'] });
}
