/** The chosen article: what it is, how far to look around it, and everything it is linked with, for mouse and keyboard alike. */
import { graphWords } from '../../../shared/words/graph.ts';
import { buttonOf, elementOf } from '../element.ts';
import { sayingOf } from '../say.ts';
import { bdiOf, linkTo } from './elements.ts';
import { type Graph, neighboursOf } from './graph.ts';
import { summaryOf } from './summaries.ts';

export interface CardEvents {
  readonly onSteps: (steps: number) => void;
  readonly onClose: () => void;
}

const say = sayingOf(graphWords);

const mostLinked = 100;

/** Fills the card; hides it where no article is chosen. */
export function showCard(
  card: HTMLElement,
  graph: Graph,
  number: number | undefined,
  steps: number,
  { onSteps, onClose }: CardEvents,
): void {
  if (card.dataset['shown'] !== String(number)) fill(card, graph, number, { onSteps, onClose });
  card.hidden = number === undefined;
  for (const button of card.querySelectorAll<HTMLButtonElement>('[data-steps]'))
    button.ariaPressed = String(Number(button.dataset['steps']) === steps);
}

function fill(card: HTMLElement, graph: Graph, number: number | undefined, { onSteps, onClose }: CardEvents): void {
  card.dataset['shown'] = String(number);
  card.replaceChildren();
  if (number === undefined) return;
  const close = buttonOf('×', onClose, 'graph-close');
  close.ariaLabel = say('graphNoArticle');
  const summary = elementOf('p', 'graph-summary');
  void summaryOf(graph, number).then((text) => summary.append(bdiOf(text)));
  const [linksIn, linksOut] = [graph.linksIn[number] ?? 0, graph.linksOut[number] ?? 0];
  card.append(
    elementOf('h2', '', linkTo(graph, number)),
    close,
    summary,
    elementOf('p', 'graph-facts', say('graphLinks', { count: linksIn, out: linksOut })),
    stepper(onSteps),
    linkedArticles(graph, number),
  );
}

function stepper(onSteps: (steps: number) => void): HTMLElement {
  const buttons = [1, 2, 3, 0].map((steps) => {
    const button = buttonOf(steps === 0 ? say('graphAll') : String(steps), () => onSteps(steps));
    button.dataset['steps'] = String(steps);
    button.ariaLabel = steps > 0 ? say('graphWithin', { count: steps }) : say('allArticles');
    return button;
  });
  const group = elementOf('div', 'graph-steps', elementOf('span', '', say('graphSteps')), ...buttons);
  group.role = 'group';
  group.ariaLabel = say('graphSteps');
  return group;
}

function linkedArticles(graph: Graph, number: number): HTMLElement {
  const linked = [...neighboursOf(graph, number)].sort((a, b) => (graph.linksIn[b] ?? 0) - (graph.linksIn[a] ?? 0));
  const list = elementOf('ul', '', ...linked.slice(0, mostLinked).map((each) => elementOf('li', '', linkTo(graph, each))));
  if (linked.length > mostLinked) list.append(elementOf('li', '', say('andMore', { count: linked.length - mostLinked })));
  return elementOf('details', 'graph-linked', elementOf('summary', '', say('graphLinked', { count: linked.length })), list);
}
