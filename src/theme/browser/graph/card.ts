/** The chosen article: what it is, how far to look around it, and everything it is linked with, for mouse and keyboard alike. */
import { countOf, numberText } from '../../../shared/numbers.ts';
import { buttonOf, elementOf } from '../element.ts';
import { bdiOf, linkTo } from './elements.ts';
import { type Graph, neighboursOf } from './graph.ts';
import { summaryOf } from './summaries.ts';

export interface CardEvents {
  readonly onSteps: (steps: number) => void;
  readonly onClose: () => void;
}

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
  close.ariaLabel = 'Choose no article';
  const summary = elementOf('p', 'graph-summary');
  void summaryOf(graph, number).then((text) => summary.append(bdiOf(text)));
  const [linksIn, linksOut] = [graph.linksIn[number] ?? 0, graph.linksOut[number] ?? 0];
  card.append(
    elementOf('h2', '', linkTo(graph, number)),
    close,
    summary,
    elementOf('p', 'graph-facts', `${linksIn} ${linksIn === 1 ? 'link' : 'links'} here, ${linksOut} from here`),
    stepper(onSteps),
    linkedArticles(graph, number),
  );
}

function stepper(onSteps: (steps: number) => void): HTMLElement {
  const buttons = [1, 2, 3, 0].map((steps) => {
    const button = buttonOf(steps === 0 ? 'All' : String(steps), () => onSteps(steps));
    button.dataset['steps'] = String(steps);
    if (steps > 0) button.ariaLabel = `Within ${steps} ${steps === 1 ? 'step' : 'steps'}`;
    else button.ariaLabel = 'All articles';
    return button;
  });
  const group = elementOf('div', 'graph-steps', elementOf('span', '', 'Steps around it'), ...buttons);
  group.role = 'group';
  group.ariaLabel = 'Steps around it';
  return group;
}

function linkedArticles(graph: Graph, number: number): HTMLElement {
  const linked = [...neighboursOf(graph, number)].sort((a, b) => (graph.linksIn[b] ?? 0) - (graph.linksIn[a] ?? 0));
  const list = elementOf('ul', '', ...linked.slice(0, mostLinked).map((each) => elementOf('li', '', linkTo(graph, each))));
  if (linked.length > mostLinked) list.append(elementOf('li', '', `and ${numberText(linked.length - mostLinked)} more`));
  return elementOf('details', 'graph-linked', elementOf('summary', '', countOf(linked.length, 'linked article')), list);
}
