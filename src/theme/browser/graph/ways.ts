/** The ways between two articles, in words. */
import { graphWords } from '../../../shared/words/graph.ts';
import { elementOf } from '../element.ts';
import { sayingOf } from '../say.ts';
import { linkTo } from './elements.ts';
import type { Graph } from './graph.ts';
import { type Way, wordsOf } from './paths.ts';

const say = sayingOf(graphWords);

/** @param isAsked whether both articles are chosen */
export function showWays(panel: HTMLElement, graph: Graph, ways: readonly Way[], isAsked: boolean): void {
  const list = panel.querySelector('ol');
  const status = panel.querySelector('[role="status"]');
  if (!list || !status) return;
  status.textContent = isAsked ? told(ways) : '';
  list.replaceChildren(...ways.map((way) => itemOf(graph, way)));
}

function told(ways: readonly Way[]): string {
  const [first] = ways;
  if (!first) return say('graphNoWay');
  const steps = first.links.length;
  return say('graphWaysOf', { ways: say('graphWays', { count: ways.length }), count: steps });
}

/** `Alignment — Augmented by → Midtraining — Linked from ← Claude` */
function itemOf(graph: Graph, { articles, links }: Way): HTMLLIElement {
  const item = elementOf('li', '');
  for (const [index, number] of articles.entries()) {
    const link = links[index - 1];
    if (link !== undefined) {
      const words = wordsOf(graph, link, articles[index - 1] ?? 0, (relation) => say('graphQuoted', { relation }));
      item.append(' ', elementOf('span', 'graph-relation', words), ' ');
    }
    item.append(linkTo(graph, number));
  }
  return item;
}
