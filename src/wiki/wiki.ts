/** The steps from parsed files to a finished wiki, in order. */
import { articleId, assignIds } from './article-id.ts';
import { compareDiagnostics, compareStrings, diagnosticAt } from './diagnostics.ts';
import { buildGraph, type Graph } from './graph/build-graph.ts';
import { type Basis, basisOf, footings, trustOf, type WeakFooting } from './graph/provenance.ts';
import { type Related, relate } from './graph/related.ts';
import { measureSimilarity, type Texts } from './graph/similarity.ts';
import { catalogueSources, type SourceCatalogue } from './graph/sources.ts';
import type { Article, ArticleId, Attachment, Diagnostic, ParsedArticle, Resolution } from './model.ts';
import { inferRoots, rootFinding } from './resolve/infer-roots.ts';
import { languagesOf } from './resolve/languages.ts';
import { declaredRoots } from './resolve/link-roots.ts';
import { indexNames, type Named, type NameIndex, withInferredRoots } from './resolve/name-index.ts';
import { type Anchors, anchorsAsWritten, linkResolver } from './resolve/resolve-links.ts';
import { ArticleTypes, fallbackTypeKey } from './schema/article-types.ts';
import { Relations } from './schema/relations.ts';

/** What a wiki's own configuration says about its content. */
export interface WikiOptions {
  readonly types: ArticleTypes;
  readonly relations: Relations;
  /** Of articles that say none, and whose folders say none. */
  readonly lang: string;
  /** Private articles are treated like any other. */
  readonly includeDrafts: boolean;
  /** Folders by the names that links give them, as the configuration declares them. */
  readonly roots: Readonly<Record<string, string>>;
  /** Name of the folder that holds the vault, which links may start with; empty where it is not known. */
  readonly vaultName: string;
}

export const defaultWikiOptions: WikiOptions = {
  types: new ArticleTypes(),
  relations: new Relations(),
  lang: 'en',
  includeDrafts: false,
  roots: {},
  vaultName: '',
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
  /** Every source that an article names, once. */
  readonly sources: SourceCatalogue;
  readonly basis: Basis;
  /** Of articles that rest on one that should not be relied on: which. */
  readonly footing: ReadonlyMap<ArticleId, readonly WeakFooting[]>;
  /** Made when it is first asked for. */
  readonly related: ReadonlyMap<ArticleId, readonly Related[]>;
  /** Attachments that a published article reaches. */
  readonly attachments: ReadonlySet<string>;
  /** Of files and of links, by path, line and column; what is to be said of the wiki as a whole is review/. */
  readonly diagnostics: readonly Diagnostic[];
}

const saysOfFrontmatter: ReadonlySet<string> = new Set(['frontmatter-invalid', 'frontmatter-repaired', 'field-invalid']);

/** What is known beside the files themselves. */
export interface LinkContext {
  /** Articles that withhold something, by path, as their authors wrote them: by those names and headings they are found. */
  readonly written?: ReadonlyMap<string, ParsedArticle>;
  /** The words of the articles, asked for when related articles are; without them, the graph alone relates. */
  readonly texts?: Texts | undefined;
}

