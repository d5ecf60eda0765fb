/** What every page is rendered from: the finished wiki, its configuration, its URLs, and the moment of the build. */
import type { Words } from '../shared/messages.ts';
import type { SiteConfig } from '../site/config.ts';
import { type Urls, urlsWithTaxonomy } from '../site/urls.ts';
import { type Say, sayingOf, wordsOf } from '../site/words.ts';
import { isStale, staleSince } from '../wiki/graph/provenance.ts';
import type { Related } from '../wiki/graph/related.ts';
import type { Wiki } from '../wiki/link-wiki.ts';
import type { Article, ArticleId, Mentions } from '../wiki/model.ts';
import { directionOf } from '../wiki/schema/language.ts';
import { tagKeys } from '../wiki/schema/tags.ts';
import type { ArticleBody } from './body/article-html.ts';
import { hasCatalogue, urlsWithCatalogue } from './catalogue.ts';
import { type Neighbours, neighboursOf } from './neighbours.ts';
import type { Card, DateMark, HeadPayload, ListRow, SitePayload, TypeMark } from './payloads.ts';
import type { PublishedFile } from './print/files.ts';
import type { Need } from './print/printer.ts';
import { type Tags, TagTree } from './tags.ts';

export interface RenderContext {
  readonly wiki: Wiki;
  /** For each article those that belong with it most, best first. */
  readonly related: ReadonlyMap<ArticleId, readonly Related[]>;
  readonly config: SiteConfig;
  readonly urls: Urls;
  /** Articles are marked as stale that were by this moment; the reader's browser marks those that have become so since. */
  readonly now: Date;
  /** By their paths in the vault. */
  readonly attachments: ReadonlyMap<string, PublishedFile>;
  /** When files were last committed, by path; absent where nobody knows. */
  readonly history?: ReadonlyMap<string, string>;
  /** The sentences of an article's links. */
  readonly mentionsOf: (id: ArticleId) => Mentions;
  /** What `renderBody` made of an article; the last ones asked for are kept. */
  readonly bodyOf: (id: ArticleId) => ArticleBody;
  /** What readers see around the articles, in the language of the wiki. */
  readonly words: Words;
  readonly say: Say;
  readonly site: SitePayload;
  readonly cards: CardDeck;
  readonly tags: Tags;
  /** What comes before and after each article; made when it is first asked for. */
  readonly neighbours: ReadonlyMap<ArticleId, Neighbours>;
  /** How many link to an article, by magnitude: 0, 1, 2 …: a page does not change because somebody elsewhere links once more. */
  readonly prominenceOf: (id: ArticleId) => number;
}

/** The card of each article, made once. */
export interface CardDeck {
  readonly of: (article: Article) => Card;
}

export function renderContext(
  parts: Omit<RenderContext, 'words' | 'say' | 'site' | 'cards' | 'tags' | 'neighbours' | 'prominenceOf'>,
): RenderContext {
  const { now, wiki } = parts;
  // With the names that articles give to types nobody declared.
  const config = { ...parts.config, types: wiki.options.types };
  const tags = new TagTree(wiki.articles);
  const urls = urlsWithTaxonomy(
    hasCatalogue(wiki) ? urlsWithCatalogue(parts.urls) : parts.urls,
    wiki.articles.map(({ type }) => type),
    [...tags.all].map(({ key }) => tagKeys(key)),
  );
  const words = wordsOf(config);
  const made = new Map<ArticleId, Card>();
  const cards: CardDeck = {
    of(article) {
      let card = made.get(article.id);
      if (!card) {
        card = cardOf(article, config, urls, now);
        made.set(article.id, card);
      }
      return card;
    },
  };
  let neighbours: RenderContext['neighbours'] | undefined;
  return {
    ...parts,
    config,
    urls,
    words,
    say: sayingOf(words),
    cards,
    tags,
    get neighbours() {
      neighbours ??= neighboursOf(wiki.articles);
      return neighbours;
    },
    prominenceOf: (id) => Math.round(Math.log2(1 + (wiki.graph.backlinks.get(id)?.length ?? 0))),
    bodyOf: lastOnes(parts.bodyOf),
    site: sitePayload({ ...parts, config, urls, tags }),
  };
}

/** So many bodies are kept: those that many articles embed are asked for again soon. */
const maxBodies = 64;

function lastOnes(bodyOf: RenderContext['bodyOf']): RenderContext['bodyOf'] {
  const kept = new Map<ArticleId, ArticleBody>();
  return (id) => {
    const body = kept.get(id) ?? bodyOf(id);
    kept.delete(id);
    kept.set(id, body);
    for (const oldest of kept.keys()) {
      if (kept.size <= maxBodies) break;
      kept.delete(oldest);
    }
    return body;
  };
}

const summaryLength = 120;

/** A status is a word or two; some authors write a sentence. */
export const statusLength = 40;

function cardOf({ id, type, parsed, trust }: Article, config: SiteConfig, urls: Urls, now: Date): Card {
  const { status, statusWord } = parsed.properties;
  const staleAfter = staleSince(parsed.properties, config.staleAfterDays);
  return {
    id,
    href: urls.article(id),
    title: parsed.title,
    type: typeMark(type, config, urls),
    summary: cut(parsed.summary, summaryLength),
    ...(saysWhoMadeIt({ parsed }) && { trust }),
    status,
    ...(statusWord !== undefined && { statusWord: cut(statusWord, statusLength) }),
    ...(staleAfter !== undefined && { staleAfter }),
    stale: isStale(staleAfter, now),
  };
}

