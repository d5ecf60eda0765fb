/**
 * Elements that plugins of a wiki describe on nodes of markdown (mdast-util-to-hast, "Fields on nodes": `hName`, `hProperties` and
 * `hChildren`). They come from the wiki's own code, so sanitising, which is for what articles hold, must leave them as they are: they
 * go through it as numbers.
 */
import type { Element, ElementContent, Root as Hast } from 'hast';
import type { Nodes, Root } from 'mdast';
import { allowedElements } from '../../wiki/schema/html-policy.ts';
import { ownElementName, ownElementNumber } from '../print/slot-elements.ts';

/** What a plugin says of an element. */
interface OwnElement {
  /** Undefined for the element that the node becomes anyway. */
  readonly tagName?: string;
  readonly properties: Element['properties'];
}

interface FieldsOnNodes {
  hName?: string;
  hProperties?: Element['properties'];
  hChildren?: ElementContent[];
}

const allowed: ReadonlySet<string> = new Set(allowedElements);

export class OwnElements {
  readonly #all: OwnElement[] = [];

  /** Puts numbers in place of what plugins say of the nodes of a tree. */
  hide(root: Root): void {
    const visit = (node: Nodes | Root): void => {
      const data = node.data as FieldsOnNodes | undefined;
      if (data) this.#hideFields(data);
      if ('children' in node) for (const child of node.children) visit(child as Nodes);
    };
    visit(root);
  }

  /** Puts it back, into the HTML of the tree. */
  restore(root: Hast): void {
    const visit = (node: Hast | Element): void => {
      for (const child of node.children) {
        if (child.type !== 'element') continue;
        const { [ownElementNumber]: number, ...properties } = child.properties;
        const own = number === undefined ? undefined : this.#all[Number(number)];
        if (own) {
          child.tagName = own.tagName ?? child.tagName;
          // Ids are settled by now: no two elements of a page may have the same.
          child.properties = {
            ...properties,
            ...own.properties,
            ...(properties['id'] !== undefined && { id: properties['id'] }),
          };
        }
        visit(child);
      }
    };
    visit(root);
  }

  #hideFields(data: FieldsOnNodes): void {
    const { hName, hProperties = {}, hChildren } = data;
    const isOurs = hName === undefined && Object.keys(hProperties).every((name) => name === 'id');
    if (!isOurs) {
      const { tagName, properties } = this.#hidden(hName, hProperties);
      data.hProperties = properties;
      if (tagName !== undefined) data.hName = tagName;
    }
    if (hChildren) data.hChildren = hChildren.map((child) => this.#hiddenElement(child));
  }

  #hiddenElement(node: ElementContent): ElementContent {
    if (node.type !== 'element') return node;
    const { tagName = node.tagName, properties } = this.#hidden(node.tagName, node.properties);
    return { ...node, tagName, properties, children: node.children.map((child) => this.#hiddenElement(child)) };
  }

  #hidden(tagName: string | undefined, properties: Element['properties']): OwnElement {
    const number = this.#all.push({ properties, ...(tagName !== undefined && { tagName }) }) - 1;
    const { id } = properties;
    return {
      // Where raw HTML is parsed, elements that it knows are put where they may be.
      ...(tagName !== undefined && { tagName: allowed.has(tagName) ? tagName : ownElementName }),
      properties: { ...(id !== undefined && { id }), [ownElementNumber]: String(number) },
    };
  }
}
