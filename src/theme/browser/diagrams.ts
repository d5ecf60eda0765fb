/** Diagrams that were left to the browser: mermaid is loaded when the first comes near, and draws each in the colours of the page. */

import { diagramWords } from '../../shared/words/diagrams.ts';
import { labelPolicy, ownSettings, safeDrawing, safeParts, withoutLoads } from './safe-drawing.ts';
import { sayingOf } from './say.ts';
import { allowLibraries } from './trusted.ts';

const say = sayingOf(diagramWords);

/** The part of mermaid's API that is used (mermaid 12). */
interface Mermaid {
  readonly initialize: (options: object) => void;
  readonly render: (id: string, text: string, container: Element) => Promise<{ readonly svg: string }>;
}

export function drawDiagrams(): void {
  const figures = document.querySelectorAll<HTMLElement>('[data-mermaid]');
  if (figures.length > 0) {
    // Mermaid gives the menus of a sequence diagram handlers as text, which are left empty.
    allowLibraries({ createHTML: safeParts, createScript: () => '' });
    drawThose(figures);
  }
  for (const drawn of document.querySelectorAll<HTMLElement>('.diagram-drawn')) letScroll(drawn);
}

function drawThose(figures: Iterable<HTMLElement>): void {
  const drawn = new Set<HTMLElement>();
  // A screen ahead, so that nothing moves under the reader's eyes.
  const observer = new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries) {
        if (!isIntersecting || !(target instanceof HTMLElement)) continue;
        observer.unobserve(target);
        drawn.add(target);
        draw(target);
      }
    },
    { rootMargin: '100% 0px' },
  );
  for (const figure of figures) observer.observe(figure);
  const redraw = (): void => {
    for (const figure of drawn) draw(figure);
  };
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', redraw);
  new MutationObserver(redraw).observe(document.documentElement, { attributeFilter: ['data-scheme'] });
}

let loading: Promise<Mermaid> | undefined;
let drawings = 0;
/** One diagram at a time: the colours are told to all of mermaid, not to one drawing. */
let last: Promise<void> = Promise.resolve();

function draw(figure: HTMLElement): void {
  last = last.then(() => drawNow(figure));
}

async function drawNow(figure: HTMLElement): Promise<void> {
  const text = figure.querySelector('code')?.textContent ?? '';
  const frame = document.createElement('div');
  frame.className = 'diagram-drawing';
  frame.classList.toggle('on-white', coloured.test(text));
  figure.append(frame);
  try {
    const url = new URL(figure.dataset['mermaid'] ?? '', location.href).href;
    loading ??= import(/* @vite-ignore */ url).then(({ default: mermaid }: { default: Mermaid }) => mermaid);
    const mermaid = await loading;
    mermaid.initialize(optionsOf(frame, isDarkPage() && !coloured.test(text)));
    const { svg } = await mermaid.render(`diagram-${++drawings}`, withoutLoads(text), frame);
    show(figure, frame, safeDrawing(svg));
  } catch {
    frame.remove();
    // A picture that was drawn before stays.
    if (figure.querySelector('.diagram-drawn, .diagram-fault')) return;
    const fault = document.createElement('p');
    fault.className = 'diagram-fault';
    fault.textContent = say('diagramFailed');
    figure.prepend(fault);
  }
}

/** Puts the picture above the source, which folds away; or in the place of the picture before. */
function show(figure: HTMLElement, frame: HTMLElement, picture: SVGSVGElement | undefined): void {
  frame.replaceChildren(...(picture ? [picture] : []));
  const width = picture?.style.maxWidth || `${picture?.viewBox.baseVal.width ?? 0}px`;
  picture?.style.setProperty('--width', width);
  picture?.setAttribute('role', 'img');
  if (!picture?.hasAttribute('aria-labelledby')) picture?.setAttribute('aria-label', say('diagram'));
  frame.classList.replace('diagram-drawing', 'diagram-drawn');
  const before = figure.querySelector('.diagram-drawn:not(:last-child)');
  if (before) before.replaceWith(frame);
  else {
    const details = document.createElement('details');
    const summary = document.createElement('summary');
    summary.textContent = say('diagramSource');
    details.append(summary, ...[...figure.children].filter((child) => child !== frame));
    figure.replaceChildren(frame, details);
  }
  letScroll(frame);
}

/** Gives the keyboard a way into a picture that is wider than the page. */
function letScroll(frame: HTMLElement): void {
  if (frame.scrollWidth > frame.clientWidth) frame.tabIndex = 0;
}

/**
 * Colours that an author chose were chosen on white, and would leave the text on them unreadable in the dark: such a diagram stays
 * on white.
 */
