/** Parses one file completely: frontmatter, links, connections, sources, headings, and the tree that render/ prints. */
import type { Paragraph, PhrasingContent, Root, RootContent } from 'mdast';
import { type DiagnosticCode, diagnosticAt, diagnosticIn } from '../diagnostics.ts';
import type {
  Diagnostic,
  FileRole,
  Heading,
  HiddenLink,
  HiddenStretch,
  Mentions,
  ParsedArticle,
  Position,
  Properties,
  Severity,
  Span,
  Terms,
  ValueLink,
  VaultFile,
  WrittenLink,
  WrittenPlaces,
} from '../model.ts';
import { type FieldProblem, type PropertyName, type ReadFrontmatter, readFrontmatter } from '../schema/frontmatter.ts';
import { isSafeUrl, removedFrom, schemeOf } from '../schema/html-policy.ts';
import { type MarkdownSyntax, plainSyntax } from '../schema/markdown-syntax.ts';
import { aliasAddress, type OtherAddress, permalinkAddress } from '../schema/other-addresses.ts';
import { sourceRecordOf } from '../schema/source-record.ts';
import { withBodyTags } from '../schema/tags.ts';
import { takeBlockIds } from '../syntax/block-ids.ts';
import type { WrittenBlock } from '../syntax/blocks.ts';
import { findCommentsInPlainText } from '../syntax/comments.ts';
import { asParagraphs, notesIn } from '../syntax/inline-notes.ts';
import { LinkHider } from '../syntax/link-marks.ts';
import { markCitations } from '../syntax/mark-citations.ts';
import { inOrder, shifted, shownText } from '../text/hidden.ts';
import { lineStartsOf, positionIn, positionOf } from '../text/lines.ts';
import { endOf, placeBetween, startOf } from '../text/offsets.ts';
import { readConnectionSection, readRelatedLine, readSourceLine, readSourceSection } from './body/body-links.ts';
import { type BodySection, findSections } from './body/body-sections.ts';
import { type Collected, collect } from './body/collect.ts';
import { readConnections, readOtherLinks, readRelated, readSources } from './body/frontmatter-links.ts';
import { LinkLedger } from './body/link-ledger.ts';
import { logEntries } from './body/log-entries.ts';
import { parseMarkdown, toReadable, UnparsableText } from './body/markdown.ts';
import { isToldByProperty, type MetadataLine, metadataLines, nodesToldElsewhere } from './body/metadata-lines.ts';
import { noCitations, readCitations } from './body/read-citations.ts';
import { termsOf } from './body/terms.ts';
import { type Summary, summaryOf, titleOf, withoutNotes } from './body/title-and-summary.ts';
import { type FrontmatterBlock, readFrontmatterBlock } from './frontmatter/frontmatter-block.ts';
import { isTemplateBlock } from './frontmatter/placeholders.ts';
import { heldBackAt } from './frontmatter/privacy.ts';
import { hiddenInBody, hideInTree } from './hidden/hidden-body.ts';
import { hiddenInUnreadLines, hideInFrontmatter } from './hidden/hidden-frontmatter.ts';
import { readableData } from './readable/readable-data.ts';
import type { FoundControls, ReadableText } from './readable/readable-text.ts';

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

