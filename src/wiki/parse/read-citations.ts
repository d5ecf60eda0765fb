/**
 * Citations, claim by claim: footnotes labelled with the id of a source (OKF v0.2 §5.1), footnotes that lead to a source, and the
 * marks that mark-citations found.
 */
import type { FootnoteDefinition, PhrasingContent, Root } from 'mdast';
import type { Span, WrittenCitation } from '../model.ts';
import { textOf } from './body-sections.ts';
import type { Citation, CitationMark } from './citation-nodes.ts';
import type { LinkLedger } from './link-ledger.ts';
import { propertyLinks } from './property-links.ts';

const locator = /^(?:(?:pp?|S|ch|sec|ll?|fig|tab)\.|§+|pages?|lines?|chapter|section|table|figure)\s*[\d.–-]+$/i;

export interface ReadCitations {
  readonly citations: readonly WrittenCitation[];
  /** By the number of the citation. */
  readonly claims: readonly string[];
  /** What footnotes say of a source beside its name, by the number of the source. */
  readonly notes: ReadonlyMap<number, readonly PhrasingContent[]>;
  /** Footnotes that are shown with their source and nowhere else. */
  readonly shown: ReadonlySet<FootnoteDefinition>;
  /** `[^label]` that means nothing. */
  readonly undefinedLabels: readonly { readonly label: string; readonly span: Span }[];
}

/**
 * Decides what cites what. Sources that only claims name are added to the ledger; nodes that cite get the numbers of their
 * citations, others are text again.
 */
export function readCitations(ledger: LinkLedger, marks: readonly CitationMark[], root: Root): ReadCitations {
  const citations: WrittenCitation[] = [];
  const claims: string[] = [];
  const notes = new Map<number, readonly PhrasingContent[]>();
  const undefinedLabels: { label: string; span: Span }[] = [];
  const byId = new Map(ledger.sources.flatMap(({ id }, index) => (id === undefined ? [] : [[id.toLowerCase(), index] as const])));
  const known = new Map<string, number>();
  const footnotes = new Map<string, Footnote>();
  for (const node of root.children)
    if (node.type === 'footnoteDefinition') footnotes.set(node.identifier.toLowerCase(), footnoteOf(node));
  const shown = new Set<FootnoteDefinition>();
  for (const [label, { node, content }] of footnotes) {
    const source = byId.get(label);
    if (source === undefined || !content) continue;
    shown.add(node);
    const { text = '', url = '' } = ledger.sources[source] ?? {};
    const says = content.map(textOf).join('');
    if (![text, url, label].some((each) => folded(each) === folded(says)) && folded(says) !== '') notes.set(source, content);
  }
  const cite = ({ section, span, claim }: CitationMark, source: number, place?: string): number => {
    claims.push(claim);
    return citations.push({ source, section, span, ...(place && { locator: place }) }) - 1;
  };

  /** A source that claims name, once however often. */
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
        found.push({
          source: named(url, () => ledger.sources.push({ url, ...(text !== url && { text }), origin: 'claim' }) - 1),
        });
      }
    }
    if (found.length > 0) {
      const last = found.at(-1);
      if (last && node.inside !== '') last.place = node.inside;
    } else {
      for (const part of node.inside.split(/[,;]\s+/)) {
        const last = found.at(-1);
        if (last && locator.test(part.trim())) {
          last.place = last.place === undefined ? part.trim() : `${last.place}, ${part.trim()}`;
          continue;
        }
        const declared = byId.get(part.trim().toLowerCase());
        if (declared !== undefined) {
          found.push({ source: declared });
          continue;
        }
        for (const each of propertyLinks(part)) {
          if (each.kind === 'text') return undefined;
          const target = each.kind === 'url' ? each.url : each.link.target;
          const make = (): number => ledger.sources.push({ ...ledger.sourceOf(plainLink(each), mark.span), origin: 'claim' }) - 1;
          const place = each.kind === 'link' ? placeIn(each.link.label, target) : undefined;
          found.push({ source: named(target, make), ...(place && { place }) });
        }
      }
    }
    return found.length === 0 ? undefined : found.map(({ source, place }) => cite(mark, source, place));
  };

  for (const mark of marks) {
    const { node } = mark;
    if (node.type === 'citation') {
      const declared = node.form === 'label' ? byId.get(node.inside.toLowerCase()) : undefined;
      const numbers =
        node.form === 'inside' ? readInside(mark, node) : declared === undefined ? undefined : [cite(mark, declared)];
      if (numbers) node.data = { ...node.data, citations: numbers };
      else {
        if (node.form === 'label') undefinedLabels.push({ label: node.inside, span: mark.span });
        Object.assign(node, { type: 'text', value: node.raw });
      }
      continue;
    }
    const label = node.identifier.toLowerCase();
    const footnote = footnotes.get(label);
    const declared = byId.get(label);
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
      continue;
    }
    const source = footnote?.content && named(`[^${label}`, () => sourceOfFootnote(ledger, label, footnote.content ?? []));
    if (source !== undefined && source >= 0) node.data = { ...node.data, citations: [cite(mark, source)] };
  }
  return { citations, claims, notes, shown, undefinedLabels };
}

interface Footnote {
  readonly node: FootnoteDefinition;
  /** Of a footnote of one paragraph. */
  readonly content?: readonly PhrasingContent[];
}

function footnoteOf(node: FootnoteDefinition): Footnote {
  const [only, ...more] = node.children;
  return { node, ...(only?.type === 'paragraph' && more.length === 0 && { content: only.children }) };
}

/** `[^src-x]: [[x]]`, `[^3]: [[x]], p. 5`, `[^3]: <https://…>`: the source it leads to. @returns -1 when it is a remark */
function sourceOfFootnote(ledger: LinkLedger, label: string, content: readonly PhrasingContent[]): number {
  const origin = /^(?:src|source|ref|cite)[-_:]/.test(label) ? 'claim' : 'footnote';
  const links = content.filter(({ type }) => type === 'wikiLink' || type === 'link');
  const [first] = links;
  if (!first) return -1;
  // A remark may link; what names its source starts with it, or holds no other link.
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

/** The place that `file.md:42-58` names in `file.md`. */
function placeIn(label: string | undefined, target: string): string | undefined {
  const rest = label?.startsWith(target) ? label.slice(target.length) : '';
  return rest.replace(/^[\s:#(,]+|[)\s]+$/g, '') || undefined;
}

/** The link without the label that tells its place too. */
function plainLink(each: ReturnType<typeof propertyLinks>[number]): ReturnType<typeof propertyLinks>[number] {
  if (each.kind !== 'link' || each.link.syntax !== 'path') return each;
  const { label: _, ...link } = each.link;
  return { kind: 'link', link };
}

function folded(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');
}
