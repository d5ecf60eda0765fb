/** URLs in raw HTML that may lead into the vault: of links, images, players, and the image lists in `srcset`. */

import { schemeOf } from '../schema/html-policy.ts';
import { htmlMark } from '../text/noncharacters.ts';

/** Tags that name a file, such as `<a href="…">` or `<img src="…">`, and the URL in them, with or without quotes. */
const tags = /<(a|img|source|video|audio)\b[^<>]*>?/gi;
const urls = /(\s(?:href|src|poster)\s*=\s*)(?:(["'])([^"'<>]*)\2|([^\s"'=<>`]+))/gi;
const lists = /(\ssrcset\s*=\s*)(["'])([^"'<>]*)\2/gi;

/** An element with a URL. */
export interface UrlHolder {
  /** Lower case. */
  readonly name: string;
  /** As written, with its attributes. */
  readonly tag: string;
}

/** Whether a URL leaves the vault: it has a scheme or a host. */
export function isExternal(url: string): boolean {
  return url.startsWith('//') || schemeOf(url) !== undefined;
}

/** Replaces the URLs in HTML. Calls `replace` in order: for each tag the single URLs first, then those in lists. */
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

/** Attributes whose value is a URL, besides `srcset`. */
const urlAttributes: ReadonlySet<string> = new Set(['href', 'src', 'cite', 'data', 'poster', 'action', 'longdesc']);
const attribute = /(\s)([a-z][\w:-]*)(\s*=\s*)("[^"]*"|'[^']*'|[^\s"'<>=]+)/gi;

/**
 * Replaces every URL in a tag, and every value that looks like the path of an article, in any attribute.
 *
 * @param replace is given the URL without entities; returns undefined for a URL to keep
 */
export function replaceUrls(tag: string, replace: (url: string) => string | undefined): string {
  return tag.replace(attribute, (raw: string, space: string, name: string, equals: string, quoted: string) => {
    const value = attributeValue(quoted.replace(/^["']|["']$/g, ''));
    const kind = name.toLowerCase();
    const isUrl = urlAttributes.has(kind) || /\.md(?:#.*)?$/i.test(value);
    const other = kind === 'srcset' ? inList(value, replace) : isUrl ? replace(value) : undefined;
    return other === undefined ? raw : `${space}${name}${equals}"${other.replaceAll('"', '&quot;')}"`;
  });
}

/** `a.png 1x, b.png 2x`; undefined if nothing in it is replaced. */
function inList(list: string, replace: (url: string) => string | undefined): string | undefined {
  const candidates = list.split(/,\s+|,$/).flatMap((candidate) => candidate.trim() || []);
  const others = candidates.map((candidate) => candidate.replace(/^\S+/, (url) => replace(url) ?? url));
  return others.every((other, index) => other === candidates[index]) ? undefined : others.join(', ');
}

/** The value of an attribute as browsers read it. */
function attributeValue(written: string): string {
  return written
    .replace(/&#(?:x([0-9a-f]{1,6})|(\d{1,7}));?/gi, (raw: string, hex?: string, decimal?: string) => {
      const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
      return code <= 0x10ffff ? String.fromCodePoint(code) : raw;
    })
    .replace(/&period;/g, '.')
    .replace(/&sol;/g, '/')
    .replace(/&lowbar;/g, '_')
    .replace(/&amp;/g, '&')
    .trim();
}

/** Placeholder for the address of link number `index` while raw HTML is parsed. */
export function urlOfLink(index: number): string {
  return htmlMark.start + index + htmlMark.end;
}

const urlOfAnyLink = new RegExp(`^${htmlMark.start}(\\d+)${htmlMark.end}$`);

/** The number of the link whose placeholder this is; undefined for any other text. */
export function linkOfUrl(text: string): number | undefined {
  const [, index] = urlOfAnyLink.exec(text) ?? [];
  return index === undefined ? undefined : Number(index);
}

export function holdsUrlOfVault(text: string): boolean {
  return text.includes(htmlMark.start);
}

/** Path and anchor of a relative URL, percent-decoded and without its query. */
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
