/**
 * The cycles of a directed graph: its strongly connected components, without single nodes that do not lead to themselves (Tarjan,
 * "Depth-first search and linear graph algorithms", 1972). Linear in nodes and edges.
 *
 * @param next for each node, the nodes that it leads to
 */
export function circlesIn(next: readonly (readonly number[])[]): number[][] {
  const order = new Array<number>(next.length).fill(-1);
  const low = new Array<number>(next.length).fill(0);
  const isOpen = new Array<boolean>(next.length).fill(false);
  const stack: number[] = [];
  const found: number[][] = [];
  let count = 0;
  for (const root of next.keys()) {
    if (order[root] !== -1) continue;
    // An explicit stack: a path may be longer than the call stack allows.
    const path: { node: number; edge: number }[] = [{ node: root, edge: 0 }];
    while (path.length > 0) {
      const step = path[path.length - 1] as { node: number; edge: number };
      const { node } = step;
      if (step.edge === 0) {
        order[node] = low[node] = count++;
        stack.push(node);
        isOpen[node] = true;
      }
      const to = next[node]?.[step.edge++];
      if (to !== undefined) {
        if (order[to] === -1) path.push({ node: to, edge: 0 });
        else if (isOpen[to]) low[node] = Math.min(low[node] ?? 0, order[to] ?? 0);
        continue;
      }
      path.pop();
      const above = path[path.length - 1];
      if (above) low[above.node] = Math.min(low[above.node] ?? 0, low[node] ?? 0);
      if (low[node] !== order[node]) continue;
      const component = stack.splice(stack.indexOf(node));
      for (const member of component) isOpen[member] = false;
      if (component.length > 1 || next[node]?.includes(node)) found.push(component.sort((a, b) => a - b));
    }
  }
  return found;
}
