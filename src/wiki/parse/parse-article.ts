/** One file, read whole: frontmatter, links, connections, sources, headings, and the tree that render/ prints. */
import type { Paragraph, PhrasingContent, Root, RootContent } from 'mdast';
import { type DiagnosticCode, diagnosticIn } from '../diagnostics.ts';
import type {
  Diagnostic,
  FileRole,
  Heading,
  LinkKind,
  Mention,
  Mentions,
  ParsedArticle,
  Properties,
  Span,
  SummaryOrigin,
  VaultFile,
  WrittenConnection,
  WrittenLink,
  WrittenSource,
} from '../model.ts';
import { parseDate } from '../schema/dates.ts';
import { keepsPrivate, type LinkField, type PropertyName, readFrontmatter } from '../schema/frontmatter.ts';
import { isSafeUrl, removedFrom, schemeOf } from '../schema/html-policy.ts';
import { allItems, type BodySection, connectionBullets, findSections, flatItems, textOf } from './body-sections.ts';
import { collect } from './collect.ts';
import { type FrontmatterBlock, readFrontmatterBlock } from './frontmatter-block.ts';
import { lineStartsOf } from './lines.ts';
import { logEntries } from './log-entries.ts';
import { parseMarkdown, UnparsableText } from './markdown.ts';
import { type MetadataLine, metadataLines } from './metadata-lines.ts';
import { type PropertyLink, propertyLinks } from './property-links.ts';
import { withoutNoncharacters } from './wikilinks.ts';

/** What one file gives: the facts, which are data, and the tree, which render/ turns into HTML and nobody keeps. */
export interface ParsedFile {
  readonly article: ParsedArticle;
  readonly mentions: Mentions;
  readonly tree: BodyTree;
}

export interface BodyTree {
  /** The body without its lead, its title and the sections that panels show. */
  readonly body: Root;
  /** The summary as a paragraph of the body, taken out of it; undefined when it is a property or missing. */
  readonly lead?: Root;
  /** The notes of the connections that have one, by their number. */
  readonly connectionNotes: ReadonlyMap<number, readonly PhrasingContent[]>;
  /** What the entries of a change log say. */
  readonly logEntries: readonly (readonly PhrasingContent[])[];
}

/** What of a file is wanted: all that its pages show, or the facts without the sentences of its links. */
export type Wanted = 'page' | 'facts';

/** Parses one file. Never throws: what cannot be parsed as markdown is published as plain text and reported. */
export function parseArticle(written: VaultFile, wanted: Wanted = 'page'): ParsedFile {
  const file = { ...written, text: withoutNoncharacters(written.text) };
  const block = readFrontmatterBlock(file.text);
  try {
    return new ArticleParser(file, block).parse(parseMarkdown(file.text.slice(block.bodyStart)), wanted);
  } catch (error) {
    if (error instanceof UnparsableText) return parseAsText(written, error.message);
    if (error instanceof RangeError) return parseAsText(written, 'It is nested too deeply to be parsed.');
    throw error;
  }
}

/**
 * The same without markdown: the text is shown as it is written.
 *
 * @param why one sentence
 */
export function parseAsText(written: VaultFile, why: string): ParsedFile {
  const file = { ...written, text: withoutNoncharacters(written.text) };
  const block = readFrontmatterBlock(file.text);
  const { bodyStart } = block;
  const parser = new ArticleParser(file, block);
  parser.report('file-unreadable', { start: bodyStart, end: bodyStart }, `The text is shown as it is written. ${why}`);
  return parser.parse({ type: 'root', children: [{ type: 'code', value: file.text.slice(bodyStart) }] });
}

/** What a file is for, from its path alone. */
export function roleOf(path: string): FileRole {
  const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
  if (name === 'index.md') return 'index';
  if (name === 'log.md') return 'log';
  return /^raw\//i.test(path) ? 'raw' : 'article';
}

class ArticleParser {
  readonly #file: VaultFile;
  readonly #block: FrontmatterBlock;
  readonly #lineStarts: number[];
  readonly #diagnostics: Diagnostic[] = [];
  #links: WrittenLink[] = [];
  #mentions: (Mention | null)[] = [];
  readonly #connections: WrittenConnection[] = [];
  readonly #notes = new Map<number, readonly PhrasingContent[]>();
  readonly #sources: WrittenSource[] = [];

