/**
 * Private means absent. An article that links to private ones is published from a redacted text without those links, so that no
 * title, heading, note, sentence or file made from it can reveal a withheld name. This is the only place that decides what to
 * withhold.
 */

import type { Wiki } from './link-wiki.ts';
import type { Article, ParsedArticle } from './model.ts';
import { attributeValue, type NewLink, type Rewrite, rewriteLinks } from './parse/rewrite-links.ts';
import { nameOf } from './paths.ts';
import { looseName } from './resolve/name-index.ts';
import { type Anchors, answerName, fragmentOf, lookUp, type NameAnswer, withheldName } from './resolve/resolve-links.ts';
import type { MarkdownSyntax } from './schema/markdown-syntax.ts';
import { bracketPairs } from './text/wikilinks.ts';

/** Access to source texts and to the parser, for parsing redacted texts. */
export interface Rereading {
  /** The text of the file at a path. */
  readonly textOf: (path: string) => string;
  readonly reread: (path: string, text: string) => ParsedArticle;
  /** Markdown options that the texts are parsed with. */
  readonly syntax: MarkdownSyntax;
}

/**
 * Links the same wiki with replacements for some articles.
 *
 * @param others the replacements, by path
 * @param written the original versions of the replaced articles, by path
 */
export type Relink = (others: ReadonlyMap<string, ParsedArticle>, written: ReadonlyMap<string, ParsedArticle>) => Wiki;

/** A wiki without traces of private articles. */
export interface DiscreetWiki {
  readonly wiki: Wiki;
  /** Redacted texts by path, where they differ from the files. */
  readonly texts: ReadonlyMap<string, string>;
}

/**
 * Maximum number of passes. A redacted name may be part of the name of another article, which then needs redaction too; real
 * wikis need few.
 */
const maxRounds = 8;

/**
 * Removes private articles from every text that links to them. The findings of `wiki` are not affected: they are about the files
 * as written.
 */
export function withholdPrivate(wiki: Wiki, { textOf, reread, syntax }: Rereading, relink: Relink): DiscreetWiki {
  const texts = new Map<string, string>();
  if (wiki.privateNames.files.length === 0) return { wiki, texts };
  const written = new Map<string, ParsedArticle>();
  const other = new Map<string, ParsedArticle>();
  let discreet = wiki;
  let names = looseNames(wiki.privateNames.files.flatMap(({ path, names: own }) => [path, ...own]));
  for (let round = 0; round < maxRounds && names.size > 0; round++) {
    const changed: ParsedArticle[] = [];
    for (const article of [...discreet.articles, ...discreet.pages]) {
      const { path } = article.parsed;
      const text = texts.get(path) ?? textOf(path);
      if (!linksByName(article, names) && !(round === 0 && linksToPrivate(wiki, article)) && !mayName(text, names)) continue;
      const less = rewriteLinks(text, rewriterFor(discreet, article, written), syntax);
      if (less === text) continue;
      texts.set(path, less);
      changed.push(article.parsed);
    }
    if (changed.length === 0) break;
    for (const before of changed) {
      const { path } = before;
      if (!written.has(path)) written.set(path, before);
      const article = reread(path, texts.get(path) ?? '');
      // Whether it is private was decided from the original text.
      other.set(path, { ...article, properties: { ...article.properties, isPrivate: false } });
    }
    discreet = relink(other, written);
    names = looseNames(changed.flatMap(({ path }) => formerNames(written.get(path), other.get(path))));
  }
  return { wiki: discreet, texts };
}

function linksToPrivate({ resolutions }: Wiki, { id }: Article): boolean {
  return resolutions.get(id)?.some(({ state }) => state === 'private') === true;
}

function linksByName({ parsed: { links } }: Article, names: ReadonlySet<string>): boolean {
  return links.some(({ target, anchor }) => names.has(fold(target)) || (anchor !== undefined && names.has(fold(anchor))));
}

/** Names of an article that redaction removed, which links to it may still use: titles, aliases, headings. */
function formerNames(before: ParsedArticle | undefined, now: ParsedArticle | undefined): string[] {
  if (!before || !now) return [];
  const kept = new Set(namesOf(now));
  return namesOf(before).filter((name) => !kept.has(name));
}

function namesOf({ title, properties, headings }: ParsedArticle): string[] {
  return [
    title,
    ...properties.aliases,
    properties.permalink ?? '',
    ...headings.flatMap(({ text, id, written }) => [text, id, written ?? '']),
  ];
}

function looseNames(names: readonly string[]): Set<string> {
  return new Set(
    names.flatMap((name) => [fold(name), fold(nameOf(name.replace(/\/index\.md$/i, '')))]).filter((name) => name !== ''),
  );
}

