/** `/graph/`: brings the map, the legend, the search and the finder of ways together. What is chosen stands in the address. */

import type { GraphData } from '../../../render/payloads.ts';
import { countWords } from '../../../shared/words/counts.ts';
import { graphWords } from '../../../shared/words/graph.ts';
import { sayingOf } from '../say.ts';
import { showCard } from './card.ts';
import { coloursOf } from './colours.ts';
import { type Combobox, startCombobox, TitleFinder } from './combobox.ts';
import { full, sortOf, standingOf } from './filter.ts';
import { type Graph, graphOf, hrefOf, neighboursOf } from './graph.ts';
import { startLegend } from './legend.ts';
import { GraphMapView } from './map.ts';
import type { Lit, Scene } from './painter.ts';
import { shortestWays, type Way } from './paths.ts';
import { tiesOf } from './ties.ts';
import { Tip } from './tip.ts';
import { type Box, type Choice, choiceOf, everything, type Margins, searchOf } from './view.ts';
import { showWays } from './ways.ts';

const say = sayingOf({ ...countWords, ...graphWords });

export async function startGraph(stage: HTMLElement): Promise<void> {
  const status = stage.querySelector('[data-graph-status]');
  try {
    const response = await fetch(stage.dataset['graph'] ?? '');
    if (!response.ok) throw new Error(`status ${response.status}`);
    const graph = graphOf((await response.json()) as GraphData);
    new GraphPage(stage, graph);
  } catch (error) {
    if (status) status.textContent = say('graphFailed', { reason: error instanceof Error ? error.message : String(error) });
  }
}

type Chosen = 'from' | 'to' | 'filter';

class GraphPage {
  readonly #stage: HTMLElement;
  readonly #graph: Graph;
  readonly #map: GraphMapView;
  readonly #tip: Tip;
  readonly #fields: Readonly<Record<'find' | 'from' | 'to', Combobox | undefined>>;
  readonly #showLegend: (choice: Choice) => void;
  #choice: Choice = everything;
  #scene: Pick<Scene, 'standing' | 'ties'>;
  #pointed: number | undefined;
  #ways: readonly Way[] = [];

  constructor(stage: HTMLElement, graph: Graph) {
    this.#stage = stage;
    this.#graph = graph;
    const canvas = this.#part<HTMLCanvasElement>('canvas');
    this.#choice = choiceOf(location.search);
    this.#scene = this.#sceneOf(this.#choice);
    this.#tip = new Tip(graph, stage);
    const legend = this.#part<HTMLDetailsElement>('[data-graph-legend]');
    legend.open = matchMedia('(min-width: 64rem)').matches;
    this.#map = new GraphMapView(
      this.#part('[data-graph-map]'),
      canvas,
      graph,
      this.#scene,
      () => coloursOf(graph, stage),
      { margins: () => this.#margins(), panels: () => this.#panels() },
      {
        onPoint: (number) => this.#point(number),
        onPress: (number, event) => this.#press(number, event),
        onOpen: () => this.#open(),
        onLeave: () => this.#change({ ...this.#filters(), steps: 0 }, 'from'),
      },
    );
    const finder = new TitleFinder(graph);
    const field = (id: string, onChoose: (number: number | undefined) => void): Combobox | undefined => {
      const input = stage.querySelector<HTMLInputElement>(`#graph-${id}`);
      return input ? startCombobox(input, graph, finder, onChoose) : undefined;
    };
    this.#fields = {
      find: field('find', (number) => this.#choose(number)),
      from: field('from', (number) => this.#choose(number, 'ways')),
      to: field('to', (number) => {
        const { to: _, ...rest } = this.#choice;
        this.#change(number === undefined ? rest : { ...rest, to: graph.ids[number] ?? '' }, 'to');
      }),
    };
    this.#showLegend = startLegend(legend, graph, (chosen) => {
      const { tag: _, link: __, ...rest } = this.#choice;
      this.#change({ ...rest, ...chosen }, 'filter');
    });
    for (const button of stage.querySelectorAll<HTMLButtonElement>('[data-graph-zoom]')) {
      const factor = Number(button.dataset['graphZoom']);
      button.addEventListener('click', () => (factor === 0 ? this.#map.fit(undefined, true) : this.#map.zoomBy(factor)));
    }
    addEventListener('popstate', () => {
      this.#choice = choiceOf(location.search);
      this.#update(true);
    });
    this.#update(false);
    stage.dataset['ready'] = '';
  }

  get #from(): number | undefined {
    return this.#choice.from === undefined ? undefined : this.#graph.numberOf(this.#choice.from);
  }

