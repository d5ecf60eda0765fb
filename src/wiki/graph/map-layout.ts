/**
 * Positions of articles on the map. The layout depends on the graph alone, not on earlier builds. It changes little when a few
 * links change: first each community gets a place seeded by the name of its central article, then its members are placed around
 * it, each seeded by its own name.
 */

import { UndirectedGraph } from 'graphology';
import forceAtlas2 from 'graphology-layout-forceatlas2';
import { groupBy } from '../../shared/group-by.ts';
import type { Communities } from './communities.ts';
import type { MapGraph } from './map-graph.ts';
import { randomFrom, seedOf } from './random.ts';

/** Positions are integers from 0 to this. */
export const mapExtent = 9999;

export interface MapLayout {
  readonly x: readonly number[];
  readonly y: readonly number[];
}

interface Places {
  readonly x: Float64Array;
  readonly y: Float64Array;
}

/** The position of each article, by number. Articles without ties form a ring around the others. */
export function layoutOf(graph: MapGraph, communities: Communities): MapLayout {
  const { degrees } = graph;
  const radii = Float64Array.from(degrees, radiusOf);
  const tied = [...graph.ids.keys()].filter((number) => (degrees[number] ?? 0) > 0);
  const places = startingPlaces(graph, communities, radii);
  settle(graph, communities, tied, places);
  spread(places, tied, radii);
  const reach = centre(places, tied);
  placeAround(graph, places, reach);
  return quantised(places);
}

/** Radius of the space an article takes, in layout units. */
function radiusOf(degree: number): number {
  return 1.5 + Math.sqrt(Math.min(degree, 400)) * 0.6;
}

/** Places communities by their ties to one another, and members in a disc around their community. */
function startingPlaces(graph: MapGraph, { of, members }: Communities, radii: Float64Array): Places {
  const areas = members.map((group) => group.reduce((sum, number) => sum + (radii[number] ?? 0) ** 2, 0));
  const reaches = areas.map((area) => 2.2 * Math.sqrt(area));
  const quotient = new UndirectedGraph();
  const whole = Math.sqrt(areas.reduce((sum, area) => sum + area, 0)) * 2.2;
  for (const [community, group] of members.entries()) {
    const random = randomFrom(seedOf(graph.ids[group[0] ?? 0] ?? ''));
    quotient.addNode(community, { ...inDisc(random, whole), size: reaches[community] });
  }
  for (const [tie, weight] of graph.weights.entries()) {
    const [a = 0, b = 0] = [of[graph.from[tie] ?? 0], of[graph.to[tie] ?? 0]];
    if (a !== b) quotient.updateUndirectedEdge(a, b, ({ weight: sum = 0 }) => ({ weight: sum + weight }));
  }
  const found = arrange(quotient, members.length > 1000 ? 60 : 300, {
    adjustSizes: true,
    gravity: 0.3,
    strongGravityMode: true,
    scalingRatio: 4,
    barnesHutOptimize: members.length > 400,
  });
  const x = new Float64Array(graph.ids.length);
  const y = new Float64Array(graph.ids.length);
  for (const [community, group] of members.entries()) {
    const middle = found[community] ?? { x: 0, y: 0 };
    for (const number of group) {
      const place = inDisc(randomFrom(seedOf(graph.ids[number] ?? '')), reaches[community] ?? 0);
      x[number] = middle.x + place.x;
      y[number] = middle.y + place.y;
    }
  }
  return { x, y };
}

function inDisc(random: () => number, radius: number): { x: number; y: number } {
  const angle = random() * 2 * Math.PI;
  const distance = Math.sqrt(random()) * radius;
  return { x: Math.cos(angle) * distance, y: Math.sin(angle) * distance };
}

/** Ties between communities pull less than ties within them, so that communities stay together. */
const pullBetween = 0.3;

/** Larger graphs get fewer steps, which bounds the time. */
function stepsFor(articles: number): number {
  return Math.round(Math.min(300, Math.max(16, 250_000 / articles)));
}

function settle({ from, to, weights }: MapGraph, { of }: Communities, tied: readonly number[], { x, y }: Places): void {
  const graph = new UndirectedGraph();
  for (const number of tied) graph.addNode(number, { x: x[number], y: y[number] });
  for (const [tie, weight] of weights.entries()) {
    const [a = 0, b = 0] = [from[tie], to[tie]];
    graph.addUndirectedEdge(a, b, { weight: of[a] === of[b] ? weight : weight * pullBetween });
  }
  const found = arrange(graph, stepsFor(tied.length), {
    gravity: 0.05,
    strongGravityMode: true,
    scalingRatio: 8,
    barnesHutOptimize: tied.length > 500,
    barnesHutTheta: 1.2,
  });
  for (const number of tied) {
    x[number] = found[number]?.x ?? 0;
    y[number] = found[number]?.y ?? 0;
  }
}

