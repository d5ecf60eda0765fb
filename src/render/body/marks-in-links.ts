/** Moves footnote marks out of the text of a link: they are links themselves, and HTML does not allow links within links. */
import type { Element, ElementContent } from 'hast';

/** Splits the content of a link into its content without marks, and the marks, which go after the link. */
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
