/**
 * Reads citations: footnotes labelled with the id of a source (OKF v0.2 §5.1), footnotes that lead to a source, and the possible
 * citations found by mark-citations.
 */
import type { FootnoteDefinition, FootnoteReference, PhrasingContent, Root } from 'mdast';
import type { Span, WrittenCitation, WrittenSource } from '../../model.ts';
import { isImage } from '../../schema/media.ts';
import { type Citation, type CitationMark, locator } from '../../syntax/citation-nodes.ts';
import type { InlineNote } from '../../syntax/inline-notes.ts';
import { textOf, textOfNodes } from '../../syntax/node-text.ts';
import { propertyLinks } from '../../syntax/property-links.ts';
import type { WikiLink } from '../../syntax/wiki-link.ts';
import type { LinkLedger } from './link-ledger.ts';

export interface ReadCitations {
  readonly citations: readonly WrittenCitation[];
  /** By index of the citation. */
  readonly claims: readonly string[];
  /** Content of footnotes besides the name of the source, by index of the source. */
  readonly notes: ReadonlyMap<number, readonly PhrasingContent[]>;
  /** Footnotes that are shown only with their source. */
  readonly shown: ReadonlySet<FootnoteDefinition>;
  /** `[^label]` without a meaning. */
  readonly undefinedLabels: readonly { readonly label: string; readonly span: Span }[];
}

export const noCitations: ReadCitations = {
  citations: [],
  claims: [],
  notes: new Map(),
  shown: new Set(),
  undefinedLabels: [],
};

/**
 * Decides what each possible citation cites. Sources that only claims name are added to the ledger; nodes that cite get the
 * indices of their citations, others become text again.
 */
export function readCitations(ledger: LinkLedger, marks: readonly CitationMark[], root: Root): ReadCitations {
  return new CitationReader(ledger, root).read(marks);
}

/** A source that a claim names, and the location in it. */
interface Cited {
  readonly source: number;
  place?: string;
}

