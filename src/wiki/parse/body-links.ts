/** Connections and sources that the body names: in sections of their own, and in the lines that open it. */
import type { Nodes, RootContent } from 'mdast';
import type { Span, WrittenSource } from '../model.ts';
import { allItems, connectionBullets, flatItems, textOf } from './body-sections.ts';
import type { LinkLedger } from './link-ledger.ts';
import type { MetadataLine } from './metadata-lines.ts';
import { propertyLinks } from './property-links.ts';

/**
 * Reads a section of connections.
 *
 * @param bodyStart offset of the body in the file
 * @returns true when the panel can show all that the section says
 */
export function readConnectionSection(ledger: LinkLedger, content: readonly RootContent[], bodyStart: number): boolean {
  const flat = flatItems(content);
  let complete = flat !== undefined;
  for (const paragraph of flat ?? allItems(content)) {
    const bullets = connectionBullets(paragraph);
    if (!bullets) complete = false;
    for (const { label, links, note, place } of bullets ?? []) {
      for (const link of links) {
        ledger.rekind(link, 'connection');
        // A file is no article, and stands in no panel of them.
        if (/\.(?!md$)[a-z][a-z0-9]{1,4}$/i.test(ledger.links[link]?.target ?? '')) complete = false;
      }
      const start = (place.position?.start.offset ?? 0) + bodyStart;
      const text = note.map(textOf).join('').trim();
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
 * Reads a section of sources. They are listed when nothing else names any.
 *
 * @returns true when the panel can show all that the section says: every item is one link or plain text
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

/** `**Related**: [[a]], [[b]]` */
export function readRelatedLine(ledger: LinkLedger, line: MetadataLine, span: Span): void {
  for (const node of line.value) {
    const link = linkOf(node);
    if (link === undefined) continue;
    ledger.rekind(link, 'connection');
    ledger.connections.push({ labelSpan: ledger.links[link]?.span ?? span, links: [link] });
  }
}

/** `**Sources**: [[a]], b.pdf, https://c.example` */
export function readSourceLine(ledger: LinkLedger, line: MetadataLine, span: Span): void {
  for (const node of line.value) {
    const link = linkOf(node);
    if (link !== undefined) {
      ledger.rekind(link, 'source');
      ledger.sources.push({ link });
    } else if (node.type === 'link') ledger.sources.push({ url: node.url, text: textOf(node) });
    else
      for (const part of textOf(node).split(/[,;]/))
        for (const each of propertyLinks(part)) ledger.sources.push(ledger.sourceOf(each, span));
  }
}

/** The number that `collect` gave a link. */
function linkOf(node: Nodes): number | undefined {
  return (node.data as { link?: number } | undefined)?.link;
}
