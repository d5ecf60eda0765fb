/** The steps from parsed files to a finished wiki, in order. */
import { articleId, assignIds } from './article-id.ts';
import { compareDiagnostics, compareStrings, diagnosticAt } from './diagnostics.ts';
import { buildGraph, type Graph } from './graph/build-graph.ts';
import { trustOf } from './graph/provenance.ts';
import { type Related, relate } from './graph/related.ts';
import { measureSimilarity, type Texts } from './graph/similarity.ts';
import type { Article, ArticleId, Attachment, Diagnostic, ParsedArticle, Resolution, Terms } from './model.ts';
import { indexNames, type NameIndex } from './resolve/name-index.ts';
import { linkResolver } from './resolve/resolve-links.ts';
import { ArticleTypes, fallbackTypeKey } from './schema/article-types.ts';
import { Relations } from './schema/relations.ts';

/** Stands where a link would show the name of a private article. */
export const withheldName = '…';

/** What a wiki's own configuration says about its content. */
export interface WikiOptions {
  readonly types: ArticleTypes;
  readonly relations: Relations;
  /** Private articles are treated like any other. */
  readonly includeDrafts: boolean;
}

export const defaultWikiOptions: WikiOptions = {
  types: new ArticleTypes(),
  relations: new Relations(),
  includeDrafts: false,
};

/** A finished wiki. Nobody changes it. */
export interface Wiki {
  readonly options: WikiOptions;
  /** Articles by id: files that are neither a folder's page nor the log. */
  readonly articles: readonly Article[];
  /** Folder pages and logs, by id. */
  readonly pages: readonly Article[];
  /** Both. */
  readonly byId: ReadonlyMap<ArticleId, Article>;
  readonly names: NameIndex;
  /** Names of articles that are not published. */
  readonly privateNames: NameIndex;
  /** For each article and page, where its written links go, in their order. */
  readonly resolutions: ReadonlyMap<ArticleId, readonly Resolution[]>;
  readonly graph: Graph;
  /** Made when it is first asked for. */
  readonly related: ReadonlyMap<ArticleId, readonly Related[]>;
  /** Attachments that a published article reaches. */
  readonly attachments: ReadonlySet<string>;
  /** Names of private articles that links of an article would show. */
  readonly withheld: ReadonlyMap<ArticleId, readonly string[]>;
  /** Of files and of links, by path, line and column; what is to be said of the wiki as a whole is review/. */
  readonly diagnostics: readonly Diagnostic[];
}

const saysOfFrontmatter: ReadonlySet<string> = new Set(['frontmatter-invalid', 'frontmatter-repaired', 'field-invalid']);

/**
 * Links parsed files to a wiki. The order of `parsed` does not matter.
 *
 * @param texts the words of the articles, asked for when related articles are; without them, the graph alone relates
 */
