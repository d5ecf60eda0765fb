/** The steps from parsed files to a finished wiki, in order. */
import { articleId, assignIds, type ChangedName } from './article-id.ts';
import { compareDiagnostics, compareStrings, diagnosticAt } from './diagnostics.ts';
import { isAttachmentCut } from './file-names.ts';
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
import { type Anchors, anchorsAsWritten, linkResolver, spellingsOf } from './resolve/resolve-links.ts';
import { ArticleTypes, fallbackTypeKey } from './schema/article-types.ts';
import { Relations } from './schema/relations.ts';
import { wordsOfLink } from './syntax/wikilinks.ts';
import { templatesIn, templatesOmitted } from './templates.ts';

/** What a wiki's own configuration says about its content. */
export interface WikiOptions {
  readonly types: ArticleTypes;
  readonly relations: Relations;
  /** Of articles that say none, and whose folders say none. */
  readonly lang: string;
  /** Private articles are treated like any other. */
  readonly includeDrafts: boolean;
  /** Paths of templates, and of folders of them, which are no part of the wiki. */
  readonly templatePaths?: readonly string[];
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
  const templates = templatesIn(parsed, options.templatePaths);
  const published = withRawRoles(parsed)
    .filter(({ path, properties }) => !templates.has(path) && (options.includeDrafts || !properties.isPrivate))
    .sort((a, b) => compareStrings(a.path, b.path));
  const { ids, collisions, changed } = assignIds(published.map(({ path }) => path));
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
    const isOwn = (name: string): boolean =>
      !(name === each.title && isNamedByLink(each, withheld)) &&
      !(each.linkedNames?.includes(name) && isPrivateName(name, each.path, withheld));
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
  const reached = all.filter((article) => !isRaw(article) || reachedRaw.has(article));
  const shownIds = new Set(reached.map(({ id }) => id));
  for (const article of reachedRaw) resolveAll(article, (id) => shownIds.has(id));
  const { shown, types } = withTypes(
    reached.map((article) => withLinkedProperties(article, resolutions.get(article.id) ?? [], everyId)),
    options.types,
  );

  const articles = shown.filter(({ parsed: { role } }) => role === 'article' || role === 'raw').sort(byArticleId);
  const pages = shown.filter(({ parsed: { role } }) => role === 'index' || role === 'log').sort(byArticleId);
  const graph = buildGraph(articles, resolutions, options.relations);
  let sources: SourceCatalogue | undefined;
  let basis: Basis | undefined;
  let footing: ReadonlyMap<ArticleId, readonly WeakFooting[]> | undefined;
  let related: Map<ArticleId, Related[]> | undefined;

  const attached = reachedAttachments(resolutions);
  const isPublished = new Set(shown.map(({ parsed: { path } }) => path));
  const diagnostics = [
    ...published.filter(({ path }) => isPublished.has(path)).flatMap(({ diagnostics: own }) => own),
    // Of a private article, what may be why it is private.
    ...privateArticles
      .filter(({ path }) => !templates.has(path))
      .flatMap(({ diagnostics: own }) => own.filter(({ code }) => saysOfFrontmatter.has(code))),
    ...templatesOmitted(templates),
    ...collisions.map(({ path, wanted, given, holder }) =>
      diagnosticAt(
        'id-collision',
        path,
        { line: 1, column: 1 },
        `The id \`${wanted}\` is taken by ${holder ? `\`${holder}\`` : 'a page of the site'}; this file is published as \`${given}\`.`,
      ),
    ),
    ...changed.filter(({ path }) => isPublished.has(path)).map(reportOfChange),
    ...[...attached].filter(isAttachmentCut).map(reportOfCut),
    ...roots.map(rootFinding),
    ...linkDiagnostics,
  ];
  return {
    options: { ...options, types },
    articles,
    pages,
    byId: new Map([...articles, ...pages].map((article) => [article.id, article])),
    names,
    privateNames,
    resolutions,
    graph,
    get sources() {
      sources ??= catalogueSources(articles, resolutions, types);
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
    attachments: attached,
    diagnostics: diagnostics.sort(compareDiagnostics),
  };
}

