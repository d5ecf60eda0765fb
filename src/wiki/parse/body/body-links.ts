/** Reads connections and sources from the body: from their sections, and from the metadata lines at its start. */
import type { Nodes, Paragraph, PhrasingContent, RootContent } from 'mdast';
import type { Span, WrittenSource } from '../../model.ts';
import { textOf, textOfNodes } from '../../syntax/node-text.ts';
import { propertyLinks } from '../../syntax/property-links.ts';
import { allItems, connectionBullets, flatItems } from './body-sections.ts';
import type { LinkLedger } from './link-ledger.ts';
import type { MetadataLine } from './metadata-lines.ts';

/**
 * Reads a section of connections.
 *
 * @param bodyStart offset of the body in the file
 * @returns whether the panel can show everything in the section
 */
export function readConnectionSection(ledger: LinkLedger, content: readonly RootContent[], bodyStart: number): boolean {
  const flat = flatItems(content);
  const complete = readBullets(ledger, flat ?? allItems(content), bodyStart);
  return complete && flat !== undefined;
}

/** @returns whether the panel can show everything in the bullets */
function readBullets(ledger: LinkLedger, paragraphs: readonly Paragraph[], bodyStart: number): boolean {
  let complete = true;
  for (const paragraph of paragraphs) {
    const bullets = connectionBullets(paragraph);
    if (!bullets) complete = false;
    for (const { label, links, note, place } of bullets ?? []) {
      for (const link of links) {
        ledger.rekind(link, 'connection');
        // A file is not an article, so the panel of connections does not show it.
        if (/\.(?!md$)[a-z][a-z0-9]{1,4}$/i.test(ledger.links[link]?.target ?? '')) complete = false;
      }
      const start = (place.position?.start.offset ?? 0) + bodyStart;
      const text = textOfNodes(note).trim();
      const count = ledger.connections.push({
        ...(label && { label }),
        labelSpan: { start, end: start + (label?.length ?? 0) },
        links,
        ...(text && { note: text }),
      });
      if (note.length > 0) ledger.notes.set(count - 1, note);
      if (note.some(({ type }) => type === 'html')) complete = false;
    }
  }
  return complete;
}

/**
 * Reads a section of sources. They are listed only if nothing else names any.
 *
 * @returns whether the panel can show everything in the section: every item is a single link or plain text
 */
export function readSourceSection(ledger: LinkLedger, content: readonly RootContent[]): boolean {
  const isOnly = ledger.sources.length === 0;
  for (const { children } of allItems(content)) {
    for (const node of children) {
      const link = linkOf(node);
      if (link !== undefined) ledger.rekind(link, 'source');
    }
  }
  if (!isOnly) return false;
  const flat = flatItems(content);
  const entries = (flat ?? []).map((item): WrittenSource | undefined => {
    const text = textOf(item).trim();
    const [only] = item.children;
    if (item.children.every((node) => node.type === 'text')) return { text };
    if (item.children.length !== 1 || !only) return undefined;
    const link = linkOf(only);
    if (link !== undefined) return { link, text };
    return only.type === 'link' ? { url: only.url, text } : undefined;
  });
  if (!flat || entries.some((entry) => entry === undefined)) return false;
  for (const entry of entries) if (entry) ledger.sources.push(entry);
  return true;
}

/**
 * Reads `**Related**: [[a]], [[b]] (note)`, or a list below `**Related**:`. Links in prose count as connections too, but the
 * prose is kept.
 *
 * @param bodyStart offset of the body in the file
 * @returns whether the panel can show everything in the line
 */
export function readRelatedLine(ledger: LinkLedger, { items, list }: MetadataLine, bodyStart: number, span: Span): boolean {
  let complete = !list || flatItems([list]) !== undefined;
  for (const item of items) {
    if (!namesMoreInWords(item) && connectionBullets(item)?.every(({ label }) => label === undefined)) {
      if (!readBullets(ledger, [item], bodyStart)) complete = false;
      continue;
    }
    complete = false;
    for (const node of item.children) {
      const link = linkOf(node);
      if (link === undefined) continue;
      ledger.rekind(link, 'connection');
      ledger.connections.push({ labelSpan: ledger.links[link]?.span ?? span, links: [link] });
    }
  }
  return complete;
}

/** `[[a]], b`: the words after a comma are another name, not a gloss. */
function namesMoreInWords({ children }: Paragraph): boolean {
  const last = children.at(-1);
  const before = children.at(-2);
  return last?.type === 'text' && before !== undefined && linkOf(before) !== undefined && /^\s*[,;]\s*\S/.test(last.value);
}

/**
 * Reads `**Sources**: [[a]], b.pdf, https://c.example`, or a list below `**Sources**:`. Commas separate links, paths and single
 * words; a comma between the words of a text is part of it.
 *
 * @returns whether the panel can show everything in the line
 */
export function readSourceLine(ledger: LinkLedger, { items, list }: MetadataLine, span: Span): boolean {
  let complete = !list || flatItems([list]) !== undefined;
  for (const { children } of items) if (!readSourceEntries(ledger, children, span)) complete = false;
  return complete;
}

function readSourceEntries(ledger: LinkLedger, children: readonly PhrasingContent[], span: Span): boolean {
  const addTexts = (texts: readonly string[]): void => {
    for (const text of texts) for (const each of propertyLinks(text)) ledger.sources.push(ledger.sourceOf(each, span));
  };
  if (children.every(({ type }) => type === 'text' || type === 'inlineCode')) {
    const text = children.map(textOf).join('').trim();
    const parts = text.split(/[,;]/).map((part) => part.trim());
    addTexts(parts.every(isName) ? parts : [text]);
    return true;
  }
  let complete = true;
  for (const entry of entriesBetweenCommas(children)) {
    const [only, ...more] = entry;
    const links = entry.filter((node) => linkOf(node) !== undefined || node.type === 'link');
    for (const node of links) {
      const link = linkOf(node);
      if (link === undefined && node.type === 'link') ledger.sources.push({ url: node.url, text: textOf(node) });
      if (link === undefined) continue;
      ledger.rekind(link, 'source');
      const label = ledger.links[link]?.label;
      ledger.sources.push({ link, ...(label && { text: label }) });
    }
    if (links.length === 0) addTexts([entry.map(textOf).join('').trim()]);
    const isText = only?.type === 'text' || only?.type === 'inlineCode';
    if (more.length > 0 || (links.length === 0 && !(isText && isName(textOf(only).trim())))) complete = false;
  }
  return complete;
}

/** Whether a text is a link, a path, an address or a single word, rather than part of a longer text. */
function isName(text: string): boolean {
  return (/^\S+$/.test(text) && /\p{L}/u.test(text)) || propertyLinks(text).some(({ kind }) => kind !== 'text');
}

/** Splits inline content at the commas and semicolons in its text. */
function entriesBetweenCommas(nodes: readonly PhrasingContent[]): PhrasingContent[][] {
  const entries: PhrasingContent[][] = [[]];
  for (const node of nodes) {
    if (node.type !== 'text') {
      entries.at(-1)?.push(node);
      continue;
    }
    for (const [index, value] of node.value.split(/[,;]/).entries()) {
      if (index > 0) entries.push([]);
      if (value.trim() !== '') entries.at(-1)?.push({ ...node, value });
    }
  }
  return entries.filter((entry) => entry.length > 0);
}

/** The index that `collect` gave a link. */
function linkOf(node: Nodes): number | undefined {
  return (node.data as { link?: number } | undefined)?.link;
}
