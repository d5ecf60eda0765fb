/** Parses one file completely: frontmatter, links, connections, sources, headings, and the tree that render/ prints. */
import type { Paragraph, Root, RootContent } from 'mdast';
import type {
  FileRole,
  Heading,
  HiddenLink,
  HiddenStretch,
  Mentions,
  ParsedArticle,
  Properties,
  Span,
  Terms,
  ValueLink,
  VaultFile,
  WrittenLink,
  WrittenPlaces,
} from '../model.ts';
import { type ReadFrontmatter, readFrontmatter } from '../schema/frontmatter.ts';
import { type MarkdownSyntax, plainSyntax } from '../schema/markdown-syntax.ts';
import { strictest } from '../schema/privacy-keys.ts';
import type { PropertyName } from '../schema/property-keys.ts';
import { sourceRecordOf } from '../schema/source-record.ts';
import { withBodyTags } from '../schema/tags.ts';
import { takeBlockIds } from '../syntax/block-ids.ts';
import type { WrittenBlock } from '../syntax/blocks.ts';
import { findCommentsInPlainText, findShownMarks } from '../syntax/comments.ts';
import { LinkHider } from '../syntax/link-marks.ts';
import { markCitations } from '../syntax/mark-citations.ts';
import { textOf } from '../syntax/node-text.ts';
import { inOrder, shifted, shownText } from '../text/hidden.ts';
import { endOf, placeBetween, startOf } from '../text/offsets.ts';
import { readConnectionSection, readRelatedLine, readSourceLine, readSourceSection } from './body/body-links.ts';
import { type BodySection, findSections } from './body/body-sections.ts';
import { type Collected, collect } from './body/collect.ts';
import { readConnections, readOtherLinks, readRelated, readSources } from './body/frontmatter-links.ts';
import { LinkLedger } from './body/link-ledger.ts';
import { logEntries } from './body/log-entries.ts';
import { parseMarkdown, toReadable, UnparsableText } from './body/markdown.ts';
import {
  isToldByProperty,
  type MetadataLine,
  type MetadataLines,
  metadataLines,
  nodesToldElsewhere,
} from './body/metadata-lines.ts';
import { noCitations, type ReadCitations, readCitations } from './body/read-citations.ts';
import { termsOf } from './body/terms.ts';
import { type Summary, summaryOf, titleOf, withoutNotes } from './body/title-and-summary.ts';
import { type BodyTransform, placeChangedNodes, type TransformMessage } from './body/transform.ts';
import { type BodyTree, bodyTree } from './body-tree.ts';
import { FileFindings } from './file-findings.ts';
import { type FrontmatterBlock, readFrontmatterBlock } from './frontmatter/frontmatter-block.ts';
import { isTemplateBlock } from './frontmatter/placeholders.ts';
import { heldBackAt, lineOfBody } from './frontmatter/privacy.ts';
import { hiddenInBody, hideInTree, recordWikilinks } from './hidden/hidden-body.ts';
import { hiddenInUnreadLines, hideInFrontmatter } from './hidden/hidden-frontmatter.ts';
import { readableData } from './readable/readable-data.ts';
import type { ReadableText } from './readable/readable-text.ts';

/**
 * Result of parsing a file: the facts, which are plain data, and the tree, which render/ turns into HTML and which is then
 * discarded.
 */
export interface ParsedFile {
  readonly article: ParsedArticle;
  readonly mentions: Mentions;
  /** Empty if only the facts are wanted. */
  readonly terms: Terms;
  /** Code, formulas and diagrams, in order. */
  readonly blocks: readonly WrittenBlock[];
  readonly tree: BodyTree;
}

/**
 * What to extract from a file: everything its pages show, or the facts alone, without the sentences of links and without words.
 */
export type Wanted = 'page' | 'facts';

const noTerms: Terms = { words: [], counts: [] };

/** How a file is to be parsed. */
export interface ParseOptions {
  /** Default: everything that its pages show. */
  readonly wanted?: Wanted;
  /** Optional syntax that the wiki enables. */
  readonly syntax?: MarkdownSyntax;
  /** Links that readers must not see as written. */
  readonly hidden?: readonly HiddenLink[];
  /** Changes the tree before anything is read from it. */
  readonly transform?: BodyTransform | undefined;
}