function reportOfChange({ path, name, kind, why, given }: ChangedName): Diagnostic {
  const isDevice = why === 'device';
  const subject = isDevice
    ? `The name \`${name}\``
    : { file: 'The file name', folder: 'The folder name', path: 'The path' }[kind];
  const problem = isDevice ? 'is reserved for a device on Windows' : 'is too long for a file of the site';
  const outcome = `${kind === 'folder' ? 'articles in the folder are' : 'the article is'} published as \`${given}${kind === 'folder' ? '/…' : ''}\``;
  return pathChanged(path, `${subject} ${problem}; ${outcome}.`);
}

function reportOfCut(path: string): Diagnostic {
  return pathChanged(path, 'The name or path is too long for a file of the site; the file is published under a shorter name.');
}

/** A warning, since nothing is lost. */
function pathChanged(path: string, message: string): Diagnostic {
  return { ...diagnosticAt('path-unsafe', path, { line: 1, column: 1 }, message), severity: 'warning' };
}

/** Its type is settled when the links are: it may be the title of another article. */
function articleOf(parsed: ParsedArticle, id: ArticleId, lang: string, { relations }: WikiOptions): Article {
  const trust = trustOf(parsed.properties.verified);
  return { id, type: fallbackTypeKey, trust, lang, parsed: withNamedRelations(parsed, relations) };
}

/** Properties that are links are called by the titles of their targets; those to private articles say nothing. */
function withLinkedProperties(article: Article, targets: readonly Resolution[], byId: ReadonlyMap<ArticleId, Article>): Article {
  const { linkedProperties: linked, properties, links } = article.parsed;
  if (!linked) return article;
  const nameOf = (number: number | undefined, words: string | undefined): string | undefined => {
    const target = number === undefined ? undefined : targets[number];
    if (number === undefined || words === undefined || !target) return words;
    if (target.state === 'private') return links[number]?.label;
    return target.state === 'article' && target.fragment === undefined && links[number]?.label === undefined
      ? (byId.get(target.id)?.parsed.title ?? words)
      : words;
  };
  const { type, category, statusWord, ...others } = properties;
  const named = {
    type: nameOf(linked.type, type),
    category: nameOf(linked.category, category),
    statusWord: nameOf(linked.status, statusWord),
  };
  const found = Object.fromEntries(Object.entries(named).filter(([, name]) => name !== undefined));
  return { ...article, parsed: { ...article.parsed, properties: { ...others, ...found } } };
}

/** Articles with their types, each as it states itself, else as its folder tells, else by the first of its categories. */
function withTypes(articles: readonly Article[], declared: ArticleTypes): { shown: Article[]; types: ArticleTypes } {
  const names = articles.map(({ parsed: { path, properties, role } }) => {
    if (properties.type !== undefined) return properties.type;
    const ofFolder = declared.ofFolders(path)?.key ?? (role === 'raw' ? 'source' : undefined);
    return ofFolder ?? properties.category ?? fallbackTypeKey;
  });
  const types = declared.withUsed(names.filter((_, index) => isListed(articles[index])));
  return {
    shown: articles.map((article, index) => ({ ...article, type: types.of(names[index] ?? fallbackTypeKey).key })),
    types,
  };
}

/** Pages of folders and logs have no type that anything shows. */
function isListed(article: Article | undefined): boolean {
  return article?.parsed.role === 'article' || article?.parsed.role === 'raw';
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
      (link.label ?? wordsOfLink(link)) === title &&
      spellingsOf(link.target).some((name) => isPrivateName(name, path, privateNames)),
  );
}

function isPrivateName(name: string, path: string, privateNames: NameIndex): boolean {
  return privateNames.rules.some(({ find }) => find(name, path).length > 0);
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
