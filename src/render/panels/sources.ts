/**
 * The sources of an article and how it cites them. For an article that is a source, its bibliographic record and the articles
 * that cite it.
 */
import { articleSourceKey, type CitedSource, isSourceArticle } from '../../wiki/graph/sources.ts';
import type { Article, ArticleId, Mention, WrittenSource } from '../../wiki/model.ts';
import { isSafeUrl } from '../../wiki/schema/html-policy.ts';
import { identityOf } from '../../wiki/schema/source-identity.ts';
import type { ArticleBody } from '../body/article-html.ts';
import { foldWords } from '../body/lead.ts';
import { actorName, dateMark, issuedMark, type RenderContext } from '../context.ts';
import { anchorsOf, numberSources } from '../fill/citation-marks.ts';
import { articleTarget, hrefOf, linkedTarget, nameOfLink, nameOfTarget, targetOf } from '../fill/links.ts';
import type { CitedByEntry, NavLink, RecordPayload, SourceItem, SourceList, Standing, Target } from '../payloads.ts';
import { citationAnchor } from '../print/anchors.ts';
import { escapeText } from '../print/escape.ts';
import { type Prose, plainText } from '../print/prose.ts';
import { shortUrl } from '../short-url.ts';

/**
 * The sources of an article, each once.
 *
 * @param toHtml prints prose of `body`
 */
export function sourceList(
  context: RenderContext,
  article: Article,
  body: ArticleBody,
  toHtml: (prose: Prose) => string,
): SourceList {
  const { parsed } = article;
  const numbered = numberSources(context, article);
  const anchors = anchorsOf(article, numbered);
  const keys = context.wiki.sources.keys.get(article.id) ?? [];
  const claims = numbered.items.map((): NavLink[] => []);
  for (const [index, { source, locator }] of parsed.citations.entries()) {
    const item = numbered.itemOf.get(source);
    if (item !== undefined) claims[item]?.push({ label: locator ?? '', href: `#${citationAnchor(index)}` });
  }
  const claimCount = claims.reduce((sum, { length }) => sum + length, 0);
  const items = numbered.items.map((indices, item): SourceItem => {
    const written = indices.flatMap((index) => parsed.sources[index] ?? []);
    const cited = context.wiki.sources.byKey.get(keys[indices[0] ?? 0] ?? '');
    const shown = shownSource(context, article, written, cited);
    const notes = indices.flatMap((index) => (body.sourceNotes[index] ? [body.sourceNotes[index]] : []));
    const remarks = written.flatMap(({ remark }) => (remark === undefined ? [] : escapeText(remark)));
    const id = written.map((each) => each.id).find((each) => each !== undefined);
    return {
      ...(id !== undefined && { id }),
      anchor: anchors[item] ?? '',
      ...(claimCount > 0 && { number: item + 1 }),
      ...shown,
      noteHtml: [...remarks, ...notes.filter((note) => !namesOnly(context, article, shown, note)).map(toHtml)].join(' '),
      claims: claims[item] ?? [],
    };
  });
  return { items, claimCount, uncited: claimCount === 0 ? [] : uncitedSections(article) };
}

/** Combines several wordings of one source; each may add details that the others lack. */
function shownSource(
  context: RenderContext,
  article: Article,
  written: readonly WrittenSource[],
  cited: CitedSource | undefined,
): Pick<SourceItem, 'target' | 'text' | 'author' | 'date' | 'usage' | 'standing'> {
  const { lang } = article;
  const targets = context.wiki.resolutions.get(article.id) ?? [];
  const known = written.map(({ link }) => (link === undefined ? undefined : targets[link]));
  const page = known.find((target) => target?.state === 'article');
  const author = distinct(written.flatMap((each) => (each.author === undefined ? [] : actorName(each.author)))).join('; ');
  const date = written.map((each) => each.date).find((each) => each !== undefined);
  const used = written.find(({ usageCount }) => usageCount !== undefined);
  const pageId = page?.state === 'article' ? page.id : cited?.article;
  const pageOf = pageId === undefined ? undefined : context.wiki.byId.get(pageId);
  const target = pageOf
    ? pageTarget(context, article, pageOf, written)
    : written.map((each) => targetOfSource(context, article, each)).find(Boolean);
  const label = target && nameOfTarget(target);
  const texts = distinct(written.map((each) => each.text ?? (label === undefined ? (each.url ?? '') : '')));
  const said = texts.filter((text) => text !== '' && (label === undefined || !saysTheSame(label, text)));
  return {
    ...(target && { target }),
    text: said.join('; '),
    ...(author !== '' && { author }),
    ...(date !== undefined && { date: dateMark(date, lang) }),
    ...(used && { usage: usageOf(context, used, lang) }),
    ...(pageOf && { standing: standingOf(context, pageOf) }),
  };
}

