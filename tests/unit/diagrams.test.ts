import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { describe, expect, test } from 'vitest';
import { diagramOf } from '../../src/publish/blocks/diagrams.ts';
import { inEnglish } from '../support/wiki.ts';

const flow = (text: string): string => `flowchart LR\n${text}`;

function placeOf(text: string): string {
  const { message, line, column } = diagramOf(text).problem ?? { message: 'none' };
  return `${line ?? 1}:${column ?? 1} ${message}`;
}

function whereDrawn(text: string): string {
  const { html, problem } = diagramOf(text);
  if (problem) return problem.message;
  return html.includes('<svg') ? 'here' : html.includes('data-mermaid') ? 'by the browser' : 'nowhere';
}

describe('a flowchart of plain parts', () => {
  test('is drawn, with its source beneath', () => {
    const { html, problem } = diagramOf('flowchart LR\n  observe[Observe] --> measure{Clear sky?}\n  measure -->|no| wait\n');
    expect(problem).toBeUndefined();
    expect([...html.matchAll(/<text [^>]*>([^<]*)</g)].map(([, label]) => label).sort()).toEqual([
      'Clear sky?',
      'Observe',
      'no',
      'wait',
    ]);
    expect(html).toMatch(/^<figure class="diagram">.*<svg role="img"/s);
    expect(inEnglish(html)).toMatch(
      /<details><summary>Source<\/summary><div class="code"><pre><code class="language-mermaid">flowchart LR\n {2}observe\[/,
    );
  });

  test('is read as mermaid reads it: without spaces, with labels that come later, in any script', () => {
    const { html } = diagramOf('graph TD\nA-->B;B-->用户\nB["Label (later)"]\n%% a remark\n用户 -- "ja & nein" --> D([Ende])');
    const labels = [...html.matchAll(/<text [^>]*>([^<]*)</g)].map(([, label]) => label).sort();
    expect(labels).toEqual(['A', 'Ende', 'Label (later)', 'ja &amp; nein', '用户']);
  });

  test('breaks long labels into lines', () => {
    const { html } = diagramOf(flow('A["The transit of Venus was seen by Horrocks and Crabtree<br>in the year 1639"] --> B'));
    expect(html.split('<tspan').length - 1).toBe(3);
  });

  test('has no ids, scripts, styles, links or addresses, so that it may appear twice on a page', () => {
    const svg = /<svg.*<\/svg>/s.exec(diagramOf(flow('A --> B\nB <-.-> C\nC ==> D')).html)?.[0] ?? '';
    expect(svg).not.toMatch(/\sid=|<style|<script|href|url\(|https?:|@import|\son\w+=/);
    // Four heads: a dotted line has two.
    expect(svg.split('fill="var(--_arrow)"').length - 1).toBe(4);
  });

  test('takes its name from accTitle', () => {
    expect(diagramOf(flow('accTitle: The <method>\naccDescr: How\nA --> B')).html).toContain(
      '<title>The &lt;method&gt;</title><desc>How</desc>',
    );
    expect(inEnglish(diagramOf(flow('A --> B')).html)).toContain('<title>Diagram</title>');
  });
});

test.each([
  ['a style', flow('A --> B\nstyle A fill:#f00')],
  ['a class', flow('A:::hot --> B\nclassDef hot fill:#f00')],
  ['a style of an edge', flow('A --> B\nlinkStyle 0 stroke:#f00')],
  ['a link', flow('A --> B\nclick A "https://example.org"')],
  ['a group', flow('subgraph one\nA --> B\nend')],
  ['a parallelogram', flow('A[/in/] --> B')],
  ['a new shape', flow('A@{ shape: doc } --> B')],
  ['a cross', flow('A --x B')],
  ['an invisible edge', flow('A ~~~ B')],
  ['a long edge', flow('A ---> B')],
  ['markdown', flow('A["`**bold**`"] --> B')],
  ['HTML', flow('A[a <b>bold</b> word] --> B')],
  ['an entity', flow('A["#9829;"] --> B')],
  ['an icon', flow('A[fa:fa-car Car] --> B')],
  ['a formula', flow('A["$$x^2$$"] --> B')],
  ['a circle', flow('A --> B --> A')],
  ['a loop', flow('A --> A')],
  ['two edges of one pair', flow('A --> B\nA --> B')],
  ['a directive', `%%{init: {"theme": "forest"}}%%\n${flow('A --> B')}`],
  ['frontmatter', `---\ntitle: Method\n---\n${flow('A --> B')}`],
  ['another kind', 'sequenceDiagram\nHorrocks->>Crabtree: Look'],
])('a diagram with %s is left to the browser', (_, text) => {
  expect(whereDrawn(text)).toBe('by the browser');
});

test('diagrams that are left to the browser are readable without it, and name no host', () => {
  const { html } = diagramOf('pie title Transits\n"Horrocks" : 1');
  expect(html).toMatch(
    /^<figure class="diagram" data-mermaid="[\d.]+\/mermaid\.esm\.min\.mjs"><div class="code"><pre><code class="language-mermaid">/,
  );
  expect(html).toContain('pie title Transits\n&quot;Horrocks&quot; : 1'.replaceAll('&quot;', '"'));
});

describe('an error is reported with its place', () => {
  test.each([
    ['flowchart TD\n  A --> B\n  B -->[ C', '3:8 The diagram cannot be drawn: Unexpected `[`.'],
    ['flowchart TD\n  A --> B\n  B --> C[never closed', '3:1 The diagram cannot be drawn: It ends before it is complete.'],
    ['sequenceDiagram\n  A->>B: hi\n  A=>>B', '3:5 The diagram cannot be drawn: Unexpected `>`.'],
    ['erDiagram\nSTAR ||--o{ : has', '2:13 The diagram cannot be drawn: Unexpected `:`.'],
    ['pie\n"Horrocks" : 3\n"Crabtree" x', '3:12 The diagram cannot be drawn: Unexpected `x`.'],
    ['gantt\nsection Sky\nWatch 1639-11-24', '3:1 The diagram cannot be drawn: The line ends before it is complete.'],
  ])('%j', (text, expected) => {
    expect(placeOf(text)).toBe(expected);
  });

  test('in lines of the whole source, even if mermaid removes some', () => {
    const text =
      '---\ntitle: Sky\n---\n%%{init: {"theme": "forest"}}%%\n\n%% a remark\nflowchart LR\n%% another\nA --> B\nB --> [';
    expect(placeOf(text)).toBe('10:7 The diagram cannot be drawn: Unexpected `[`.');
  });

  test('for a kind that does not exist, with the nearest that does', () => {
    expect(placeOf('%% soon\nflowchrt LR\nA --> B')).toBe('2:1 Unknown kind of diagram `flowchrt`. Did you mean `flowchart`?');
    expect(placeOf('poem\nroses')).toMatch(/^1:1 Unknown kind of diagram `poem`\. Expected one of `flowchart`, `graph`, /);
  });

  test('and then its source is shown', () => {
    expect(diagramOf('flowchart LR\nA -->').html).toBe(
      '<div class="code"><pre><code class="language-mermaid">flowchart LR\nA -->\n</code></pre></div>',
    );
    expect(diagramOf(' \n').problem?.message).toBe('The diagram is empty.');
  });
});

test.each([
  ['an image', flow('A["<img src=x onerror=alert(1)>"] --> B')],
  ['a script', flow('A["</text><script>alert(1)</script>"] --> B')],
  ['a link that runs', flow('A --> B\nclick A "javascript:alert(1)"')],
  ['a call', flow('A --> B\nclick A call alert(1)')],
  ['a style that loads', flow('A --> B\nstyle A fill:url(https://example.org/x.svg)')],
  ['a quote', flow('A[a" onload=alert(1) b] --> B')],
  ['the end of the source', 'pie\n"</code></pre><script>alert(1)</script>" : 1'],
])('%s in a diagram stays text', (_, text) => {
  const { html } = diagramOf(text);
  const tags = html.match(/<[^>]*>/g)?.join('') ?? '';
  expect(tags).not.toMatch(/script|img|javascript|\son|example\.org/);
});

describe('a diagram without measure', () => {
  test.each([
    ['10,000 lines', flow(Array.from({ length: 10_000 }, (__, index) => `a${index} --> b`).join('\n'))],
    ['a very long line', flow(`A["${'x'.repeat(100_000)}"]`)],
    ['10,000 groups in one another', flow('subgraph a\n'.repeat(10_000))],
  ])('of %s is shown as its source', (__, text) => {
    const started = performance.now();
    expect(whereDrawn(text)).toMatch(/^The diagram is too large to be drawn: \d+ (?:lines|characters), expected at most \d+\.$/);
    expect(performance.now() - started).toBeLessThan(1000);
  });

  test('within bounds takes bounded time', () => {
    const started = performance.now();
    whereDrawn(flow('subgraph a\n'.repeat(450) + 'end\n'.repeat(450)));
    whereDrawn(flow(Array.from({ length: 400 }, (__, index) => `a${index} --> a${(index * 7) % 400}`).join('\n')));
    expect(performance.now() - started).toBeLessThan(12_000);
  });
});

test('a diagram that is stopped at any moment leaves the next ones whole', async () => {
  const module = (path: string): string => JSON.stringify(new URL(`../../src/publish/${path}`, import.meta.url).href);
  const code = `
    const { parentPort, workerData } = require('node:worker_threads');
    const timer = globalThis.setTimeout;
    const edges = Array.from({ length: 40 }, (_, n) => ({ from: 'n' + n, to: 'n' + ((n * 7) % 40), arrow: '-->', lines: ['e' + n] }));
    const nodes = Array.from({ length: 40 }, (_, n) => ({ id: 'n' + n, shape: 'square', lines: ['N' + n] }));
    Promise.all([import(${module('deadline.ts')}), import(${module('blocks/flowchart.ts')})]).then(([{ withinTime }, { drawFlowchart }]) => {
      const draw = () => drawFlowchart({ direction: 'LR', nodes, edges, title: '', description: '' });
      const stopped = workerData > 0 && withinTime(draw, workerData) === undefined;
      parentPort.postMessage({ stopped, drawn: draw(), isSame: globalThis.setTimeout === timer });
    });`;
  const drawnAfter = async (milliseconds: number): Promise<{ stopped: boolean; drawn: string; isSame: boolean }> => {
    const worker = new Worker(code, { eval: true, workerData: milliseconds });
    const [message] = await once(worker, 'message');
    await worker.terminate();
    return message;
  };
  const { drawn } = await drawnAfter(0);
  expect(drawn).toContain('<polyline');
  const trials = await Promise.all([1, 2, 4, 8, 16, 24, 32, 48].map(drawnAfter));
  expect(trials.filter(({ stopped }) => stopped).length).toBeGreaterThan(2);
  for (const trial of trials) expect(trial.drawn === drawn && trial.isSame).toBe(true);
}, 60_000);