export function linkWiki(
  parsed: readonly ParsedArticle[],
  attachments: readonly Attachment[],
  options: WikiOptions = defaultWikiOptions,
  texts?: Texts,
): Wiki {
  const published = withRawRoles(parsed)
    .filter(({ properties }) => options.includeDrafts || !properties.isPrivate)
    .sort((a, b) => compareStrings(a.path, b.path));
  const { ids, collisions } = assignIds(published.map(({ path }) => path));
  const all = published.map((each): Article => articleOf(each, ids.get(each.path) as ArticleId, options));
  const names = indexNames([...all.map(namedArticle), ...attachments.map(({ path }) => ({ path, names: [] }))]);
  const everyId = new Map(all.map((article) => [article.id, article]));
  const privateArticles = parsed.filter(({ properties }) => !options.includeDrafts && properties.isPrivate);
  const privateNames = indexNames(privateArticles.map((each) => namedArticle({ id: articleId(each.path), parsed: each })));
  const resolver = linkResolver({ published: names, withheld: privateNames }, (id) => everyId.get(id)?.parsed);

  const resolutions = new Map<ArticleId, readonly Resolution[]>();
  const linkDiagnostics: Diagnostic[] = [];
  const resolveAll = (article: Article): void => {
    const resolved = resolver.resolveAll(article.parsed, article.id);
    resolutions.set(article.id, resolved.resolutions);
    linkDiagnostics.push(...resolved.diagnostics);
  };
  const isRaw = ({ parsed: { role } }: Article): boolean => role === 'raw';
  for (const article of all) if (!isRaw(article)) resolveAll(article);
  const reachedRaw = reachedFrom(resolutions, all.filter(isRaw));
  for (const article of reachedRaw) resolveAll(article);
  const shown = all.filter((article) => !isRaw(article) || reachedRaw.has(article));

  const withheld = withheldNames(shown, resolutions);
  const discreet = shown.map((article) => withoutNames(article, withheld.get(article.id)));
  const articles = discreet.filter(({ parsed: { role } }) => role === 'article' || role === 'raw').sort(byArticleId);
  const pages = discreet.filter(({ parsed: { role } }) => role === 'index' || role === 'log').sort(byArticleId);
  const graph = buildGraph(articles, resolutions, options.relations);
  let related: Map<ArticleId, Related[]> | undefined;

  const isPublished = new Set(shown.map(({ parsed: { path } }) => path));
  const diagnostics = [
    ...published.filter(({ path }) => isPublished.has(path)).flatMap(({ diagnostics: own }) => own),
    // Of a private article, what may be why it is private.
    ...privateArticles.flatMap(({ diagnostics: own }) => own.filter(({ code }) => saysOfFrontmatter.has(code))),
    ...collisions.map(({ path, wanted, given, holder }) =>
      diagnosticAt(
        'id-collision',
        path,
        { line: 1, column: 1 },
        `The id \`${wanted}\` is taken by ${holder ? `\`${holder}\`` : 'a page of the site'}; this file is published as \`${given}\`.`,
      ),
    ),
    ...linkDiagnostics,
  ];
  return {
    options,
    articles,
    pages,
    byId: new Map([...articles, ...pages].map((article) => [article.id, article])),
    names,
    privateNames,
    resolutions,
    graph,
    get related() {
      related ??= relate(
        articles,
        graph,
        sourceKeysOf(articles, resolutions),
        options.relations,
        texts && measureSimilarity(articles, withoutWithheld(texts, withheld)),
      );
      return related;
    },
    attachments: reachedAttachments(resolutions),
    withheld,
    diagnostics: diagnostics.sort(compareDiagnostics),
  };
}

function articleOf(parsed: ParsedArticle, id: ArticleId, { types }: WikiOptions): Article {
  const type =
    parsed.properties.type !== undefined
      ? types.of(parsed.properties.type)
      : (types.ofFolders(parsed.path) ?? (parsed.role === 'raw' ? types.of('source') : types.of(fallbackTypeKey)));
  return { id, type: type.key, trust: trustOf(parsed.properties.verified), parsed };
}

/** A folder's page answers to the name of its folder, not to `index`. */
function namedArticle({ id, parsed }: Pick<Article, 'id' | 'parsed'>): { path: string; id: ArticleId; names: readonly string[] } {
  const names = [
    parsed.title,
    ...parsed.properties.aliases,
    ...(parsed.properties.permalink ? [parsed.properties.permalink] : []),
  ];
  if (parsed.role !== 'index') return { path: parsed.path, id, names };
  const folder = parsed.path.replace(/\/?index\.md$/i, '');
  return { path: parsed.path, id, names: folder === '' ? names : [...names, folder] };
}

/** By article, what its links to private articles would show: their targets, where the author gave no other text. */
function withheldNames(
  articles: readonly Article[],
  resolutions: ReadonlyMap<ArticleId, readonly Resolution[]>,
): Map<ArticleId, string[]> {
  const withheld = new Map<ArticleId, string[]>();
  for (const { id, parsed } of articles) {
    const targets = resolutions.get(id) ?? [];
    if (!targets.some(({ state }) => state === 'private')) continue;
    const names = parsed.links.flatMap(({ label, target }, index) =>
      targets[index]?.state === 'private' && label === undefined ? [target] : [],
    );
    if (names.length > 0) withheld.set(id, [...new Set(names)]);
  }
  return withheld;
}

