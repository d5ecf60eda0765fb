/** Prints files of the vault: pictures, players, PDFs, and links to files that only other programs open. */

import type { Say } from '../../site/words.ts';
import { type ImageLabel, parseImageLabel } from '../../wiki/schema/image-label.ts';
import { mediaKindOf, mediaNameOf } from '../../wiki/schema/media.ts';
import { escapeAttribute, escapeText } from './escape.ts';

/** A published attachment. */
export interface PublishedFile {
  readonly href: string;
  readonly bytes: number;
  /** The original name, for saving the file, if it is published under a name that no browser opens as a document. */
  readonly download?: string;
  /** Size of a picture in CSS pixels; undefined if the file gives none. */
  readonly size?: Size;
  /** Smaller copies of a picture, by format, best first. */
  readonly sources?: readonly PictureSource[];
}

interface Size {
  readonly width: number;
  readonly height: number;
}

export interface PictureSource {
  readonly type: 'image/avif' | 'image/webp';
  /** By width, ascending. */
  readonly copies: readonly { readonly href: string; readonly width: number }[];
}

/** Width of the text column in CSS pixels, and the margins; keep in step with tokens.css and frame.css. */
const measure = 608;
const margins = '2.25rem';

/** A picture, with `title` as HTML. */
export function pictureHtml(file: PublishedFile, label: ImageLabel, title = ''): string {
  const shown = shownSize(file.size, label);
  const attributes = [
    `src="${escapeAttribute(file.href)}"`,
    `alt="${escapeAttribute(label.alt)}"`,
    ...(title === '' ? [] : [`title="${title.replaceAll('"', '&quot;')}"`]),
    ...(shown.width === undefined ? [] : [`width="${shown.width}"`]),
    ...(shown.height === undefined ? [] : [`height="${shown.height}"`]),
    'loading="lazy"',
    'decoding="async"',
  ];
  const image = `<img ${attributes.join(' ')}>`;
  if (!file.sources || file.sources.length === 0) return image;
  const sizes = sizesOf(shown.width);
  const sources = file.sources.map((source) => `<source type="${source.type}" srcset="${srcsetOf(source)}" sizes="${sizes}">`);
  return `<picture>${sources.join('')}${image}</picture>`;
}

/** Attributes that an author's `<img>` lacks: its size, and smaller copies in the format that every browser supports. */
export function rawImageAttributes(file: PublishedFile, given: { width?: string; height?: string; srcset?: string }): string {
  const width = /^\d+$/.test(given.width ?? '') ? Number(given.width) : undefined;
  const isSized = given.height !== undefined || (given.width !== undefined && width === undefined);
  const shown = isSized ? { width } : shownSize(file.size, { alt: '', ...(width !== undefined && { width }) });
  const webp = given.srcset === undefined ? file.sources?.find(({ type }) => type === 'image/webp') : undefined;
  return [
    ...(given.width === undefined && shown.width !== undefined ? [` width="${shown.width}"`] : []),
    ...('height' in shown && shown.height !== undefined ? [` height="${shown.height}"`] : []),
    ...(webp ? [` srcset="${srcsetOf(webp)}" sizes="${sizesOf(shown.width)}"`] : []),
  ].join('');
}

/** The author's size, with the aspect ratio of the picture; two numbers are a box for it to fit into. */
function shownSize(size: Size | undefined, { width, height }: ImageLabel): { width?: number; height?: number } {
  if (!size) return { ...(width !== undefined && { width }), ...(height !== undefined && { height }) };
  if (width === undefined) return size;
  const scale = Math.min(width / size.width, (height ?? Number.POSITIVE_INFINITY) / size.height);
  return { width: Math.max(1, Math.round(size.width * scale)), height: Math.max(1, Math.round(size.height * scale)) };
}

function srcsetOf({ copies }: PictureSource): string {
  return copies.map(({ href, width }) => `${escapeAttribute(href)} ${width}w`).join(', ');
}

/** The `sizes` attribute of a picture: its own width, at most that of the column. */
function sizesOf(width = measure): string {
  const most = Math.min(width, measure);
  return `(min-width: ${most + 40}px) ${most}px, calc(100vw - ${margins})`;
}