class CitationReader {
  readonly #ledger: LinkLedger;
  readonly #declared: DeclaredSources;
  /** Indices of sources that claims name, by address, path or footnote label; -1 for a footnote that is a remark. */
  readonly #named = new Map<string, number>();
  readonly #footnotes: ReadonlyMap<string, Footnote>;
  readonly #found = {
    citations: [] as WrittenCitation[],
    claims: [] as string[],
    notes: new Map<number, readonly PhrasingContent[]>(),
    shown: new Set<FootnoteDefinition>(),
    undefinedLabels: [] as { label: string; span: Span }[],
  };

  constructor(ledger: LinkLedger, root: Root) {
    this.#ledger = ledger;
    this.#declared = new DeclaredSources(ledger.sources);
    this.#footnotes = footnotesIn(root);
  }

  read(marks: readonly CitationMark[]): ReadCitations {
    for (const [label, footnote] of this.#footnotes) this.#readFootnote(label, footnote);
    for (const mark of marks) {
      const { node } = mark;
      if (node.type === 'citation') this.#readCitation(mark, node);
      else if (node.type === 'inlineNote') this.#readNote(mark, node);
      else this.#readReference(mark, node);
    }
    return this.#found;
  }

  /** A footnote with the id of a source is shown with the source, and its content is a note on it. */
  #readFootnote(label: string, { node, content }: Footnote): void {
    const source = this.#declared.of(node.label ?? label);
    if (source === undefined || !content) return;
    this.#found.shown.add(node);
    const { text = '', url = '' } = this.#ledger.sources[source] ?? {};
    const says = folded(textOfNodes(content));
    if (says !== '' && ![text, url, label].some((each) => folded(each) === says)) this.#found.notes.set(source, content);
  }

  /** `[^id]` without a footnote, `(source: …)` */
  #readCitation(mark: CitationMark, node: Citation): void {
    const declared = node.form === 'label' ? this.#declared.of(node.inside) : undefined;
    const cited = node.form === 'inside' ? this.#readInside(mark, node) : declared === undefined ? [] : [{ source: declared }];
    if (cited.length > 0) {
      node.data = { ...node.data, citations: this.#cite(mark, cited) };
      return;
    }
    if (node.form === 'label') this.#found.undefinedLabels.push({ label: node.inside, span: mark.span });
    Object.assign(node, { type: 'text', value: node.raw });
  }

  /** @returns empty for parentheses that are not a citation */
  #readInside(mark: CitationMark, node: Citation): Cited[] {
    const cited = this.#readLinks(node);
    for (const part of node.inside.split(/[,;]\s+/)) {
      const words = part.trim();
      const last = cited.at(-1);
      const declared = this.#declared.of(words);
      if (words === '') continue;
      if (declared !== undefined) cited.push({ source: declared });
      else if (propertyLinks(words).some(({ kind }) => kind !== 'text')) cited.push(...this.#readPlaces(mark, words));
      // Words after a source are the location in it; words before the first source mean that this is not a citation.
      else if (last && (locator.test(words) || node.children.length > 0 || !isParenthesis(node))) addPlace(last, words);
      else return [];
    }
    return cited;
  }

  /** The sources that the links in a citation name. */
  #readLinks({ children }: Citation): Cited[] {
    return children.flatMap((child): Cited[] => {
      const link = (child.data as { link?: number } | undefined)?.link;
      if (link !== undefined) {
        this.#ledger.rekind(link, 'source');
        return [{ source: this.#ledger.sources.push({ link, origin: 'claim' }) - 1 }];
      }
      if (child.type !== 'link') return [];
      const { url } = child;
      const text = textOf(child);
      return [{ source: this.#addOnce(url, () => ({ url, ...(text !== url && { text }), origin: 'claim' })) }];
    });
  }

  /** The sources that a text names: `a.md:42-58` */
  #readPlaces(mark: CitationMark, words: string): Cited[] {
    return propertyLinks(words).flatMap((each) => {
      if (each.kind === 'text') return [];
      const target = each.kind === 'url' ? each.url : each.link.target;
      const source = this.#addOnce(target, () => ({
        ...this.#ledger.sourceOf(plainLink(each), mark.span),
        origin: 'claim',
      }));
      const place = each.kind === 'link' ? placeIn(each.link.label, target) : undefined;
      return [{ source, ...(place && { place }) }];
    });
  }

  /** `[^id, p. 3]` cites the sources it names; any other note cites the source that it links to, like a footnote. */
  #readNote(mark: CitationMark, node: InlineNote): void {
    const cited = this.#sourcesNamed(node);
    if (cited) {
      const citation: Citation = { type: 'citation', raw: '', form: 'inside', inside: textOfNote(node), children: [] };
      Object.assign(node, { ...citation, data: { citations: this.#cite(mark, cited) } });
      return;
    }
    const source = sourceOfFootnote(this.#ledger, '', node.children);
    if (source >= 0) node.data = { ...node.data, citations: this.#cite(mark, [{ source }]) };
  }

  /** The declared sources that a note consists of; undefined for any other note. */
  #sourcesNamed(node: InlineNote): Cited[] | undefined {
    const cited: Cited[] = [];
    if (node.children.some(({ type }) => type !== 'text')) return undefined;
    for (const part of textOfNote(node).split(/[,;]\s+/)) {
      const words = part.trim();
      const source = this.#declared.of(words);
      const last = cited.at(-1);
      if (source !== undefined) cited.push({ source });
      else if (last && locator.test(words)) addPlace(last, words);
      else return undefined;
    }
    return cited;
  }

  /** `[^label]` with a footnote */
  #readReference(mark: CitationMark, node: FootnoteReference): void {
    const label = node.identifier.toLowerCase();
    const footnote = this.#footnotes.get(label);
    const declared = this.#declared.of(node.label ?? label);
    if (declared !== undefined) {
      const citations = this.#cite(mark, [{ source: declared }]);
      // A footnote with several blocks remains a footnote.
      if (footnote && !this.#found.shown.has(footnote.node)) node.data = { ...node.data, citations };
      else Object.assign(node, { type: 'citation', raw: '', form: 'label', inside: label, children: [], data: { citations } });
      return;
    }
    const content = footnote?.content;
    const source = content && this.#once(`[^${label}`, () => sourceOfFootnote(this.#ledger, label, content));
    if (source !== undefined && source >= 0) node.data = { ...node.data, citations: this.#cite(mark, [{ source }]) };
  }

  /** Adds a source named by a claim, unless it was added before. */
  #addOnce(key: string, make: () => WrittenSource): number {
    return this.#once(key, () => this.#ledger.sources.push(make()) - 1);
  }

  #once(key: string, make: () => number): number {
    const index = this.#named.get(key) ?? make();
    this.#named.set(key, index);
    return index;
  }

  /** @returns the indices of the citations */
  #cite({ section, span, claim }: CitationMark, cited: readonly Cited[]): number[] {
    return cited.map(({ source, place }) => {
      this.#found.claims.push(claim);
      return this.#found.citations.push({ source, section, span, ...(place && { locator: place }) }) - 1;
    });
  }
}