function fold(name: string): string {
  const loose = looseName(name.replace(/\.md$/i, ''));
  // A name may consist of punctuation alone.
  return loose.replace(/[^\p{L}\p{N}]+/gu, '') || loose;
}

/** Places other than wikilinks that may name a file: an address, an attribute, a path. */
const places = [
  /\](?:\(|:)[^\S\n]*<?([^()<>\n"']+)/g,
  /=\s*(?:"([^"]*)|'([^']*)|([^\s"'<>]+))/g,
  /([^\n"'`()[\]{}<>,;|]+\.md)\b/gi,
];

/** Whether a text may contain a link to one of `names`. A cheap check: most texts do not, and need not be parsed again. */
function mayName(text: string, names: ReadonlySet<string>): boolean {
  const isNamed = (written: string): boolean => {
    const target = decoded(attributeValue(written.split('|')[0] ?? ''));
    const parts = [target, ...target.split('#')].flatMap((each) => [each, ...each.split(/:\s+/), ...each.split(/\s+/)]);
    return parts.some((each) => names.has(fold(each)) || names.has(fold(nameOf(each.trim().replace(/\/$/, '')))));
  };
  return (
    bracketPairs(text, true).some(({ inner }) => isNamed(inner)) ||
    places.some((place) => {
      for (const [, ...found] of text.matchAll(place)) if (isNamed(found.find((each) => each !== undefined) ?? '')) return true;
      return false;
    })
  );
}

function decoded(url: string): string {
  try {
    return decodeURIComponent(url);
  } catch {
    return url;
  }
}

/** Rewrites the links of one article: those to private articles, and those that use a redacted name of another article. */
function rewriterFor(wiki: Wiki, from: Article, written: ReadonlyMap<string, ParsedArticle>): Rewrite {
  const names = { published: wiki.names, withheld: wiki.privateNames };
  const answer = (target: string): NameAnswer => answerName(names, target, { path: from.parsed.path, lang: from.lang });
  return (link) => {
    if (link.target === withheldName) return undefined;
    if (link.target === '') return inDiscreet(link, { name: '', anchor: link.anchor }, from, written);
    const { answer: found, anchor, name } = lookUp(link, answer);
    const meanings = found.state === 'ambiguous' ? found.candidates.flatMap(({ id }) => (id && wiki.byId.get(id)) ?? []) : [];
    if (found.state === 'private' || meanings.some((to) => inDiscreet(link, { name, anchor }, to, written)))
      return { target: withheldName, shown: withheldName };
    const to = found.state === 'found' && found.file.id !== undefined ? wiki.byId.get(found.file.id) : undefined;
    return to && inDiscreet(link, { name, anchor }, to, written);
  };
}

/**
 * The replacement for a link that uses a name or heading which redaction removed from its target; undefined if the link may stay.
 */
function inDiscreet(
  link: Parameters<Rewrite>[0],
  { name, anchor }: { readonly name: string; readonly anchor: string | undefined },
  { parsed }: Article,
  written: ReadonlyMap<string, ParsedArticle>,
): NewLink | undefined {
  const before = written.get(parsed.path);
  if (!before) return undefined;
  const isFormer = new Set(formerNames(before, parsed).map(fold)).has(fold(name)) && name !== '';
  const heading = anchor === undefined ? undefined : headingOf(before, anchor);
  const now = heading === undefined ? undefined : parsed.headings[heading];
  const was = before.headings[heading ?? 0];
  const isTold = now !== undefined && (now.text !== was?.text || now.written !== was?.written) && anchor !== now.id;
  if (!isFormer && !isTold) return undefined;
  const target = isFormer ? `/${parsed.path.replace(/\.md$/i, '')}` : link.target;
  const shownName = isFormer ? parsed.title : name;
  const shown = now === undefined ? shownName : shownName === '' ? now.text : `${shownName}#${now.text}`;
  // A path that cannot be written in a wikilink.
  if (/[[\]|#\n]/.test(target)) return { target: withheldName, shown };
  const place = now?.id ?? (isFormer ? undefined : anchor);
  return { target, ...(place !== undefined && { anchor: place }), shown };
}

/** Index of the heading that an anchor names; undefined if there is none. */
function headingOf(anchors: Anchors, anchor: string): number | undefined {
  const headings = anchors.headings.map(({ lifted: _, ...heading }) => heading);
  const fragment = fragmentOf({ ...anchors, headings }, anchor);
  const found = headings.findIndex(({ id }) => id === fragment);
  return found < 0 ? undefined : found;
}
