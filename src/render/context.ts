/** Input for rendering any page: the finished wiki, its configuration, its URLs, and the time of the build. */
import type { Words } from '../shared/messages.ts';
import type { SiteConfig } from '../site/config.ts';
import { isFontFile } from '../site/site-theme.ts';
import { type Urls, urlsWithTaxonomy } from '../site/urls.ts';
import { type Say, sayingOf, wordsOf } from '../site/words.ts';
import { isStale, staleSince } from '../wiki/graph/provenance.ts';
import type { Related } from '../wiki/graph/related.ts';
import type { Wiki } from '../wiki/link-wiki.ts';
import type { Article, ArticleId, Mentions } from '../wiki/model.ts';
import { directionOf } from '../wiki/schema/language.ts';
import { tagKeys } from '../wiki/schema/tags.ts';
import type { ArticleBody } from './body/article-html.ts';
import { slotsOf } from './body/slots.ts';
import { hasCatalogue, urlsWithCatalogue } from './catalogue.ts';
import { navOf } from './nav.ts';
import { type Neighbours, neighboursOf } from './neighbours.ts';
import type { Card, DateMark, HeadPayload, ListRow, SiteFont, SitePayload, TypeMark } from './payloads.ts';
import type { PublishedFile } from './print/files.ts';
import type { Need } from './print/printer.ts';
import { type Tags, TagTree } from './tags.ts';

export interface RenderContext {
  readonly wiki: Wiki;
  /** The most closely related articles of each article, best first. */
  readonly related: ReadonlyMap<ArticleId, readonly Related[]>;
  readonly config: SiteConfig;
  readonly urls: Urls;
  /** Articles are marked as stale that were by this moment; the reader's browser marks those that have become so since. */
  readonly now: Date;
  /** By path in the vault. */
  readonly attachments: ReadonlyMap<string, PublishedFile>;
  /** Time of the last commit of each file, by path; absent if unknown. */
  readonly history?: ReadonlyMap<string, string>;
  /** The sentences of an article's links. */
  readonly mentionsOf: (id: ArticleId) => Mentions;
  /** The result of `renderBody` for an article. Keeps those used most recently. */
  readonly bodyOf: (id: ArticleId) => ArticleBody;
  /** Words of the interface, in the language of the wiki. */
  readonly words: Words;
  readonly say: Say;
  readonly site: SitePayload;
  readonly cards: CardDeck;
  readonly tags: Tags;
  /** The previous and next article of each article; computed on first use. */
  readonly neighbours: ReadonlyMap<ArticleId, Neighbours>;
  /**
   * Number of articles that link to an article, on a logarithmic scale: 0, 1, 2 …. This way, one more link elsewhere seldom
   * changes a page.
   */
  readonly prominenceOf: (id: ArticleId) => number;
}

/** The card of each article, created once. */
export interface CardDeck {
  readonly of: (article: Article) => Card;
}

export function renderContext(
  parts: Omit<RenderContext, 'words' | 'say' | 'site' | 'cards' | 'tags' | 'neighbours' | 'prominenceOf'>,
): RenderContext {
  const { now, wiki } = parts;
  // Includes the undeclared types that articles use.
  const config = { ...parts.config, types: wiki.options.types };
  const tags = new TagTree(wiki.articles);
  const urls = urlsWithTaxonomy(
    hasCatalogue(wiki) ? urlsWithCatalogue(parts.urls) : parts.urls,
    wiki.articles.map(({ type }) => type),
    [...tags.all].map(({ key }) => tagKeys(key)),
  );
  const words = wordsOf(config);
  const say = sayingOf(words);
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
    say,
    cards,
    tags,
    get neighbours() {
      neighbours ??= neighboursOf(wiki.articles);
      return neighbours;
    },
    prominenceOf: (id) => Math.round(Math.log2(1 + (wiki.graph.backlinks.get(id)?.length ?? 0))),
    bodyOf: lastOnes(parts.bodyOf),
    site: sitePayload({ ...parts, config, urls, tags, say }),
  };
}

/** Maximum number of bodies to keep. A body that many articles embed is soon requested again. */
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

/** Maximum length of a status, in characters. Most are a word or two, but some authors write a sentence. */
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

/** Trust is shown only if the article records who made or verified it. */
export function saysWhoMadeIt({ parsed: { properties } }: Pick<Article, 'parsed'>): boolean {
  return properties.generated !== undefined || properties.verified.length > 0;
}

/** At most `length` code points, ending in `…` if the text was cut. */
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
  say,
}: Pick<RenderContext, 'wiki' | 'config' | 'urls' | 'attachments' | 'tags' | 'say'>): SitePayload {
  const types = new Set(wiki.articles.map(({ type }) => type));
  const absolute = urls.absolute(urls.home);
  const { accent, width, fonts = {} } = config.theme;
  const hrefOf = (path: string | undefined): string | undefined => (path === undefined ? undefined : attachments.get(path)?.href);
  const logoHref = hrefOf(config.theme.logo);
  const logoDarkHref = hrefOf(config.theme.logoDark);
  const fontOf = ([use, font]: [string, string]): SiteFont[] => {
    const href = hrefOf(font);
    if (href !== undefined) return [{ use: use as SiteFont['use'], href }];
    return isFontFile(font) ? [] : [{ use: use as SiteFont['use'], names: font }];
  };
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
    ...(width !== undefined && { width }),
    fonts: Object.entries(fonts).flatMap(fontOf),
    ...(logoDarkHref !== undefined && { logoDarkHref }),
    ...(logoHref !== undefined && { logoHref }),
    ...(cssHref !== undefined && { cssHref }),
    ...(config.nav.length > 0 && { nav: navOf(wiki, config.nav, urls) }),
    slots: slotsOf(config, say),
    ...(Object.values(config.allow).some(({ length }) => length > 0) && { allow: config.allow }),
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

/** Length of a page title that tabs, bookmarks and search engines show, in characters. */
const shownTitle = 70;

/** The title with that of the site if both fit. */
function titleOf(title: string, site: string): string {
  const both = `${title} · ${site}`;
  return title === site || both.length > shownTitle ? title : both;
}

/** The address at which a file can be edited; undefined if the wiki gives none. */
export function editHref({ editUrl }: SiteConfig, path: string): string | undefined {
  return editUrl?.replaceAll('{path}', path.split('/').map(encodeURIComponent).join('/'));
}

/** The name of an actor (OKF v0.2 §7): `human:ada` is `ada`. */
export function actorName(by: string): string {
  return by.replace(/^human:/, '');
}

const dateFormats = new Map<string, Intl.DateTimeFormat>();
/** Formatting a date costs as much as rendering a link; wikis have far fewer days than dates. */
const dateLabels = new Map<string, string>();

/** A date with its label. Uses UTC, so that the day is the same on every machine. */
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

/** A date as precise as it is known: a year remains a year. */
export function issuedMark(issued: string, lang: string): DateMark {
  return /^\d{4}(?:-\d{2})?$/.test(issued) ? { iso: issued, label: issued } : dateMark(issued, lang);
}

/** The last change of an article according to its frontmatter. */
export function statedChange({ parsed: { properties } }: Pick<Article, 'parsed'>): string | undefined {
  return properties.updated ?? properties.created;
}

/** The last change of an article according to its frontmatter, else to its repository. */
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