/** An embedded file with the author's label. */
export interface ShownFile {
  readonly path: string;
  readonly file: PublishedFile;
  /** The text after the `#` of the link. */
  readonly fragment?: string | undefined;
  /** The label as written, after the bar or in the brackets. */
  readonly label?: string | undefined;
}

/**
 * A file on a line of its own: a player or a PDF above its name, which links to the file; undefined for other files.
 *
 * @param isMixed whether blocks find their own direction
 */
export function fileFigure(shown: ShownFile, attributes: string, isMixed: boolean, say: Say): string | undefined {
  const view = viewOf(shown);
  if (view === undefined) return undefined;
  return `<figure class="file" data-file="${mediaKindOf(shown.path)}"${attributes}>${view}<figcaption${isMixed ? ' dir="auto"' : ''}>${fileLink(shown, say)}</figcaption></figure>`;
}

/** The same within text: a player, or a link. */
export function fileInline(shown: ShownFile, say: Say): string {
  return mediaKindOf(shown.path) === 'pdf' ? fileLink(shown, say) : (viewOf(shown) ?? fileLink(shown, say));
}

function viewOf(shown: ShownFile): string | undefined {
  const { path, label } = shown;
  const { width, height } = parseImageLabel(label);
  const name = escapeAttribute(nameOf(shown));
  const src = escapeAttribute(hrefOf(shown));
  const instead = `<a class="attachment" href="${src}">${escapeText(nameOf(shown))}</a>`;
  switch (mediaKindOf(path)) {
    case 'audio':
      return `<audio src="${src}" controls preload="none" aria-label="${name}">${instead}</audio>`;
    case 'video': {
      const size = `${width === undefined ? '' : ` width="${width}"`}${height === undefined ? '' : ` height="${height}"`}`;
      return `<video src="${src}"${size} controls preload="metadata" playsinline aria-label="${name}">${instead}</video>`;
    }
    case 'pdf': {
      const high = heightOf(shown.fragment);
      return `<iframe src="${src}" title="${name}" loading="lazy"${high === undefined ? '' : ` height="${high}"`}></iframe>`;
    }
    default:
      return undefined;
  }
}

/** A link to a file, with its name, kind and size. */
function fileLink(shown: ShownFile, say: Say): string {
  const facts = [mediaNameOf(shown.path), sizeInWords(shown.file.bytes, say)].filter((fact) => fact !== '').join(', ');
  const page = /(?:^|&)page=(\d+)/.exec(shown.fragment ?? '')?.[1];
  const told = page === undefined ? facts : say('fileWithPage', { facts, page });
  const href = escapeAttribute(hrefOf(shown));
  return `<a class="attachment" href="${href}"${downloadAttribute(shown.file)}>${escapeText(nameOf(shown))}</a> <small>${escapeText(told)}</small>`;
}

/** With a space before it; empty for a file that browsers may open. */
export function downloadAttribute({ download }: Pick<PublishedFile, 'download'>): string {
  return download === undefined ? '' : ` download="${escapeAttribute(download)}"`;
}

function nameOf({ path, label }: ShownFile): string {
  return parseImageLabel(label).alt || (path.split('/').at(-1) ?? path);
}

/** The height applies to the page; the rest of the fragment (`page=3`, `t=10`) is for the viewer of the file. */
function hrefOf({ file, fragment = '' }: ShownFile): string {
  const rest = fragment
    .split('&')
    .filter((part) => !part.startsWith('height='))
    .join('&');
  return rest === '' ? file.href : `${file.href}#${encodeURI(rest)}`;
}

function heightOf(fragment = ''): number | undefined {
  const height = Number(/(?:^|&)height=(\d{2,4})(?:&|$)/.exec(fragment)?.[1]);
  return height > 0 ? height : undefined;
}

/** `24 bytes`, `8 kB`, `1.2 MB` */
export function sizeInWords(bytes: number, say: Say): string {
  if (bytes < 1000) return say('byteCount', { count: bytes });
  const units = ['kB', 'MB', 'GB', 'TB'];
  let size = bytes / 1000;
  let unit = 0;
  while (size >= 999.5 && unit < units.length - 1) {
    size /= 1000;
    unit++;
  }
  return `${say.number(size < 9.95 ? Number(size.toFixed(1)) : Math.round(size))} ${units[unit]}`;
}