/**
 * Parses one file. A text that cannot be parsed as markdown is published as plain text and reported.
 *
 * @throws TransformFailure if the transform fails, and nothing else
 */
export function parseArticle(written: VaultFile, options: ParseOptions = {}): ParsedFile {
  const { wanted = 'page', syntax = plainSyntax, hidden = [], transform } = options;
  const source = readSource(written, hidden);
  const { body, keys, hider } = source;
  try {
    let root = parseMarkdown(body, syntax);
    const inBody = hiddenInBody(body, root, keys, hider);
    if (hidden.length > 0) {
      root = parseMarkdown(body, syntax, undefined, inBody.covers);
      root.data = { ...root.data, hidden: inBody.stretches };
      hideInTree(root, hider);
    }
    const parser = new ArticleParser(source, inBody.stretches);
    let writtenTitle: string | undefined;
    if (transform) {
      const { data } = root;
      recordWikilinks(root, hider);
      const title = root.children[titleHeading(root) ?? -1];
      writtenTitle = title && textOf(title);
      parser.reportMessages(transform(root, body, written.path));
      // What readers must not see, among others.
      if (data) root.data = data;
      else delete root.data;
      placeChangedNodes(root, body.length);
    }
    const parsed = parser.parse(root, wanted, syntax);
    return writtenTitle ? withWrittenTitle(parsed, writtenTitle) : parsed;
  } catch (error) {
    if (error instanceof UnparsableText) return parseAsText(written, error.message, hidden);
    if (error instanceof RangeError) return parseAsText(written, 'It is nested too deeply to be parsed.', hidden);
    throw error;
  }
}

/** Keeps the heading that gave the title before the tree was changed. */
function withWrittenTitle(file: ParsedFile, title: string): ParsedFile {
  const { article } = file;
  if (article.title === title || article.headings.some(({ text }) => text === title)) return file;
  return { ...file, article: { ...article, writtenNames: [title] } };
}

/**
 * Reads a file without parsing markdown: the text is shown as written, without its comments.
 *
 * @param why the reason, one sentence
 */
export function parseAsText(written: VaultFile, why: string, hidden: readonly HiddenLink[] = []): ParsedFile {
  const source = readSource(written, hidden);
  const { body, keys, hider, block } = source;
  const { stretches } = hiddenInBody(body, undefined, keys, hider);
  const parser = new ArticleParser(source, stretches);
  const start = block.bodyStart;
  parser.findings.report('file-unreadable', { start, end: start }, `The text is shown as it is written. ${why}`);
  const comments = findCommentsInPlainText(body);
  const value = shownText(body, inOrder([...stretches, ...comments.map((span) => ({ span, text: '' }))]));
  return parser.parse({ type: 'root', children: [{ type: 'code', value }], data: { comments } });
}

/** A file before its body is parsed. */
interface Source {
  readonly file: VaultFile;
  readonly read: ReadableText;
  readonly block: FrontmatterBlock;
  readonly body: string;
  /** Keys of the frontmatter. */
  readonly keys: readonly string[];
  readonly hider: LinkHider;
}

function readSource(file: VaultFile, hidden: readonly HiddenLink[]): Source {
  const read = toReadable(file.text);
  const block = readFrontmatterBlock(read.text);
  const body = read.text.slice(block.bodyStart);
  return { file, read, block, body, keys: Object.keys(block.data), hider: new LinkHider(hidden) };
}

/** The role of a file, from its path alone. */
export function roleOf(path: string): FileRole {
  const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
  if (name === 'index.md') return 'index';
  if (name === 'log.md') return 'log';
  return /^raw\//i.test(path) ? 'raw' : 'article';
}

class ArticleParser {
  readonly findings: FileFindings;
  /** With the readable text. */
  readonly #file: VaultFile;
  readonly #role: FileRole;
  readonly #block: FrontmatterBlock;
  readonly #hider: LinkHider;
  /** Stretches that readers see differently, as offsets in the file. */
  readonly #hidden: readonly HiddenStretch[];

