/**
 * Reads diagrams with mermaid's own parser, in a separate thread: the parser is asynchronous, while articles are compiled
 * synchronously; and it needs a global `window`, which no other code should see.
 */
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import type { Mermaid } from 'mermaid';
import { flowchartOf } from './flowchart-facts.ts';
import type { Answer, Question, Reading } from './mermaid.ts';

/** The parts of a browser that the parser needs. Nothing is drawn here, so labels need no sanitizer. */
Object.assign(globalThis, {
  window: { document: { nodeType: 9, createElement: () => ({}) }, Element: class {}, CSS: { supports: () => true } },
});

// The bundle for browsers is self-contained.
const bundle = new URL('dist/mermaid.esm.min.mjs', workerData.folder as string).href;
const loading = (import(bundle) as Promise<{ default: Mermaid }>).then(({ default: mermaid }) => {
  mermaid.initialize({ startOnLoad: false, securityLevel: 'strict' });
  return mermaid;
});

/** Errors of the parsers in mermaid. */
interface ParserError {
  readonly name: string;
  readonly message: string;
  /** From parsers made by Jison. */
  readonly hash?: {
    readonly text?: string;
    readonly token?: string | number;
    readonly loc?: { readonly first_line: number; readonly last_line: number; readonly last_column: number };
  };
}

async function read(text: string): Promise<Reading> {
  const mermaid = await loading;
  try {
    const { type, db } = await mermaid.mermaidAPI.getDiagramFromText(text);
    if (type !== 'flowchart-v2') return {};
    const flowchart = flowchartOf(db as never);
    return flowchart ? { flowchart } : {};
  } catch (error) {
    return readingOf(error as ParserError);
  }
}

/** What is wrong with a diagram. Internal errors of the parser are ignored. */
function readingOf(error: ParserError): Reading {
  if (error.name === 'UnknownDiagramError') return { isUnknown: true };
  const { hash, message } = error;
  if (hash?.loc) {
    const isAtEnd = hash.token === 'EOF' || hash.token === 1 || /^EOF/.test(String(hash.token));
    const found = hash.text?.trim() ?? '';
    const { first_line, last_line, last_column } = hash.loc;
    if (isAtEnd) return { fault: { what: 'It ends before it is complete', line: first_line } };
    if (found === '') return { fault: { what: 'The line ends before it is complete', line: last_line } };
    return { fault: { what: `Unexpected ${quoted(found)}`, line: last_line, column: last_column + 1, found } };
  }
  const place = /line (\d+), column (\d+)/.exec(message);
  if (place) {
    const found = /unexpected character: ->(.)<-/.exec(message)?.[1] ?? /but found[:,]? [`'"](.+?)[`'"]/.exec(message)?.[1] ?? '';
    return {
      fault: {
        what: found.trim() === '' ? 'The line ends before it is complete' : `Unexpected ${quoted(found)}`,
        line: Number(place[1]),
        column: Number(place[2]),
      },
    };
  }
  if (error instanceof Error && error.constructor === Error) {
    return {
      fault: {
        what: message.split('\n', 1)[0]?.replace(/\.$/, '').slice(0, 160) ?? message,
        ...(hash?.text && { found: hash.text }),
      },
    };
  }
  return {};
}

function quoted(text: string): string {
  return `\`${text.length > 30 ? `${text.slice(0, 29)}…` : text}\``;
}

parentPort?.once('message', ({ port, signal }: { port: MessagePort; signal: Int32Array }) => {
  port.on('message', async ({ id, text }: Question) => {
    const answer: Answer = { id, reading: await read(text) };
    port.postMessage(answer);
    Atomics.add(signal, 0, 1);
    Atomics.notify(signal, 0);
  });
});
