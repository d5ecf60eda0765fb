/** Makes the ids to which footnotes link back unique. */
import type { Element, Root as Hast, RootContent as HastContent } from 'hast';

/**
 * Renames marks in place, with the links back to them: the second mark of `[^a]` and the first of `[^a-2]` would both have the id
 * `fnref-a-2`.
 */
export function separateFootnotes(hast: Hast): void {
  const section = hast.children.findLast((node) => node.type === 'element' && node.properties['dataFootnotes'] !== undefined);
  if (!section) return;
  const taken = new Set<string>();
  for (const item of elementsIn([section], isItem)) {
    const returns = elementsIn(item.children, ({ properties }) => properties['dataFootnoteBackref'] !== undefined);
    const targets = returns.map(({ properties }) => String(properties['href']));
    if (targets.some((target) => taken.has(target))) {
      const marks = elementsIn(hast.children, ({ properties }) => isMarkOf(item, properties));
      for (const [index, mark] of marks.entries()) {
        const id = `fnref:${item.properties['id']}:${index + 1}`;
        mark.properties['id'] = id;
        const back = returns[index];
        if (back) back.properties['href'] = `#${id}`;
      }
    }
    for (const target of targets) taken.add(target);
  }
}

function isItem({ tagName, properties }: Element): boolean {
  return tagName === 'li' && String(properties['id']).startsWith('fn-');
}

function isMarkOf(item: Element, { dataFootnoteRef, href }: Element['properties']): boolean {
  return dataFootnoteRef !== undefined && href === `#${item.properties['id']}`;
}

/** In document order; not those inside another match. */
function elementsIn(nodes: readonly HastContent[], isWanted: (element: Element) => boolean): Element[] {
  return nodes.flatMap((node) => {
    if (node.type !== 'element') return [];
    return isWanted(node) ? [node] : elementsIn(node.children, isWanted);
  });
}
