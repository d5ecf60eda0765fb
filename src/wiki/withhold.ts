/**
 * Private means absent. An article that links to private ones is parsed again with these links hidden, so that no title, heading,
 * note, sentence or file made from it can reveal a withheld name. This is the only place that decides what to withhold.
 */
import type { Wiki } from './link-wiki.ts';
import type { Article, ArticleId, HiddenLink, LinkName, ParsedArticle, Resolution } from './model.ts';
import { looseName } from './resolve/name-index.ts';
import { type Anchors, answerName, fragmentOf, lookUp, type NameAnswer } from './resolve/resolve-links.ts';
import { withheldName } from './text/hidden.ts';

/** Parses the file of an article again with some links hidden. */
export type Reread = (path: string, hidden: readonly HiddenLink[]) => ParsedArticle;

/** The articles that withhold something, by path: as they are written, and as readers may see them. */
export interface Discreet {
  readonly written: ReadonlyMap<string, ParsedArticle>;
  readonly shown: ReadonlyMap<string, ParsedArticle>;
}

/**
 * Finds the articles that name private ones, in whatever way, and parses them again. A name that is hidden may be part of the
 * title of an article, by which others link to it; these are parsed again as well.
 *
 * @param wiki the wiki as written
 */
export function withholdPrivate(wiki: Wiki, reread: Reread): Discreet {
  const withholding = new Withholding(wiki, reread);
  if (wiki.privateNames.files.length > 0) withholding.run();
  return withholding;
}

/**
 * Titles that name each other could grow without end, so from this reading of an article on, it does not show the new titles of
 * others.
 */
const maxReadings = 4;

class Withholding implements Discreet {
  readonly written = new Map<string, ParsedArticle>();
  readonly shown = new Map<string, ParsedArticle>();
  readonly #wiki: Wiki;
  readonly #reread: Reread;
  /** For each article, the links hidden when it was last parsed, as JSON, and the number of times it was parsed. */
  readonly #readings = new Map<string, { hidden: string; count: number }>();
  /** Articles whose titles or headings differ from the original. */
  readonly #renamed = new Set<ArticleId>();
  #linkedFrom: ReadonlyMap<ArticleId, ReadonlySet<Article>> | undefined;

  constructor(wiki: Wiki, reread: Reread) {
    this.#wiki = wiki;
    this.#reread = reread;
  }

