/** The finished article: one object that holds all its page shows. */
import type { Connection } from '../wiki/graph/build-graph.ts';
import { isStale, staleSince } from '../wiki/graph/provenance.ts';
import type { Article, ArticleId, Heading, Stamp } from '../wiki/model.ts';
import { isSafeUrl } from '../wiki/schema/html-policy.ts';
import type { ArticleBody } from './article-html.ts';
import { cut, dateMark, directionOf, headOf, type RenderContext, saysWhoMadeIt, typeMark } from './context.ts';
import { articleJsonLd } from './json-ld.ts';
import { articleTarget, fillerFor, targetOf } from './links.ts';
import { mentionsOf } from './mentions.ts';
import type {
  ArticlePage,
  ArticlePayload,
  BacklinkCard,
  ConnectionGroup,
  ConnectionItem,
  NavLink,
  RelatedCard,
  SourceItem,
  TocEntry,
} from './payloads.ts';
import { escapeAttribute, escapeText, fillSlots } from './slots.ts';

/** Everything one article's page shows. `body` is what `renderBody` made of the same file. */
export function articlePage(context: RenderContext, article: Article, body: ArticleBody): ArticlePage {
  const { wiki, config, urls } = context;
  const { id, parsed } = article;
  const { properties } = parsed;
  const connections = connectionGroups(context, article, body);
  const staleAfter = staleSince(properties, config.staleAfterDays);
  const payload: ArticlePayload = {
    id,
    path: parsed.path,
    title: parsed.title,
    type: typeMark(article.type, config, urls),
    lang: properties.lang ?? config.lang,
    dir: directionOf(properties.lang ?? config.lang),
    description: cut(parsed.summary, descriptionLength),
    ...proseOf(context, article, body),
    contents: contentsOf(parsed.headings, connections.length > 0),
    breadcrumbs: breadcrumbsOf(context, article),
    tags: [...context.tags.ofArticle(article, false)].map(({ key, label }): NavLink => ({ label, href: urls.tag(key) })),
    aliases: properties.aliases,
    status: properties.status,
    ...(saysWhoMadeIt(article) && { trust: article.trust }),
    verifiedBy: properties.verified.map((stamp) => stampText(stamp, config.lang)),
    ...(staleAfter !== undefined && { staleAfter: dateMark(staleAfter, config.lang) }),
    stale: isStale(staleAfter, context.now),
    ...(properties.created !== undefined && { created: dateMark(properties.created, config.lang) }),
    ...(properties.updated !== undefined && { updated: dateMark(properties.updated, config.lang) }),
    words: parsed.words,
    readingMinutes: Math.max(1, Math.round(parsed.words / wordsPerMinute)),
    ...resourceOf(properties.resource),
    ...(config.editUrl !== undefined && {
      editHref: config.editUrl.replace('{path}', parsed.path.split('/').map(encodeURIComponent).join('/')),
    }),
    markdownHref: urls.markdown(id),
    jsonLd: articleJsonLd(context, article),
  };
  const backlinks = wiki.graph.backlinks.get(id) ?? [];
  return {
    kind: 'article',
    site: context.site,
    head: headOf(context, {
      title: parsed.title,
      description: payload.description,
      href: urls.article(id),
      lang: properties.lang,
    }),
    article: payload,
    sources: sourceItems(context, article),
    connections,
    backlinks: backlinks.flatMap((backlink): BacklinkCard[] => {
      const other = wiki.byId.get(backlink.from);
      return other ? [{ ...context.cards.of(other), mentions: mentionsOf(context, article, backlink) }] : [];
    }),
    related: (wiki.related.get(id) ?? []).flatMap(({ id: other, reasons }): RelatedCard[] => {
      const found = wiki.byId.get(other);
      return found ? [{ ...context.cards.of(found), reasons }] : [];
    }),
  };
}

const descriptionLength = 300;
const wordsPerMinute = 220;

/**
 * Lead and body. A summary that is a property is the lead, unless the body opens with the very same words; one that was
 * taken out of the body is put back above it with its links.
 */