const coloured = /^\s*(?:style|classDef|linkStyle|box|rect|UpdateElementStyle|UpdateRelStyle)\s|%%\{|^config:|^\s*cssClass\s/m;

/** Hues of sections, slices and branches: so many that neighbours differ. */
const hues = [262, 75, 150, 20, 210, 110, 320, 45, 180, 290, 130, 350];

/** @param frame stands where the picture will, and lends its style to find out colours */
function optionsOf(frame: HTMLElement, isDark: boolean): object {
  const colour = (value: string): string => {
    frame.style.color = value;
    return asRgb(getComputedStyle(frame).color);
  };
  const [paper, well, ink, soft, edge, line, marked, accent] = [
    'paper',
    'well',
    'ink',
    'soft',
    'edge',
    'line',
    'marked',
    'accent',
  ].map((name) => colour(`var(--${name})`));
  const tints = hues.map((hue) => colour(isDark ? `oklch(0.4 0.07 ${hue})` : `oklch(0.9 0.06 ${hue})`));
  frame.style.color = '';
  const fontFamily = getComputedStyle(frame).getPropertyValue('--sans');
  const each = (name: (index: number) => string, values: readonly (string | undefined)[]): object =>
    Object.fromEntries(values.map((value, index) => [name(index), value]));
  return {
    startOnLoad: false,
    securityLevel: 'strict',
    secure: ownSettings,
    dompurifyConfig: labelPolicy,
    suppressErrorRendering: true,
    theme: 'base',
    look: 'classic',
    fontFamily,
    themeVariables: {
      fontFamily,
      darkMode: isDark,
      background: paper,
      mainBkg: well,
      primaryColor: well,
      primaryTextColor: ink,
      primaryBorderColor: edge,
      secondaryColor: marked,
      secondaryTextColor: ink,
      tertiaryColor: paper,
      tertiaryTextColor: ink,
      lineColor: soft,
      textColor: ink,
      titleColor: ink,
      edgeLabelBackground: paper,
      noteBkgColor: marked,
      noteTextColor: ink,
      noteBorderColor: edge,
      clusterBkg: paper,
      clusterBorder: line,
      activationBkgColor: well,
      activationBorderColor: edge,
      sectionBkgColor: well,
      altSectionBkgColor: paper,
      sectionBkgColor2: well,
      gridColor: line,
      taskBkgColor: tints[0],
      activeTaskBkgColor: marked,
      doneTaskBkgColor: well,
      critBkgColor: tints[3],
      taskBorderColor: edge,
      activeTaskBorderColor: edge,
      doneTaskBorderColor: edge,
      critBorderColor: ink,
      taskTextColor: ink,
      taskTextDarkColor: ink,
      taskTextLightColor: ink,
      taskTextOutsideColor: ink,
      todayLineColor: accent,
      pieOpacity: '1',
      pieStrokeColor: paper,
      pieOuterStrokeColor: edge,
      pieSectionTextColor: ink,
      quadrant1Fill: well,
      quadrant2Fill: paper,
      quadrant3Fill: well,
      quadrant4Fill: paper,
      quadrantPointFill: accent,
      xyChart: { backgroundColor: paper, plotColorPalette: [accent, ...tints].join(', ') },
      ...each((index) => `cScale${index}`, tints),
      ...each(
        (index) => `cScalePeer${index}`,
        tints.map(() => edge),
      ),
      ...each(
        (index) => `cScaleInv${index}`,
        tints.map(() => edge),
      ),
      ...each(
        (index) => `cScaleLabel${index}`,
        tints.map(() => ink),
      ),
      ...each((index) => `pie${index + 1}`, tints),
      ...each((index) => `fillType${index}`, tints.slice(0, 8)),
      ...each((index) => `git${index}`, tints.slice(0, 8)),
      ...each(
        (index) => `gitBranchLabel${index}`,
        tints.slice(0, 8).map(() => ink),
      ),
    },
  };
}

/** Whether the page is dark, by what its reader chose or else their system. */
function isDarkPage(): boolean {
  const { scheme } = document.documentElement.dataset;
  return scheme === 'dark' || (scheme !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
}

/** Any colour of CSS as one that mermaid can reckon with. */
function asRgb(colour: string): string {
  const probe = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  if (!probe) return colour;
  probe.fillStyle = colour;
  probe.fillRect(0, 0, 1, 1);
  const [red, green, blue] = probe.getImageData(0, 0, 1, 1).data;
  return `#${[red, green, blue].map((part = 0) => part.toString(16).padStart(2, '0')).join('')}`;
}
