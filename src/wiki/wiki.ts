/** The steps from files to a finished wiki, in order. */
import { articleId, assignIds } from './article-id.ts';
import { compareDiagnostics, compareStrings, diagnosticAt, isDiagnosticCode } from './diagnostics.ts';
import { buildGraph, type Graph } from './graph/build-graph.ts';
import { trustOf } from './graph/provenance.ts';
import { type Related, relate } from './graph/related.ts';
import type { Article, ArticleId, Attachment, Diagnostic, ParsedArticle, Resolution, Severity, VaultFile } from './model.ts';
import { parseArticle } from './parse/parse-article.ts';
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
  /** An undeclared type is an error. */
  readonly strictTypes: boolean;
  readonly severity: Readonly<Record<string, Severity | 'off'>>;
  /** Private articles are treated like any other. */
  readonly includeDrafts: boolean;
}

export const defaultWikiOptions: WikiOptions = {
  types: new ArticleTypes(),
  relations: new Relations(),
  strictTypes: false,
  severity: {},
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
  /** For each article and page, where its written links go, in their order. */
  readonly resolutions: ReadonlyMap<ArticleId, readonly Resolution[]>;
  readonly graph: Graph;
  readonly related: ReadonlyMap<ArticleId, readonly Related[]>;
  /** Attachments that a published article reaches. */
  readonly attachments: ReadonlySet<string>;
  /** By path, line and column. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads every file and links them. */
export function buildWiki(
  files: readonly VaultFile[],
  attachments: readonly Attachment[] = [],
  options: WikiOptions = defaultWikiOptions,
): Wiki {
  return linkWiki(
    files.map((file) => parseArticle(file).article),
    attachments,
    options,
  );
}

/** Links parsed files to a wiki. The order of `parsed` does not matter. */
export function linkWiki(
  parsed: readonly ParsedArticle[],
  attachments: readonly Attachment[],
  options: WikiOptions = defaultWikiOptions,
): Wiki {
  const published = parsed
    .filter(({ properties }) => options.includeDrafts || !properties.isPrivate)
    .sort((a, b) => compareStrings(a.path, b.path));
  const { ids, collisions } = assignIds(published.map(({ path }) => path));
  const all = published.map((each): Article => articleOf(each, ids.get(each.path) as ArticleId, options));
  const names = indexNames([...all.map(namedArticle), ...attachments.map(({ path }) => ({ path, names: [] }))]);
  const everyId = new Map(all.map((article) => [article.id, article]));
  const withheld = parsed.filter(({ properties }) => !options.includeDrafts && properties.isPrivate);
  const withheldNames = indexNames(withheld.map((each) => namedArticle({ id: articleId(each.path), parsed: each })));
  const resolver = linkResolver(names, withheldNames, (id) => everyId.get(id)?.parsed);

  const resolutions = new Map<ArticleId, Resolution[]>();
  const linkDiagnostics: Diagnostic[] = [];
  const resolveAll = (article: Article): void => {
    const targets: Resolution[] = [];
    for (const { resolution, diagnostic } of resolver.resolveAll(article.parsed, article.id)) {
      targets.push(resolution);
      if (diagnostic) linkDiagnostics.push(diagnostic);
    }
    resolutions.set(article.id, targets);
  };
  const isRaw = ({ parsed: { role } }: Article): boolean => role === 'raw';
  for (const article of all) if (!isRaw(article)) resolveAll(article);
  const reachedRaw = reachedFrom(resolutions, all.filter(isRaw));
  for (const article of reachedRaw) resolveAll(article);
  const shown = all.filter((article) => !isRaw(article) || reachedRaw.has(article));

  const discreet = shown.map(
    (article): Article => ({ ...article, parsed: withoutWithheld(article.parsed, resolutions.get(article.id) ?? []) }),
  );
  const articles = discreet.filter(({ parsed: { role } }) => role === 'article' || role === 'raw').sort(byArticleId);
  const pages = discreet.filter(({ parsed: { role } }) => role === 'index' || role === 'log').sort(byArticleId);
  const graph = buildGraph(articles, resolutions, options.relations);
  const related = relate(articles, graph, sourceKeysOf(articles, resolutions), options.relations);

  const diagnostics = [
    ...published.flatMap(({ diagnostics: own }) => own),
    ...collisions.map(({ path, wanted, given, holder }) =>
      diagnosticAt(
        'id-collision',
        path,
        { line: 1, column: 1 },
        `The id \`${wanted}\` is taken by ${holder ? `\`${holder}\`` : 'a page of the site'}; this file is published as \`${given}\`.`,
      ),
    ),
    ...typeDiagnostics(articles, options),
    ...titleDiagnostics(articles),
    ...linkDiagnostics,
  ];
  return {
    options,
    articles,
    pages,
    byId: new Map([...articles, ...pages].map((article) => [article.id, article])),
    names,
    resolutions,
    graph,
    related,
    attachments: reachedAttachments(resolutions),
    diagnostics: withSeverities(diagnostics, options).sort(compareDiagnostics),
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

/** The article without the names of private ones where its links showed them: in its summary and in the sentences of its links. */
function withoutWithheld(parsed: ParsedArticle, targets: readonly Resolution[]): ParsedArticle {
  const names = parsed.links.flatMap(({ label, target }, index) =>
    targets[index]?.state === 'private' && label === undefined ? [target] : [],
  );
  if (names.length === 0) return parsed;
  const discreet = (text: string): string => names.reduce((rest, name) => rest.replaceAll(name, withheldName), text);
  return {
    ...parsed,
    summary: discreet(parsed.summary),
    headings: parsed.headings.map((heading) => ({ ...heading, text: discreet(heading.text) })),
    links: parsed.links.map(({ mention, ...link }) =>
      mention
        ? {
            ...link,
            mention: { before: discreet(mention.before), words: discreet(mention.words), after: discreet(mention.after) },
          }
        : link,
    ),
  };
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
function sourceKeysOf(
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

function typeDiagnostics(articles: readonly Article[], { types, strictTypes }: WikiOptions): Diagnostic[] {
  const found: Diagnostic[] = [];
  for (const { parsed, type } of articles) {
    const start = { line: 1, column: 1 };
    const written = parsed.properties.type;
    if (written === undefined) {
      if (type === fallbackTypeKey)
        found.push(diagnosticAt('type-missing', parsed.path, start, `The article has no \`type\`; it is shown as \`${type}\`.`));
    } else if (!types.of(written).declared && strictTypes) {
      found.push({
        ...diagnosticAt(
          'type-unknown',
          parsed.path,
          start,
          `The type \`${written}\` is not declared.`,
          'Declare it under `types:` in sourcebook.yaml.',
        ),
        severity: 'error',
      });
    }
  }
  return found;
}

function titleDiagnostics(articles: readonly Article[]): Diagnostic[] {
  const holders = new Map<string, string>();
  const found: Diagnostic[] = [];
  for (const { parsed } of articles) {
    const key = parsed.title.normalize('NFC').toLowerCase();
    const holder = holders.get(key);
    if (holder === undefined) holders.set(key, parsed.path);
    else
      found.push(
        diagnosticAt(
          'title-duplicate',
          parsed.path,
          { line: 1, column: 1 },
          `The title \`${parsed.title}\` is also that of \`${holder}\`.`,
        ),
      );
  }
  return found;
}

function withSeverities(diagnostics: readonly Diagnostic[], { severity }: WikiOptions): Diagnostic[] {
  return diagnostics.flatMap((diagnostic) => {
    const wanted = isDiagnosticCode(diagnostic.code) ? severity[diagnostic.code] : undefined;
    if (wanted === 'off') return [];
    return wanted === undefined ? [diagnostic] : [{ ...diagnostic, severity: wanted }];
  });
}
