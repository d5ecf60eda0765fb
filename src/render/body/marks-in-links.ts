/** Marks of footnotes in the text of a link: they are links themselves, and no link of HTML holds another. */
import type { Element, ElementContent } from 'hast';

/** The content of a link without its marks, which are to stand behind it, where browsers put them. */
export function withoutMarks(content: readonly ElementContent[]): { children: ElementContent[]; marks: Element[] } {
  const marks: Element[] = [];
  const rest = (nodes: readonly ElementContent[]): ElementContent[] =>
    nodes.flatMap((node): ElementContent[] => {
      if (node.type !== 'element') return [node];
      if (!isMark(node)) return [{ ...node, children: rest(node.children) }];
      marks.push(node);
      return [];
    });
  return { children: rest(content), marks };
}

function isMark({ tagName, children: [link] }: Element): boolean {
  return tagName === 'sup' && link?.type === 'element' && link.properties['dataFootnoteRef'] !== undefined;
}
