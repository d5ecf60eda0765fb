/** Files to compiled articles: the facts and the HTML with slots that one file gives, as JSON that can be kept. */
import { join } from 'node:path';
import type { Nodes } from 'mdast';
import { type ArticleBody, type OwnPrinting, renderBody } from '../render/body/article-html.ts';
import type { Made, MadeBlocks } from '../render/body/blocks.ts';
import { sizeOf } from '../render/print/prose.ts';
import { bytesKey, type VaultEntry } from '../vault/listing.ts';
import { readMarkdown } from '../vault/read-vault.ts';
import { type DiagnosticCode, diagnosticAt, diagnosticIn } from '../wiki/diagnostics.ts';
import type { Diagnostic, HiddenLink, ParsedArticle, Position, VaultFile } from '../wiki/model.ts';
import { TransformFailure, type TransformMessage } from '../wiki/parse/body/transform.ts';
import type { BodyTree } from '../wiki/parse/body-tree.ts';
import { type ParsedFile, parseArticle, parseAsText } from '../wiki/parse/parse-article.ts';
import { ArticleTypes } from '../wiki/schema/article-types.ts';
import type { MarkdownSyntax } from '../wiki/schema/markdown-syntax.ts';
import type { Block, WrittenBlock } from '../wiki/syntax/blocks.ts';
import { positionIn, positionOf, writtenOffset } from '../wiki/text/lines.ts';
import { BlockMaker } from './blocks/maker.ts';
import { citationOf } from './cite.ts';
import type { CompiledArticle } from './compile-cache.ts';
import { NotLoaded, withinTime } from './deadline.ts';
import type { StoredText } from './memory/shard-store.ts';
import { withChanges } from './own-code/changes.ts';
import { messageOf } from './own-code/error.ts';
import type { OwnCode } from './own-code/load.ts';

/** A file that could not be read. */
export interface UnreadFile {
  readonly path: string;
  readonly diagnostic: Diagnostic;
}

export type CompileResult = CompiledArticle | UnreadFile;

/** A file to compile. */
export interface CompileEntry extends VaultEntry {
  /** What was made of its blocks before it changed. */
  readonly blocks?: MadeBlocks;
}

/** What is wanted of files, and by which syntax they are read. */
export interface Compiling {
  /** What pages show too, not the facts alone. */
  readonly withPages: boolean;
  readonly syntax: MarkdownSyntax;
  /** Links that readers must not see as they are written. */
  readonly hidden?: readonly HiddenLink[];
  /** What the wiki itself does to articles. */
  readonly own?: OwnCode | undefined;
}

/** What one file may take; real ones take a thousandth. A batch of many gets the same, and is done file by file beyond it. */
const maxMilliseconds = 10_000;

/** HTML larger than this, and so many times as large as the text it comes from, is no article but an accident. */
const maxHtml = { length: 2_000_000, growth: 50 } as const;

/** Files that took too long in this process, by path, with their stamp: they are not tried again until they change. */
const slow = new Map<string, string>();

/**
 * Reads and compiles files, each in bounded time: what exceeds it is published as it is written, and reported; but not kept, since
 * it may have been the machine that was slow.
 *
 * @param milliseconds what one file may take
 */
export function compileEntries(
  root: string,
  entries: readonly CompileEntry[],
  how: Compiling,
  milliseconds = maxMilliseconds,
): CompileResult[] {
  const given = entries.map((entry) => ({ entry, isSlow: slow.get(join(root, entry.path)) === bytesKey(entry) }));
  const quick = given.filter(({ isSlow }) => !isSlow).map(({ entry }) => entry);
  const all = withinTime(() => quick.map((entry) => compileEntry(root, entry, how)), milliseconds);
  if (all && quick.length === entries.length) return all.value;
  const results = new Map(quick.map((entry, index) => [entry, all?.value[index]]));
  return entries.map((entry) => {
    const known = results.get(entry);
    if (known) return known;
    const one = results.has(entry) ? withinTime(() => compileEntry(root, entry, how), milliseconds) : undefined;
    if (one) return one.value;
    slow.set(join(root, entry.path), bytesKey(entry));
    return { ...compileEntry(root, entry, how, 'It takes too long to parse.'), isProvisional: true };
  });
}

/** @param asText why the file is not to be parsed as markdown */
function compileEntry(root: string, entry: CompileEntry, how: Compiling, asText?: string): CompileResult {
  const file = readMarkdown(root, entry);
  return 'code' in file ? { path: entry.path, diagnostic: file } : compileFile(file, entry, how, asText);
}