  /** @param inBody stretches of the body that readers see differently, as offsets in the body */
  constructor({ file, read, block, hider }: Source, inBody: readonly HiddenStretch[]) {
    const { text } = read;
    const values = readableData(block.data, toReadable);
    this.findings = new FileFindings(file, read, block);
    this.findings.reportRepairs(read, values);
    this.findings.reportBlock();
    this.#file = { ...file, text };
    this.#role = roleOf(file.path);
    this.#hider = hider;
    this.#hidden = [...hiddenInUnreadLines(text, block, hider), ...inBody.map((stretch) => shifted(stretch, block.bodyStart))];
    this.#block = hideInFrontmatter({ ...block, data: values.data }, hider);
  }

  /** Reports what the wiki's own code says about the body. */
  reportMessages(messages: readonly TransformMessage[]): void {
    const { bodyStart } = this.#block;
    for (const { message, span = { start: 0, end: 0 } } of messages)
      this.findings.report('plugin-message', { start: span.start + bodyStart, end: span.end + bodyStart }, message);
  }

  /** Builds the result from the tree of the body, which it modifies. */
  parse(root: Root, wanted: Wanted = 'page', syntax: MarkdownSyntax = plainSyntax): ParsedFile {
    const { bodyStart } = this.#block;
    const source = this.#file.text;
    const blocks = takeBlockIds(root, source.slice(bodyStart), bodyStart);
    const head = this.#readHead(root, syntax);
    if (this.#cites) markCitations(root, source.slice(bodyStart));
    const collected = collect(root, source, bodyStart, wanted === 'page');
    this.findings.reportHtml(collected);
    const properties = { ...head.properties, tags: withBodyTags(head.properties.tags, collected.tags) };
    const linked = this.#readLinks(root, collected, head, properties);
    const named = this.#nameIn(root, head, linked, properties, syntax);
    const log = this.#role === 'log' ? logEntries(root) : [];
    const article: ParsedArticle = {
      ...this.#factsOfFile(root, collected),
      ...this.#factsOfHead(head, linked.ledger, properties, collected),
      ...factsOfLinks(linked),
      title: named.title,
      summary: named.summary.text,
      summaryOrigin: named.summary.origin,
      headings: withLifted(collected.headings, named),
      blocks,
      ...(this.#role === 'log' && { log: log.map(({ entry }) => entry) }),
    };
    const tree = bodyTree(
      root,
      {
        title: named.node,
        withTitleMarks: this.#cites,
        lead: named.summary.lead,
        others: [...linked.lineNodes, ...named.lifted.flatMap(({ from, to }) => root.children.slice(from, to))],
        ledger: linked.ledger,
        cited: linked.cited,
        log,
      },
      syntax,
    );
    return {
      article,
      mentions: { links: linked.ledger.mentions, claims: linked.cited.claims },
      blocks: collected.written,
      terms: wanted === 'page' ? termsOf(article, tree.lead ? [tree.lead, tree.body] : [tree.body]) : noTerms,
      tree,
    };
  }

  /** Folder pages and logs have no list of sources, so citations in them remain as written. */
  get #cites(): boolean {
    return hasPanels(this.#role);
  }

  /** Reads the frontmatter, and the metadata lines that open the body. */
  #readHead(root: Root, syntax: MarkdownSyntax): Head {
    const h1 = titleHeading(root);
    const metadata = metadataLines(root, h1 === undefined ? 0 : h1 + 1, Object.keys(this.#block.data));
    const { lines } = metadata;
    const front = readFrontmatter({ ...this.#block.data, ...propertiesOf(lines) }, this.#block.writtenAt);
    this.findings.reportFields(front.problems);
    for (const { path, message } of front.mended) this.findings.report('frontmatter-repaired', this.#block.spanOf(path), message);
    this.findings.reportAddresses(front);
    const properties = withoutNotes(this.#withDoubts(front.properties), syntax);
    if (!this.#block.isPresent && this.#role === 'article')
      this.findings.report(
        'frontmatter-missing',
        { start: 0, end: 0 },
        'The article has no frontmatter; title, summary and type are taken from its text and folder.',
      );
    return { front, metadata, properties, opensWithTitle: h1 !== undefined };
  }

  /** Reads links, connections, sources and citations, from frontmatter first, then from lines, sections and claims. */
  #readLinks(root: Root, collected: Collected, { front, metadata }: Head, properties: Properties): Linked {
    const ledger = this.#linksOf(collected, front, properties);
    const untold = metadata.lines.filter((line) => !this.#readLine(ledger, line));
    const sections = findSections(root);
    const lifted = sections.filter((section) => this.#readSection(ledger, root, section));
    const cited = this.#cites ? readCitations(ledger, collected.marks, root) : noCitations;
    for (const { label, span } of cited.undefinedLabels)
      this.findings.report(
        'citation-undefined',
        span,
        `Nothing says what \`[^${label}]\` cites.`,
        `Define it with \`[^${label}]: …\`, or give a source of that \`id\`.`,
      );
    return { ledger, cited, sections, lifted, lineNodes: nodesToldElsewhere(metadata, new Set(untold)) };
  }

  /** @returns whether a panel shows everything in the section */
  #readSection(ledger: LinkLedger, root: Root, { kind, from, to }: BodySection): boolean {
    const content = root.children.slice(from + 1, to);
    if (kind === 'connections') return readConnectionSection(ledger, content, this.#block.bodyStart) && hasPanels(this.#role);
    return kind === 'sources' && readSourceSection(ledger, content);
  }

  /** Finds title and summary. */
  #nameIn(root: Root, { metadata }: Head, linked: Linked, properties: Properties, { breaks }: MarkdownSyntax): NamedBody {
    const { sections, lineNodes } = linked;
    const { title, heading } = titleOf(properties, root, this.#file.path);
    const line = metadata.lines.find(({ property }) => property === 'summary');
    const summary = line
      ? summaryOfLine(line, lineNodes)
      : summaryOf(properties, root, sections, heading, lineNodes, metadata.keyed, breaks);
    const lifted = summary.section ? [...linked.lifted, summary.section] : linked.lifted;
    return { title, summary, lifted, node: heading === undefined ? undefined : root.children[heading] };
  }

  #factsOfFile(root: Root, { elementIds, comments, prose, words }: Collected): FactsOfFile {
    const { bodyStart, isPresent } = this.#block;
    const { path, digest, text } = this.#file;
    const { comments: marked = [], removed = [] } = root.data ?? {};
    this.findings.reportRemoved(marked, removed);
    this.findings.reportShownMarks(findShownMarks(root, text.slice(bodyStart)));
    const inFile = [...marked, ...removed].map(({ start, end }) => ({ start: start + bodyStart, end: end + bodyStart }));
    const unseen = [...inFile, ...comments];
    this.findings.reportTellTales(text, root, unseen);
    return {
      path,
      digest,
      role: this.#role,
      bodyStart,
      ...(elementIds.length > 0 && { elementIds }),
      ...(isPresent && isTemplateBlock(text.slice(0, bodyStart)) && { isTemplate: true }),
      prose,
      words,
      ...(unseen.length > 0 && { comments: unseen }),
      diagnostics: this.findings.diagnostics,
      ...this.findings.places,
    };
  }

  #factsOfHead(
    { front, metadata, opensWithTitle }: Head,
    ledger: LinkLedger,
    properties: Properties,
    collected: Collected,
  ): FactsOfHead {
    const record = sourceRecordOf(properties, front.keys.created === 'date');
    const linkedProperties = linkedPropertiesOf(front, ledger);
    const linkedNames = [...front.linkedNames, ...namesInLinks(metadata.lines)];
    const linksInText = this.#hider.askedBesides(ledger.links);
    const hidden = this.#hiddenBesides(ledger.links);
    return {
      properties,
      ...(record && { record }),
      ...(linkedNames.length > 0 && { linkedNames }),
      ...(linkedProperties && { linkedProperties }),
      ...(linksInText.length > 0 && { linksInText }),
      ...(hidden.length > 0 && { hidden }),
      places: this.#placesOf(front.keys, metadata.lines, opensWithTitle ? collected.headings[0] : undefined),
    };
  }

  /** Makes the article private if its frontmatter may have been meant to, or if a line of its body says so. */
  #withDoubts(properties: Properties): Properties {
    if (properties.isPrivate && !properties.isDraft) return properties;
    const doubt = heldBackAt(this.#file.text, this.#block);
    if (doubt && !properties.isDraft) {
      const message = 'This line may say that the article is private, but is not read as a key of its own; it is kept private.';
      this.findings.report(
        'field-invalid',
        doubt.span,
        message,
        'Put the frontmatter right; `draft: false` publishes the article.',
      );
    }
    const line = lineOfBody(this.#file.text, this.#block);
    if (line && !doubt) {
      const message = `This line keeps the article ${line.privacy === 'draft' ? 'a draft' : 'private'}.`;
      const hint = `\`${line.key}: ${line.isPublicIf}\` in the frontmatter publishes it.`;
      this.findings.report('field-invalid', line.span, message, hint, 'info');
    }
    const said = [doubt, line].flatMap((each) => each?.privacy ?? []);
    if (said.length === 0) return properties;
    const { isDraft, ...others } = properties;
    const isOnlyDraft = strictest([...said, ...(isDraft ? (['draft'] as const) : [])]) === 'draft';
    return { ...others, isPrivate: true, ...(isOnlyDraft && { isDraft: true }) };
  }

  /** The stretches that readers see differently, except wikilinks in `links`: those are printed as links. */
  #hiddenBesides(links: readonly WrittenLink[]): readonly HiddenStretch[] {
    if (this.#hidden.length === 0) return this.#hidden;
    const known = new Set(links.filter(({ syntax }) => syntax === 'wikilink').map(({ span }) => `${span.start} ${span.end}`));
    const isWikilink = ({ start }: Span): boolean => /^!?\[/.test(this.#file.text.slice(start, start + 2));
    return this.#hidden.filter(({ span }) => !(known.has(`${span.start} ${span.end}`) && isWikilink(span)));
  }

  /** The links of body and frontmatter, before the sections of the body are read. */
  #linksOf(collected: Collected, front: ReadFrontmatter, properties: Properties): LinkLedger {
    const ledger = new LinkLedger(collected.links, collected.mentions);
    for (const field of front.connections) readConnections(ledger, this.#block, field);
    for (const field of front.related) readRelated(ledger, this.#block, field);
    for (const field of front.sources) {
      this.findings.reportFields(readSources(ledger, this.#block, field, properties.usageWindow));
    }
    readOtherLinks(ledger, this.#block, { ...front.linkedDates, ...properties.extra });
    for (const { label, link, span } of collected.relations) {
      ledger.rekind(link, 'connection');
      ledger.connections.push({ label, labelSpan: span, links: [link] });
    }
    return ledger;
  }

  /**
   * Reads the links of a metadata line.
   *
   * @returns whether the page shows everything in the line elsewhere
   */
  #readLine(ledger: LinkLedger, line: MetadataLine): boolean {
    const span = this.#spanOfLine(line);
    if (line.property === 'sources') return readSourceLine(ledger, line, span);
    if (line.property === 'related') return readRelatedLine(ledger, line, this.#block.bodyStart, span) && hasPanels(this.#role);
    return isToldByProperty(line);
  }

  #placesOf(
    keys: Readonly<Partial<Record<PropertyName, string>>>,
    lines: readonly MetadataLine[],
    heading: Heading | undefined,
  ): ParsedArticle['places'] {
    const place = (name: PropertyName): Span | undefined => {
      const line = lines.find(({ property }) => property === name);
      if (line) return this.#spanOfLine(line);
      return keys[name] === undefined ? undefined : this.#block.spanOf([keys[name]]);
    };
    const title = place('title') ?? heading?.span;
    const type = place('type');
    const updated = place('updated');
    const staleAfter = place('staleAfter');
    return { ...(title && { title }), ...(type && { type }), ...(updated && { updated }), ...(staleAfter && { staleAfter }) };
  }

  #spanOfLine({ value }: MetadataLine): Span {
    const { bodyStart } = this.#block;
    const start = value[0]?.position?.start.offset ?? 0;
    return { start: start + bodyStart, end: (value.at(-1)?.position?.end.offset ?? start) + bodyStart };
  }
}

/** The head of a file: frontmatter, and the metadata lines that open the body. */
interface Head {
  readonly front: ReadFrontmatter;
  readonly metadata: MetadataLines;
  /** Without the tags of the body. */
  readonly properties: Properties;
  readonly opensWithTitle: boolean;
}

interface Linked {
  readonly ledger: LinkLedger;
  readonly cited: ReadCitations;
  readonly sections: readonly BodySection[];
  /** Sections that panels show. */
  readonly lifted: readonly BodySection[];
  /** Nodes with lines that the page shows elsewhere. */
  readonly lineNodes: ReadonlySet<RootContent>;
}

interface NamedBody {
  readonly title: string;
  readonly summary: Summary;
  readonly lifted: readonly BodySection[];
  /** The heading that gives the title. */
  readonly node: RootContent | undefined;
}

type FactsOfFile = Pick<
  ParsedArticle,
  | 'path'
  | 'digest'
  | 'role'
  | 'bodyStart'
  | 'elementIds'
  | 'isTemplate'
  | 'prose'
  | 'words'
  | 'comments'
  | 'diagnostics'
  | keyof WrittenPlaces
>;

type FactsOfHead = Pick<
  ParsedArticle,
  'properties' | 'record' | 'linkedNames' | 'linkedProperties' | 'linksInText' | 'hidden' | 'places'
>;

function factsOfLinks({
  ledger: { links, connections, sources, valueLinks },
  cited: { citations },
}: Linked): Pick<ParsedArticle, 'links' | 'connections' | 'sources' | 'citations' | 'valueLinks'> {
  return { links, connections, sources, citations, valueLinks };
}

/** Marks the headings whose content the page shows elsewhere. */
function withLifted(headings: readonly Heading[], { lifted, node }: NamedBody): Heading[] {
  const kinds = new Map(lifted.map(({ id, kind }) => [id, kind]));
  return headings.map((heading, index) => {
    const kind = index === 0 && node ? 'title' : kinds.get(heading.id);
    return kind ? { ...heading, lifted: kind } : heading;
  });
}

/** Aliases in a metadata line that are links, as plain text. */
function namesInLinks(lines: readonly MetadataLine[]): string[] {
  const nodes = lines.filter(({ property }) => property === 'aliases').flatMap(({ value }) => value);
  return nodes.filter(({ type }) => type === 'wikiLink' || type === 'link').map((node) => textOf(node).trim());
}

function summaryOfLine(line: MetadataLine, lineNodes: ReadonlySet<RootContent>): Summary {
  return { text: line.text, origin: 'line', ...(lineNodes.has(line.node) && { lead: paragraphOf(line) }) };
}

/** Links that properties take their value from, by property. */
function linkedPropertiesOf(
  { linked }: Pick<ReadFrontmatter, 'linked'>,
  { valueLinks }: Pick<LinkLedger, 'valueLinks'>,
): ParsedArticle['linkedProperties'] {
  const found = Object.entries(linked).flatMap(([name, [key, ...place]]) => {
    // A list with one unquoted link is that link.
    const isThere = ({ path: [own, ...rest] }: ValueLink): boolean =>
      own === key && (rest.length === 0 || rest.every((part, index) => part === place[index]));
    const link = valueLinks.find(isThere)?.link;
    return link === undefined ? [] : [[name, link] as const];
  });
  return found.length === 0 ? undefined : Object.fromEntries(found);
}

/** Folder pages and logs are not in the graph and show no connections. */
function hasPanels(role: FileRole): boolean {
  return role === 'article' || role === 'raw';
}

function titleHeading(root: Root): number | undefined {
  const [first] = root.children;
  return first?.type === 'heading' && first.depth === 1 ? 0 : undefined;
}

/**
 * The properties in metadata lines, as frontmatter would give them. Sources and related articles are read as links; the summary
 * is the lead.
 */
function propertiesOf(lines: readonly MetadataLine[]): Record<string, string> {
  const isData = ({ property }: MetadataLine): boolean => !['sources', 'related', 'summary'].includes(property);
  return Object.fromEntries(lines.filter(isData).map(({ property, text }) => [property, text]));
}

function paragraphOf({ value }: MetadataLine): Paragraph {
  return { type: 'paragraph', children: [...value], position: placeBetween(startOf(value[0]), endOf(value.at(-1))) };
}