function arrange(
  graph: UndirectedGraph,
  iterations: number,
  settings: NonNullable<Parameters<typeof forceAtlas2>[1] & object>['settings'],
): Record<string, { x: number; y: number }> {
  if (graph.order === 0) return {};
  return forceAtlas2(graph, {
    iterations,
    settings: { slowDown: 1 + Math.log(graph.order), edgeWeightInfluence: 1, ...settings },
  });
}

const spreadPasses = 30;

/** Moves overlapping circles apart, pass by pass. In a dense crowd some overlap may remain. */
function spread({ x, y }: Places, tied: readonly number[], radii: Float64Array): void {
  const cell = 2 * tied.reduce((most, number) => Math.max(most, radii[number] ?? 0), 1);
  for (let pass = 0; pass < spreadPasses; pass++) {
    const cells = groupBy(tied, (number) => cellKey((x[number] ?? 0) / cell, (y[number] ?? 0) / cell));
    let moved = 0;
    for (const number of tied) {
      const [column, row] = [Math.floor((x[number] ?? 0) / cell), Math.floor((y[number] ?? 0) / cell)];
      for (let c = column - 1; c <= column + 1; c++) {
        for (let r = row - 1; r <= row + 1; r++) {
          for (const other of cells.get(cellKey(c, r)) ?? []) {
            if (other <= number) continue;
            const dx = (x[other] ?? 0) - (x[number] ?? 0);
            const dy = (y[other] ?? 0) - (y[number] ?? 0);
            const wanted = ((radii[number] ?? 0) + (radii[other] ?? 0)) * 1.15;
            const distance = Math.hypot(dx, dy);
            if (distance >= wanted) continue;
            moved++;
            // Two circles at the same place move apart in a direction derived from their number.
            const [ux, uy] = distance > 1e-6 ? [dx / distance, dy / distance] : [Math.cos(number), Math.sin(number)];
            const step = (wanted - distance) / 2;
            x[number] = (x[number] ?? 0) - ux * step;
            y[number] = (y[number] ?? 0) - uy * step;
            x[other] = (x[other] ?? 0) + ux * step;
            y[other] = (y[other] ?? 0) + uy * step;
          }
        }
      }
    }
    if (moved === 0) return;
  }
}

function cellKey(column: number, row: number): number {
  return Math.floor(column) * 0x200000 + Math.floor(row);
}

/**
 * Moves the centre to the origin.
 *
 * @returns the distance from it within which all but a few circles lie
 */
function centre({ x, y }: Places, tied: readonly number[]): number {
  if (tied.length === 0) return 0;
  const mean = (values: Float64Array): number => tied.reduce((sum, number) => sum + (values[number] ?? 0), 0) / tied.length;
  const [middleX, middleY] = [mean(x), mean(y)];
  for (const number of tied) {
    x[number] = (x[number] ?? 0) - middleX;
    y[number] = (y[number] ?? 0) - middleY;
  }
  const distances = tied.map((number) => Math.hypot(x[number] ?? 0, y[number] ?? 0)).sort((a, b) => a - b);
  return distances.at(-1) ?? 0;
}

/** The golden angle spreads any number of points evenly around a ring. */
const goldenAngle = Math.PI * (3 - Math.sqrt(5));

/** Places articles without ties evenly on a ring around all others. */
function placeAround({ ids, degrees }: MapGraph, { x, y }: Places, reach: number): void {
  const alone = [...ids.keys()].filter((number) => degrees[number] === 0);
  const inner = reach * 1.04 + 4;
  const room = 20;
  for (const [index, number] of alone.entries()) {
    const distance = Math.sqrt(inner ** 2 + (index * room) / Math.PI);
    x[number] = Math.cos(index * goldenAngle) * distance;
    y[number] = Math.sin(index * goldenAngle) * distance;
  }
}

function quantised({ x, y }: Places): MapLayout {
  const all = [...x, ...y];
  const reach = all.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-9);
  const whole = (value: number): number => Math.round(((value / reach + 1) / 2) * mapExtent);
  return { x: Array.from(x, whole), y: Array.from(y, whole) };
}