export function proseOf(context: RenderContext, article: Article, body: ArticleBody): { leadHtml: string; bodyHtml: string } {
  const filler = fillerFor(context, article);
  const { summary, summaryOrigin, headings } = article.parsed;
  const fill = (html: string): string => fillSlots(withDiscreetIds(html, headings), filler);
  if (summaryOrigin === 'property') {
    const opening = /^<p[^>]*>([\s\S]*?)<\/p>\s*/.exec(body.html);
    const repeats = opening && foldText(opening[1] ?? '') === foldText(escapeText(summary));
    const html = repeats ? body.html.slice(opening[0].length) : body.html;
    return { leadHtml: `<p>${escapeText(summary)}</p>`, bodyHtml: fill(html) };
  }
  return { leadHtml: fill(body.lead), bodyHtml: fill(body.html) };
}

/** Headings that held the name of a private article, under ids that do not tell it. */
function withDiscreetIds(html: string, headings: readonly Heading[]): string {
  return headings.reduce(
    (rest, { id, writtenId }) =>
      writtenId === undefined
        ? rest
        : rest
            .replaceAll(` id="${escapeAttribute(writtenId)}"`, ` id="${id}"`)
            .replaceAll(` href="#${encodeURIComponent(writtenId)}"`, ` href="#${id}"`),
    html,
  );
}

