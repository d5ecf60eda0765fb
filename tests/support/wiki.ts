/** Makes wikis from strings, for tests of the core. */
import { renderBody } from '../../src/render/body/article-html.ts';
import { type RenderContext, renderContext } from '../../src/render/context.ts';
import { markdownTwin, plainMarkdown } from '../../src/render/files/plain-markdown.ts';
import { type SearchDocument, searchDocument } from '../../src/render/files/search-document.ts';
import { articlePage } from '../../src/render/pages/article-page.ts';
import type { ArticlePage } from '../../src/render/payloads.ts';
import { escapeAttribute } from '../../src/render/print/escape.ts';
import type { PublishedFile } from '../../src/render/print/files.ts';
import { print, printingFor, type SlotFiller } from '../../src/render/print/printer.ts';
import type { Prose } from '../../src/render/print/prose.ts';
import { withWords } from '../../src/render/print/word-marks.ts';
import { readConfig } from '../../src/site/config.ts';
import { urlsOf } from '../../src/site/urls.ts';
import { sayingOf, wordsOf } from '../../src/site/words.ts';
import { type BuiltWiki, buildWiki } from '../../src/wiki/build-wiki.ts';
import { compareDiagnostics } from '../../src/wiki/diagnostics.ts';
import type { Texts } from '../../src/wiki/graph/similarity.ts';
import { loadStemmers } from '../../src/wiki/graph/stemmers.ts';
import { defaultWikiOptions, type Wiki, type WikiOptions } from '../../src/wiki/link-wiki.ts';
import type { ArticleId, Diagnostic, HiddenLink, ParsedArticle, VaultFile } from '../../src/wiki/model.ts';
import { type ParsedFile, parseArticle } from '../../src/wiki/parse/parse-article.ts';
import { type ReviewOptions, review } from '../../src/wiki/review/rules.ts';
import { type MarkdownSyntax, plainSyntax } from '../../src/wiki/schema/markdown-syntax.ts';

export type Files = Readonly<Record<string, string>>;

export function fileOf(path: string, text: string): VaultFile {
  return { path, text, digest: text };
}

const stemmers = await loadStemmers(['en', 'de', 'fr', 'ru', 'sv']);

/** A wiki of these files; those that are not markdown are attachments. Articles are English unless they have a `lang`. */
export function wikiOf(files: Files, options: Partial<WikiOptions> = {}): Wiki {
  return builtWikiOf(files, options).written;
}

/** A wiki as its authors wrote it and as readers may see it, with its files as they were parsed for readers. */
export function builtWikiOf(
  files: Files,
  options: Partial<WikiOptions> = {},
  syntax: MarkdownSyntax = plainSyntax,
): BuiltWiki & { fileAt: (path: string) => ParsedFile } {
  const hiddenIn = new Map<string, readonly HiddenLink[]>();
  const fileAt = (path: string): ParsedFile =>
    parseArticle(fileOf(path, files[path] ?? ''), { syntax, hidden: hiddenIn.get(path) ?? [] });
  const reread = (path: string, hidden: readonly HiddenLink[]): ParsedArticle => {
    hiddenIn.set(path, hidden);
    return fileAt(path).article;
  };
  const paths = Object.keys(files);
  const parsed = paths.filter((path) => path.endsWith('.md')).map((path) => fileAt(path).article);
  const attachments = paths.filter((path) => !path.endsWith('.md')).map((path) => ({ path, bytes: files[path]?.length ?? 0 }));
  const words: Texts = {
    termsOf: (article) => fileAt(article.parsed.path).terms,
    stemOf: (article) => stemmers(article.lang),
  };
  const built = buildWiki(parsed, attachments, { ...defaultWikiOptions, ...options }, reread, words);
  return { ...built, fileAt };
}

/** The current time in all tests. */
export const now = new Date('2026-06-01T00:00:00Z');

/** All findings of a wiki, by place. */
export function findingsOf(wiki: Wiki, options: Partial<ReviewOptions> = {}): Diagnostic[] {
  return [...wiki.diagnostics, ...review(wiki, { now, strictTypes: false, ...options })].sort(compareDiagnostics);
}

