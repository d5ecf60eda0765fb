/** A wiki as a live site shows it until the next change. Its pages are made on request. */
import { type RenderContext, renderContext } from '../render/context.ts';
import { redirectsOf } from '../render/files/redirects.ts';
import type { Page } from '../render/payloads.ts';
import type { PublishedFile } from '../render/print/files.ts';
import { outputPath, type Urls, urlsOf } from '../site/urls.ts';
import type { VaultEntry } from '../vault/listing.ts';
import type { GraphMap } from '../wiki/graph/graph-map.ts';
import type { Article, ArticleId } from '../wiki/model.ts';
import { inertPath } from './attachments/inert-name.ts';
import { certainPast } from './environment.ts';
import { gitDatesFor } from './git-dates.ts';
import { type Library, publishedAttachments } from './library.ts';
import { countedFiles, jsonOf, machineFiles, markdownOf, pageOfArticle, sitePages } from './pages.ts';

type RenderText = () => string | undefined | Promise<string | undefined>;

export interface Edition {
  readonly library: Library;
  /** Identifies the state of the settings that it was made with. */
  readonly settings: string;
  readonly context: RenderContext;
  /** Ids by href. */
  readonly articles: ReadonlyMap<string, ArticleId>;
  /** Pages that are not articles, by href; made on the first request. */
  readonly others: () => Promise<ReadonlyMap<string, Page>>;
  /** Targets of redirects, by href; made on the first request. */
  readonly redirects: () => Promise<ReadonlyMap<string, string>>;
  /** Files for programs and markdown, by path. */
  readonly texts: ReadonlyMap<string, RenderText>;
  /** Attachments, by the paths they are published at. */
  readonly files: ReadonlyMap<string, VaultEntry>;
}

/**
 * @param settings identifies the state of the settings
 * @param mapped the map of the wiki. Only pages and files that show it wait for it
 */
export function editionOf(library: Library, settings: string, base: string, mapped: Promise<GraphMap | undefined>): Edition {
  // A failure is reported to whoever requests a page that shows the map.
  mapped.catch(() => {});
  const { wiki, config } = library;
  const urls = urlsOf(base, config.url);
  const { attachments, files } = attachmentsOf(library, urls, base);
  const { history } = gitDatesFor(library);
  const context = renderContext({
    wiki,
    related: library.related,
    config,
    urls,
    now: certainPast(history),
    attachments,
    history,
    mentionsOf: library.mentionsOf,
    bodyOf: library.bodyOf,
  });
  const articles = new Map(wiki.articles.map(({ id }) => [urls.article(id), id]));
  const others = once(async () => {
    const pages = sitePages(context, library, await mapped);
    return new Map([...pages].map(({ href, page }): [string, Page] => [href, page]));
  });
  const redirects = once(async () => {
    const taken = [...articles.keys(), ...(await others()).keys()];
    return new Map(redirectsOf(context, taken).map(({ from, to }) => [from, to]));
  });
  return { library, settings, context, articles, others, redirects, texts: textsOf(library, context, base, mapped), files };
}

/** Published attachments by their paths in the vault, and the reverse. Pictures are not resized, which would take too long. */
function attachmentsOf(
  library: Library,
  urls: Urls,
  base: string,
): { attachments: Map<string, PublishedFile>; files: Map<string, VaultEntry> } {
  const attachments = new Map<string, PublishedFile>();
  const files = new Map<string, VaultEntry>();
  const entries = new Map(library.listing.attachments.map((entry) => [entry.path, entry]));
  for (const path of publishedAttachments(library)) {
    const facts = library.attachments.get(path);
    const entry = entries.get(path);
    if (!facts || !entry || facts.isWithheld) continue;
    const inert = inertPath(path);
    const href = urls.attachment(inert);
    const download = inert === path ? undefined : path.slice(path.lastIndexOf('/') + 1);
    attachments.set(path, {
      href,
      bytes: entry.bytes,
      ...(facts.size && { size: facts.size }),
      ...(download !== undefined && { download }),
    });
    files.set(outputPath(href, base), entry);
  }
  return { attachments, files };
}

/** Files for programs and markdown, by path. */
function textsOf(
  library: Library,
  context: RenderContext,
  base: string,
  mapped: Promise<GraphMap | undefined>,
): Map<string, RenderText> {
  const { wiki, config } = library;
  const { urls } = context;
  const withMarkdown = config.twins.markdown ? [...wiki.articles, ...wiki.pages] : [];
  const withJson = config.twins.json ? wiki.articles : [];
  const jsonFor = (article: Article): string => {
    const made = pageOfArticle(context, article.id);
    return made ? jsonOf(context, article, made.page).render() : '';
  };
  return new Map<string, RenderText>([
    ...machineFiles.map(({ path, render }) => [path, async () => render(context, await mapped)] as const),
    ...countedFiles(context).map(({ path, render }) => [path, render] as const),
    ...withMarkdown.map(
      (article) => [outputPath(urls.markdown(article.id), base), () => markdownOf(context, library, article).render()] as const,
    ),
    ...withJson.map((article) => [outputPath(urls.json(article.id), base), () => jsonFor(article)] as const),
  ]);
}

/** Makes a value on the first call, and returns the same afterwards. */
function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
