/** Definition lists (PHP Markdown Extra, Pandoc): terms, and `: ` before each definition. Both parsers give the same nodes. */
import type { Nodes, Parent, PhrasingContent, Root, RootContent } from 'mdast';
import { defListFromMarkdown } from 'mdast-util-definition-list';
import { defList } from 'micromark-extension-definition-list';
import type { Processor } from 'unified';
import { endOf, startOf } from '../text/offsets.ts';

export interface DescriptionList extends Parent {
  type: 'descriptionList';
  children: (DescriptionTerm | DescriptionDetails)[];
}

export interface DescriptionTerm extends Parent {
  type: 'descriptionTerm';
  children: PhrasingContent[];
}

export interface DescriptionDetails extends Parent {
  type: 'descriptionDetails';
  /** Whether blank lines separate its paragraphs. */
  spread: boolean;
  children: RootContent[];
}

declare module 'mdast' {
  interface RootContentMap {
    descriptionList: DescriptionList;
    descriptionTerm: DescriptionTerm;
    descriptionDetails: DescriptionDetails;
  }
  interface BlockContentMap {
    descriptionList: DescriptionList;
  }
}

/** Plugin for remark-parse. */
export function remarkDefinitionLists(this: Processor): void {
  const data = this.data() as { micromarkExtensions?: unknown[]; fromMarkdownExtensions?: unknown[] };
  data.micromarkExtensions = [...(data.micromarkExtensions ?? []), defList];
  data.fromMarkdownExtensions = [...(data.fromMarkdownExtensions ?? []), defListFromMarkdown];
}

/** Names of the nodes, by their names in mdast-util-definition-list. */
const names: Readonly<Record<string, RootContent['type']>> = {
  defList: 'descriptionList',
  defListTerm: 'descriptionTerm',
  defListDescription: 'descriptionDetails',
};

/**
 * Makes the nodes of both parsers equal, in place.
 *
 * @param source the text that the offsets of the tree refer to
 */
export function settleDefinitionLists(root: Root, source: string): void {
  const visit = (node: Nodes): void => {
    node.type = (names[node.type] ?? node.type) as typeof node.type;
    if (!('children' in node)) return;
    for (const child of node.children) visit(child as Nodes);
    if (node.type !== 'descriptionList') return;
    for (const [index, child] of node.children.entries())
      if (child.type === 'descriptionDetails') child.spread = isSpread(child, node.children[index - 1], source);
  };
  visit(root);
}

function isSpread({ children }: DescriptionDetails, above: Nodes | undefined, source: string): boolean {
  if (children.filter(({ type }) => type === 'paragraph').length > 1) return true;
  const [first] = children;
  const last = above?.type === 'descriptionTerm' ? above.children.at(-1) : undefined;
  return first !== undefined && last !== undefined && /\n[ \t>]*\n/.test(source.slice(endOf(last), startOf(first)));
}
