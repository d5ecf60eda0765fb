/** Links parsed files into a wiki: indexes all names, resolves all links, builds the graph. */
import { articleId, assignIds, type ChangedName, type IdCollision } from './article-id.ts';
import { compareDiagnostics, compareStrings, diagnosticAt } from './diagnostics.ts';
import { isAttachmentCut } from './file-names.ts';
import { buildGraph, type Graph } from './graph/build-graph.ts';
import { type Basis, basisOf, footings, trustOf, type WeakFooting } from './graph/provenance.ts';
import { catalogueSources, type SourceCatalogue } from './graph/sources.ts';
import type { Article, ArticleId, Attachment, Diagnostic, ParsedArticle, Resolution } from './model.ts';
import { type Readers, withheldFrom } from './readers.ts';
import { everyName, namedArticle } from './resolve/article-names.ts';
import { type InferredRoot, inferRoots, rootFinding } from './resolve/infer-roots.ts';
import { languagesOf } from './resolve/languages.ts';
import { declaredRoots } from './resolve/link-roots.ts';
import { withLinkedProperties, withNamedRelations, withTypes } from './resolve/linked-properties.ts';
import { indexNames, type NameIndex, withInferredRoots } from './resolve/name-index.ts';
import { type Anchors, anchorsAsWritten, type LinkResolver, linkResolver } from './resolve/resolve-links.ts';
import { ArticleTypes, fallbackTypeKey } from './schema/article-types.ts';
import { everyone } from './schema/privacy-keys.ts';
import { Relations } from './schema/relations.ts';
import { templatesIn, templatesOmitted } from './templates.ts';

/** Settings from the wiki's configuration that affect its content. */
export interface WikiOptions extends Readers {
  readonly types: ArticleTypes;
  readonly relations: Relations;
  /** Language of articles that declare none and whose folders declare none. */
  readonly lang: string;
  /** Paths of templates and of template folders; templates are not part of the wiki. */
  readonly templatePaths?: readonly string[];
  /** Folders by the names that links use for them, as declared in the configuration. */
  readonly roots: Readonly<Record<string, string>>;
  /** Name of the folder that contains the vault; links may start with it. Empty if unknown. */
  readonly vaultName: string;
}

export const defaultWikiOptions: WikiOptions = {
  types: new ArticleTypes(),
  relations: new Relations(),
  lang: 'en',
  shows: 'public',
  audience: everyone,
  roots: {},
  vaultName: '',
};