/** Trust is shown only where somebody keeps book of it. */
export function saysWhoMadeIt({ parsed: { properties } }: Pick<Article, 'parsed'>): boolean {
  return properties.generated !== undefined || properties.verified.length > 0;
}

/** At most `length` characters (of what a reader counts as one), ending in `…` where something was cut off. */
export function cut(text: string, length: number): string {
  if (text.length <= length) return text;
  const characters = [...text];
  return characters.length <= length
    ? text
    : `${characters
        .slice(0, length - 1)
        .join('')
        .trimEnd()}…`;
}

export function typeMark(key: string, config: SiteConfig, urls: Urls): TypeMark {
  const { label, plural, shape, hue } = config.types.of(key);
  return { key, label, plural, shape, hue, href: urls.type(key) };
}

function sitePayload({
  wiki,
  config,
  urls,
  attachments,
  tags,
}: Pick<RenderContext, 'wiki' | 'config' | 'urls' | 'attachments' | 'tags'>): SitePayload {
  const types = new Set(wiki.articles.map(({ type }) => type));
  const absolute = urls.absolute(urls.home);
  const { accent } = config.theme;
  const hrefOf = (path: string | undefined): string | undefined => (path === undefined ? undefined : attachments.get(path)?.href);
  const logoHref = hrefOf(config.theme.logo);
  const cssHref = hrefOf(config.theme.css);
  return {
    title: config.title,
    description: config.description,
    lang: config.lang,
    ...(absolute !== undefined && { url: absolute }),
    homeHref: urls.home,
    allHref: urls.all,
    recentHref: urls.recent,
    ...(types.size > 0 && { typesHref: urls.types }),
    ...(tags.size > 0 && { tagsHref: urls.tags }),
    searchHref: urls.search,
    ...(config.search && wiki.articles.length > 0 && { pagefindHref: urls.pagefind }),
    ...(config.feeds && absolute !== undefined && { feedHref: `${urls.base}feed.xml` }),
    types: [...types].sort().map((key) => typeMark(key, config, urls)),
    previews: config.previews,
    faviconHref: hrefOf(config.theme.favicon) ?? urls.favicon,
    ...(config.graph && { graphHref: urls.graph }),
    ...(accent !== undefined && { accent }),
    ...(logoHref !== undefined && { logoHref }),
    ...(cssHref !== undefined && { cssHref }),
  };
}

export function headOf(
  { config, urls }: RenderContext,
  page: { title: string; description: string; href: string; lang?: string | undefined; needs?: ReadonlySet<Need> },
): HeadPayload {
  const lang = page.lang ?? config.lang;
  const canonical = urls.absolute(page.href);
  return {
    title: titleOf(page.title, config.title),
    description: page.description,
    ...(canonical !== undefined && { canonical }),
    lang,
    dir: directionOf(lang),
    needs: [...(page.needs ?? [])].sort(),
  };
}

/** So much of the title of a page is shown where pages are listed: tabs, bookmarks, results of search engines. */
const shownTitle = 70;

/** The title with that of the site, as long as both are shown. */
function titleOf(title: string, site: string): string {
  const both = `${title} · ${site}`;
  return title === site || both.length > shownTitle ? title : both;
}

/** Where the file of a page can be edited; undefined where the wiki does not say. */
export function editHref({ editUrl }: SiteConfig, path: string): string | undefined {
  return editUrl?.replaceAll('{path}', path.split('/').map(encodeURIComponent).join('/'));
}

/** Who is meant, of an actor as OKF v0.2 §7 writes one: `human:ada` is Ada. */
export function actorName(by: string): string {
  return by.replace(/^human:/, '');
}

const dateFormats = new Map<string, Intl.DateTimeFormat>();
/** Formatting a date costs as much as rendering a link; wikis have far fewer days than dates. */
const dateLabels = new Map<string, string>();

/** The same day wherever the build runs: times are shown in UTC. */
export function dateMark(iso: string, lang: string): DateMark {
  const key = `${lang} ${iso}`;
  const known = dateLabels.get(key);
  if (known !== undefined) return { iso, label: known };
  let format = dateFormats.get(lang);
  if (!format) {
    format = new Intl.DateTimeFormat(lang === 'en' ? 'en-GB' : lang, { dateStyle: 'long', timeZone: 'UTC' });
    dateFormats.set(lang, format);
  }
  const label = format.format(new Date(iso));
  dateLabels.set(key, label);
  return { iso, label };
}

/** A date as exact as it is known: a year stays a year. */
export function issuedMark(issued: string, lang: string): DateMark {
  return /^\d{4}(?:-\d{2})?$/.test(issued) ? { iso: issued, label: issued } : dateMark(issued, lang);
}

/** When an article was last changed, as it says itself. */
export function statedChange({ parsed: { properties } }: Pick<Article, 'parsed'>): string | undefined {
  return properties.updated ?? properties.created;
}

/** When an article was last changed: as it says itself, else as its repository tells. */
export function lastChange({ history }: Pick<RenderContext, 'history'>, article: Article): string | undefined {
  return statedChange(article) ?? history?.get(article.parsed.path);
}

export function rowOf(context: RenderContext, article: Article): ListRow {
  const changed = statedChange(article);
  return {
    card: context.cards.of(article),
    linksIn: context.wiki.graph.backlinks.get(article.id)?.length ?? 0,
    ...(changed !== undefined && { updated: dateMark(changed, context.config.lang) }),
  };
}