/** Links parsed files to a wiki. The order of `parsed` does not matter. */
export function linkWiki(
  parsed: readonly ParsedArticle[],
  attachments: readonly Attachment[],
  options: WikiOptions = defaultWikiOptions,
  { written = new Map(), texts }: LinkContext = {},
): Wiki {
  const published = withRawRoles(parsed)
    .filter(({ properties }) => options.includeDrafts || !properties.isPrivate)
    .sort((a, b) => compareStrings(a.path, b.path));
  const { ids, collisions } = assignIds(published.map(({ path }) => path));
  const langOf = languagesOf(published, options.lang);
  const all = published.map((each): Article => articleOf(each, ids.get(each.path) as ArticleId, langOf(each), options));
  const privateArticles = parsed.filter(({ properties }) => !options.includeDrafts && properties.isPrivate);
  const declared = declaredRoots(options.roots);
  const privateFiles = privateArticles.map((each) =>
    namedArticle({ id: articleId(each.path), lang: langOf(each), parsed: each }),
  );
  const withheld = indexNames(privateFiles, declared);
  const asWritten = ({ parsed: now }: Pick<Article, 'parsed'>): ParsedArticle => written.get(now.path) ?? now;
  const named = all.map(({ id, lang, parsed }) => {
    const each = asWritten({ parsed });
    const own = namedArticle({ id, lang, parsed: each });
    const isOwn = (name: string): boolean => name !== each.title || !isNamedByLink(each, withheld);
    return privateArticles.length === 0 ? own : { ...own, names: own.names.filter(isOwn) };
  });
  const reachable = indexNames([...named, ...attachments.map(({ path }) => ({ path, names: [] }))], declared);
  const everyId = new Map(all.map((article) => [article.id, article]));
  const anchorsOf = (id: ArticleId): Anchors | undefined => {
    const own = everyId.get(id)?.parsed;
    const before = own && written.get(own.path);
    return before ? anchorsAsWritten(own, before) : own;
  };
  const isRaw = ({ parsed: { role } }: Article): boolean => role === 'raw';
  const withoutRoots = linkResolver({ published: reachable, withheld }, anchorsOf);
  const linking = all.filter((article) => !isRaw(article)).map((article) => ({ lang: article.lang, parsed: asWritten(article) }));
  const roots = inferRoots(linking, withoutRoots, options.vaultName);
  const names = withInferredRoots(reachable, roots);
  const privateNames = withInferredRoots(withheld, roots);
  const resolver = roots.length === 0 ? withoutRoots : linkResolver({ published: names, withheld: privateNames }, anchorsOf);

  const resolutions = new Map<ArticleId, readonly Resolution[]>();
  const linkDiagnostics: Diagnostic[] = [];
  const resolveAll = (article: Article, isShown?: (id: ArticleId) => boolean): void => {
    const resolved = resolver.resolveAll(article.parsed, article, written.has(article.parsed.path), isShown);
    resolutions.set(article.id, resolved.resolutions);
    linkDiagnostics.push(...resolved.diagnostics);
  };
  for (const article of all) if (!isRaw(article)) resolveAll(article);
  const reachedRaw = reachedFrom(resolutions, all.filter(isRaw));
  const shown = all.filter((article) => !isRaw(article) || reachedRaw.has(article));
  const shownIds = new Set(shown.map(({ id }) => id));
  for (const article of reachedRaw) resolveAll(article, (id) => shownIds.has(id));

  const articles = shown.filter(({ parsed: { role } }) => role === 'article' || role === 'raw').sort(byArticleId);
  const pages = shown.filter(({ parsed: { role } }) => role === 'index' || role === 'log').sort(byArticleId);
  const graph = buildGraph(articles, resolutions, options.relations);
  let sources: SourceCatalogue | undefined;
  let basis: Basis | undefined;
  let footing: ReadonlyMap<ArticleId, readonly WeakFooting[]> | undefined;
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
    ...roots.map(rootFinding),
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
    get sources() {
      sources ??= catalogueSources(articles, resolutions, options.types);
      return sources;
    },
    get basis() {
      basis ??= basisOf(articles, this.sources, graph);
      return basis;
    },
    get footing() {
      footing ??= footings(articles, this.basis);
      return footing;
    },
    get related() {
      related ??= relate(articles, graph, this.sources.keys, options.relations, texts && measureSimilarity(articles, texts));
      return related;
    },
    attachments: reachedAttachments(resolutions),
    diagnostics: diagnostics.sort(compareDiagnostics),
  };
}

function articleOf(parsed: ParsedArticle, id: ArticleId, lang: string, { types, relations }: WikiOptions): Article {
  const type =
    parsed.properties.type !== undefined
      ? types.of(parsed.properties.type)
      : (types.ofFolders(parsed.path) ?? (parsed.role === 'raw' ? types.of('source') : types.of(fallbackTypeKey)));
  const trust = trustOf(parsed.properties.verified);
  return { id, type: type.key, trust, lang, parsed: withNamedRelations(parsed, relations) };
}

/** `superseded_by: "[[X]]"`: a key that is the label of a declared relation, and holds links, is a typed connection. */
function withNamedRelations(parsed: ParsedArticle, relations: Relations): ParsedArticle {
  const byKey = new Map<string, number[]>();
  for (const { path, link } of parsed.valueLinks) {
    const key = String(path[0]);
    const isWhole = path.length === 1 || (path.length === 2 && typeof path[1] === 'number');
    if (isWhole && relations.of(key)) byKey.set(key, [...(byKey.get(key) ?? []), link]);
  }
  if (byKey.size === 0) return parsed;
  const named = new Set([...byKey.values()].flat());
  return {
    ...parsed,
    links: parsed.links.map((link, index) => (named.has(index) ? { ...link, kind: 'connection' } : link)),
    connections: [
      ...parsed.connections,
      ...[...byKey].map(([label, links]) => ({
        label,
        links,
        labelSpan: parsed.links[links[0] ?? 0]?.span ?? { start: 0, end: 0 },
      })),
    ],
    valueLinks: parsed.valueLinks.filter(({ link }) => !named.has(link)),
  };
}

/** A folder's page answers to the name of its folder, not to `index`. */
function namedArticle({ id, lang, parsed }: Pick<Article, 'id' | 'lang' | 'parsed'>): Named {
  const names = [
    parsed.title,
    ...parsed.properties.aliases,
    ...(parsed.properties.permalink ? [parsed.properties.permalink] : []),
  ];
  if (parsed.role !== 'index') return { path: parsed.path, id, lang, names };
  const folder = parsed.path.replace(/\/?index\.md$/i, '');
  return { path: parsed.path, id, lang, names: folder === '' ? names : [...names, folder] };
}

/** Whether the heading that says the title is nothing but a link to a private article: then the name is that one's alone. */
function isNamedByLink({ title, path, headings, links }: ParsedArticle, privateNames: NameIndex): boolean {
  const { span } = headings.find(({ text }) => text === title) ?? {};
  if (!span) return false;
  return links.some(
    (link) =>
      link.span.start >= span.start &&
      link.span.end <= span.end &&
      (link.label ?? link.target) === title &&
      privateNames.rules.some(({ find }) => find(link.target.replace(/\.md$/i, ''), path).length > 0),
  );
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

/** Raw files that an article links to or cites; what they link themselves brings no more of them. */
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
