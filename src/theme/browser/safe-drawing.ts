/** Drawings of mermaid made safe: their text is an author's, and must neither run anything nor ask another host for anything. */

import { inertDocument } from './trusted.ts';

/** Settings that no text of a diagram changes, at any depth. */
export const ownSettings: readonly string[] = [
  'secure',
  'securityLevel',
  'startOnLoad',
  'maxTextSize',
  'maxEdges',
  'suppressErrorRendering',
  'dompurifyConfig',
  'htmlLabels',
  'themeCSS',
  'fontFamily',
  'altFontFamily',
];

/** What HTML of a label is kept: nothing that loads. */
const labelElements = 'b strong i em u s small sub sup br code p span div ul ol li'.split(' ');
export const labelPolicy = { ALLOWED_TAGS: labelElements, ALLOWED_ATTR: [] } as const;

const loading = /\b(?:url|image-set|image|src|cross-fade|element)\s*\(/gi;

/** A diagram whose styles load nothing, and whose nodes are no pictures. Mermaid draws in the page, before a drawing can be cleaned. */
export function withoutLoads(text: string): string {
  return text
    .replace(/^.*\b(?:style|classDef|linkStyle|cssClass)\b.*$/gm, (line) => line.replace(loading, 'none(').replaceAll('\\', ''))
    .replace(/@\{(?:"[^"]*"|[^}"])*\}/g, (shape) => shape.replace(/\\(?=[ux])/gi, '').replace(/(["']?)\bimg\1\s*:/g, 'x-img:'));
}

/** The drawing, parsed where nothing loads, and cleaned; undefined if there is none. */
export function safeDrawing(svg: string): SVGSVGElement | undefined {
  const drawing = inertDocument(svg).querySelector('svg');
  if (!drawing) return undefined;
  for (const element of [drawing, ...drawing.querySelectorAll('*')]) clean(element);
  return drawing;
}

/** HTML that mermaid puts into the page while it draws, cleaned. */
export function safeParts(html: string): string {
  if (!html.includes('<')) return html;
  const { body } = inertDocument(html);
  for (const element of body.querySelectorAll('*')) clean(element);
  return body.innerHTML;
}

const removed: ReadonlySet<string> = new Set(
  'script iframe object embed image feimage img picture source video audio track link meta base form input button textarea select set animate'.split(
    ' ',
  ),
);

function clean(element: Element): void {
  const name = element.localName.toLowerCase();
  if (removed.has(name) || (element.namespaceURI !== svgSpace && name !== 'a' && !labelElements.includes(name))) {
    element.remove();
    return;
  }
  if (name === 'style' && !isQuiet(element.textContent ?? '')) element.textContent = quieted(element.textContent ?? '');
  for (const { name: attribute, value } of [...element.attributes]) {
    const isLink = /^(?:xlink:)?href$/.test(attribute);
    const isKept = isLink
      ? value.startsWith('#') || (name === 'a' && /^(?:https?:|mailto:|\/(?!\/))/i.test(value))
      : isQuiet(value);
    if (/^on|^(?:src|srcset|poster|background|action|formaction|ping)$/i.test(attribute) || !isKept)
      element.removeAttribute(attribute);
  }
}

const svgSpace = 'http://www.w3.org/2000/svg';

/** Whether styles load nothing: they refer to parts of the drawing alone. */
function isQuiet(css: string): boolean {
  if (/@import|@font-face|\\[0-9a-f]/i.test(css)) return false;
  return [...css.matchAll(loading)].every(({ 0: call, index }) => /^["']?#/.test(css.slice(index + call.length).trimStart()));
}

/** Without the declarations and rules that load. */
function quieted(css: string): string {
  const plain = css
    .replaceAll('\\', '')
    .replace(/@import[^;]*;?/gi, '')
    .replace(/@font-face/gi, '@media not all');
  return plain.replace(loading, (call, index: number) =>
    /^["']?#/.test(plain.slice(index + call.length).trimStart()) ? call : 'none(',
  );
}