function addPlace(cited: Cited, words: string): void {
  cited.place = cited.place === undefined ? words : `${cited.place}, ${words}`;
}

/** Sources by their id. If several have the same, the first counts; case matters only if ids differ in nothing else. */
class DeclaredSources {
  readonly #byId = new Map<string, number>();
  readonly #byFold = new Map<string, number>();

  constructor(sources: readonly WrittenSource[]) {
    for (const [index, { id }] of sources.entries()) {
      if (id === undefined) continue;
      if (!this.#byId.has(id)) this.#byId.set(id, index);
      if (!this.#byFold.has(id.toLowerCase())) this.#byFold.set(id.toLowerCase(), index);
    }
  }

  of(id: string): number | undefined {
    return this.#byId.get(id) ?? this.#byFold.get(id.toLowerCase());
  }
}

function footnotesIn(root: Root): Map<string, Footnote> {
  const footnotes = new Map<string, Footnote>();
  for (const node of root.children)
    if (node.type === 'footnoteDefinition') footnotes.set(node.identifier.toLowerCase(), footnoteOf(node));
  return footnotes;
}

/** The text of a note, as plain text. */
function textOfNote({ children }: InlineNote): string {
  return textOfNodes(children);
}

/** Parentheses may contain prose that starts like a citation; brackets with a file are always a citation. */
function isParenthesis({ raw }: Citation): boolean {
  return raw.startsWith('(');
}

interface Footnote {
  readonly node: FootnoteDefinition;
  /** The content of a footnote with one paragraph. */
  readonly content?: readonly PhrasingContent[];
}

function footnoteOf(node: FootnoteDefinition): Footnote {
  const [only, ...more] = node.children;
  return { node, ...(only?.type === 'paragraph' && more.length === 0 && { content: only.children }) };
}

/**
 * The source that a footnote leads to: `[^src-x]: [[x]]`, `[^3]: [[x]], p. 5`, `[^3]: <https://…>`.
 *
 * @returns the index of the source; -1 if the footnote is a remark
 */
function sourceOfFootnote(ledger: LinkLedger, label: string, content: readonly PhrasingContent[]): number {
  const origin = /^(?:src|source|ref|cite)[-_:]/.test(label) ? 'claim' : 'footnote';
  const links = content.filter((node) => (node.type === 'wikiLink' ? !isPicture(node) : node.type === 'link'));
  const [first] = links;
  if (!first) return -1;
  // A remark may contain links. A footnote that names its source starts with the link, or contains no other.
  const opens = content.find((node) => node.type !== 'text' || node.value.trim() !== '') === first;
  if (origin === 'footnote' && !opens && links.length > 1) return -1;
  const link = (first.data as { link?: number } | undefined)?.link;
  if (link !== undefined) {
    if (origin === 'claim') ledger.rekind(link, 'source');
    return ledger.sources.push({ link, origin }) - 1;
  }
  if (first.type !== 'link') return -1;
  const text = textOf(first);
  return ledger.sources.push({ url: first.url, ...(text !== first.url && { text }), origin: 'claim' }) - 1;
}

function isPicture({ link: { isEmbed, target } }: WikiLink): boolean {
  return isEmbed && isImage(target);
}

/** The location that `file.md:42-58` names in `file.md`. */
function placeIn(label: string | undefined, target: string): string | undefined {
  const rest = label?.startsWith(target) ? label.slice(target.length) : '';
  return rest.replace(/^[\s:#(,]+|[)\s]+$/g, '') || undefined;
}

/** The link without its label, which also contains the location. */
function plainLink(each: ReturnType<typeof propertyLinks>[number]): ReturnType<typeof propertyLinks>[number] {
  if (each.kind !== 'link' || each.link.syntax !== 'path') return each;
  const { label: _, ...link } = each.link;
  return { kind: 'link', link };
}

function folded(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');
}
