/** Builds the page of an article: one object with everything it shows. */
import type { Say } from '../../site/words.ts';
import { staleSince } from '../../wiki/graph/provenance.ts';
import type { Article, ArticleId, Heading, Stamp } from '../../wiki/model.ts';
import { isSafeUrl } from '../../wiki/schema/html-policy.ts';
import { directionOf } from '../../wiki/schema/language.ts';
import { propertyNamed } from '../../wiki/schema/property-keys.ts';
import { plainWords, textsIn } from '../../wiki/schema/property-texts.ts';
import type { ArticleBody } from '../body/article-html.ts';
import { proseOfArticle } from '../body/lead.ts';
import {
  actorName,
  cut,
  dateMark,
  editHref,
  headOf,
  type RenderContext,
  saysWhoMadeIt,
  statusLength,
  typeMark,
} from '../context.ts';
import { articleJsonLd } from '../files/json-ld.ts';
import { fillerFor } from '../fill/filler.ts';
import { articleTarget } from '../fill/links.ts';
import { targetsOf } from '../panels/connections.ts';
import { nearbyArticles } from '../panels/nearby.ts';
import { buildPanels } from '../panels/panels.ts';
import { sourceList } from '../panels/sources.ts';
import type { ArticlePage, ArticlePayload, Caveat, NavLink, NeighbourLinks, Target, TocEntry } from '../payloads.ts';
import { type Need, print, printingFor } from '../print/printer.ts';
import type { Prose } from '../print/prose.ts';
import { shortUrl } from '../short-url.ts';

/** Everything that the page of an article shows. `body` is the result of `renderBody` for the same file. */
export function articlePage(context: RenderContext, article: Article, body: ArticleBody): ArticlePage {
  const { config, urls } = context;
  const { id, parsed } = article;
  const { properties } = parsed;
  const filler = fillerFor(context, article, body);
  const printing = printingFor();
  const toHtml = (prose: Prose): string => print(prose, filler, printing);
  const { data, panels, jumps } = buildPanels({ context, article, body, toHtml });
  const editUrl = editHref(config, parsed.path);
  const staleAfter = staleSince(properties, config.staleAfterDays);
  const payload: ArticlePayload = {
    id,
    path: parsed.path,
    title: parsed.title,
    titleMarksHtml: toHtml(body.titleMarks ?? []),
    type: typeMark(article.type, config, urls),
    otherTypes: otherTypesOf(context, article),
    lang: article.lang,
    dir: directionOf(article.lang),
    description: cut(parsed.summary, descriptionLength),
    ...htmlOf(article, body, toHtml),
    contents: contentsOf(parsed.headings, data.connections.length > 0 ? context.say('connections') : undefined),
    breadcrumbs: breadcrumbsOf(context, article),
    tags: [...context.tags.ofArticle(article, false)].map(({ key, label }): NavLink => ({ label, href: urls.tag(key) })),
    aliases: properties.aliases,
    status: properties.status,
    ...(properties.statusWord !== undefined && { statusWord: cut(properties.statusWord, statusLength) }),
    ...(saysWhoMadeIt(article) && { trust: article.trust }),
    verifiedBy: properties.verified.map((stamp) => stampText(stamp, article.lang)),
    ...(properties.generated && { generatedBy: stampText(properties.generated, article.lang) }),
    ...(properties.confidence !== undefined && { confidence: properties.confidence }),
    caveats: caveatsOf(context, id),
    supersededBy: supersededBy(context, article),
    ...(staleAfter !== undefined && { staleAfter: dateMark(staleAfter, article.lang) }),
    stale: context.cards.of(article).stale,
    ...(properties.created !== undefined && { created: dateMark(properties.created, article.lang) }),
    ...(properties.updated !== undefined && { updated: dateMark(properties.updated, article.lang) }),
    words: parsed.words,
    readingTime: durationText(context.say, Math.max(1, Math.round(parsed.words / wordsPerMinute))),
    ...(data.record ? {} : resourceOf(properties.resource)),
    ...(editUrl !== undefined && { editHref: editUrl }),
    ...(config.twins.markdown && { markdownHref: urls.markdown(id) }),
    jsonLd: articleJsonLd(context, article),
  };
  const sources = sourceList(context, article, body, toHtml);
  const neighbours = neighbourLinks(context, article);
  const nearby = nearbyArticles(context, article);
  return {
    kind: 'article',
    site: context.site,
    head: headOf(context, {
      title: parsed.title,
      description: payload.description,
      href: urls.article(id),
      lang: article.lang,
      needs: printing.needs,
    }),
    article: payload,
    sources,
    ...data,
    panels,
    jumps,
    isPropertiesOnly: payload.bodyHtml === '' && (payload.leadHtml === '' || parsed.words === 0),
    ...(neighbours && { neighbours }),
    ...(nearby && { nearby }),
  };
}

