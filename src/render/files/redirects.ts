/** Redirects to articles from their permalink and their aliases, including aliases that are former paths (`old/folder/name`). */
import { outputPath } from '../../site/urls.ts';
import type { Article, ArticleId } from '../../wiki/model.ts';
import { aliasAddress, permalinkAddress } from '../../wiki/schema/other-addresses.ts';
import type { RenderContext } from '../context.ts';
import { escapeAttribute, escapeText } from '../print/escape.ts';

export interface Redirect {
  /** Percent-encoded, with the base path. */
  readonly from: string;
  readonly to: string;
  readonly title: string;
  readonly lang: string;
}

/**
 * All redirects, by address. Leaves out an address that a page has or that two articles want.
 *
 * @param taken hrefs of all pages
 */
export function redirectsOf(context: RenderContext, taken: readonly string[]): Redirect[] {
  const { urls, wiki } = context;
  // Some file systems treat `Orbit` and `orbit` as the same folder.
  const keyOf = (path: string): string => path.normalize('NFC').toLowerCase();
  const pages = new Set(taken.map((href) => keyOf(decodeURIComponent(href))));
  const wanted = new Map<string, { path: string; by: Set<ArticleId> }>();
  for (const { id, parsed } of [...wiki.articles, ...wiki.pages]) {
    for (const path of otherPaths(parsed)) {
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

/** Paths below the base. */
function otherPaths({ path, properties: { permalink, aliases } }: Article['parsed']): string[] {
  const addresses = [
    ...(permalink === undefined ? [] : [permalinkAddress(permalink)]),
    ...aliases.map((alias) => aliasAddress(alias, path)),
  ];
  return addresses.flatMap((address) => (address && 'path' in address ? [address.path] : []));
}

/** Whether a path is in a folder reserved for the site, used or not. */
function isOfTheSite(path: string): boolean {
  return /^(?:attachments|pagefind|mermaid|types|tags|graph|health|all|recent|search|sources|404(?:\.html)?|index\.html?)(?:\/|$)/i.test(
    path,
  );
}

/** A page that redirects without scripts and is excluded from search engines. */
export function redirectHtml({ to, title, lang }: Redirect, { urls }: Pick<RenderContext, 'urls'>): string {
  const href = escapeAttribute(to);
  const canonical = escapeAttribute(urls.absolute(to) ?? to);
  return `<!DOCTYPE html><html lang="${escapeAttribute(lang)}"><head><meta charset="utf-8"><title>${escapeText(title)}</title><meta name="robots" content="noindex"><link rel="canonical" href="${canonical}"><meta http-equiv="refresh" content="0; url=${href}"></head><body><p><a href="${href}">${escapeText(title)}</a></p></body></html>\n`;
}

/** Maximum number of lines that some hosts read. */
const maxLines = 2000;

/**
 * The `_redirects` file of Netlify and Cloudflare Pages, with which the host itself redirects. Empty if there are no redirects. Hosts
 * read it in the root of what they serve, so the paths have the base.
 */
export function redirectLines(redirects: readonly Redirect[]): string {
  // Hosts read `:` and `*` as the start of placeholders.
  const plain = redirects.filter(({ from }) => !/[:*]/.test(from));
  return plain
    .slice(0, maxLines)
    .map(({ from, to }) => `${from} ${to} 301\n`)
    .join('');
}

/** The file for the page of a redirect. */
export function redirectFile({ from }: Redirect, { urls }: Pick<RenderContext, 'urls'>): string {
  return outputPath(from, urls.base);
}
