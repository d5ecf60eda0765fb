/** Draws flowcharts without a browser. */
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { renderMermaidSVG } from 'beautiful-mermaid';
import { escapeText } from '../../render/print/escape.ts';
import { wordMark } from '../../render/print/word-marks.ts';
import { loaded } from '../deadline.ts';
import { type Flowchart, shapes } from './flowchart-facts.ts';

interface Library {
  readonly renderMermaidSVG: typeof renderMermaidSVG;
}

let library: Library | undefined;

/**
 * The package can be resolved only as an ES module. At its first diagram it starts the layout engine, and replaces `setTimeout`
 * meanwhile; classes of the engine start at their first use. Interrupted, either stays broken for the rest of the process. So a
 * diagram with a bit of everything is drawn while nothing interrupts.
 */
function loadLibrary(): Library {
  const module = fileURLToPath(import.meta.resolve('beautiful-mermaid'));
  const found = createRequire(import.meta.url)(module) as Library;
  found.renderMermaidSVG(
    'flowchart LR\n  a -->|label| b{b}\n  a --> c([c])\n  b --> d\n  c -->|label| d\n  d --> a\n  a --> d\n  d <==> d\n  e',
  );
  library = found;
  return library;
}

/** Scales the text of the library, which is a little smaller than that of a page. */
const scale = 1.2;

/**
 * A flowchart as SVG without ids, links, scripts, styles and fonts, in the colours that `diagrams.css` gives to the variables of
 * the library; undefined if the library did not draw each part.
 */
export function drawFlowchart(flowchart: Flowchart): string | undefined {
  library ??= loaded(loadLibrary);
  const drawn = library.renderMermaidSVG(plainText(flowchart), {
    bg: 'var(--paper)',
    fg: 'var(--ink)',
    transparent: true,
    padding: 8,
  });
  const size = /viewBox="0 0 ([\d.]+) ([\d.]+)"/.exec(drawn);
  const body = /<\/defs>([\s\S]*)<\/svg>/.exec(drawn)?.[1];
  if (!size || body === undefined) return undefined;
  const count = (name: string): number => body.split(`class="${name}"`).length - 1;
  const labelled = flowchart.edges.filter(({ lines }) => lines.length > 0).length;
  const isWhole =
    count('node') === flowchart.nodes.length && count('edge') === flowchart.edges.length && count('edge-label') === labelled;
  const marks = withHeads(body.replace(/ data-[\w-]+="[^"]*"/g, '')).replace(/\d+\.\d{3,}/g, (number) => rounded(Number(number)));
  if (!isWhole || !hasOnlyShapes(marks)) return undefined;
  const [width, height] = [Number(size[1]), Number(size[2])];
  const title = escapeText(flowchart.title || wordMark('diagram'));
  const description = flowchart.description === '' ? '' : `<desc>${escapeText(flowchart.description)}</desc>`;
  return [
    `<svg role="img" viewBox="0 0 ${rounded(width)} ${rounded(height)}" style="--width:${rounded(width * scale)}px">`,
    `<title>${title}</title>${description}${withLetters(marks).trim()}</svg>`,
  ].join('');
}

function rounded(number: number): string {
  return String(Math.round(number * 100) / 100);
}

/** The flowchart in the subset of the syntax that the library supports: with generated ids, and nodes before edges. */
function plainText({ direction, nodes, edges }: Flowchart): string {
  const names = new Map(nodes.map(({ id }, index) => [id, `n${index}`]));
  const label = (lines: readonly string[]): string => lines.map(withPlaceholders).join('<br>');
  return [
    `flowchart ${direction}`,
    ...nodes.map(({ id, shape, lines }) => `${names.get(id)}${shapes[shape][0]}${label(lines)}${shapes[shape][1]}`),
    ...edges.map(({ from, to, arrow, lines }) => {
      const text = lines.length > 0 ? `|${label(lines)}|` : '';
      return `${names.get(from)} ${arrow}${text} ${names.get(to)}`;
    }),
  ].join('\n');
}

/** Private-use characters that replace those with a meaning to the library while it draws. */
const firstPlaceholder = 0xe000;

function withPlaceholders(text: string): string {
  return text.replace(/[!-/:-@[-`{-~]/g, (sign) => String.fromCharCode(firstPlaceholder + sign.charCodeAt(0)));
}

function withLetters(svg: string): string {
  return svg.replace(/[\uE000-\uE07F]/g, (sign) => escapeText(String.fromCharCode(sign.charCodeAt(0) - firstPlaceholder)));
}

/** Arrowheads as shapes. Markers would need ids, which would not be unique on a page that shows a diagram twice. */
function withHeads(svg: string): string {
  return svg.replace(
    /(<polyline [^>]*points="([^"]+)"[^>]*?)( marker-end="[^"]*")?( marker-start="[^"]*")? \/>/g,
    (_, line: string, points: string, end?: string, start?: string) => {
      const path = points.split(' ').map((point) => point.split(',').map(Number) as [number, number]);
      const heads = [...(end ? [headOf(path.at(-2), path.at(-1))] : []), ...(start ? [headOf(path[1], path[0])] : [])];
      return `${line} />${heads.join('')}`;
    },
  );
}

/** Length and half the width of an arrow's head. */
const head = { length: 8, half: 3.2 } as const;

function headOf(from: readonly [number, number] | undefined, tip: readonly [number, number] | undefined): string {
  if (!from || !tip) return '';
  const [dx, dy] = [tip[0] - from[0], tip[1] - from[1]];
  const distance = Math.hypot(dx, dy) || 1;
  const [ux, uy] = [dx / distance, dy / distance];
  const [x, y] = [tip[0] - ux * head.length, tip[1] - uy * head.length];
  const points = [tip, [x - uy * head.half, y + ux * head.half], [x + uy * head.half, y - ux * head.half]] as const;
  return `<polygon points="${points.map(([px, py]) => `${rounded(px)},${rounded(py)}`).join(' ')}" fill="var(--_arrow)" />`;
}

const attributes =
  'class|points|fill|stroke|stroke-(?:width|dasharray|linejoin)|[xy][12]?|[cr][xy]|r|d|dy|width|height|text-anchor|font-(?:size|weight)|dominant-baseline';
const element = new RegExp(
  `<(?:g|rect|line|polyline|polygon|circle|ellipse|path|text|tspan)(?: (?:${attributes})="[^"<>]*")*(?: /)?>|</(?:g|text|tspan)>`,
  'g',
);

/** Whether the SVG contains only shapes and text, with attributes for appearance and position. */
function hasOnlyShapes(svg: string): boolean {
  return !/[<>]|url\(/.test(svg.replace(element, ''));
}