/** Codes that are expected in a small example. */
const quiet: ReadonlySet<string> = new Set(['frontmatter-missing', 'type-missing', 'orphan', 'dead-end', 'unsourced']);

/** Findings as `path:line:column code`, by place. */
export function problems(wiki: Wiki): string[] {
  return findingsOf(wiki)
    .filter(({ code }) => !quiet.has(code))
    .map(({ path, line, column, code }) => `${path}:${line}:${column} ${code}`);
}

/** The targets of the links of an article, in order: an id with its fragment, or the state in parentheses. */
export function targetsOf(wiki: Wiki, id: string): string[] {
  return (wiki.resolutions.get(id as ArticleId) ?? []).map((target) => {
    if (target.state === 'article') return target.fragment === undefined ? target.id : `${target.id}#${target.fragment}`;
    return target.state === 'attachment' ? target.path : `(${target.state})`;
  });
}

/** Facts about attachments, by path. */
export type KnownFiles = Readonly<Record<string, Pick<PublishedFile, 'size' | 'sources'>>>;

export function contextOf(files: Files, config = '', base = '/', published: KnownFiles = {}): RenderContext {
  const { config: read } = readConfig(config, 'Test wiki');
  const { types, relations, lang, markdown } = read;
  const { wiki, related, fileAt } = builtWikiOf(files, { types, relations, lang }, markdown);
  const attachments = new Map(
    [...wiki.attachments].map((path) => [
      path,
      { href: `${base}attachments/${path}`, bytes: files[path]?.length ?? 0, ...published[path] },
    ]),
  );
  return renderContext({
    wiki,
    related,
    config: read,
    urls: urlsOf(base, read.url),
    now,
    attachments,
    mentionsOf: (id) => fileAt(wiki.byId.get(id)?.parsed.path ?? '').mentions,
    bodyOf: (id) => renderBody(fileAt(wiki.byId.get(id)?.parsed.path ?? '').tree),
  });
}

/** What the search index gets of one article. */
export function documentOf(files: Files, id: string, config = ''): SearchDocument {
  const context = contextOf(files, config);
  const article = context.wiki.byId.get(id as ArticleId);
  if (!article) throw new Error(`no article ${id}`);
  return searchDocument(context, article, pageOf(files, id, config));
}

/** Returns words in English. */
export const english = sayingOf(wordsOf({ lang: 'en', words: {} }));

/** The HTML of a block on an English page. */
export function inEnglish(html: string): string {
  return withWords(html, english, escapeAttribute);
}

/** Prose as HTML, with its slots as elements that name them. */
export function bareHtml(prose: Prose): string {
  const filler: SlotFiller = {
    say: english,
    quotes: ['“', '”', '‘', '’'],
    isMixed: false,
    link: (index, label, isInLink) => (isInLink ? `{${index} ${label}}` : `<a data-link="${index}">${label}</a>`),
    embed: () => undefined,
    elsewhere: () => undefined,
    url: (index) => `link-${index}`,
    imageAttributes: () => '',
    citation: (index, words) => `<sup data-citation="${index}">${words}</sup>`,
    tag: (_, shown) => shown,
    block: (key) => ({ html: `<code data-block="${key}"></code>`, words: '' }),
  };
  return print(prose, filler, printingFor());
}

/** The object that the page of an article prints. */
export function pageOf(files: Files, id: string, config = '', base = '/', published: KnownFiles = {}): ArticlePage {
  const context = contextOf(files, config, base, published);
  const article = context.wiki.byId.get(id as ArticleId);
  if (!article) throw new Error(`no article ${id}`);
  return articlePage(context, article, context.bodyOf(article.id));
}

/** The markdown file beside the page of an article. */
export function markdownOf(files: Files, id: string): string {
  const context = contextOf(files);
  const article = context.wiki.byId.get(id as ArticleId);
  if (!article) throw new Error(`no article ${id}`);
  return plainMarkdown(markdownTwin(context, article), files[article.parsed.path] ?? '');
}

/** The body of an article with this text, as HTML. */
export function bodyOf(text: string, others: Files = {}, config = '', published: KnownFiles = {}): string {
  const { leadHtml, bodyHtml } = pageOf({ ...others, 'page.md': text }, 'page', config, '/', published).article;
  return leadHtml + bodyHtml;
}