/** The article without `names` where its links showed them; a heading that held one gets an id that does not tell it. */
function withoutNames(article: Article, names: readonly string[] | undefined): Article {
  if (names === undefined) return article;
  const { parsed } = article;
  const headings = parsed.headings.map((heading, index) => {
    const text = discreet(heading.text, names);
    return text === heading.text ? heading : { ...heading, text, id: `section-${index + 1}`, writtenId: heading.id };
  });
  return { ...article, parsed: { ...parsed, summary: discreet(parsed.summary, names), headings } };
}

/** The same words without those of names that are not told. */
function withoutWithheld(texts: Texts, withheld: ReadonlyMap<ArticleId, readonly string[]>): Texts {
  const termsOf = (article: Article): Terms => {
    const terms = texts.termsOf(article);
    const names = withheld.get(article.id)?.join('\n').toLowerCase();
    if (names === undefined) return terms;
    const kept = terms.words.flatMap((word, index) => (names.includes(word.toLowerCase()) ? [] : index));
    return { words: kept.map((index) => terms.words[index] ?? ''), counts: kept.map((index) => terms.counts[index] ?? 0) };
  };
  return { ...texts, termsOf };
}

/** `text` with `…` in place of `names`. */
export function discreet(text: string, names: readonly string[]): string {
  return names.reduce((rest, name) => rest.replaceAll(name, withheldName), text);
}

/** `raw/` at the root is known by its path; elsewhere it is a folder of raw sources when a folder `wiki/` stands beside it. */
function withRawRoles(parsed: readonly ParsedArticle[]): readonly ParsedArticle[] {
  const beside = new Set(parsed.flatMap(({ path }) => /^(.+\/)wiki\//i.exec(path)?.[1] ?? []));
  if (beside.size === 0) return [...parsed];
  return parsed.map((each) => {
    const above = /^(.+\/)raw\//i.exec(each.path)?.[1];
    return each.role === 'article' && above !== undefined && beside.has(above) ? { ...each, role: 'raw' } : each;
  });
}

function byArticleId(a: Article, b: Article): number {
  return compareStrings(a.id, b.id);
}

/** Raw files that an article links to or cites. */
function reachedFrom(resolutions: ReadonlyMap<ArticleId, readonly Resolution[]>, raw: readonly Article[]): Set<Article> {
  const reached = new Set<ArticleId>();
  for (const targets of resolutions.values())
    for (const target of targets) if (target.state === 'article') reached.add(target.id);
  return new Set(raw.filter(({ id }) => reached.has(id)));
}

function reachedAttachments(resolutions: ReadonlyMap<ArticleId, readonly Resolution[]>): Set<string> {
  const reached = new Set<string>();
  for (const targets of resolutions.values())
    for (const target of targets) if (target.state === 'attachment') reached.add(target.path);
  return reached;
}

/** What makes two articles cite the same source: its article, its file, its URL or its words. */
export function sourceKeysOf(
  articles: readonly Article[],
  resolutions: ReadonlyMap<ArticleId, readonly Resolution[]>,
): Map<ArticleId, string[]> {
  return new Map(
    articles.map(({ id, parsed }) => {
      const targets = resolutions.get(id) ?? [];
      const keys = parsed.sources.map(({ link, url, text }) => {
        const target = link === undefined ? undefined : targets[link];
        if (target?.state === 'article') return target.id;
        if (target?.state === 'attachment') return target.path;
        if (target?.state === 'missing') return target.name.toLowerCase();
        return url ?? text ?? '';
      });
      return [id, keys.filter((key) => key !== '')];
    }),
  );
}