export interface BodyTree {
  /** The body without its lead, its title and the sections shown in panels. */
  readonly body: Root;
  /** The summary as a paragraph taken out of the body; undefined if it is a property or missing. */
  readonly lead?: Root;
  /** What precedes the heading that gives the title; absent if that heading opens the text. */
  readonly aboveTitle?: {
    readonly isLead: boolean;
    /** Number of children of `body` above the title. */
    readonly count: number;
  };
  /** Footnote marks in the heading that gives the title. */
  readonly titleMarks: readonly PhrasingContent[];
  /** Notes of connections, by index. */
  readonly connectionNotes: ReadonlyMap<number, readonly PhrasingContent[]>;
  /** Content of footnotes about the sources they cite, by index of the source. */
  readonly sourceNotes: ReadonlyMap<number, readonly PhrasingContent[]>;
  /** The text of each entry of a change log. */
  readonly logEntries: readonly (readonly PhrasingContent[])[];
  /** Meanings of the abbreviations to explain, by abbreviation. */
  readonly abbreviations: ReadonlyMap<string, string>;
  /** Set quotes, dashes and dots as usual in the language. */
  readonly smartPunctuation: boolean;
  /** Show a line end within a paragraph as a line break. */
  readonly breaks: boolean;
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
  /** Links that readers must not see as they are written. */
  readonly hidden?: readonly HiddenLink[];
}