/** A wiki with resolved links. Immutable. */
export interface Wiki {
  readonly options: WikiOptions;
  /** By id. Includes raw sources that an article reaches; excludes folder pages and logs. */
  readonly articles: readonly Article[];
  /** Folder pages and logs, by id. */
  readonly pages: readonly Article[];
  /** Articles and pages. */
  readonly byId: ReadonlyMap<ArticleId, Article>;
  readonly names: NameIndex;
  /** Names of articles that are not published. */
  readonly privateNames: NameIndex;
  /** Files withheld from readers, by path. */
  readonly withheld: readonly ParsedArticle[];
  /** The targets of the links of each article and page, in the order of its `links`. */
  readonly resolutions: ReadonlyMap<ArticleId, readonly Resolution[]>;
  readonly graph: Graph;
  /** Every source that an article names, each once. */
  readonly sources: SourceCatalogue;
  readonly basis: Basis;
  /** Articles that rest on an unreliable article, with those they rest on. */
  readonly footing: ReadonlyMap<ArticleId, readonly WeakFooting[]>;
  /** Attachments that a published article reaches. */
  readonly attachments: ReadonlySet<string>;
  /** Findings about files and links, by path, line and column. Findings about the wiki as a whole come from review/. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Links parsed files into a wiki. The order of the files does not matter.
 *
 * @param written the unredacted versions of redacted articles, by path: links may still use their names and headings
 */
export function linkWiki(
  parsed: readonly ParsedArticle[],
  attachments: readonly Attachment[],
  options: WikiOptions = defaultWikiOptions,
  written: ReadonlyMap<string, ParsedArticle> = new Map(),
): Wiki {
  const files = sortFiles(parsed, options);
  const { identified, collisions, changed } = identify(files, options);
  const { names, privateNames, roots, resolver } = indexEveryName(identified, files, attachments, options, written);
  const { reached, resolutions, findings } = resolveAll(identified, resolver, written);
  const { typed, types } = settleProperties(reached, identified, resolutions, options);
  const articles = typed.filter(({ parsed: { role } }) => role === 'article' || role === 'raw').sort(byArticleId);
  const pages = typed.filter(({ parsed: { role } }) => role === 'index' || role === 'log').sort(byArticleId);
  const graph = buildGraph(articles, resolutions, options.relations);
  const sources = catalogueSources(articles, resolutions, types);
  const basis = basisOf(articles, sources, graph);
  const reachedFiles = reachedAttachments(resolutions);
  return {
    options: { ...options, types },
    articles,
    pages,
    byId: new Map([...articles, ...pages].map((article) => [article.id, article])),
    names,
    privateNames,
    withheld: files.withheld,
    resolutions,
    graph,
    sources,
    basis,
    footing: footings(articles, basis),
    attachments: reachedFiles,
    diagnostics: [
      ...findingsOfFiles(files, typed),
      ...findingsOfAddresses(collisions, changed, typed, reachedFiles),
      ...roots.map(rootFinding),
      ...findings,
    ].sort(compareDiagnostics),
  };
}

/** The files of a vault, divided into published and withheld ones. */
interface SortedFiles {
  /** By path. */
  readonly published: readonly ParsedArticle[];
  readonly withheld: readonly ParsedArticle[];
  /** Findings about files that are withheld without being private themselves. */
  readonly withheldFindings: readonly Diagnostic[];
  /** Paths of templates, which are not part of the wiki. */
  readonly templates: ReadonlySet<string>;
  readonly langOf: (article: ParsedArticle) => string;
}

function sortFiles(parsed: readonly ParsedArticle[], options: WikiOptions): SortedFiles {
  const templates = templatesIn(parsed, options.templatePaths);
  const { paths, findings } = withheldFrom(options, parsed, templates);
  const isWithheld = ({ path }: ParsedArticle): boolean => paths.has(path);
  const published = withRawRoles(parsed)
    .filter((each) => !templates.has(each.path) && !isWithheld(each))
    .sort((a, b) => compareStrings(a.path, b.path));
  const withheld = parsed.filter(isWithheld);
  return { published, withheld, withheldFindings: findings, templates, langOf: languagesOf(published, options.lang) };
}

/** A root folder `raw/` is recognized by its path when parsed; any other counts as raw sources only beside a folder `wiki/`. */
function withRawRoles(parsed: readonly ParsedArticle[]): readonly ParsedArticle[] {
  const beside = new Set(parsed.flatMap(({ path }) => /^(.+\/)wiki\//i.exec(path)?.[1] ?? []));
  if (beside.size === 0) return [...parsed];
  return parsed.map((each) => {
    const above = /^(.+\/)raw\//i.exec(each.path)?.[1];
    return each.role === 'article' && above !== undefined && beside.has(above) ? { ...each, role: 'raw' } : each;
  });
}

/**
 * Gives each published file its id, language and trust. Its type follows after links are resolved, since it may be the title of
 * another article.
 */
function identify(
  { published, langOf }: SortedFiles,
  { relations }: WikiOptions,
): { identified: Article[]; collisions: readonly IdCollision[]; changed: readonly ChangedName[] } {
  const { ids, collisions, changed } = assignIds(published.map(({ path }) => path));
  const identified = published.map(
    (each): Article => ({
      id: ids.get(each.path) as ArticleId,
      type: fallbackTypeKey,
      trust: trustOf(each.properties.verified),
      lang: langOf(each),
      parsed: withNamedRelations(each, relations),
    }),
  );
  return { identified, collisions, changed };
}

interface IndexedNames {
  readonly names: NameIndex;
  readonly privateNames: NameIndex;
  readonly roots: readonly InferredRoot[];
  readonly resolver: LinkResolver;
}

/** Indexes every name that a link may use. Link roots are inferred from links that resolve only with a root. */
function indexEveryName(
  articles: readonly Article[],
  { withheld: privateFiles, langOf }: SortedFiles,
  attachments: readonly Attachment[],
  options: WikiOptions,
  written: ReadonlyMap<string, ParsedArticle>,
): IndexedNames {
  const declared = declaredRoots(options.roots);
  const asWritten = ({ parsed }: Article): ParsedArticle => written.get(parsed.path) ?? parsed;
  const withheld = indexNames(
    privateFiles.map((each) => {
      const named = everyName({ id: articleId(each.path), lang: langOf(each), parsed: each });
      return each.writtenNames ? { ...named, names: [...named.names, ...each.writtenNames] } : named;
    }),
    declared,
  );
  const named = articles.map((article) => namedArticle(article, asWritten(article), withheld));
  const reachable = indexNames([...named, ...attachments.map(({ path }) => ({ path, names: [] }))], declared);
  const anchorsOf = anchorsIn(articles, written);
  const withoutRoots = linkResolver({ published: reachable, withheld }, anchorsOf);
  const linking = articles
    .filter((article) => !isRaw(article))
    .map((article) => ({ lang: article.lang, parsed: asWritten(article) }));
  const roots = inferRoots(linking, withoutRoots, options.vaultName);
  if (roots.length === 0) return { names: reachable, privateNames: withheld, roots, resolver: withoutRoots };
  const names = withInferredRoots(reachable, roots);
  const privateNames = withInferredRoots(withheld, roots);
  return { names, privateNames, roots, resolver: linkResolver({ published: names, withheld: privateNames }, anchorsOf) };
}

/** Looks up the parts of an article that links can point to, by its id. */
function anchorsIn(
  articles: readonly Article[],
  written: ReadonlyMap<string, ParsedArticle>,
): (id: ArticleId) => Anchors | undefined {
  const byId = new Map(articles.map(({ id, parsed }) => [id, parsed]));
  return (id) => {
    const own = byId.get(id);
    const before = own && written.get(own.path);
    return before ? anchorsAsWritten(own, before) : own;
  };
}

/** Resolves the links of every article and of every raw file that an article reaches. Other raw files get no page. */
function resolveAll(
  articles: readonly Article[],
  resolver: LinkResolver,
  written: ReadonlyMap<string, ParsedArticle>,
): { reached: Article[]; resolutions: ReadonlyMap<ArticleId, readonly Resolution[]>; findings: Diagnostic[] } {
  const resolutions = new Map<ArticleId, readonly Resolution[]>();
  const findings: Diagnostic[] = [];
  const resolve = (article: Article, isShown?: (id: ArticleId) => boolean): void => {
    const resolved = resolver.resolveAll(article.parsed, article, written.has(article.parsed.path), isShown);
    resolutions.set(article.id, resolved.resolutions);
    findings.push(...resolved.diagnostics);
  };
  for (const article of articles) if (!isRaw(article)) resolve(article);
  const reachedRaw = reachedFrom(resolutions, articles.filter(isRaw));
  const reached = articles.filter((article) => !isRaw(article) || reachedRaw.has(article));
  const shownIds = new Set(reached.map(({ id }) => id));
  for (const article of reachedRaw) resolve(article, (id) => shownIds.has(id));
  return { reached, resolutions, findings };
}

function settleProperties(
  reached: readonly Article[],
  all: readonly Article[],
  resolutions: ReadonlyMap<ArticleId, readonly Resolution[]>,
  { types }: WikiOptions,
): { typed: Article[]; types: ArticleTypes } {
  const byId = new Map(all.map((article) => [article.id, article]));
  const linked = reached.map((article) => withLinkedProperties(article, resolutions.get(article.id) ?? [], byId));
  return withTypes(linked, types);
}

function isRaw({ parsed: { role } }: Article): boolean {
  return role === 'raw';
}

const saysOfFrontmatter: ReadonlySet<string> = new Set(['frontmatter-invalid', 'frontmatter-repaired', 'field-invalid']);

/** Findings about files that have a page, and the findings about frontmatter that may explain why an article is private. */
function findingsOfFiles(
  { published, withheld, withheldFindings, templates }: SortedFiles,
  shown: readonly Article[],
): Diagnostic[] {
  const isShown = new Set(shown.map(({ parsed: { path } }) => path));
  return [
    ...published.filter(({ path }) => isShown.has(path)).flatMap(({ diagnostics }) => diagnostics),
    ...withheld
      .filter(({ path }) => !templates.has(path))
      .flatMap(({ diagnostics }) => diagnostics.filter(({ code }) => saysOfFrontmatter.has(code))),
    ...templatesOmitted(templates),
    ...withheldFindings,
  ];
}

function findingsOfAddresses(
  collisions: readonly IdCollision[],
  changed: readonly ChangedName[],
  shown: readonly Article[],
  attachments: ReadonlySet<string>,
): Diagnostic[] {
  const isShown = new Set(shown.map(({ parsed: { path } }) => path));
  return [
    ...collisions.map(({ path, wanted, given, holder }) =>
      diagnosticAt(
        'id-collision',
        path,
        { line: 1, column: 1 },
        `The id \`${wanted}\` is taken by ${holder ? `\`${holder}\`` : 'a page of the site'}; this file is published as \`${given}\`.`,
      ),
    ),
    ...changed.filter(({ path }) => isShown.has(path)).map(reportOfChange),
    ...[...attachments].filter(isAttachmentCut).map(reportOfCut),
  ];
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

/** Reported as a warning, since no content is lost. */
function pathChanged(path: string, message: string): Diagnostic {
  return { ...diagnosticAt('path-unsafe', path, { line: 1, column: 1 }, message), severity: 'warning' };
}

function byArticleId(a: Article, b: Article): number {
  return compareStrings(a.id, b.id);
}

/** Raw files that an article links to or cites. Links from raw files do not count. */
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
