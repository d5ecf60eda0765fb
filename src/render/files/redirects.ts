/** Other addresses of articles: their permalink, and their aliases, also as former paths (`old/folder/name`). Each leads on to the article. */
import { outputPath } from '../../site/urls.ts';
import type { Article, ArticleId } from '../../wiki/model.ts';
import { aliasAddress, permalinkAddress } from '../../wiki/schema/other-addresses.ts';
import type { RenderContext } from '../context.ts';
import { escapeAttribute, escapeText } from '../print/escape.ts';

export interface Redirect {
  /** Percent-encoded, with the base. */
  readonly from: string;
  readonly to: string;
  readonly title: string;
  readonly lang: string;
}

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