function foldText(html: string): string {
  return html
    .replace(/<[^>]*>/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .toLowerCase();
}

/** Headings as a tree, at most three levels deep; empty for fewer than two. */
export function contentsOf(headings: readonly Heading[], hasConnections: boolean): TocEntry[] {
  const flat = headings
    .filter(({ lifted, text, depth }) => lifted === undefined && text !== '' && depth <= 4)
    .map(({ id, text, depth }) => ({ id, text, depth }));
  if (hasConnections)
    flat.push({
      id: 'article-connections',
      text: 'Connections',
      depth: flat.reduce((least, { depth }) => Math.min(least, depth), 2),
    });
  if (flat.length < 2) return [];
  const root: MutableEntry = { id: '', text: '', children: [] };
  const open: { depth: number; entry: MutableEntry }[] = [{ depth: 0, entry: root }];
  for (const { id, text, depth } of flat) {
    while (open.length > 1 && (open.at(-1)?.depth ?? 0) >= depth) open.pop();
    const entry: MutableEntry = { id, text, children: [] };
    open.at(-1)?.entry.children.push(entry);
    open.push({ depth, entry });
  }
  return root.children;
}

interface MutableEntry {
  id: string;
  text: string;
  children: MutableEntry[];
}

/** The folders above, each a link where it has a page of its own, else the type. */
export function breadcrumbsOf({ wiki, config, urls }: RenderContext, { id, type, parsed }: Article): NavLink[] {
  const crumbs: NavLink[] = [];
  const segments = id.split('/').slice(0, -1);
  for (const [depth] of segments.entries()) {
    const folder = segments.slice(0, depth + 1).join('/') as ArticleId;
    const page = wiki.byId.get(folder);
    if (page) crumbs.push({ label: page.parsed.title, href: urls.article(folder) });
  }
  if (crumbs.length > 0 || parsed.role === 'index' || parsed.role === 'log') return crumbs;
  const { label, plural, href } = typeMark(type, config, urls);
  return [{ label: plural || label, href }];
}

function stampText({ by, at }: Stamp, lang: string): string {
  const who = by.replace(/^human:/, '');
  return at === undefined ? who : `${who}, ${dateMark(at, lang).label}`;
}

function resourceOf(resource: string | undefined): Pick<ArticlePayload, 'resource'> {
  if (resource === undefined || !/^https?:\/\//i.test(resource) || !isSafeUrl(resource)) return {};
  return { resource: { href: resource, label: resource.replace(/^https?:\/\/(?:www\.)?/i, '').replace(/\/$/, '') } };
}

function sourceItems(context: RenderContext, article: Article): SourceItem[] {
  const { links, sources } = article.parsed;
  const targets = context.wiki.resolutions.get(article.id) ?? [];
  return sources.map((source, index): SourceItem => {
    const link = source.link === undefined ? undefined : links[source.link];
    const found = source.link === undefined ? undefined : targets[source.link];
    const isText = link?.isOptional && found?.state !== 'article';
    const url = source.url !== undefined && isSafeUrl(source.url) ? source.url : undefined;
    const target = isText
      ? undefined
      : (targetOf(context, link, found) ??
        (url === undefined ? undefined : ({ kind: 'external', href: url, label: source.text ?? shortUrl(url) } as const)));
    const label = target?.kind === 'article' ? target.title : target?.kind === 'missing' ? target.name : target?.label;
    const text = source.text ?? source.url ?? '';
    return {
      anchor: `source-${source.id === undefined ? index + 1 : anchorOf(source.id)}`,
      ...(target && { target }),
      text: label?.toLowerCase().includes(text.toLowerCase()) ? '' : text,
      ...(source.author !== undefined && { author: source.author.replace(/^human:/, '') }),
      ...(source.date !== undefined && { date: dateMark(source.date, context.config.lang) }),
    };
  });
}

function anchorOf(id: string): string {
  return id.replace(/[^\p{L}\p{N}_-]+/gu, '-');
}

function shortUrl(url: string): string {
  return url.replace(/^[a-z]+:\/\/(?:www\.)?/i, '').replace(/\/$/, '');
}

/** Grouped by relation: outgoing before incoming, typed before untyped, else in the order of the article. */
function connectionGroups(context: RenderContext, article: Article, body: ArticleBody): ConnectionGroup[] {
  const { wiki } = context;
  const groups = new Map<string, { group: Omit<ConnectionGroup, 'items'>; items: Map<string, ConnectionItem> }>();
  for (const connection of wiki.graph.connections.get(article.id) ?? []) {
    const group = groupOf(connection, wiki.options.relations.of(connection.label ?? '') !== undefined);
    const key = `${group.direction}\0${group.label}`;
    const known = groups.get(key) ?? { group, items: new Map<string, ConnectionItem>() };
    groups.set(key, known);
    const target = otherTarget(context, connection);
    if (!target) continue;
    // Targets of one bullet share its note; they stay together.
    const itemKey = `${connection.declaredBy}\0${connection.index}`;
    const item = known.items.get(itemKey);
    known.items.set(
      itemKey,
      item
        ? { ...item, targets: [...item.targets, target] }
        : { targets: [target], noteHtml: noteOf(context, connection, article, body) },
    );
  }
  const rank = ({ direction, label }: Omit<ConnectionGroup, 'items'>): number =>
    (direction === 'incoming' ? 2 : 0) + (label === untypedLabel ? 1 : 0);
  return [...groups.values()]
    .map(({ group, items }): ConnectionGroup => ({ ...group, items: [...items.values()] }))
    .sort((a, b) => rank(a) - rank(b));
}

const untypedLabel = 'See also';

/** A declared relation reads from both sides; an undeclared one is quoted on the other. */
function groupOf({ label, direction }: Connection, isDeclared: boolean): Omit<ConnectionGroup, 'items'> {
  if (label === undefined) return { label: untypedLabel, direction: 'outgoing', quoted: false };
  const shown = label.charAt(0).toUpperCase() + label.slice(1).replaceAll('_', ' ');
  return { label: shown, direction: isDeclared ? 'outgoing' : direction, quoted: direction === 'incoming' && !isDeclared };
}

function otherTarget(context: RenderContext, { other }: Connection): ConnectionItem['targets'][number] | undefined {
  if ('missing' in other) return { kind: 'missing', name: other.missing };
  const article = context.wiki.byId.get(other.id);
  return article && articleTarget(context, article);
}

/** The author's own note with its links; what another article noted is plain text. */
function noteOf(context: RenderContext, { declaredBy, index }: Connection, article: Article, body: ArticleBody): string {
  if (declaredBy === article.id) return fillSlots(body.notes[index] ?? '', fillerFor(context, article));
  const note = context.wiki.byId.get(declaredBy)?.parsed.connections[index]?.note;
  return note === undefined ? '' : escapeText(note);
}