/** Compiles a file that is at hand. */
export function compileText(entry: VaultEntry, file: VaultFile, how: Compiling): CompiledArticle {
  const made = withinTime(() => compileFile(file, entry, how), maxMilliseconds);
  return made?.value ?? compileFile(file, entry, how, 'It takes too long to parse.');
}

function compileFile(file: VaultFile, entry: CompileEntry, how: Compiling, asText?: string): CompiledArticle {
  const maker = new BlockMaker(entry.blocks);
  const { parsed, body: plain } = compiledBy(file, maker, how, asText);
  const citation = plain && citationOfWork(parsed.article);
  const body = plain && { ...plain, ...(citation && { citation }) };
  const stored = (value: unknown): StoredText => ({ path: entry.path, stamp: bytesKey(entry), text: JSON.stringify(value) });
  return {
    path: entry.path,
    facts: stored(parsed.article),
    page: body && { body: stored(body), mentions: stored(parsed.mentions), terms: stored(parsed.terms) },
    ...(maker.isProvisional && { isProvisional: true }),
  };
}

/** A file and, if it is wanted, its body. */
interface Compiled {
  readonly parsed: ParsedFile;
  readonly body?: ArticleBody;
}

/** With what the wiki itself does to the article, unless that fails. */
function compiledBy(file: VaultFile, maker: BlockMaker, how: Compiling, asText?: string): Compiled {
  const { own } = how;
  if (!own) return parsedAndRendered(file, maker, how, asText);
  const messages: TransformMessage[] = [];
  try {
    const { parsed, body } = parsedAndRendered(file, maker, how, asText, messages);
    const changed = withMessages(parsed, 'plugin-message', messages);
    const article = withChanges(changed.article, own);
    return { parsed: { ...changed, article }, ...(body && { body }) };
  } catch (error) {
    if (error instanceof NotLoaded) throw error;
    // A fault that the plain article has too is not that of a plugin.
    const { parsed, body } = parsedAndRendered(file, maker, { ...how, own: undefined }, asText);
    return { parsed: withMessages(parsed, 'plugin-failed', [failureOf(error)]), ...(body && { body }) };
  }
}

function failureOf(error: unknown): TransformMessage {
  if (error instanceof TransformFailure) return error;
  return { message: `What the plugins leave of the article cannot be read: ${messageOf(error)}` };
}

function withMessages(file: ParsedFile, code: DiagnosticCode, messages: readonly TransformMessage[]): ParsedFile {
  if (messages.length === 0) return file;
  const { article } = file;
  const found = messages.map(({ message, span = { start: 0, end: 0 } }) =>
    diagnosticIn(code, article, { start: span.start + article.bodyStart, end: span.end + article.bodyStart }, message),
  );
  return { ...file, article: { ...article, diagnostics: [...article.diagnostics, ...found] } };
}

/** @param messages receives what plugins say of the HTML */
function parsedAndRendered(
  file: VaultFile,
  maker: BlockMaker,
  { withPages: withPage, syntax, hidden = [], own }: Compiling,
  asText?: string,
  messages: TransformMessage[] = [],
): Compiled {
  const wanted = withPage ? 'page' : 'facts';
  const read =
    asText === undefined
      ? parseArticle(file, { wanted, syntax, hidden, transform: own?.remark })
      : parseAsText(file, asText, hidden);
  const parsed = withProblemsOfBlocks(read, maker);
  // What is known of an article must not depend on whether its page was asked for.
  if (!withPage && !own?.rehype && !mayOutgrow(parsed)) return { parsed };
  const printing = own && printingOf(own, file.path, messages);
  const body = bodyOf(parsed, maker, printing);
  if (typeof body !== 'string') return withPage ? { parsed, body } : { parsed };
  const plain = parseAsText(file, body, hidden);
  return withPage ? { parsed: plain, body: rendered(plain.tree, maker) } : { parsed: plain };
}

function printingOf({ remark, rehype }: OwnCode, path: string, messages: TransformMessage[]): OwnPrinting {
  return {
    hasOwnElements: remark !== undefined,
    transform: rehype && ((part) => messages.push(...rehype(part, path))),
  };
}

function rendered(tree: BodyTree, maker: BlockMaker, own?: OwnPrinting): ArticleBody {
  const body = renderBody(tree, maker.keyOf, own);
  const { made } = maker;
  return { ...body, ...(made && { blocks: made }) };
}

