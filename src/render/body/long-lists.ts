/**
 * Fast handlers for list items and table rows. Those of mdast-util-to-hast search all siblings for each item, which took seconds
 * for a list of 10,000 items. Here they get a substitute parent with the same properties and only the siblings they need.
 */
import type { ElementContent } from 'hast';
import type { List, ListItem, Parents, Table, TableRow } from 'mdast';
import { defaultHandlers } from 'remark-rehype';

type State = Parameters<typeof defaultHandlers.listItem>[0];

const standIns = new WeakMap<List, List>();

/** A list without items that is loose if `list` is. */
function standInFor(list: List): List {
  let standIn = standIns.get(list);
  if (!standIn) {
    const isLoose = list.spread === true || list.children.some(({ spread, children }) => spread ?? children.length > 1);
    standIn = { ...list, spread: isLoose, children: [] };
    standIns.set(list, standIn);
  }
  return standIn;
}

export function listItem(state: State, node: ListItem, parent: Parents | undefined): ElementContent {
  return defaultHandlers.listItem(state, node, parent?.type === 'list' ? standInFor(parent) : parent);
}

/** The first row of a table is its header. */
export function tableRow(state: State, node: TableRow, parent: Parents | undefined): ElementContent {
  if (parent?.type !== 'table') return defaultHandlers.tableRow(state, node, parent);
  const [first] = parent.children;
  const siblings = first === undefined || first === node ? [node] : [first, node];
  return defaultHandlers.tableRow(state, node, { ...parent, children: siblings } satisfies Table);
}