  run(): void {
    const waiting = new Set([...this.#wiki.articles, ...this.#wiki.pages]);
    for (const article of waiting) {
      waiting.delete(article);
      if (!this.#parseAgain(article)) continue;
      this.#renamed.add(article.id);
      // Iterating a set includes the entries added meanwhile.
      for (const other of this.#linksTo(article.id)) waiting.add(other);
    }
  }

  /** @returns whether its names have changed */
  #parseAgain(article: Article): boolean {
    const { path } = article.parsed;
    const { hidden: last = '[]', count = 0 } = this.#readings.get(path) ?? {};
    const hidden = this.#hiddenIn(article, count + 1 >= maxReadings);
    const key = JSON.stringify(hidden);
    if (key === last) return false;
    this.#readings.set(path, { hidden: key, count: count + 1 });
    const before = this.shown.get(path) ?? article.parsed;
    const parsed = this.#reread(path, hidden);
    this.written.set(path, article.parsed);
    // Who may read it was decided from the article as written.
    const { audiences, isChosen } = article.parsed.properties;
    const { isDraft: _, ...shown } = parsed.properties;
    const readers = { isPrivate: false, ...(audiences && { audiences }), ...(isChosen && { isChosen }) };
    const now = { ...parsed, properties: { ...shown, ...readers } };
    this.shown.set(path, now);
    return JSON.stringify(namesOf(now)) !== JSON.stringify(namesOf(before));
  }

  /** The links of an article that readers must not see as written. */
  #hiddenIn(article: Article, isTerse: boolean): HiddenLink[] {
    const hidden = new Map<string, HiddenLink>();
    for (const { target, anchor, spelled } of this.#linksThatMayHide(article)) {
      const link = { target, ...(anchor !== undefined && { anchor }), ...(spelled !== undefined && { spelled }) };
      const instead = this.#insteadOf(link, article, isTerse);
      if (instead) hidden.set(JSON.stringify(link), { link, instead });
    }
    return [...hidden.values()];
  }

  /** Most links lead to articles that keep their names, and need not be looked up again. */
  #linksThatMayHide({ id, parsed }: Article): LinkName[] {
    const resolutions = this.#wiki.resolutions.get(id) ?? [];
    const mayHide = (target: Resolution | undefined): boolean =>
      target?.state === 'private' ||
      (target?.state === 'article' && this.#renamed.has(target.id)) ||
      (target?.state === 'ambiguous' && target.candidates.some((each) => this.#renamed.has(each)));
    return [...parsed.links.filter((_, index) => mayHide(resolutions[index])), ...(parsed.linksInText ?? [])];
  }

  #answer(target: string, { parsed: { path }, lang }: Article): NameAnswer {
    return answerName({ published: this.#wiki.names, withheld: this.#wiki.privateNames }, target, { path, lang });
  }

  #insteadOf(link: LinkName, from: Article, isTerse: boolean): HiddenLink['instead'] | undefined {
    const { byId } = this.#wiki;
    if (link.target === '') return this.#insteadOfName(link, { name: '', anchor: link.anchor }, from, isTerse);
    const { answer: found, anchor, name } = lookUp(link, (target) => this.#answer(target, from));
    const meanings = found.state === 'ambiguous' ? found.candidates.flatMap(({ id }) => (id && byId.get(id)) ?? []) : [];
    if (found.state === 'private' || meanings.some((to) => this.#insteadOfName(link, { name, anchor }, to, isTerse)))
      return { target: withheldName, shown: withheldName };
    const to = found.state === 'found' && found.file.id !== undefined ? byId.get(found.file.id) : undefined;
    return to && this.#insteadOfName(link, { name, anchor }, to, isTerse);
  }

  /** The replacement for a link that uses a hidden name or heading of its target; undefined if the link may stay. */
  #insteadOfName(
    link: LinkName,
    { name, anchor }: { readonly name: string; readonly anchor: string | undefined },
    { parsed: before }: Article,
    isTerse: boolean,
  ): HiddenLink['instead'] | undefined {
    const parsed = this.shown.get(before.path);
    if (!parsed) return undefined;
    const isFormer = name !== '' && new Set(formerNames(before, parsed).map(fold)).has(fold(name));
    const heading = anchor === undefined || anchor.startsWith('^') ? undefined : headingOf(before, anchor);
    const now = heading === undefined ? undefined : parsed.headings[heading];
    const was = before.headings[heading ?? 0];
    const isTold = now !== undefined && (now.text !== was?.text || now.written !== was?.written) && anchor !== now.id;
    if (!isFormer && !isTold) return undefined;
    const target = isFormer ? `/${parsed.path.replace(/\.md$/i, '')}` : link.target;
    const shownName = isFormer ? parsed.title : name;
    const shown = now === undefined ? shownName : shownName === '' ? now.text : `${shownName}#${now.text}`;
    const place = now?.id ?? (isFormer ? undefined : anchor);
    return { target, ...(place !== undefined && { anchor: place }), shown: isTerse ? withheldName : shown };
  }

  /** The articles that link to this one. */
  #linksTo(id: ArticleId): Iterable<Article> {
    this.#linkedFrom ??= this.#linksByTarget();
    return this.#linkedFrom.get(id) ?? [];
  }

  #linksByTarget(): Map<ArticleId, Set<Article>> {
    const { articles, pages, resolutions } = this.#wiki;
    const linkedFrom = new Map<ArticleId, Set<Article>>();
    const add = (id: ArticleId | undefined, from: Article): void => {
      if (id === undefined) return;
      const others = linkedFrom.get(id) ?? new Set();
      linkedFrom.set(id, others.add(from));
    };
    for (const from of [...articles, ...pages]) {
      for (const target of resolutions.get(from.id) ?? []) {
        if (target.state === 'article') add(target.id, from);
        else if (target.state === 'ambiguous') for (const each of target.candidates) add(each, from);
      }
      for (const link of from.parsed.linksInText ?? []) {
        const { answer: found } = lookUp(link, (target) => this.#answer(target, from));
        if (found.state === 'found') add(found.file.id, from);
        else if (found.state === 'ambiguous') for (const { id } of found.candidates) add(id, from);
      }
    }
    return linkedFrom;
  }
}

/** Hidden names of an article that links may still use: titles, aliases, headings. */
function formerNames(before: ParsedArticle, now: ParsedArticle): string[] {
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

function fold(name: string): string {
  const loose = looseName(name.replace(/\.md$/i, ''));
  // A name may consist of punctuation alone.
  return loose.replace(/[^\p{L}\p{N}]+/gu, '') || loose;
}

/** Index of the heading that an anchor names; undefined if there is none. */
function headingOf(anchors: Anchors, anchor: string): number | undefined {
  const headings = anchors.headings.map(({ lifted: _, ...heading }) => heading);
  const fragment = fragmentOf({ ...anchors, headings }, anchor);
  const found = headings.findIndex(({ id }) => id === fragment);
  return found < 0 ? undefined : found;
}
