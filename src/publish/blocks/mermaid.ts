/** Calls mermaid's own parser synchronously. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, extname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { MessageChannel, type MessagePort, receiveMessageOnPort, Worker } from 'node:worker_threads';
import { codeRoot, isPackaged } from '../memory/place.ts';
import type { Flowchart } from './flowchart-facts.ts';

/** The parser's answer about a diagram; empty if it took too long or failed itself. */
export interface Reading {
  /** Whether the kind of diagram is unknown. */
  readonly isUnknown?: true;
  readonly fault?: {
    readonly what: string;
    /** From 1, in the text without the parts that mermaid removes before parsing: see `withoutAsides`. */
    readonly line?: number;
    /** From 1. */
    readonly column?: number;
    /** The text there. */
    readonly found?: string;
  };
  /** Whether it was stopped, and may be read another time. */
  readonly isCutShort?: true;
  /** A flowchart whose parts can all be drawn here. */
  readonly flowchart?: Flowchart;
}

export interface Question {
  readonly id: number;
  readonly text: string;
}

export interface Answer {
  readonly id: number;
  readonly reading: Reading;
}

/**
 * How long to wait for a diagram, in turns of the clock below. Usual ones take a hundredth; the first one includes loading the
 * parser. A turn in which the whole process was paused counts once.
 */
const maxTurns = { loading: 300, reading: 100 } as const;
/** Milliseconds. */
const turn = 100;

/** The folder of the package `mermaid`; of its files that Sourcebook uses, where it is installed as a package itself. */
export const mermaidFolder = isPackaged
  ? join(codeRoot, 'mermaid')
  : dirname(createRequire(import.meta.url).resolve('mermaid/package.json'));

export function mermaidVersion(): string {
  const { version } = JSON.parse(readFileSync(join(mermaidFolder, 'package.json'), 'utf8')) as { version: string };
  return version;
}

interface Reader {
  readonly worker: Worker;
  readonly port: MessagePort;
  /** The number of answers. */
  readonly signal: Int32Array;
  isLoaded: boolean;
}

let reader: Reader | undefined;
let asked = 0;

/** Reads a diagram. The first call loads the parser, in 0.3 s. */
export function readDiagram(text: string): Reading {
  reader ??= startReader();
  const { port, signal, worker } = reader;
  const id = ++asked;
  port.postMessage({ id, text } satisfies Question);
  for (let turns = maxTurns[reader.isLoaded ? 'reading' : 'loading']; turns > 0; ) {
    const count = Atomics.load(signal, 0);
    const received = receiveMessageOnPort(port) as { message: Answer } | undefined;
    if (received?.message.id === id) {
      reader.isLoaded = true;
      return received.message.reading;
    }
    if (received) continue;
    if (Atomics.wait(signal, 0, count, turn) === 'timed-out') turns--;
  }
  reader = undefined;
  void worker.terminate();
  return { isCutShort: true };
}

function startReader(): Reader {
  const { port1: port, port2 } = new MessageChannel();
  const signal = new Int32Array(new SharedArrayBuffer(4));
  const worker = new Worker(new URL(`./mermaid-reader${extname(import.meta.filename)}`, import.meta.url), {
    workerData: { folder: `${pathToFileURL(mermaidFolder).href}/` },
    // Logs of the parser are for its developers.
    stdout: true,
    stderr: true,
  });
  worker.on('error', () => {});
  worker.postMessage({ port: port2, signal }, [port2]);
  worker.unref();
  port.unref();
  return { worker, port, signal, isLoaded: false };
}