/** The kinds of blocks that can be wrong, and what is said then. */
const codesOfProblems: Readonly<Partial<Record<Block['kind'], DiagnosticCode>>> = {
  math: 'math-invalid',
  diagram: 'diagram-invalid',
};

function withProblemsOfBlocks(file: ParsedFile, maker: BlockMaker): ParsedFile {
  const found = file.blocks.flatMap((written): Diagnostic[] => {
    const code = codesOfProblems[written.block.kind];
    const problem = code && maker.make(written.block).problem;
    return problem ? [diagnosticAt(code, file.article.path, placeOf(file.article, written, problem), problem.message)] : [];
  });
  if (found.length === 0) return file;
  return { ...file, article: { ...file.article, diagnostics: [...file.article.diagnostics, ...found] } };
}

/** Where a problem stands in the file: from where it is told to the end of its line, or the whole block. */
function placeOf(
  article: ParsedArticle,
  { span, lines }: WrittenBlock,
  { line = 1, column = 1 }: NonNullable<Made['problem']>,
): Position {
  const lineStart = lines[line - 1];
  if (lineStart === undefined) return positionIn(article, span);
  const { lineStarts } = article;
  const start = writtenOffset(article, lineStart + column - 1);
  const end = writtenOffset(article, span.end);
  const next = lineStarts[positionOf(lineStarts, { start, end: start }).line] ?? end + 1;
  return positionOf(lineStarts, { start, end: Math.min(next - 1, end) });
}

/** More of these than nearly every article holds, and fewer than it takes to make HTML grow beyond bounds. */
const ordinary = { tags: 20, cells: 20_000, footnoteMarks: 1000, urlGrowth: 4 } as const;

/** Whether the HTML of an article may be nested more deeply, or be much larger, than its text, so that it has to be made to be known. */
function mayOutgrow({ tree, article }: ParsedFile): boolean {
  let tags = 0;
  let cells = 0;
  let footnoteMarks = 0;
  let urls = 0;
  const visit = (node: Nodes): void => {
    if (node.type === 'html') tags += node.value.split('<').length - 1;
    // Short rows are filled up.
    else if (node.type === 'table') cells += node.children.length * (node.align?.length ?? 1);
    else if (node.type === 'footnoteReference' || node.type === 'inlineNote') footnoteMarks++;
    else if (node.type === 'link' || node.type === 'image') urls += node.url.length + (node.title?.length ?? 0);
    if ('children' in node) for (const child of node.children) visit(child);
  };
  visit(tree.body);
  if (tree.lead) visit(tree.lead);
  for (const inline of [...tree.connectionNotes.values(), ...tree.logEntries]) for (const node of inline) visit(node);
  return (
    // Each of them is explained as often as it stands.
    tree.abbreviations.size > 0 ||
    tags > ordinary.tags ||
    cells > ordinary.cells ||
    footnoteMarks > ordinary.footnoteMarks ||
    urls > ordinary.urlGrowth * writtenLength(article)
  );
}

/** At least so many characters have been written. */
function writtenLength({ lineStarts }: ParsedFile['article']): number {
  return (lineStarts.at(-1) ?? 0) + 1;
}

/** The body, or why it cannot be made: HTML may be nested too deeply, and grow, where markdown does not. */
function bodyOf({ tree, article }: ParsedFile, maker: BlockMaker, own?: OwnPrinting): ArticleBody | string {
  try {
    const body = rendered(tree, maker, own);
    const parts = [body.content, body.lead, ...Object.values(body.notes), ...(body.log ?? [])];
    const length = parts.reduce((sum, part) => sum + sizeOf(part), 0);
    if (length > maxHtml.length && length > maxHtml.growth * writtenLength(article))
      return 'Its HTML would be many times as large as its text.';
    return body;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return 'It is nested too deeply to be shown.';
  }
}

const builtInTypes = new ArticleTypes();

/** How to cite the work that an article is about, where it is about one. */
function citationOfWork({ record, properties, path, role, title }: ParsedArticle): ArticleBody['citation'] {
  if (!record) return undefined;
  const { type, lang } = properties;
  const isSource = type === undefined ? builtInTypes.ofFolders(path)?.isSource : builtInTypes.of(type).isSource;
  const isPublished = [record.doi, record.arxiv, record.isbn, record.container].some((each) => each !== undefined);
  return isSource || isPublished || role === 'raw' ? citationOf(record, title, lang) : undefined;
}
