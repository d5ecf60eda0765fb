/** URLs in raw HTML that lead into the vault: of links, images, players, and the lists of images in `srcset`. */

import { schemeOf } from '../schema/html-policy.ts';
import { urlMark } from '../text/noncharacters.ts';

/** A raw element that names a file: `<a href="…">`, `<img src="…">`; and the URL in it, with quotes or without. */
const tags = /<(a|img|source|video|audio)\b[^<>]*>?/gi;
const urls = /(\s(?:href|src|poster)\s*=\s*)(?:(["'])([^"'<>]*)\2|([^\s"'=<>`]+))/gi;
const lists = /(\ssrcset\s*=\s*)(["'])([^"'<>]*)\2/gi;

/** Of an element that holds a URL. */
export interface UrlHolder {
  /** In small letters. */
  readonly name: string;
  /** With its attributes, as written. */
  readonly tag: string;
}

/** True for a URL that leaves the vault: one with a scheme or a host. */
export function isExternal(url: string): boolean {
  return url.startsWith('//') || schemeOf(url) !== undefined;
}

/** The same HTML with other URLs, asked for in order: of each tag first the single ones, then those of lists. */
export function withOwnUrls(html: string, replace: (url: string, holder: UrlHolder) => string): string {
  return html.replace(tags, (tag: string, written: string) => {
    const holder = { name: written.toLowerCase(), tag };
    const replaced = (url: string): string => (url === '' || url.startsWith('#') || isExternal(url) ? url : replace(url, holder));
    return tag
      .replace(urls, (whole, head: string, _quote: string | undefined, quoted: string | undefined, bare = '') => {
        const url = quoted ?? bare;
        const other = replaced(url);
        return other === url ? whole : `${head}"${other}"`;
      })
      .replace(lists, (_, head: string, quote: string, list: string) => {
        const candidates = list.split(/,\s+|,$/).map((candidate) => candidate.trim().replace(/^\S+/, replaced));
        return `${head}${quote}${candidates.filter((candidate) => candidate !== '').join(', ')}${quote}`;
      });
  });
}

/** Replaces the address of link number `index` while raw HTML is parsed. */
export function urlOfLink(index: number): string {
  return urlMark.start + index + urlMark.end;
}

/** The number of the link whose address stands here; undefined for any other text. */
export function linkOfUrl(text: string): number | undefined {
  const { start, end } = urlMark;
  return text.startsWith(start) && text.endsWith(end) ? Number(text.slice(start.length, -end.length)) : undefined;
}

export function holdsUrlOfVault(text: string): boolean {
  return text.includes(urlMark.start);
}

/** The path and anchor of a relative URL, percent-decoded; a query is dropped. */
export function partsOfPath(url: string): { target: string; anchor?: string } {
  const hash = url.indexOf('#');
  const path = (hash < 0 ? url : url.slice(0, hash)).replace(/\?.*$/, '');
  const anchor = hash < 0 ? '' : decode(url.slice(hash + 1));
  return { target: decode(path), ...(anchor && { anchor }) };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
