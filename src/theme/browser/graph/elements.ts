/** Elements that several parts of the graph's page make. */
import { type Graph, hrefOf } from './graph.ts';

/** The shape of an article's type, as the theme prints it. */
export function shapeOf({ types, type }: Graph, number: number): HTMLSpanElement {
  const { shape, hue } = types[type[number] ?? 0] ?? {};
  const element = document.createElement('span');
  element.className = 'shape';
  element.dataset['shape'] = shape;
  element.style.setProperty('--hue', String(hue));
  return element;
}

/** A name, which may run either way. */
export function bdiOf(text: string): HTMLElement {
  const element = document.createElement('bdi');
  element.textContent = text;
  return element;
}

export function linkTo(graph: Graph, number: number): HTMLAnchorElement {
  const link = document.createElement('a');
  link.href = hrefOf(graph, number);
  link.className = 'target';
  link.append(shapeOf(graph, number), bdiOf(graph.titles[number] ?? ''));
  return link;
}
