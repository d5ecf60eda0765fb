/**
 * Atom feeds (RFC 4287) of the whole wiki and of each type, with the most recently changed articles. Made only for a wiki with a
 * `url`, since ids and links are absolute.
 */
import { groupBy } from '../../shared/group-by.ts';
import { compareStrings } from '../../wiki/diagnostics.ts';
import type { Article } from '../../wiki/model.ts';
import { cut, lastChange, type RenderContext } from '../context.ts';
import { escapeXml } from './xml.ts';

const maxEntries = 50;
const summaryLength = 500;

interface Feed {
  readonly href: string;
  readonly title: string;
  /** Renders the XML, which depends only on the articles. */
  readonly render: () => string;
}

interface Dated {
  readonly article: Article;
  /** An instant in RFC 3339 format. */
  readonly updated: string;
}

/** All feeds; none for a wiki without `url` or with `features: { feeds: false }`. */
export function feedsOf(context: RenderContext): Feed[] {
  const { config, urls, site } = context;
  if (site.feedHref === undefined) return [];
  const dated = context.wiki.articles
    .flatMap((article): Dated[] => {
      const updated = lastChange(context, article);
      return updated === undefined ? [] : [{ article, updated: instant(updated) }];
    })
    .sort((a, b) => compareStrings(b.updated, a.updated) || compareStrings(a.article.id, b.article.id));
  const feed = (href: string, pageHref: string, title: string, entries: readonly Dated[]): Feed => ({
    href,
    title,
    render: () => feedXml(context, { href, pageHref, title }, entries.slice(0, maxEntries)),
  });
  const byType = groupBy(dated, ({ article: { type } }) => type);
  const ofTypes = site.types.map(({ key, plural, href }) =>
    feed(typeFeedHref(href), href, typeFeedTitle(plural, config.title), byType.get(key) ?? []),
  );
  return [feed(site.feedHref, urls.home, config.title, dated), ...ofTypes];
}

/** @param href the page of the type */
export function typeFeedHref(href: string): string {
  return `${href}feed.xml`;
}

export function typeFeedTitle(plural: string, wiki: string): string {
  return `${plural} · ${wiki}`;
}

/** The last change of a feed without entries. */
const never = '1970-01-01T00:00:00Z';

function feedXml(
  context: RenderContext,
  { href, pageHref, title }: { href: string; pageHref: string; title: string },
  entries: readonly Dated[],
): string {
  const { config, urls } = context;
  const absolute = (path: string): string => escapeXml(urls.absolute(path) ?? path);
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${escapeXml(config.lang)}">`,
    `<id>${absolute(href)}</id>`,
    `<title>${escapeXml(title)}</title>`,
    ...(config.description === '' ? [] : [`<subtitle>${escapeXml(config.description)}</subtitle>`]),
    `<link rel="self" type="application/atom+xml" href="${absolute(href)}"/>`,
    `<link rel="alternate" type="text/html" href="${absolute(pageHref)}"/>`,
    `<updated>${entries[0]?.updated ?? never}</updated>`,
    `<author><name>${escapeXml(config.author ?? config.title)}</name></author>`,
    '<generator>Sourcebook</generator>',
    ...entries.map(({ article, updated }) => entryXml(context, article, updated)),
    '</feed>',
    '',
  ].join('\n');
}

function entryXml({ config, urls }: RenderContext, { id, lang, parsed, type }: Article, updated: string): string {
  const href = escapeXml(urls.absolute(urls.article(id)) ?? '');
  const { label } = config.types.of(type);
  const { created } = parsed.properties;
  return [
    lang === config.lang ? '<entry>' : `<entry xml:lang="${escapeXml(lang)}">`,
    `<id>${href}</id>`,
    `<title>${escapeXml(parsed.title)}</title>`,
    `<link rel="alternate" type="text/html" href="${href}"/>`,
    ...(created === undefined ? [] : [`<published>${instant(created)}</published>`]),
    `<updated>${updated}</updated>`,
    `<category term="${escapeXml(type)}" label="${escapeXml(label)}"/>`,
    ...(parsed.summary === '' ? [] : [`<summary>${escapeXml(cut(parsed.summary, summaryLength))}</summary>`]),
    '</entry>',
  ].join('\n');
}

/** A date without a time becomes midnight UTC. */
function instant(iso: string): string {
  return iso.length === 10 ? `${iso}T00:00:00Z` : iso;
}
