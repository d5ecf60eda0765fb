/**
 * Handlers for items of lists and rows of tables. Those of mdast-util-to-hast look through all their siblings for each: a list of
 * 10,000 items took seconds. They are given a parent that tells the same and holds no more siblings than it takes.
 */
import type { ElementContent } from 'hast';
import type { List, ListItem, Parents, Table, TableRow } from 'mdast';
import { defaultHandlers } from 'remark-rehype';

type State = Parameters<typeof defaultHandlers.listItem>[0];

const standIns = new WeakMap<List, List>();

/** A list without items that is loose when `list` is. */
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

/** A row is a row of headers when it is the first. */
export function tableRow(state: State, node: TableRow, parent: Parents | undefined): ElementContent {
  if (parent?.type !== 'table') return defaultHandlers.tableRow(state, node, parent);
  const [first] = parent.children;
  const siblings = first === undefined || first === node ? [node] : [first, node];
  return defaultHandlers.tableRow(state, node, { ...parent, children: siblings } satisfies Table);
}
