/** Facts about a flowchart from mermaid's parser, if each part can be drawn without a browser. */

export interface Flowchart {
  readonly direction: string;
  readonly nodes: readonly { readonly id: string; readonly shape: Shape; readonly lines: readonly string[] }[];
  readonly edges: readonly {
    readonly from: string;
    readonly to: string;
    readonly arrow: string;
    readonly lines: readonly string[];
  }[];
  readonly title: string;
  readonly description: string;
}

export type Shape = keyof typeof shapes;

/** Shapes by their names in the parser, with the marks around a label. */
export const shapes = {
  square: ['[', ']'],
  round: ['(', ')'],
  stadium: ['([', '])'],
  subroutine: ['[[', ']]'],
  cylinder: ['[(', ')]'],
  circle: ['((', '))'],
  doublecircle: ['(((', ')))'],
  odd: ['>', ']'],
  diamond: ['{', '}'],
  hexagon: ['{{', '}}'],
  trapezoid: ['[/', '\\]'],
  inv_trapezoid: ['[\\', '/]'],
} as const;

/** Lines of edges by their stroke and heads in the parser. */
const arrows: Readonly<Record<string, string>> = {
  'normal arrow_point': '-->',
  'normal arrow_open': '---',
  'normal double_arrow_point': '<-->',
  'dotted arrow_point': '-.->',
  'dotted arrow_open': '-.-',
  'dotted double_arrow_point': '<-.->',
  'thick arrow_point': '==>',
  'thick arrow_open': '===',
  'thick double_arrow_point': '<==>',
};

/** The parts of the parser's result that are used (mermaid 12). */
export interface FlowDb {
  readonly getDirection: () => string | undefined;
  readonly getVertices: () => ReadonlyMap<string, Readonly<Record<string, unknown>>>;
  readonly getEdges: () => readonly Readonly<Record<string, unknown>>[];
  readonly getSubGraphs: () => readonly unknown[];
  readonly getClasses: () => ReadonlyMap<string, unknown>;
  readonly getAccTitle: () => string;
  readonly getAccDescription: () => string;
  readonly getDiagramTitle: () => string;
}

/** Maximum number of parts. The layout of more may take seconds. */
const most = { nodes: 60, edges: 90 } as const;

/** Undefined if a part cannot be drawn here: a style, a link, a group, an unknown shape, a label with markup. */
export function flowchartOf(db: FlowDb): Flowchart | undefined {
  const vertices = [...db.getVertices().values()];
  const links = db.getEdges();
  const direction = db.getDirection() ?? 'TB';
  const isPlain = db.getSubGraphs().length === 0 && db.getClasses().size === 0 && db.getDiagramTitle() === '';
  if (!isPlain || !/^(?:TB|TD|BT|LR|RL)$/.test(direction)) return undefined;
  if (vertices.length === 0 || vertices.length > most.nodes || links.length > most.edges) return undefined;
  const nodes = vertices.map(nodeOf);
  const edges = links.map(edgeOf);
  if (nodes.includes(undefined) || edges.includes(undefined)) return undefined;
  const known = { nodes: nodes.filter((node) => node !== undefined), edges: edges.filter((edge) => edge !== undefined) };
  return isTangled(known.edges)
    ? undefined
    : { direction, ...known, title: db.getAccTitle(), description: db.getAccDescription() };
}

const vertexKeys = new Set(['id', 'labelType', 'domId', 'styles', 'classes', 'text', 'type', 'props']);

function nodeOf(vertex: Readonly<Record<string, unknown>>): Flowchart['nodes'][number] | undefined {
  const { id, styles, classes, props, type = 'square', text = id } = vertex;
  const lines = linesOf(vertex['labelType'], text);
  const isPlain =
    isEmpty(styles) && isEmpty(classes) && isEmpty(props) && hasOnly(vertex, vertexKeys) && Object.hasOwn(shapes, String(type));
  return isPlain && lines && lines.length > 0 ? { id: String(id), shape: type as Shape, lines } : undefined;
}

const edgeKeys = new Set(['start', 'end', 'type', 'text', 'labelType', 'classes', 'isUserDefinedId', 'stroke', 'length', 'id']);

function edgeOf(link: Readonly<Record<string, unknown>>): Flowchart['edges'][number] | undefined {
  const { start, end, type, stroke, classes, isUserDefinedId, length } = link;
  const arrow = arrows[`${stroke} ${type}`];
  const lines = linesOf(link['labelType'], link['text']);
  const isPlain = isEmpty(classes) && isUserDefinedId === false && length === 1 && hasOnly(link, edgeKeys);
  return isPlain && arrow && lines ? { from: String(start), to: String(end), arrow, lines } : undefined;
}

function hasOnly(record: Readonly<Record<string, unknown>>, keys: ReadonlySet<string>): boolean {
  return Object.entries(record).every(([key, value]) => keys.has(key) || value === undefined);
}

function isEmpty(value: unknown): boolean {
  return value === undefined || (typeof value === 'object' && value !== null && Object.keys(value).length === 0);
}

/** Approximate length of a line, in characters. */
const lineLength = 30;

/** The lines of a plain-text label; undefined if it contains HTML, markdown, entities, icons or formulas, or is not text. */
function linesOf(type: unknown, text: unknown): string[] | undefined {
  if ((type !== 'text' && type !== 'string') || typeof text !== 'string') return undefined;
  const parts = text.split(/<br\s*\/?>|\\n|\n/i);
  if (parts.some((part) => /[<>`]|\$\$|&#?\w+;|\bfa\w?:|[\uE000-\uF8FF]|\uFB02\u00B0|\*\*|__/.test(part))) return undefined;
  return parts.flatMap(wrapped);
}

function wrapped(text: string): string[] {
  const lines: string[] = [];
  for (const word of text.trim().split(/\s+/)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < lineLength) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines.filter((line) => line !== '');
}

/** Circles, loops and two edges of one pair are laid out by the browser, which draws them apart and keeps their order. */
function isTangled(edges: Flowchart['edges']): boolean {
  const pairs = new Set(edges.map(({ from, to }) => JSON.stringify([from, to].sort())));
  if (pairs.size < edges.length || edges.some(({ from, to }) => from === to)) return true;
  const waiting = new Map<string, number>();
  const next = new Map<string, string[]>();
  for (const { from, to } of edges) {
    waiting.set(to, (waiting.get(to) ?? 0) + 1);
    if (!waiting.has(from)) waiting.set(from, 0);
    const targets = next.get(from);
    if (targets) targets.push(to);
    else next.set(from, [to]);
  }
  const free = [...waiting].filter(([, count]) => count === 0).map(([id]) => id);
  for (const id of free) {
    for (const to of next.get(id) ?? []) {
      const count = (waiting.get(to) ?? 0) - 1;
      waiting.set(to, count);
      if (count === 0) free.push(to);
    }
  }
  return free.length < waiting.size;
}
