/**
 * Reads citations: footnotes labelled with the id of a source (OKF v0.2 §5.1), footnotes that lead to a source, and the possible
 * citations found by mark-citations.
 */
import type { FootnoteDefinition, PhrasingContent, Root } from 'mdast';
import type { Span, WrittenCitation } from '../../model.ts';
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
  const citations: WrittenCitation[] = [];
  const claims: string[] = [];
  const notes = new Map<number, readonly PhrasingContent[]>();
  const undefinedLabels: { label: string; span: Span }[] = [];
  // If several sources have the same id, the first counts. Case matters only if it tells ids apart.
  const byId = new Map<string, number>();
  const byFold = new Map<string, number>();
  for (const [index, { id }] of ledger.sources.entries()) {
    if (id === undefined) continue;
    if (!byId.has(id)) byId.set(id, index);
    if (!byFold.has(id.toLowerCase())) byFold.set(id.toLowerCase(), index);
  }
  const declaredAs = (id: string): number | undefined => byId.get(id) ?? byFold.get(id.toLowerCase());
  const known = new Map<string, number>();
  const footnotes = new Map<string, Footnote>();
  for (const node of root.children)
    if (node.type === 'footnoteDefinition') footnotes.set(node.identifier.toLowerCase(), footnoteOf(node));
  const shown = new Set<FootnoteDefinition>();
  for (const [label, { node, content }] of footnotes) {
    const source = declaredAs(node.label ?? label);
    if (source === undefined || !content) continue;
    shown.add(node);
    const { text = '', url = '' } = ledger.sources[source] ?? {};
    const says = textOfNodes(content);
    if (![text, url, label].some((each) => folded(each) === folded(says)) && folded(says) !== '') notes.set(source, content);
  }
  const cite = ({ section, span, claim }: CitationMark, source: number, place?: string): number => {
    claims.push(claim);
    return citations.push({ source, section, span, ...(place && { locator: place }) }) - 1;
  };

  /** A source named by claims, added once. */
  const named = (key: string, make: () => number): number => {
    const index = known.get(key) ?? make();
    known.set(key, index);
    return index;
  };
  const readInside = (mark: CitationMark, node: Citation): number[] | undefined => {
    const found: { source: number; place?: string }[] = [];
    for (const child of node.children) {
      const link = (child.data as { link?: number } | undefined)?.link;
      if (link !== undefined) {
        ledger.rekind(link, 'source');
        found.push({ source: ledger.sources.push({ link, origin: 'claim' }) - 1 });
      } else if (child.type === 'link') {
        const { url } = child;
        const text = textOf(child);
        const make = (): number => ledger.sources.push({ url, ...(text !== url && { text }), origin: 'claim' }) - 1;
        found.push({ source: named(url, make) });
      }
    }
    for (const part of node.inside.split(/[,;]\s+/)) {
      const words = part.trim();
      const last = found.at(-1);
      const declared = declaredAs(words);
      if (words === '') continue;
      if (declared !== undefined) found.push({ source: declared });
      else if (propertyLinks(words).some(({ kind }) => kind !== 'text')) found.push(...placesIn(mark, words));
      // Words after a source are the location in it; words before the first source mean that this is not a citation.
      else if (last && (locator.test(words) || node.children.length > 0 || !isParenthesis(node)))
        last.place = last.place === undefined ? words : `${last.place}, ${words}`;
      else return undefined;
    }
    return found.length === 0 ? undefined : found.map(({ source, place }) => cite(mark, source, place));
  };
  const placesIn = (mark: CitationMark, words: string): { source: number; place?: string }[] =>
    propertyLinks(words).flatMap((each) => {
      if (each.kind === 'text') return [];
      const target = each.kind === 'url' ? each.url : each.link.target;
      const make = (): number => ledger.sources.push({ ...ledger.sourceOf(plainLink(each), mark.span), origin: 'claim' }) - 1;
      const place = each.kind === 'link' ? placeIn(each.link.label, target) : undefined;
      return [{ source: named(target, make), ...(place && { place }) }];
    });

  /** `[^id, p. 3]` cites the sources it names; any other note cites the source that it links to, like a footnote. */
  const readNote = (mark: CitationMark, node: InlineNote): void => {
    const named = sourcesNamed(node);
    if (named) {
      const numbers = named.map(({ source, place }) => cite(mark, source, place));
      const citation: Citation = { type: 'citation', raw: '', form: 'inside', inside: textOfNote(node), children: [] };
      Object.assign(node, { ...citation, data: { citations: numbers } });
      return;
    }
    const source = sourceOfFootnote(ledger, '', node.children);
    if (source >= 0) node.data = { ...node.data, citations: [cite(mark, source)] };
  };
  const sourcesNamed = (node: InlineNote): { source: number; place?: string }[] | undefined => {
    const found: { source: number; place?: string }[] = [];
    if (node.children.some(({ type }) => type !== 'text')) return undefined;
    for (const part of textOfNote(node).split(/[,;]\s+/)) {
      const words = part.trim();
      const source = declaredAs(words);
      const last = found.at(-1);
      if (source !== undefined) found.push({ source });
      else if (last && locator.test(words)) last.place = last.place === undefined ? words : `${last.place}, ${words}`;
      else return undefined;
    }
    return found;
  };

  for (const mark of marks) {
    const { node } = mark;
    if (node.type === 'citation') {
      const declared = node.form === 'label' ? declaredAs(node.inside) : undefined;
      const numbers =
        node.form === 'inside' ? readInside(mark, node) : declared === undefined ? undefined : [cite(mark, declared)];
      if (numbers) node.data = { ...node.data, citations: numbers };
      else {
        if (node.form === 'label') undefinedLabels.push({ label: node.inside, span: mark.span });
        Object.assign(node, { type: 'text', value: node.raw });
      }
      continue;
    }
    if (node.type === 'inlineNote') {
      readNote(mark, node);
      continue;
    }
    const label = node.identifier.toLowerCase();
    const footnote = footnotes.get(label);
    const declared = declaredAs(node.label ?? label);
    if (declared !== undefined) {
      const number = cite(mark, declared);
      if (!footnote || shown.has(footnote.node))
        Object.assign(node, {
          type: 'citation',
          raw: '',
          form: 'label',
          inside: label,
          children: [],
          data: { citations: [number] },
        });
      // A footnote with several blocks remains a footnote.
      else node.data = { ...node.data, citations: [number] };
      continue;
    }
    const source = footnote?.content && named(`[^${label}`, () => sourceOfFootnote(ledger, label, footnote.content ?? []));
    if (source !== undefined && source >= 0) node.data = { ...node.data, citations: [cite(mark, source)] };
  }
  return { citations, claims, notes, shown, undefinedLabels };
}

/** The text of a note, as plain text. */
function textOfNote({ children }: InlineNote): string {
  return textOfNodes(children);
}

/** Parentheses may contain prose that starts like a citation; a note in brackets with a file is one. */
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
