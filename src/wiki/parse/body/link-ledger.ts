/** Collects the links of an article during parsing, and the connections and sources made from them. */
import type { PhrasingContent } from 'mdast';
import type { LinkKind, Mention, Span, ValueLink, WrittenConnection, WrittenLink, WrittenSource } from '../../model.ts';
import { type PropertyLink, propertyLinks } from '../../syntax/property-links.ts';

export class LinkLedger {
  readonly links: WrittenLink[];
  readonly mentions: (Mention | null)[];
  readonly connections: WrittenConnection[] = [];
  /** The author's remarks on connections, by index. */
  readonly notes = new Map<number, readonly PhrasingContent[]>();
  readonly sources: WrittenSource[] = [];
  readonly valueLinks: ValueLink[] = [];

  /**
   * @param links the links of the body
   * @param mentions their sentences
   */
  constructor(links: WrittenLink[], mentions: (Mention | null)[]) {
    this.links = links;
    this.mentions = mentions;
  }

  /**
   * Adds a link outside any sentence.
   *
   * @returns its index
   */
  add(
    link: Pick<WrittenLink, 'syntax' | 'target' | 'anchor' | 'spelled' | 'label'>,
    kind: LinkKind,
    span: Span,
    isOptional = false,
  ): number {
    this.mentions.push(null);
    return this.links.push({ ...link, kind, span, ...(isOptional && { isOptional }) }) - 1;
  }

  /** Sets the kind of a link in the body. */
  rekind(index: number, kind: LinkKind): void {
    const link = this.links[index];
    if (link) this.links[index] = { ...link, kind };
  }

  /**
   * Adds the links in a value, except addresses of other sites.
   *
   * @returns their indices
   */
  addAll(value: unknown, kind: LinkKind, span: Span): number[] {
    return propertyLinks(value).flatMap((each) => {
      if (each.kind === 'url') return [];
      return [this.add(each.kind === 'text' ? { syntax: 'path', target: each.text } : each.link, kind, span)];
    });
  }

  /** The source that a link names; a text without a link is a citation. */
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