/** Parses one file. Never throws: a text that cannot be parsed as markdown is published as plain text and reported. */
export function parseArticle(written: VaultFile, options: ParseOptions = {}): ParsedFile {
  const { wanted = 'page', syntax = plainSyntax, hidden = [] } = options;
  const source = readSource(written, hidden);
  const { body, keys, hider } = source;
  try {
    let root = parseMarkdown(body, syntax);
    const inBody = hiddenInBody(body, root, keys, hider);
    if (hidden.length > 0) {
      root = parseMarkdown(body, syntax, undefined, inBody.covers);
      hideInTree(root, hider);
    }
    return new ArticleParser(source, inBody.stretches).parse(root, wanted, syntax);
  } catch (error) {
    if (error instanceof UnparsableText) return parseAsText(written, error.message, hidden);
    if (error instanceof RangeError) return parseAsText(written, 'It is nested too deeply to be parsed.', hidden);
    throw error;
  }
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
  parser.report('file-unreadable', { start, end: start }, `The text is shown as it is written. ${why}`);
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
  /** With the readable text. */
  readonly #file: VaultFile;
  readonly #block: FrontmatterBlock;
  readonly #places: WrittenPlaces;
  readonly #diagnostics: Diagnostic[] = [];
  readonly #hider: LinkHider;
  /** What readers see differently. Offsets in the file. */
  readonly #hidden: readonly HiddenStretch[];

  /** @param inBody what readers see differently in the body. Offsets in the body. */
  constructor({ file: written, read, block, hider }: Source, inBody: readonly HiddenStretch[]) {
    const { text, moved } = read;
    this.#file = { ...written, text };
    this.#places = { lineStarts: lineStartsOf(written.text), ...(moved && { moved }) };
    const { data, repairs, controls } = readableData(block.data, toReadable);
    this.#hider = hider;
    this.#hidden = [...hiddenInUnreadLines(text, block, hider), ...inBody.map((stretch) => shifted(stretch, block.bodyStart))];
    this.#block = hideInFrontmatter({ ...block, data }, hider);
    const inFile = (span: Span): Required<Position> => positionOf(this.#places.lineStarts, span);
    const ofValue = (path: readonly PropertyKey[]): Required<Position> => positionIn(this.#places, block.spanOf(path));
    const ofValues = repairs.map(({ path, commands }) => ({ position: ofValue(path), commands }));
    for (const { span, commands } of read.repairs) {
      const position = inFile(span);
      // In double quotes of YAML, a restored backslash is part of an escape, so the value is repaired too.
      const isTold = ofValues.some(
        (value) => isWithin(position, value.position) && commands.every((command) => value.commands.includes(command)),
      );
      if (!isTold) this.#reportRepair(position, commands);
    }
    for (const { position, commands } of ofValues) this.#reportRepair(position, commands);
    if (read.controls) this.#reportControls(inFile(read.controls.first), read.controls);
    for (const { path, ...found } of controls) this.#reportControls(ofValue(path), found);
  }

  report(code: DiagnosticCode, span: Span, message: string, hint?: string, severity?: Severity): void {
    const found = diagnosticIn(code, { path: this.#file.path, ...this.#places }, span, message, hint);
    this.#diagnostics.push(severity === undefined ? found : { ...found, severity });
  }

  parse(root: Root, wanted: Wanted = 'page', syntax: MarkdownSyntax = plainSyntax): ParsedFile {
    const { smartPunctuation, breaks } = syntax;
    const { path, digest } = this.#file;
    const { bodyStart } = this.#block;
    this.#reportBlock();
    const blocks = takeBlockIds(root, this.#file.text.slice(bodyStart), bodyStart);
    const h1 = titleHeading(root);
    const afterTitle = h1 === undefined ? 0 : h1 + 1;
    const metadata = metadataLines(root, afterTitle, Object.keys(this.#block.data));
    const { lines } = metadata;
    const front = readFrontmatter({ ...this.#block.data, ...propertiesOf(lines) }, this.#block.writtenAt);
    this.#reportFields(front.problems);
    for (const { path: field, message } of front.mended) this.report('frontmatter-repaired', this.#block.spanOf(field), message);
    this.#reportAddresses(front);
    const ownProperties = withoutNotes(this.#withDoubts(front.properties), syntax);
    const role = roleOf(path);
    if (!this.#block.isPresent && role === 'article') {
      this.report(
        'frontmatter-missing',
        { start: 0, end: 0 },
        'The article has no frontmatter; title, summary and type are taken from its text and folder.',
      );
    }

    // Folder pages and logs have no list of sources, so citations in them remain as written.
    const cites = hasPanels(role);
    if (cites) markCitations(root, this.#file.text.slice(bodyStart));
    const collected = collect(root, this.#file.text, bodyStart, wanted === 'page');
    this.#reportHtml(collected);
    const properties = { ...ownProperties, tags: withBodyTags(ownProperties.tags, collected.tags) };
    const ledger = this.#linksOf(collected, front, properties);
    const lineNodes = nodesToldElsewhere(metadata, new Set(lines.filter((line) => !this.#readLine(ledger, line))));
    const sections = findSections(root);
    const lifted = new Set<BodySection>();
    for (const section of sections) {
      const content = root.children.slice(section.from + 1, section.to);
      if (section.kind === 'connections' && readConnectionSection(ledger, content, bodyStart) && hasPanels(role))
        lifted.add(section);
      if (section.kind === 'sources' && readSourceSection(ledger, content)) lifted.add(section);
    }
    const cited = cites ? readCitations(ledger, collected.marks, root) : noCitations;
    for (const { label, span } of cited.undefinedLabels) {
      this.report(
        'citation-undefined',
        span,
        `Nothing says what \`[^${label}]\` cites.`,
        `Define it with \`[^${label}]: …\`, or give a source of that \`id\`.`,
      );
    }

    const named = titleOf(properties, root, path);
    const summaryLine = lines.find(({ property }) => property === 'summary');
    const summary: Summary = summaryLine
      ? {
          text: summaryLine.text,
          origin: 'line',
          ...(lineNodes.has(summaryLine.node) && { lead: paragraphOf(summaryLine) }),
        }
      : summaryOf(properties, root, sections, named.heading, lineNodes, metadata.keyed, breaks);
    if (summary.section) lifted.add(summary.section);
    const liftedKinds = new Map([...lifted].map(({ id, kind }) => [id, kind]));
    const headings = collected.headings.map((heading): Heading => {
      const kind = liftedKinds.get(heading.id);
      return kind ? { ...heading, lifted: kind } : heading;
    });

    const linkedProperties = linkedPropertiesOf(front, ledger);
    const record = sourceRecordOf(properties, front.keys.created === 'date');
    const log = role === 'log' ? logEntries(root) : [];
    const linksInText = this.#hider.askedBesides(ledger.links);
    const hidden = this.#hiddenBesides(ledger.links);
    const comments = [...this.#commentsOf(root), ...this.#removedOf(root), ...collected.comments];
    const article: ParsedArticle = {
      path,
      digest,
      role,
      properties,
      title: named.title,
      summary: summary.text,
      summaryOrigin: summary.origin,
      headings: headings.map((heading, index) =>
        index === 0 && named.heading !== undefined ? { ...heading, lifted: 'title' } : heading,
      ),
      blocks,
      ...(collected.elementIds.length > 0 && { elementIds: collected.elementIds }),
      links: ledger.links,
      ...(linksInText.length > 0 && { linksInText }),
      connections: ledger.connections,
      sources: ledger.sources,
      citations: cited.citations,
      ...(record && { record }),
      valueLinks: ledger.valueLinks,
      ...(front.linkedNames.length > 0 && { linkedNames: front.linkedNames }),
      ...(linkedProperties && { linkedProperties }),
      ...(this.#block.isPresent && isTemplateBlock(this.#file.text.slice(0, bodyStart)) && { isTemplate: true }),
      prose: collected.prose,
      ...(role === 'log' && { log: log.map(({ entry }) => entry) }),
      words: collected.words,
      bodyStart,
      ...(comments.length > 0 && { comments }),
      ...(hidden.length > 0 && { hidden }),
      diagnostics: this.#diagnostics,
      places: this.#placesOf(front.keys, lines, h1 === undefined ? undefined : collected.headings[0]),
      ...this.#places,
    };
    const gone = new Set<RootContent>();
    for (const { from, to } of lifted) for (const node of root.children.slice(from, to)) gone.add(node);
    const titleNode = named.heading === undefined ? undefined : root.children[named.heading];
    if (titleNode) gone.add(titleNode);
    for (const node of lineNodes) gone.add(node);
    if (summary.lead) gone.add(summary.lead);
    const children = root.children.filter(
      (node) => node.type === 'definition' || (node.type === 'footnoteDefinition' ? !cited.shown.has(node) : !gone.has(node)),
    );
    const isAbove = (node: RootContent): boolean => titleNode !== undefined && startOf(node) < startOf(titleNode);
    const aboveTitle = {
      isLead: summary.lead !== undefined && isAbove(summary.lead),
      count: children.filter(isAbove).length,
    };
    const titleMarks = cites && titleNode ? marksIn(titleNode) : [];
    const logContents = log.map(({ content }) => content);
    const lead: Root | undefined = summary.lead && { type: 'root', children: [summary.lead] };
    const shownApart = [
      titleMarks,
      summary.lead ? [summary.lead] : [],
      ...ledger.notes.values(),
      ...cited.notes.values(),
      ...logContents,
    ];
    const shown = new Set(notesIn(shownApart.flat()));
    const lost = notesIn([...gone]).filter((note) => !shown.has(note));
    const body: Root = { type: 'root', children: [...children, ...asParagraphs(lost)] };
    return {
      article,
      mentions: { links: ledger.mentions, claims: cited.claims },
      blocks: collected.written,
      terms: wanted === 'page' ? termsOf(article, lead ? [lead, body] : [body]) : noTerms,
      tree: {
        body,
        ...(lead && { lead }),
        ...((aboveTitle.isLead || aboveTitle.count > 0) && { aboveTitle }),
        titleMarks,
        connectionNotes: ledger.notes,
        sourceNotes: cited.notes,
        logEntries: logContents,
        abbreviations: root.data?.abbreviations ?? new Map(),
        smartPunctuation,
        breaks,
      },
    };
  }

  #reportBlock(): void {
    const { problems, isPresent } = this.#block;
    const head: Span = { start: 0, end: Math.max(0, this.#file.text.indexOf('\n')) };
    if (isPresent && this.#file.taken?.includes('bom'))
      this.report('frontmatter-repaired', head, 'The byte order mark before the frontmatter was taken off.');
    if (isPresent && this.#file.taken?.includes('crlf'))
      this.#diagnostics.push({
        ...diagnosticIn(
          'frontmatter-repaired',
          { path: this.#file.path, ...this.#places },
          head,
          'The line ends of Windows (CRLF) were read as plain ones.',
        ),
        // git writes these on Windows; there is nothing to fix.
        severity: 'info',
      });
    for (const { kind, span, message } of problems)
      this.report(kind === 'repaired' ? 'frontmatter-repaired' : 'frontmatter-invalid', span, message);
  }

  /** Reports a permalink or alias that cannot be an address. */
  #reportAddresses({ properties: { permalink, aliases }, keys }: ReadFrontmatter): void {
    const report = (written: string, address: OtherAddress, path: readonly (string | number)[]): void => {
      if (!address || !('problem' in address)) return;
      const file = { path: this.#file.path, ...this.#places };
      const message = `No page can have the address \`${written}\`: it ${address.problem}.`;
      // A warning, since the article itself is complete.
      this.#diagnostics.push({ ...diagnosticIn('path-unsafe', file, this.#block.spanOf(path), message), severity: 'warning' });
    };
    if (permalink !== undefined) report(permalink, permalinkAddress(permalink), [keys.permalink ?? 'permalink']);
    const key = keys.aliases ?? 'aliases';
    const value: unknown = this.#block.data[key];
    for (const alias of aliases) {
      const at = Array.isArray(value) ? value.findIndex((each) => String(each).trim() === alias) : -1;
      report(alias, aliasAddress(alias, this.#file.path), at < 0 ? [key] : [key, at]);
    }
  }

  /** @param commands the commands as repaired */
  #reportRepair(position: Position, commands: readonly string[]): void {
    const names = [...new Set(commands)];
    const listed = names.length > 4 ? [...names.slice(0, 3), `${names.length - 3} more`] : names;
    const [first = ''] = names;
    const message = `A program took the backslash of ${listed.map((name) => (name.startsWith('\\') ? `\`${name}\`` : name)).join(', ')} for an escape; the formula is shown with it.`;
    const hint = `Write \`${first}\` in the file. Where a program writes it, the string needs \`\\${first}\`.`;
    this.#diagnostics.push(diagnosticAt('math-repaired', this.#file.path, position, message, hint));
  }

  #reportControls(position: Position, { count, spaces = 0, names }: Omit<FoundControls, 'first'>): void {
    const listed = names.length > 4 ? [...names.slice(0, 3), '…'] : names;
    const [what, were, them] =
      count === 1 ? ['A control character', 'was', 'it'] : [`${count} control characters`, 'were', 'them'];
    const asSpaces = spaces === 1 ? 'a space' : 'spaces';
    const done =
      spaces === count
        ? `read as ${asSpaces}`
        : `taken out${spaces > 0 ? `, ${spaces} of them with ${asSpaces} in ${spaces === 1 ? 'its' : 'their'} place` : ''}`;
    const message = `${what} (${listed.join(', ')}) ${were} ${done}: HTML does not allow ${them}.`;
    const hint = names.some((name) => name >= 'U+0080')
      ? 'What is a quote, a dash or the like in Windows-1252 was read as that; save the file as UTF-8.'
      : undefined;
    this.#diagnostics.push(diagnosticAt('html-removed', this.#file.path, position, message, hint));
  }

  #reportFields(problems: readonly FieldProblem[]): void {
    for (const { path, message, hint, severity } of problems)
      this.report('field-invalid', this.#block.spanOf(path), message, hint, severity);
  }

  /** Makes the article private if its frontmatter may be meant to but does not say so. */
  #withDoubts(properties: Properties): Properties {
    if (properties.isPrivate) return properties;
    const doubt = heldBackAt(this.#file.text, this.#block);
    if (!doubt) return properties;
    const message = 'This line may say that the article is private, but is not read as a key of its own; it is kept private.';
    this.report('field-invalid', doubt, message, 'Put the frontmatter right; `draft: false` publishes the article.');
    return { ...properties, isPrivate: true };
  }

  /** What readers see differently, without the wikilinks among `links`: those are printed as links. */
  #hiddenBesides(links: readonly WrittenLink[]): readonly HiddenStretch[] {
    if (this.#hidden.length === 0) return this.#hidden;
    const known = new Set(links.filter(({ syntax }) => syntax === 'wikilink').map(({ span }) => `${span.start} ${span.end}`));
    const isWikilink = ({ start }: Span): boolean => /^!?\[/.test(this.#file.text.slice(start, start + 2));
    return this.#hidden.filter(({ span }) => !(known.has(`${span.start} ${span.end}`) && isWikilink(span)));
  }

  /** Obsidian comments (`%%`). */
  #commentsOf(root: Root): Span[] {
    const { bodyStart } = this.#block;
    return (root.data?.comments ?? []).map(({ start, end, isUnclosed }) => {
      const span = { start: start + bodyStart, end: end + bodyStart };
      if (isUnclosed)
        this.report(
          'html-removed',
          { start: span.start, end: span.start + 2 },
          'A comment starts here and is never closed: what follows is in no page.',
          'Close it with a second `%%`, or write `\\%%` for the signs themselves.',
        );
      return span;
    });
  }

  /** Raw HTML elements that were removed with their content. */
  #removedOf(root: Root): Span[] {
    const { bodyStart } = this.#block;
    return (root.data?.removed ?? []).map(({ start, end, name, tagEnd }) => {
      const tag = { start: start + bodyStart, end: tagEnd + bodyStart };
      this.report('html-removed', tag, `<${name}> is not allowed in an article and was removed with all it holds.`);
      return { start: tag.start, end: end + bodyStart };
    });
  }

  #reportHtml(collected: Collected): void {
    for (const { value, span } of collected.html) {
      for (const { start, end, what, isShown } of removedFrom(value)) {
        const place = { start: span.start + start, end: span.start + end };
        if (isShown)
          this.report(
            'html-removed',
            place,
            `${what} is not allowed in an article and is never closed: its tag is shown as text.`,
            `Write \`${what}\` in backticks where the tag itself is meant.`,
          );
        else this.report('html-removed', place, `${what} is not allowed in an article and was removed.`);
      }
    }
    for (const { url, span } of collected.external) {
      if (!isSafeUrl(url))
        this.report('html-removed', span, `A link of the scheme \`${schemeOf(url)}:\` is not allowed; its text was kept.`);
    }
  }

  /** The links of body and frontmatter, before the sections of the body are read. */
  #linksOf(collected: Collected, front: ReadFrontmatter, properties: Properties): LinkLedger {
    const ledger = new LinkLedger(collected.links, collected.mentions);
    for (const field of front.connections) readConnections(ledger, this.#block, field);
    for (const field of front.related) readRelated(ledger, this.#block, field);
    for (const field of front.sources) {
      this.#reportFields(readSources(ledger, this.#block, field, properties.usageWindow));
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
    if (line.property === 'related')
      return readRelatedLine(ledger, line, this.#block.bodyStart, span) && hasPanels(roleOf(this.#file.path));
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

/** The marks of footnotes, inline notes and citations. */
function marksIn(node: RootContent): PhrasingContent[] {
  if (node.type === 'footnoteReference' || node.type === 'inlineNote' || node.type === 'citation') return [node];
  return 'children' in node ? node.children.flatMap(marksIn) : [];
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

/** Whether a position is inside another. */
function isWithin(inner: Required<Position>, outer: Required<Position>): boolean {
  const isBefore = (line: number, column: number, otherLine: number, otherColumn: number): boolean =>
    line < otherLine || (line === otherLine && column <= otherColumn);
  return (
    isBefore(outer.line, outer.column, inner.line, inner.column) &&
    isBefore(inner.endLine, inner.endColumn, outer.endLine, outer.endColumn)
  );
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
