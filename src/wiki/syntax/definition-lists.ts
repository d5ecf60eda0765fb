/** Definition lists (PHP Markdown Extra, Pandoc): terms, and `: ` before what each means. Both parsers give the same nodes. */
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
  /** Its paragraphs stand apart. */
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

/** The plugin for remark-parse. */
export function remarkDefinitionLists(this: Processor): void {
  const data = this.data() as { micromarkExtensions?: unknown[]; fromMarkdownExtensions?: unknown[] };
  data.micromarkExtensions = [...(data.micromarkExtensions ?? []), defList];
  data.fromMarkdownExtensions = [...(data.fromMarkdownExtensions ?? []), defListFromMarkdown];
}

/** What its nodes are called there. */
const names: Readonly<Record<string, RootContent['type']>> = {
  defList: 'descriptionList',
  defListTerm: 'descriptionTerm',
  defListDescription: 'descriptionDetails',
};

/** Makes the nodes of either parser the same, in place. @param source what the offsets of the tree are offsets of */
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
