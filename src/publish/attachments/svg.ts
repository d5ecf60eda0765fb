/**
 * Sanitizes SVG. A picture in a page runs no scripts, but a browser may also open its file as a document: there it must not run
 * scripts, load anything from another site, or show HTML. Only listed elements and attributes are kept.
 */
import { optimize, type XastChild, type XastElement, type XastRoot } from 'svgo';
import type { FileFacts } from './facts.ts';

const svgNamespace = 'http://www.w3.org/2000/svg';

/** Elements of SVG 2 without scripts, foreign content, and elements that load files. Others are removed with their content. */
const elements: ReadonlySet<string> = new Set(
  `a animate animateMotion animateTransform circle clipPath defs desc ellipse feBlend feColorMatrix feComponentTransfer feComposite
   feConvolveMatrix feDiffuseLighting feDisplacementMap feDistantLight feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR
   feGaussianBlur feImage feMerge feMergeNode feMorphology feOffset fePointLight feSpecularLighting feSpotLight feTile feTurbulence
   filter g image line linearGradient marker mask mpath path pattern polygon polyline radialGradient rect set stop style svg switch
   symbol text textPath title tspan use view`.split(/\s+/),
);

const attribute = /^(?!on)(?:[a-z][a-z0-9-]*|xml:(?:space|lang))$/i;

/** Embedded pictures, only in formats that cannot contain documents. */
const embedded = /^data:image\/(?:png|jpeg|gif|webp|avif);/i;

export type SanitizedSvg =
  | { readonly svg: string; readonly size?: NonNullable<FileFacts['size']> }
  /** Follows the name of the file in a sentence: `is no SVG`. */
  | { readonly problem: string };

/** The sanitized picture; a problem if the file cannot be parsed and so cannot be trusted. */
export function sanitizeSvg(text: string): SanitizedSvg {
  // Entities may contain markup and each other. Current drawing programs do not write any.
  if (/<!ENTITY|<!DOCTYPE[^>]*\[/i.test(text)) return { problem: 'declares entities, which are not read; save it as plain SVG' };
  let root: XastElement | undefined;
  let svg: string;
  try {
    const clean = (document: XastRoot): null => {
      document.children = document.children.filter((node) => node.type === 'element' && node.name === 'svg');
      [root] = document.children.filter((node) => node.type === 'element');
      if (root) cleanElement(root);
      // Without this namespace, browsers show no picture; with another one, the result is unknown.
      if (root) root.attributes = { xmlns: svgNamespace, ...root.attributes };
      return null;
    };
    svg = optimize(text.replace(/^\uFEFF/, ''), { plugins: [{ name: 'sanitize', fn: clean }] }).data;
  } catch (error) {
    const reason = error instanceof Error && 'reason' in error ? String(error.reason) : '';
    return { problem: `cannot be read as XML${reason && ` (${reason})`}` };
  }
  if (!root) return { problem: 'is no SVG' };
  const size = sizeOf(root.attributes);
  return { svg, ...(size && { size }) };
}

function cleanElement(element: XastElement): void {
  element.attributes = cleanAttributes(element);
  element.children = element.children.flatMap((child): XastChild[] => {
    switch (child.type) {
      case 'element':
        if (!elements.has(child.name) || animatesLink(child)) return [];
        cleanElement(child);
        return child.name === 'style' && !isSafeCss(textOf(child)) ? [] : [child];
      case 'text':
      case 'cdata':
        return [{ type: 'text', value: child.value }];
      default:
        return [];
    }
  });
}

function cleanAttributes({ name, attributes }: XastElement): Record<string, string> {
  const { href = attributes['xlink:href'], ...others } = attributes;
  const kept = Object.entries(others).filter(([key, value]) => attribute.test(key) && key !== 'xmlns' && isSafeValue(key, value));
  const url = href?.trim() ?? '';
  const isKept = url.startsWith('#') || ((name === 'image' || name === 'feImage') && embedded.test(url));
  return { ...Object.fromEntries(kept), ...(isKept && { href: url }) };
}

function isSafeValue(key: string, value: string): boolean {
  if (/(?:java|vb)script:/i.test(value.replace(/[\p{Z}\p{C}]/gu, ''))) return false;
  return key === 'style' || /url\s*\(|\\/i.test(value) ? isSafeCss(value) : true;
}

/** An animation can set a link. */
function animatesLink({ name, attributes }: XastElement): boolean {
  return /^(?:animate|set)/.test(name) && /href$|^on|^style$/i.test((attributes['attributeName'] ?? '').trim());
}

const unsafeCss =
  /\\|@(?:import|namespace|charset|document)|(?:image|image-set|cross-fade|src|expression|element)\s*\(|-moz-binding|behavior\s*:|<!--/i;
const safeUrl =
  /^url\(\s*["']?\s*(?:#|data:(?:image\/(?:png|jpeg|gif|webp|avif)|font\/[\w-]+|application\/(?:x-)?font-[\w-]+)[;,])/i;

/** Whether styles load nothing from elsewhere. Those with escapes are rejected. */
function isSafeCss(css: string): boolean {
  const plain = css.replace(/\/\*[\s\S]*?(?:\*\/|$)/g, '');
  if (unsafeCss.test(css) || unsafeCss.test(plain)) return false;
  return [...plain.matchAll(/url\s*\(/gi)].every(({ index }) => safeUrl.test(plain.slice(index, index + 200)));
}

function textOf({ children }: XastElement): string {
  return children.map((child) => (child.type === 'text' ? child.value : '')).join('');
}

/** The units of SVG in CSS pixels. Percentages are ignored. */
const units: Readonly<Record<string, number>> = {
  '': 1,
  px: 1,
  pt: 4 / 3,
  pc: 16,
  mm: 96 / 25.4,
  cm: 96 / 2.54,
  in: 96,
  em: 16,
  ex: 8,
};

function pixelsOf(length: string | undefined): number | undefined {
  const [, number, unit = ''] = /^\s*\+?([\d.]+(?:e[+-]?\d+)?)([a-z]*)\s*$/i.exec(length ?? '') ?? [];
  const pixels = Number(number) * (units[unit.toLowerCase()] ?? Number.NaN);
  return pixels > 0 && pixels < 1e6 ? pixels : undefined;
}

/** The size as browsers compute it: width and height, with missing ones from `viewBox`. */
function sizeOf({ width, height, viewBox }: Record<string, string>): FileFacts['size'] {
  const [, , boxWidth = 0, boxHeight = 0] = (viewBox ?? '')
    .trim()
    .split(/[\s,]+/)
    .map(Number);
  const ratio = boxWidth > 0 && boxHeight > 0 ? boxWidth / boxHeight : undefined;
  const [wide, high] = [pixelsOf(width), pixelsOf(height)];
  const size =
    wide !== undefined && high !== undefined
      ? { width: wide, height: high }
      : ratio === undefined
        ? undefined
        : wide !== undefined
          ? { width: wide, height: wide / ratio }
          : high !== undefined
            ? { width: high * ratio, height: high }
            : { width: boxWidth, height: boxHeight };
  return size && { width: Math.max(1, Math.round(size.width)), height: Math.max(1, Math.round(size.height)) };
}
