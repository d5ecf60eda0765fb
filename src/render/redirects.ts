/** Other addresses of articles: their permalink, and their aliases, also as former paths (`old/folder/name`). Each leads on to the article. */
import { outputPath } from '../site/urls.ts';
import { slugSegment } from '../wiki/article-id.ts';
import type { Article, ArticleId } from '../wiki/model.ts';
import type { RenderContext } from './context.ts';
import { escapeAttribute, escapeText } from './slots.ts';

export interface Redirect {
  /** Percent-encoded, with the base. */
  readonly from: string;
  readonly to: string;
  readonly title: string;
  readonly lang: string;
}

/** Names of files have an end. */
const maxSegmentBytes = 240;

/**
 * By address. An address that a page has, or that two articles want, leads nowhere new.
 *
 * @param taken hrefs of all pages
 */
export function redirectsOf(context: RenderContext, taken: readonly string[]): Redirect[] {
  const { urls, wiki } = context;
  // On some disks `Orbit` and `orbit` are one folder.
  const keyOf = (path: string): string => path.normalize('NFC').toLowerCase();
  const pages = new Set(taken.map((href) => keyOf(decodeURIComponent(href))));
  const wanted = new Map<string, { path: string; by: Set<ArticleId> }>();
  for (const { id, parsed } of [...wiki.articles, ...wiki.pages]) {
    for (const path of otherPaths(parsed.properties)) {
      const key = keyOf(urls.base + path);
      if (pages.has(key) || isOfTheSite(path)) continue;
      const found = wanted.get(key) ?? { path, by: new Set() };
      found.by.add(id);
      wanted.set(key, found);
    }
  }
  return [...wanted.values()].flatMap(({ path, by }): Redirect[] => {
    const [id, ...others] = by;
    const article = id !== undefined && others.length === 0 ? wiki.byId.get(id) : undefined;
    return article
      ? [{ from: urls.page(path), to: urls.article(article.id), title: article.parsed.title, lang: article.lang }]
      : [];
  });
}

/** Paths below the base, with a slash at the end where a page is a folder. */
function otherPaths({ permalink, aliases }: Article['parsed']['properties']): string[] {
  const own = permalink === undefined ? [] : permalinkPath(permalink);
  return [...own, ...aliases.flatMap(aliasPath)];
}

/** As it is written, for it may be known elsewhere: `/Guides/Tides.html`, `/guides/tides`. */
function permalinkPath(permalink: string): string[] {
  const segments = permalink.split(/[?#]/)[0]?.split('/').filter(Boolean) ?? [];
  const path = segments.join('/').normalize('NFC');
  if (/^[a-z][\w+.-]*:/i.test(permalink) || !isPath(segments)) return [];
  return [/\.html?$/i.test(path) ? path : `${path}/`];
}

/** As the id of an article of that name would be. */
function aliasPath(alias: string): string[] {
  const segments = alias
    .normalize('NFC')
    .replace(/\.md$/i, '')
    .split('/')
    .filter((segment) => segment.trim() !== '')
    .map((segment) => slugSegment(segment.trim()));
  return isPath(segments) ? [`${segments.join('/')}/`] : [];
}

const bytes = new TextEncoder();

/** Nothing that leads elsewhere, is hidden, or is no name for a file on some system. */
function isPath(segments: readonly string[]): boolean {
  return (
    segments.length > 0 &&
    segments.every(
      (segment) => !/^[._]|[\p{Cc}\\:*?"<>|]|[. ]$/u.test(segment) && bytes.encode(segment).length <= maxSegmentBytes,
    ) &&
    // A page that is a file is no folder.
    !segments.slice(0, -1).some((segment) => /\.html?$/i.test(segment))
  );
}

/** Folders that the site keeps for itself, whatever is in them now. */
function isOfTheSite(path: string): boolean {
  return /^(?:attachments|pagefind|mermaid|types|tags|graph|health|all|recent|search|sources|404(?:\.html)?|index\.html?)(?:\/|$)/i.test(
    path,
  );
}

/** A page that leads on without scripts and is in no search engine. */
export function redirectHtml({ to, title, lang }: Redirect, { urls }: Pick<RenderContext, 'urls'>): string {
  const href = escapeAttribute(to);
  const canonical = escapeAttribute(urls.absolute(to) ?? to);
  return `<!DOCTYPE html><html lang="${escapeAttribute(lang)}"><head><meta charset="utf-8"><title>${escapeText(title)}</title><meta name="robots" content="noindex"><link rel="canonical" href="${canonical}"><meta http-equiv="refresh" content="0; url=${href}"></head><body><p><a href="${href}">${escapeText(title)}</a></p></body></html>\n`;
}

/** Some hosts read no more lines. */
const maxLines = 2000;

/** `_redirects` of Netlify and Cloudflare Pages: there the address itself answers. Empty where there is nothing to say. */
export function redirectLines(redirects: readonly Redirect[]): string {
  // What follows `:` and `*` would be placeholders.
  const plain = redirects.filter(({ from }) => !/[:*]/.test(from));
  return plain
    .slice(0, maxLines)
    .map(({ from, to }) => `${from} ${to} 301\n`)
    .join('');
}

/** Where the page of a redirect is written. */
export function redirectFile({ from }: Redirect, { urls }: Pick<RenderContext, 'urls'>): string {
  return outputPath(from, urls.base);
}