  constructor(file: VaultFile, block: FrontmatterBlock) {
    this.#file = file;
    this.#block = block;
    this.#lineStarts = lineStartsOf(file.text);
  }

  report(code: DiagnosticCode, span: Span, message: string, hint?: string): void {
    this.#diagnostics.push(diagnosticIn(code, { path: this.#file.path, lineStarts: this.#lineStarts }, span, message, hint));
  }

  parse(root: Root, wanted: Wanted = 'page'): ParsedFile {
    const { path, digest } = this.#file;
    const { bodyStart } = this.#block;
    this.#reportBlock();
    const h1 = titleHeading(root);
    const afterTitle = h1 === undefined ? 0 : h1 + 1;
    const { lines, nodes: lineNodes } = metadataLines(root, afterTitle, Object.keys(this.#block.data));
    const front = readFrontmatter({ ...this.#block.data, ...propertiesOf(lines) }, this.#block.writtenAt);
    for (const { path: field, message } of front.problems) this.report('field-invalid', this.#block.spanOf(field), message);
    for (const { path: field, message } of front.mended) this.report('frontmatter-repaired', this.#block.spanOf(field), message);
    const properties = this.#privacyOf(front.properties);
    const role = roleOf(path);
    if (!this.#block.isPresent && role === 'article') {
      this.report(
        'frontmatter-missing',
        { start: 0, end: 0 },
        'The article has no frontmatter; title, summary and type are taken from its text and folder.',
      );
    }

    const collected = collect(root, this.#file.text, bodyStart, wanted === 'page');
    this.#links = collected.links;
    this.#mentions = collected.mentions;
    for (const { value, span } of collected.html) {
      for (const { start, end, what } of removedFrom(value)) {
        this.report(
          'html-removed',
          { start: span.start + start, end: span.start + end },
          `${what} is not allowed in an article and was removed.`,
        );
      }
    }
    for (const { url, span } of collected.external) {
      if (!isSafeUrl(url))
        this.report('html-removed', span, `A link of the scheme \`${schemeOf(url)}:\` is not allowed; its text was kept.`);
    }

    const sections = findSections(root);
    for (const field of front.connections) this.#connectionProperty(field);
    for (const field of front.related) this.#relatedProperty(field);
    for (const field of front.sources) this.#sourceProperty(field);
    this.#otherProperties(properties.extra);
    for (const { label, link, span } of collected.relations) {
      this.#rekind(link, 'connection');
      this.#connections.push({ label, labelSpan: span, links: [link] });
    }
    for (const line of lines) {
      if (line.property === 'sources') this.#sourceLine(line);
      if (line.property === 'related') this.#relatedLine(line);
    }
    for (const { label, span } of collected.citations) {
      if (!this.#sources.some(({ id }) => id === label))
        this.report(
          'citation-undefined',
          span,
          `Nothing says what \`[^${label}]\` cites.`,
          `Define it with \`[^${label}]: …\`, or give a source of that \`id\`.`,
        );
    }
    const lifted = new Set<BodySection>();
    for (const section of sections) {
      const content = root.children.slice(section.from + 1, section.to);
      if (section.kind === 'connections' && this.#connectionSection(content)) lifted.add(section);
      if (section.kind === 'sources' && this.#sourceSection(content, this.#sources.length === 0)) lifted.add(section);
    }

    const named = titleOf(properties, root, path);
    const summaryLine = lines.find(({ property }) => property === 'summary');
    const summary = summaryLine
      ? {
          text: summaryLine.text,
          origin: 'line' as const,
          ...(lineNodes.has(summaryLine.node) && { lead: paragraphOf(summaryLine) }),
        }
      : this.#summaryOf(properties, root, sections, named.heading, lifted);
    const liftedKinds = new Map([...lifted].map(({ id, kind }) => [id, kind]));
    const headings = collected.headings.map((heading): Heading => {
      const kind = liftedKinds.get(heading.id);
      return kind ? { ...heading, lifted: kind } : heading;
    });

    const log = role === 'log' ? logEntries(root) : [];
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
      blocks: collected.blocks,
      ...(collected.elementIds.length > 0 && { elementIds: collected.elementIds }),
      links: this.#links,
      connections: this.#connections,
      sources: this.#sources,
      prose: collected.prose,
      ...(role === 'log' && { log: log.map(({ entry }) => entry) }),
      words: collected.words,
      bodyStart,
      ...(root.data?.comments && {
        comments: root.data.comments.map(({ start, end }) => ({ start: start + bodyStart, end: end + bodyStart })),
      }),
      diagnostics: this.#diagnostics,
      places: this.#placesOf(front.keys, lines, h1 === undefined ? undefined : collected.headings[0]),
      lineStarts: this.#lineStarts,
    };
    const gone = new Set<RootContent>();
    for (const { from, to } of lifted) for (const node of root.children.slice(from, to)) gone.add(node);
    const titleNode = named.heading === undefined ? undefined : root.children[named.heading];
    if (titleNode) gone.add(titleNode);
    for (const node of lineNodes) gone.add(node);
    if (summary.lead) gone.add(summary.lead);
    const children = root.children.filter(
      (node) => !gone.has(node) || node.type === 'footnoteDefinition' || node.type === 'definition',
    );
    return {
      article,
      mentions: this.#mentions,
      tree: {
        body: { type: 'root', children },
        ...(summary.lead && { lead: { type: 'root', children: [summary.lead] } }),
        connectionNotes: this.#notes,
        logEntries: log.map(({ content }) => content),
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
          { path: this.#file.path, lineStarts: this.#lineStarts },
          head,
          'The line ends of Windows (CRLF) were read as plain ones.',
        ),
        // git makes them on Windows: nothing to put right.
        severity: 'info',
      });
    for (const { kind, span, message } of problems)
      this.report(kind === 'repaired' ? 'frontmatter-repaired' : 'frontmatter-invalid', span, message);
  }

  /**
   * A line of the frontmatter says that the article is private, though YAML reads it as something else or somebody says the
   * opposite in another one: then it is private. Where all is well, lines below a key are its own business.
   */
  #privacyOf(properties: Properties): Properties {
    if (properties.isPrivate) return properties;
    const { problems, bodyStart, isPresent } = this.#block;
    const head = this.#file.text.slice(0, isPresent ? bodyStart : (otherFrontmatter.exec(this.#file.text)?.[0].length ?? 0));
    const isWell = isPresent && problems.length === 0;
    for (const [, indent = '', key = '', value = ''] of head.matchAll(privacyLine)) {
      if ((indent === '' || !isWell) && keepsPrivate(key, value.replace(/^["'“”‘’\s]+|["'“”‘’\s,]+$/g, '')))
        return { ...properties, isPrivate: true };
    }
    return properties;
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

  /** `**Related**: [[a]], [[b]]` */
  #relatedLine(line: MetadataLine): void {
    for (const node of line.value) {
      const link = (node.data as { link?: number } | undefined)?.link;
      if (link === undefined) continue;
      this.#rekind(link, 'connection');
      this.#connections.push({ labelSpan: this.#links[link]?.span ?? this.#spanOfLine(line), links: [link] });
    }
  }

  /** `**Sources**: [[a]], b.pdf, https://c.example` */
  #sourceLine(line: MetadataLine): void {
    const span = this.#spanOfLine(line);
    for (const node of line.value) {
      const link = (node.data as { link?: number } | undefined)?.link;
      if (link !== undefined) {
        this.#rekind(link, 'source');
        this.#sources.push({ link });
      } else if (node.type === 'link') this.#sources.push({ url: node.url, text: textOf(node) });
      else
        for (const part of textOf(node).split(/[,;]/))
          for (const each of propertyLinks(part)) this.#sources.push(this.#sourceOf(each, span));
    }
  }

  /** `- augmented by: "[[X]]"`, `- "[[X]]"`, a map of labels, or `{ type, target }` objects. */
  #connectionProperty({ key, value }: LinkField): void {
    const add = (label: string | undefined, target: unknown, path: readonly PropertyKey[]): void => {
      const span = this.#block.spanOf(path);
      const links = this.#propertyLinks(target, path, 'connection', span);
      if (links.length > 0) this.#connections.push({ ...(label !== undefined && { label }), labelSpan: span, links });
    };
    const read = (entry: unknown, path: readonly PropertyKey[]): void => {
      if (Array.isArray(entry) && !isBareWikilink(entry))
        for (const [index, each] of entry.entries()) read(each, [...path, index]);
      else if (isRecord(entry)) {
        const target = entry['target'] ?? entry['to'] ?? entry['article'];
        const label = entry['relation'] ?? entry['type'] ?? entry['rel'] ?? entry['label'];
        if (target !== undefined) add(typeof label === 'string' ? label : undefined, target, path);
        else for (const [name, targets] of Object.entries(entry)) add(name, targets, [...path, name]);
      } else add(undefined, entry, path);
    };
    read(value, [key]);
  }

  #relatedProperty({ key, value }: LinkField): void {
    const entries: readonly unknown[] = Array.isArray(value) && !isBareWikilink(value) ? value : [value];
    for (const [index, entry] of entries.entries()) {
      const path = entries.length > 1 || Array.isArray(value) ? [key, index] : [key];
      const span = this.#block.spanOf(path);
      for (const link of this.#propertyLinks(
        isRecord(entry) ? (entry['target'] ?? Object.values(entry)) : entry,
        path,
        'property',
        span,
      )) {
        this.#connections.push({ labelSpan: span, links: [link] });
      }
    }
  }

  #sourceProperty({ key, value }: LinkField): void {
    const entries: readonly unknown[] = Array.isArray(value) && !isBareWikilink(value) ? value : [value];
    for (const [index, entry] of entries.entries()) {
      const path = Array.isArray(value) ? [key, index] : [key];
      if (isRecord(entry) && namesSource(entry)) this.#sourceObject(entry, path);
      else {
        for (const each of sourceLinks(entry)) this.#sources.push(this.#sourceOf(each, this.#block.spanOf(path)));
      }
    }
  }

  /** OKF v0.2, `sources`: `{ id, resource, title, author, last_modified, usage_count }`. */
  #sourceObject(entry: Record<string, unknown>, path: readonly PropertyKey[]): void {
    const text = (name: string): string | undefined => (isScalarValue(entry[name]) ? String(entry[name]) : undefined);
    const place = text('resource') ?? text('url') ?? text('path') ?? text('link');
    const target = place === undefined ? undefined : propertyLinks(place)[0];
    const date = parseDate(text('date') ?? text('last_modified') ?? '');
    const label = text('title') ?? text('name');
    const source = target ? this.#sourceOf(target, this.#block.spanOf(path)) : {};
    const id = text('id');
    const author = text('author');
    this.#sources.push({
      ...source,
      ...(id && { id }),
      ...(label && { text: label }),
      ...(author && { author }),
      ...(date && { date }),
    });
  }

  #sourceOf(target: PropertyLink, span: Span): WrittenSource {
    switch (target.kind) {
      case 'url':
        return { url: target.url, ...(target.label && { text: target.label }) };
      case 'text':
        return { link: this.#addLink({ syntax: 'path', target: target.text }, 'source', span, true), text: target.text };
      case 'link':
        return { link: this.#addLink(target.link, 'source', span), ...(target.link.label && { text: target.link.label }) };
    }
  }

  /** Wikilinks in keys nobody knows (`up: "[[X]]"`) are links all the same. */
  #otherProperties(extra: Properties['extra']): void {
    const read = (value: unknown, path: readonly PropertyKey[]): void => {
      if (typeof value === 'string' || isBareWikilink(value)) {
        if (typeof value === 'string' && !value.includes('[[')) return;
        for (const each of propertyLinks(value))
          if (each.kind === 'link') this.#addLink(each.link, 'property', this.#block.spanOf(path));
      } else if (Array.isArray(value)) for (const [index, each] of value.entries()) read(each, [...path, index]);
      else if (isRecord(value)) for (const [name, each] of Object.entries(value)) read(each, [...path, name]);
    };
    for (const [key, value] of Object.entries(extra)) read(value, [key]);
  }

  #propertyLinks(value: unknown, path: readonly PropertyKey[], kind: LinkKind, span: Span): number[] {
    const entries: readonly unknown[] = Array.isArray(value) && !isBareWikilink(value) ? value : [value];
    return entries.flatMap((entry, index) => {
      const place = entries.length > 1 ? this.#block.spanOf([...path, index]) : span;
      return propertyLinks(entry).flatMap((each) => {
        if (each.kind === 'url') return [];
        return [this.#addLink(each.kind === 'text' ? { syntax: 'path', target: each.text } : each.link, kind, place)];
      });
    });
  }

  #addLink(
    link: Pick<WrittenLink, 'syntax' | 'target' | 'anchor' | 'label'>,
    kind: LinkKind,
    span: Span,
    isOptional = false,
  ): number {
    this.#mentions.push(null);
    return this.#links.push({ ...link, kind, span, ...(isOptional && { isOptional }) }) - 1;
  }

  /** @returns true when the panel can show all that the section says */
  #connectionSection(content: readonly RootContent[]): boolean {
    const flat = flatItems(content);
    let complete = flat !== undefined;
    for (const paragraph of flat ?? allItems(content)) {
      const bullets = connectionBullets(paragraph);
      if (!bullets) complete = false;
      for (const { label, links, note, place } of bullets ?? []) {
        for (const link of links) this.#rekind(link, 'connection');
        const start = (place.position?.start.offset ?? 0) + this.#block.bodyStart;
        const index = this.#connections.length;
        const text = note.map(textOf).join('').trim();
        this.#connections.push({
          ...(label && { label }),
          labelSpan: { start, end: start + (label?.length ?? 0) },
          links,
          ...(text && { note: text }),
        });
        if (note.length > 0) this.#notes.set(index, note);
        if (note.some(({ type }) => type === 'html')) complete = false;
      }
    }
    return complete;
  }