/** Labels of further types if `type` is a list. */
function otherTypesOf({ config }: RenderContext, { type, parsed: { properties } }: Article): string[] {
  const lists = Object.entries(properties.extra).filter(([key]) => propertyNamed(key) === 'type');
  const named = lists.flatMap(([, value]) => textsIn(value)).map(({ text }) => config.types.of(plainWords(text)));
  const others = named.filter(({ key }) => key !== '' && key !== type);
  return [...new Set(others.map(({ label }) => label))];
}

/** Maximum length of the title of a neighbour, in characters. */
const neighbourLength = 80;

function neighbourLinks({ config, neighbours, urls }: RenderContext, { id, type }: Article): NeighbourLinks | undefined {
  const found = neighbours.get(id);
  if (!found) return undefined;
  const linkTo = ({ id: other, parsed }: Article): NavLink => ({
    label: cut(parsed.title, neighbourLength),
    href: urls.article(other),
  });
  return {
    label: typeMark(type, config, urls).plural,
    ...(found.previous && { previous: linkTo(found.previous) }),
    ...(found.next && { next: linkTo(found.next) }),
  };
}

const descriptionLength = 300;
const wordsPerMinute = 220;

/** Minimum number of minutes for a duration shown in hours. */
const leastInHours = 90;

/** `74 min`, `2 h 29 min`, `3 h`. */
export function durationText(say: Say, minutes: number): string {
  if (minutes < leastInHours) return say('minutes', { minutes });
  const hours = Math.floor(minutes / 60);
  return minutes % 60 === 0 ? say('hours', { hours }) : say('hoursAndMinutes', { hours, minutes: minutes % 60 });
}

/** Lead and body of a page that is not an article. */
export function printedProse(
  context: RenderContext,
  article: Article,
  body: ArticleBody,
): { leadHtml: string; bodyHtml: string; needs: ReadonlySet<Need> } {
  const filler = fillerFor(context, article, body);
  const printing = printingFor();
  return { ...htmlOf(article, body, (prose) => print(prose, filler, printing)), needs: printing.needs };
}

function htmlOf(
  { parsed }: Article,
  body: ArticleBody,
  toHtml: (prose: Prose) => string,
): Pick<ArticlePayload, 'leadHtml' | 'bodyHtml'> {
  const { lead, content } = proseOfArticle(parsed, body);
  return { leadHtml: toHtml(lead), bodyHtml: toHtml(content).trim() };
}

/**
 * Headings as a tree, at most three levels deep; empty for fewer than two.
 *
 * @param connections heading of the panel of connections, if there is one
 */
export function contentsOf(headings: readonly Heading[], connections?: string): TocEntry[] {
  const flat = headings
    .filter(({ lifted, text, depth }) => lifted === undefined && text !== '' && depth <= 4)
    .map(({ id, text, depth }) => ({ id, text, depth }));
  if (connections !== undefined)
    flat.push({
      id: 'article-connections',
      text: connections,
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

/** The folders above an article that have a page, else its type. */
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
  const who = actorName(by);
  return at === undefined ? who : `${who}, ${dateMark(at, lang).label}`;
}

function resourceOf(resource: string | undefined): Pick<ArticlePayload, 'resource'> {
  if (resource === undefined || !/^https?:\/\//i.test(resource) || !isSafeUrl(resource)) return {};
  return { resource: { href: resource, label: shortUrl(resource) } };
}

/** Maximum number of unreliable articles listed as caveats. */
const maxCaveats = 5;

function caveatsOf(context: RenderContext, id: ArticleId): Caveat[] {
  const { byId, footing } = context.wiki;
  const targetOf = (each: ArticleId): Target | undefined => {
    const article = byId.get(each);
    return article && articleTarget(context, article);
  };
  return (footing.get(id) ?? []).slice(0, maxCaveats).flatMap(({ id: weak, why, via }): Caveat[] => {
    const target = targetOf(weak);
    const through = via === undefined ? undefined : targetOf(via);
    return target ? [{ why, target, ...(through && { via: through }) }] : [];
  });
}

/** For a deprecated article, the articles that replace it, according to either side. */
function supersededBy(context: RenderContext, article: Article): Target[] {
  const { id, parsed } = article;
  if (parsed.properties.status !== 'deprecated') return [];
  const connections = context.wiki.graph.connections.get(id) ?? [];
  return connections
    .filter(({ relation, reads }) => relation === 'replaces' && reads === 'backwards')
    .flatMap((connection) => targetsOf(context, article, connection));
}