/** The page of a source, with the part that links point to if all point to the same one. */
function pageTarget(context: RenderContext, from: Article, page: Article, written: readonly WrittenSource[]): Target {
  const resolutions = context.wiki.resolutions.get(from.id) ?? [];
  const links = written.flatMap(({ link }) => {
    const found = link === undefined ? undefined : resolutions[link];
    const own = link === undefined ? undefined : from.parsed.links[link];
    return own && found?.state === 'article' ? [{ own, fragment: found.fragment }] : [];
  });
  const [first] = links;
  if (!first || links.some(({ own }) => own.anchor !== first.own.anchor)) return articleTarget(context, page);
  // A source is shown by its title; the author's own words follow it.
  const { label: _label, anchor, ...link } = first.own;
  const isWorded = written.some(({ text }) => text !== undefined);
  return linkedTarget(context, page, { ...link, ...(anchor !== undefined && !isWorded && { anchor }) }, first.fragment);
}

/** Whether a footnote adds nothing to the name of its source. */
function namesOnly(
  context: RenderContext,
  from: Article,
  { target, text }: Pick<SourceItem, 'target' | 'text'>,
  note: Prose,
): boolean {
  const { byId, resolutions } = context.wiki;
  const page = target?.kind === 'article' ? byId.get(target.id as ArticleId)?.parsed : undefined;
  const names = [text, ...(page ? [page.title, ...page.properties.aliases] : [])];
  const targets = resolutions.get(from.id) ?? [];
  const nameOf = (index: number): string => {
    const link = from.parsed.links[index];
    const found = targets[index];
    return link && found ? nameOfLink(context, link, found) : '';
  };
  const said = foldWords(plainText(note, nameOf) ?? '');
  return names.some((name) => foldWords(name) === said);
}

/** Whether a text adds nothing to a title: `Orders (a table)` for `Orders`. */
function saysTheSame(title: string, text: string): boolean {
  const bare = text.toLowerCase().replace(/\s*\([^()]*\)$/, '');
  return title.toLowerCase().includes(bare);
}

function distinct(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}

function targetOfSource(context: RenderContext, { id, parsed }: Article, source: WrittenSource): Target | undefined {
  const link = source.link === undefined ? undefined : parsed.links[source.link];
  const found = source.link === undefined ? undefined : context.wiki.resolutions.get(id)?.[source.link];
  if (link?.isOptional && found?.state !== 'article' && found?.state !== 'attachment') return undefined;
  const inVault = targetOf(context, link, found);
  if (inVault) return inVault;
  const { url, text } = source;
  return url !== undefined && isSafeUrl(url) ? { kind: 'external', href: url, label: text ?? shortUrl(url) } : undefined;
}

/** Trust and status of an article, as shown beside its name. */
export function standingOf(context: RenderContext, article: Article): Standing {
  const { trust, status, statusWord, stale, staleAfter } = context.cards.of(article);
  return {
    ...(trust && { trust }),
    status,
    ...(statusWord !== undefined && { statusWord }),
    stale,
    ...(staleAfter !== undefined && { staleAfter }),
  };
}

/** OKF v0.2 §5.1: a coarse sign of life. */
function usageOf({ say }: RenderContext, { usageCount = 0, usageWindow = {} }: WrittenSource, lang: string): string {
  const { from, to } = usageWindow;
  const used = say('usedTimes', { count: usageCount });
  const since = from === undefined ? '' : dateMark(from, lang).label;
  const until = to === undefined ? '' : dateMark(to, lang).label;
  if (since && until) return say('usedBetween', { used, from: since, until });
  if (since) return say('usedSince', { used, date: since });
  return until ? say('usedUntil', { used, date: until }) : used;
}

/** Minimum amount of prose in a section that makes claims, in characters. */
const leastProse = 120;