  /** @returns true when the panel can show all that the section says: there are no other sources, and every item is one link or plain text */
  #sourceSection(content: readonly RootContent[], isOnly: boolean): boolean {
    const items = allItems(content);
    for (const item of items) {
      for (const node of item.children) {
        const link = (node.data as { link?: number } | undefined)?.link;
        if (link !== undefined) this.#rekind(link, 'source');
      }
    }
    if (!isOnly) return false;
    const flat = flatItems(content);
    const entries = (flat ?? []).map((item): WrittenSource | undefined => {
      const text = textOf(item).trim();
      const [only] = item.children;
      if (item.children.every((node) => node.type === 'text')) return { text };
      if (item.children.length !== 1 || !only) return undefined;
      const link = (only.data as { link?: number } | undefined)?.link;
      if (link !== undefined) return { link, text };
      return only.type === 'link' ? { url: only.url, text } : undefined;
    });
    if (!flat || entries.some((entry) => entry === undefined)) return false;
    for (const entry of entries) if (entry) this.#sources.push(entry);
    return true;
  }

  #rekind(index: number, kind: LinkKind): void {
    const link = this.#links[index];
    if (link) this.#links[index] = { ...link, kind };
  }

  /**
   * The summary, as CONTRACT-ordered fallbacks: the property, a `**Summary**:` line, the Summary section, the first paragraph.
   * A summary that opens the body is taken out of it, to be shown as the lead.
   */
  #summaryOf(
    properties: Properties,
    root: Root,
    sections: readonly BodySection[],
    titleHeading: number | undefined,
    lifted: Set<BodySection>,
  ): { text: string; origin: SummaryOrigin; lead?: RootContent } {
    if (properties.summary) return { text: properties.summary, origin: 'property' };
    const first = root.children[titleHeading === undefined ? 0 : titleHeading + 1];
    for (const node of root.children) {
      if (node.type !== 'paragraph' || !node.children.some((child) => child.type === 'strong')) continue;
      for (const line of textOf(node).split('\n')) {
        const text = /^summary\s*[:：](.+)/i.exec(line.trim())?.[1]?.trim();
        if (text) return { text, origin: 'line' };
      }
    }
    const section = sections.find(({ kind }) => kind === 'summary');
    const content = section && root.children.slice(section.from + 1, section.to);
    const paragraph = content?.find((node) => node.type === 'paragraph');
    if (section && content && paragraph) {
      const opensBody = root.children[section.from] === first && content.length === 1 && !holdsHtml(paragraph);
      if (opensBody) lifted.add(section);
      return { text: plain(paragraph), origin: 'section', ...(opensBody && { lead: paragraph }) };
    }
    const anywhere = root.children.find((node) => node.type === 'paragraph' && saysSomething(node));
    if (!anywhere) return { text: '', origin: 'none' };
    return { text: plain(anywhere), origin: 'paragraph', ...(anywhere === first && !holdsHtml(anywhere) && { lead: anywhere }) };
  }
}

