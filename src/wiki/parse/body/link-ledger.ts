/** The links of one article while it is read, and what they turn out to be: connections, sources. */
import type { PhrasingContent } from 'mdast';
import type { LinkKind, Mention, Span, ValueLink, WrittenConnection, WrittenLink, WrittenSource } from '../../model.ts';
import { type PropertyLink, propertyLinks } from '../../syntax/property-links.ts';

export class LinkLedger {
  readonly links: WrittenLink[];
  readonly mentions: (Mention | null)[];
  readonly connections: WrittenConnection[] = [];
  /** What the author said of a connection, by its number. */
  readonly notes = new Map<number, readonly PhrasingContent[]>();
  readonly sources: WrittenSource[] = [];
  readonly valueLinks: ValueLink[] = [];

  /** @param links of the body, with their sentences */
  constructor(links: WrittenLink[], mentions: (Mention | null)[]) {
    this.links = links;
    this.mentions = mentions;
  }

  /** Adds a link that stands in no sentence. @returns its number */
  add(
    link: Pick<WrittenLink, 'syntax' | 'target' | 'anchor' | 'spelled' | 'label'>,
    kind: LinkKind,
    span: Span,
    isOptional = false,
  ): number {
    this.mentions.push(null);
    return this.links.push({ ...link, kind, span, ...(isOptional && { isOptional }) }) - 1;
  }

  /** Says of a link of the body what it is. */
  rekind(index: number, kind: LinkKind): void {
    const link = this.links[index];
    if (link) this.links[index] = { ...link, kind };
  }

  /** Adds the links that a value holds; addresses of other sites are none. @returns their numbers */
  addAll(value: unknown, kind: LinkKind, span: Span): number[] {
    return propertyLinks(value).flatMap((each) => {
      if (each.kind === 'url') return [];
      return [this.add(each.kind === 'text' ? { syntax: 'path', target: each.text } : each.link, kind, span)];
    });
  }

  /** The source that a link names; text that names nothing is a citation. */
  sourceOf(target: PropertyLink, span: Span): WrittenSource {
    switch (target.kind) {
      case 'url':
        return { url: target.url, ...(target.label && { text: target.label }) };
      case 'text':
        return { link: this.add({ syntax: 'path', target: target.text }, 'source', span, true), text: target.text };
      case 'link':
        return { link: this.add(target.link, 'source', span), ...(target.link.label && { text: target.link.label }) };
    }
  }
}
