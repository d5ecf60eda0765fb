/** Summaries are not part of the map's data: each is read from its article's own file when somebody asks for it. */
import { type Graph, jsonHrefOf } from './graph.ts';

const known = new Map<number, Promise<string>>();

/** Empty where the article has none, or its file is not there. */
export function summaryOf(graph: Graph, number: number): Promise<string> {
  let summary = known.get(number);
  const href = jsonHrefOf(graph, number);
  if (!summary && href !== undefined) {
    summary = fetch(href)
      .then((response) => (response.ok ? response.json() : {}))
      .then(({ summary: text }: { summary?: string }) => shortened(text ?? ''))
      .catch(() => '');
    known.set(number, summary);
  }
  return summary ?? Promise.resolve('');
}

const longest = 180;

function shortened(text: string): string {
  return text.length <= longest ? text : `${text.slice(0, longest).replace(/\s+\S*$/, '')}…`;
}
