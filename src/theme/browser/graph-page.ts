/** The page of the graph: what draws it is loaded where there is one to draw. */
export function openGraph(): void {
  const stage = document.querySelector<HTMLElement>('[data-graph]');
  if (stage) void import('./graph/start.ts').then(({ startGraph }) => startGraph(stage));
}
