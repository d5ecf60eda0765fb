/** Diagrams: simple flowcharts are drawn here, all others by mermaid in the reader's browser. */
import { drawnByBrowser, type Made } from '../../render/body/blocks.ts';
import { escapeAttribute } from '../../render/print/escape.ts';
import { wordMark } from '../../render/print/word-marks.ts';
import { didYouMean, suggester } from '../../wiki/did-you-mean.ts';
import { codeOf } from './code.ts';
import { drawFlowchart } from './flowchart.ts';
import { mermaidVersion, type Reading, readDiagram } from './mermaid.ts';

/** Maximum number of characters, as in mermaid, and of lines; more would not be readable. */
const most = { characters: 50_000, lines: 1000 } as const;

/** The first word of each kind of diagram. */
const kinds = [
  'flowchart',
  'graph',
  'sequenceDiagram',
  'classDiagram',
  'stateDiagram-v2',
  'erDiagram',
  'gantt',
  'pie',
  'mindmap',
  'timeline',
  'gitGraph',
  'journey',
  'quadrantChart',
  'xychart',
  'requirementDiagram',
  'block',
  'packet',
  'sankey',
  'kanban',
  'architecture-beta',
  'radar-beta',
  'treemap-beta',
  'C4Context',
] as const;

const nearKinds = suggester(kinds);

/** A figure with the diagram and its source. If the diagram is invalid, its source as a block of code. */
export function diagramOf(text: string): Made {
  const code = codeOf({ lang: 'mermaid', meta: '', text });
  const { html: source, words } = code;
  if (text.trim() === '') return { ...code, problem: { message: 'The diagram is empty.' } };
  const lines = text.split('\n').length;
  if (text.length > most.characters || lines > most.lines) {
    const size =
      lines > most.lines
        ? `${lines} lines, expected at most ${most.lines}`
        : `${text.length} characters, expected at most ${most.characters}`;
    return { ...code, problem: { message: `The diagram is too large to be drawn: ${size}.` } };
  }
  const reading = readDiagram(text);
  const problem = problemOf(text, reading);
  if (problem) return { ...code, problem };
  const svg = reading.flowchart && !hasSettings(text) ? drawFlowchart(reading.flowchart) : undefined;
  if (svg === undefined)
    return {
      html: `${drawnByBrowser}${escapeAttribute(bundle())}">${source}</figure>`,
      words,
      need: 'drawing',
      ...(reading.isCutShort && { isProvisional: true }),
    };
  const details = `<details><summary>${wordMark('diagramSource')}</summary>${source}</details>`;
  return { html: `<figure class="diagram"><div class="diagram-drawn">${svg}</div>${details}</figure>`, words, need: 'diagram' };
}

/** Path of mermaid for browsers, below its folder on the site: `12.3.0/mermaid.esm.min.mjs`. */
function bundle(): string {
  return `${mermaidVersion()}/mermaid.esm.min.mjs`;
}

/** Frontmatter and directives may change what mermaid draws. */
function hasSettings(text: string): boolean {
  return /^\s*---|%%\{/.test(text);
}

function problemOf(text: string, { isUnknown, fault }: Reading): Made['problem'] {
  if (!isUnknown && !fault) return undefined;
  const { kept, lines } = withoutAsides(text);
  if (isUnknown) {
    const word = /\S+/.exec(kept);
    const line = lines[kept.slice(0, word?.index ?? 0).split('\n').length - 1] ?? 1;
    if (!word) return { message: 'The diagram is empty.', line };
    const near = didYouMean(nearKinds.near(word[0]));
    const expected = near ?? `Expected one of ${kinds.map((kind) => `\`${kind}\``).join(', ')}.`;
    return { message: `Unknown kind of diagram \`${word[0].slice(0, 40)}\`. ${expected}`, line };
  }
  if (!fault) return undefined;
  const { what, line: parsedLine, column: near = 1, found } = fault;
  const written = kept.split('\n');
  // Errors about the whole diagram name the text, but not its place.
  const index =
    parsedLine === undefined ? written.findIndex((each) => found !== undefined && each.includes(found)) : parsedLine - 1;
  const line = lines[Math.min(Math.max(index, 0), lines.length - 1)] ?? 1;
  const at = found === undefined ? -1 : (written[index]?.indexOf(found, Math.max(0, near - 2)) ?? -1);
  return { message: `The diagram cannot be drawn: ${what}.`, line, column: at < 0 ? near : at + 1 };
}

/** Parts that mermaid removes from a diagram before parsing, in this order. */
const asides = [/^-{3}\s*\n[\s\S]*?\n-{3}\s*\n+/, /%%\{[\s\S]*?\}%%/g, /^\s*%%(?!\{)[^\n]+\n?/gm, /^\s+/];

/** The text that is parsed, and for each of its lines its number in the whole, from 1. */
function withoutAsides(text: string): { kept: string; lines: number[] } {
  let kept = text;
  let places = Array.from({ length: text.length + 1 }, (_, index) => index);
  for (const aside of asides) {
    const next: number[] = [];
    let last = 0;
    for (const match of kept.matchAll(aside.global ? aside : new RegExp(aside, 'g'))) {
      // Only at the beginning.
      if (!aside.global && match.index > 0) break;
      next.push(...places.slice(last, match.index));
      last = match.index + match[0].length;
    }
    next.push(...places.slice(last));
    kept = next
      .slice(0, -1)
      .map((place) => text.charAt(place))
      .join('');
    places = next;
  }
  const lines = [lineAt(text, places[0] ?? 0)];
  for (let at = kept.indexOf('\n'); at >= 0; at = kept.indexOf('\n', at + 1))
    lines.push(lineAt(text, places[at + 1] ?? text.length));
  return { kept, lines };
}

function lineAt(text: string, place: number): number {
  return text.slice(0, place).split('\n').length;
}
