/** `sitemap-index.xml` with its sitemaps, for search engines (sitemaps.org), and `robots.txt`, which refers to it. */
import { lastChange, type RenderContext } from '../context.ts';
import { escapeXml } from './xml.ts';

/** Maximum number of URLs in a sitemap. */
const maxUrls = 50_000;

interface TextFile {
  readonly path: string;
  readonly text: string;
}

/**
 * All sitemap files; none for a wiki without `url`.
 *
 * @param hrefs every page to be indexed, in any order
 */
export function sitemapFiles(context: RenderContext, hrefs: readonly string[]): TextFile[] {
  const { urls, wiki } = context;
  const { base } = urls;
  const indexUrl = urls.absolute(`${base}sitemap-index.xml`);
  if (indexUrl === undefined) return [];
  const changes = new Map(wiki.articles.map((article) => [urls.article(article.id), lastChange(context, article)]));
  const entries = [...hrefs].sort().map((href) => entryXml('url', urls.absolute(href) ?? '', changes.get(href)));
  const count = Math.ceil(entries.length / maxUrls);
  const sitemaps = Array.from({ length: count }, (_, number) => ({
    path: `sitemap-${number}.xml`,
    text: documentXml('urlset', entries.slice(number * maxUrls, (number + 1) * maxUrls)),
  }));
  const named = sitemaps.map(({ path }) => entryXml('sitemap', urls.absolute(base + path) ?? '', undefined));
  return [
    ...sitemaps,
    { path: 'sitemap-index.xml', text: documentXml('sitemapindex', named) },
    // Crawlers look for it only at the root of a host.
    ...(base === '/' ? [{ path: 'robots.txt', text: `User-agent: *\nAllow: /\n\nSitemap: ${indexUrl}\n` }] : []),
  ];
}

function entryXml(name: 'url' | 'sitemap', url: string, changed: string | undefined): string {
  const lastmod = changed === undefined ? '' : `<lastmod>${changed}</lastmod>`;
  return `<${name}><loc>${escapeXml(url)}</loc>${lastmod}</${name}>`;
}

function documentXml(name: 'urlset' | 'sitemapindex', entries: readonly string[]): string {
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    `<${name} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">`,
    ...entries,
    `</${name}>`,
    '',
  ].join('\n');
}