  #filters(): Choice {
    const { from: _, to: __, ...filters } = this.#choice;
    return filters;
  }

  /** @param where the finder of ways keeps its other end; the search field forgets it */
  #choose(number: number | undefined, where: 'map' | 'ways' = 'map'): void {
    const id = number === undefined ? undefined : this.#graph.ids[number];
    const to = where === 'ways' ? this.#choice.to : undefined;
    const steps = id === undefined ? 0 : this.#choice.steps;
    this.#change({ ...this.#filters(), steps, ...(id !== undefined && { from: id }), ...(to !== undefined && { to }) }, 'from');
  }

  /** Another article is a place to come back to; a filter is not. */
  #change(choice: Choice, what: Chosen): void {
    const before = searchOf(this.#choice);
    this.#choice = choice;
    const search = searchOf(choice);
    if (search === before) return;
    const url = location.pathname + search;
    if (what === 'filter') history.replaceState(history.state, '', url);
    else history.pushState(null, '', url);
    this.#update(true, what !== 'filter');
  }

  /** Shows what is chosen. @param looks whether the camera goes there */
  #update(flies: boolean, looks = true): void {
    const { to } = this.#choice;
    const from = this.#from;
    const end = to === undefined ? undefined : this.#graph.numberOf(to);
    this.#scene = this.#sceneOf(this.#choice);
    this.#ways = from === undefined || end === undefined ? [] : shortestWays(this.#graph, from, end);
    this.#showLegend(this.#choice);
    this.#fields.find?.show(to === undefined ? from : undefined);
    this.#fields.from?.show(from);
    this.#fields.to?.show(end);
    const panel = this.#part<HTMLDetailsElement>('[data-graph-ways]');
    if (to !== undefined) {
      panel.open = true;
      this.#part<HTMLDetailsElement>('[data-graph-legend]').open = false;
    }
    showWays(panel, this.#graph, this.#ways, from !== undefined && end !== undefined);
    showCard(this.#part('[data-graph-card]'), this.#graph, to === undefined ? from : undefined, this.#choice.steps, {
      onSteps: (steps) => this.#change({ ...this.#choice, steps }, 'from'),
      onClose: () => this.#choose(undefined),
    });
    this.#tell();
    this.#draw();
    if (looks) this.#map.fit(this.#toSee(from), flies);
  }

  /** Undefined for all that is shown. */
  #toSee(from: number | undefined): Iterable<number> | undefined {
    if (this.#ways.length > 0) return this.#ways.flatMap(({ articles }) => articles);
    if (from === undefined || this.#choice.steps > 0) return undefined;
    return [from, ...neighboursOf(this.#graph, from)];
  }

  #sceneOf(choice: Choice): Pick<Scene, 'standing' | 'ties'> {
    const standing = standingOf(this.#graph, choice);
    return { standing, ties: tiesOf(this.#graph, standing, sortOf(this.#graph, choice.link)) };
  }

  #draw(): void {
    const lit = this.#lit();
    const marked = this.#pointed ?? this.#from;
    this.#map.show({ ...this.#scene, ...(lit && { lit }), ...(marked !== undefined && { marked }) });
  }

  #lit(): Lit | undefined {
    const at = this.#pointed ?? (this.#choice.steps > 0 ? undefined : this.#from);
    if (this.#pointed === undefined && this.#ways.length > 0)
      return {
        articles: new Set(this.#ways.flatMap(({ articles }) => articles)),
        lines: this.#ways.flatMap(({ articles }) => articles.slice(1).flatMap((number, index) => [articles[index] ?? 0, number])),
      };
    if (at === undefined) return undefined;
    const neighbours = [...neighboursOf(this.#graph, at)].filter((number) => this.#scene.standing[number] === full);
    return { articles: new Set([at, ...neighbours]), lines: neighbours.flatMap((number) => [at, number]) };
  }

  #point(number: number | undefined): void {
    this.#tip.show(number);
    if (number === this.#pointed) return;
    this.#pointed = number;
    this.#draw();
  }

  /** A click opens; a first tap shows, a second opens; with Shift a click only chooses. */
  #press(number: number | undefined, event: PointerEvent): void {
    if (number === undefined) {
      if (this.#from !== undefined && event.pointerType === 'touch') this.#choose(undefined);
      return;
    }
    const isFirstTap = event.pointerType === 'touch' && number !== this.#from;
    if (isFirstTap || event.shiftKey) {
      this.#choose(number);
      return;
    }
    const href = hrefOf(this.#graph, number);
    if (event.ctrlKey || event.metaKey || event.button === 1) open(href, '_blank', 'noopener');
    else location.href = href;
  }

  /** Enter: opens the chosen article; where none is, chooses the one in the middle. */
  #open(): void {
    const from = this.#from;
    if (from !== undefined) location.href = hrefOf(this.#graph, from);
    else {
      const middle = this.#map.middle();
      if (middle !== undefined) this.#choose(middle);
    }
  }

  #tell(): void {
    const { count } = this.#graph;
    const shown = this.#scene.standing.reduce((sum, standing) => sum + (standing === full ? 1 : 0), 0);
    this.#part('[data-graph-status]').textContent =
      shown === count ? say('articleCount', { count }) : say('graphShown', { shown, count });
  }

  /** What panels cover of the map, where they stand at its side. */
  #margins(): Margins {
    const edge = 16;
    const tools = this.#part('[data-graph-tools]');
    const card = this.#part('[data-graph-card]');
    const isWide = this.#stage.clientWidth >= 1024;
    const beside = isWide && !card.hidden ? card.offsetWidth + edge : 0;
    const below = !isWide && !card.hidden ? card.offsetHeight + edge : 0;
    return {
      left: isWide ? tools.offsetWidth + 2 * edge : edge,
      top: isWide ? edge : 108,
      right: edge + beside,
      bottom: isWide ? edge : Math.max(48, below),
    };
  }

  /** Where panels are, in pixels of the map. */
  #panels(): Box[] {
    const { left, top } = this.#stage.getBoundingClientRect();
    const panels = [...this.#part('[data-graph-tools]').children, this.#part('[data-graph-card]')];
    return panels
      .map((panel) => panel.getBoundingClientRect())
      .filter(({ width }) => width > 0)
      .map((box) => ({ left: box.left - left, top: box.top - top, right: box.right - left, bottom: box.bottom - top }));
  }

  #part<E extends HTMLElement>(selector: string): E {
    const element = this.#stage.querySelector<E>(selector);
    if (!element) throw new Error(`The page has no ${selector}.`);
    return element;
  }
}