/** Sections with prose that cites no source. */
function uncitedSections({ parsed: { headings, prose, citations, bodyStart } }: Article): NavLink[] {
  const cited = new Set(citations.map(({ section }) => section));
  const amounts = new Array<number>(headings.length + 1).fill(0);
  let section = -1;
  for (let at = 0; at + 1 < prose.length; at += 2) {
    const start = prose[at] ?? 0;
    if (start < bodyStart) continue;
    while ((headings[section + 1]?.span.start ?? Number.POSITIVE_INFINITY) < start) section++;
    amounts[section + 1] = (amounts[section + 1] ?? 0) + (prose[at + 1] ?? start) - start;
  }
  return headings.flatMap(({ id, text, lifted }, index): NavLink[] =>
    lifted === undefined && !cited.has(index) && (amounts[index + 1] ?? 0) >= leastProse && text !== ''
      ? [{ label: text, href: `#${encodeURIComponent(id)}` }]
      : [],
  );
}

/** Maximum number of sentences shown per article. */
const maxSentences = 5;

/** Every article that names this one as a source, with the sentences that cite it, sorted by id. */
export function citedBy(context: RenderContext, article: Article): CitedByEntry[] {
  const { wiki } = context;
  const uses = wiki.sources.byKey.get(articleSourceKey(article.id))?.uses ?? [];
  return uses.flatMap(({ from, citations, links }): CitedByEntry[] => {
    const citing = wiki.byId.get(from);
    if (!citing) return [];
    const { claims, links: mentions } = context.mentionsOf(from);
    const sentences = new Map<string, Mention>();
    const add = ({ before, words, after }: Mention): void => {
      // A sentence that consists of the name of the source is not a claim.
      if (!/\p{L}/u.test(before + after) || sentences.size === maxSentences) return;
      sentences.set(`${before}${words}${after}`.trim(), { before, words, after });
    };
    for (const index of citations) add({ before: claims[index] ?? '', words: '', after: '' });
    for (const index of links) {
      const mention = mentions[index];
      if (mention) add(mention);
    }
    return [{ target: articleTarget(context, citing), sentences: [...sentences.values()], claims: citations.length }];
  });
}

/** The work that a source article is about; undefined if only its title is known. */
export function recordOf({ say, wiki }: RenderContext, article: Article, body: ArticleBody): RecordPayload | undefined {
  const { record, properties } = article.parsed;
  if (!record || !isSourceArticle(article, wiki.options.types)) return undefined;
  const { authors, issued, container, publisher, doi, arxiv, isbn, url } = record;
  const published = [...new Set([container, publisher])].filter((each) => each !== undefined).join(', ');
  const address = url ?? properties.resource;
  return {
    authors,
    ...(issued !== undefined && { issued: issuedMark(issued, article.lang).label }),
    ...(published && { published }),
    identifiers: [
      ...(doi === undefined ? [] : [{ name: 'DOI', label: doi, href: `https://doi.org/${encodeURI(doi)}` }]),
      ...(arxiv === undefined ? [] : [{ name: 'arXiv', label: arxiv, href: `https://arxiv.org/abs/${arxiv}` }]),
      ...(isbn === undefined ? [] : [{ name: 'ISBN', label: isbn }]),
      // A DOI or an arXiv id is not repeated as an address.
      ...(address !== undefined && isSafeUrl(address) && identityOf(address, undefined)?.kind === 'url'
        ? [{ name: say('address'), label: shortUrl(address), href: address }]
        : []),
    ],
    ...(body.citation && { citation: body.citation }),
  };
}

/** A source of the catalogue as shown in a list: its target, or its text. */
export function citedSourceOf(
  context: RenderContext,
  { article, file, url, name, isMissing }: CitedSource,
): { readonly target?: Target; readonly text: string } {
  const page = article === undefined ? undefined : context.wiki.byId.get(article);
  if (page) return { target: articleTarget(context, page), text: '' };
  const inVault = file === undefined ? undefined : hrefOf(context, { state: 'attachment', path: file });
  const fileName = file?.split('/').at(-1) ?? '';
  if (inVault !== undefined) return { target: { kind: 'external', href: inVault, label: name || fileName }, text: '' };
  if (url !== undefined && isSafeUrl(url))
    return { target: { kind: 'external', href: url, label: name || shortUrl(url) }, text: '' };
  return isMissing ? { target: { kind: 'missing', name }, text: '' } : { text: name || fileName };
}