/** A key with its value, as YAML, TOML or JSON write it; a comment behind it is none of the value. */
const privacyLine = /^([ \t]*)-?["']?\**([A-Za-z]+)\**["']?[ \t]*[:=：][ \t]*([^\n#]{0,200})/gm;

/** Frontmatter that is not read, but may say that an article is private: TOML, JSON. */
const otherFrontmatter = /^(?:\+{3}[^\n]*\n[\s\S]{0,4000}?\n\+{3}|\{\s*\n[\s\S]{0,4000}?\n\})/;

/** Index of the H1 that opens the text; undefined when something else does. */
function titleHeading(root: Root): number | undefined {
  const [first] = root.children;
  return first?.type === 'heading' && first.depth === 1 ? 0 : undefined;
}

/** What metadata lines say, as frontmatter would; sources and related articles are links, and read as such. The summary is the lead. */
function propertiesOf(lines: readonly MetadataLine[]): Record<string, string> {
  const isData = ({ property }: MetadataLine): boolean => !['sources', 'related', 'summary'].includes(property);
  return Object.fromEntries(lines.filter(isData).map(({ property, text }) => [property, text]));
}

function paragraphOf({ value }: MetadataLine): Paragraph {
  return { type: 'paragraph', children: [...value] };
}

/**
 * Title ← property ← first H1 ← file name. `heading` is the H1 that says the title and is not printed again: the first
 * heading of the body, or none.
 */
function titleOf(properties: Properties, root: Root, path: string): { title: string; heading?: number } {
  const first = root.children.findIndex((node) => node.type === 'heading');
  const h1 = root.children.findIndex((node) => node.type === 'heading' && node.depth === 1);
  const node = root.children[h1];
  const text = node ? plain(node) : '';
  const title = properties.title ?? (text || (path.split('/').at(-1) ?? path).replace(/\.md$/i, ''));
  const isSame = h1 >= 0 && text.toLowerCase() === title.replace(/\s+/g, ' ').toLowerCase();
  return isSame && h1 === first ? { title, heading: h1 } : { title };
}

/** Not a line of links from which to go on, an image, or a place for contents. */
function saysSomething(paragraph: Paragraph): boolean {
  const own = paragraph.children.filter(({ type }) => !['wikiLink', 'link', 'image', 'html', 'footnoteReference'].includes(type));
  const text = own.map(textOf).join('');
  return /\p{L}/u.test(text) && !/^\s*\[toc\]\s*$/i.test(text);
}

/** A paragraph that holds raw HTML stays where it is: its elements may reach into what follows. */
function holdsHtml(node: RootContent): boolean {
  return node.type === 'html' || ('children' in node && node.children.some((child) => holdsHtml(child)));
}

function plain(node: RootContent): string {
  return textOf(node).replace(/\s+/g, ' ').trim();
}

/** Whether a map is one source; else it is sources under names of their own: `{ primary: "[[A]]" }`. */
function namesSource(entry: Record<string, unknown>): boolean {
  return ['id', 'title', 'name', 'resource', 'url', 'path', 'link'].some((key) => entry[key] !== undefined);
}

/** The links of one entry: of the values of a map, and of each part of `a.md, b.md`. */
function sourceLinks(entry: unknown): PropertyLink[] {
  if (isRecord(entry)) return Object.values(entry).flatMap(sourceLinks);
  if (typeof entry !== 'string' || !entry.includes(',')) return propertyLinks(entry);
  const parts = entry.split(/,\s+/).map(propertyLinks);
  return parts.every((links) => links.every(({ kind }) => kind !== 'text')) ? parts.flat() : propertyLinks(entry);
}

/** `[[A]]` without quotes, as YAML reads it. */
function isBareWikilink(value: unknown): boolean {
  return Array.isArray(value) && value.length === 1 && Array.isArray(value[0]);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isScalarValue(value: unknown): value is string | number {
  return typeof value === 'string' || typeof value === 'number';
}
