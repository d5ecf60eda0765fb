/** Turns finished objects into pages of the output: only those that would come out differently, in batches, by the crew. */
import type { Page } from '../render/payloads.ts';
import type { Words } from '../shared/messages.ts';
import { outputPath } from '../site/urls.ts';
import type { Crew } from './crew.ts';
import { digest } from './memory/digest.ts';
import type { Output } from './output/output.ts';
import { pageToPrint } from './own-code/before-print.ts';
import type { OwnCode } from './own-code/load.ts';
import type { PageJob } from './work.ts';

const batchSize = 24;

/** Maximum number of queued batches: beyond it the main thread renders too, which bounds memory. */
const maxBatches = 60;

export interface PressOptions {
  readonly crew: Crew;
  readonly output: Output;
  readonly themeEntry: string;
  readonly words: Words;
  /** Changes when a page of the same object could come out differently. */
  readonly version: string;
  readonly base: string;
  readonly own: OwnCode | undefined;
  /** Called as batches end, with the number of pages that are as they should be. */
  readonly onPages: (done: number) => void;
}

export interface Pressed {
  /** Its key in the ledger of the output. */
  readonly key: string;
  /** Whether it has a diagram that the browser draws. */
  readonly hasDiagrams: boolean;
}

export class PagePress {
  readonly #options: PressOptions;
  #batch: PageJob[] = [];
  readonly #pending = new Set<Promise<void>>();
  readonly #keys = new Map<string, string>();
  /** Number of pages that are in a batch and not written yet. */
  #waiting = 0;
  #rendered = 0;
  #hasDiagrams = false;

  constructor(options: PressOptions) {
    this.#options = options;
  }

  get counts(): { pages: number; rendered: number } {
    return { pages: this.#keys.size, rendered: this.#rendered };
  }

  /** Of every page so far. */
  get hrefs(): string[] {
    return [...this.#keys.keys()];
  }

  /** Whether a page so far has a diagram that the browser draws. */
  get hasDiagrams(): boolean {
    return this.#hasDiagrams;
  }

  async add(href: string, given: Page): Promise<Pressed> {
    const page = pageToPrint(this.#options.own, given, href);
    const json = JSON.stringify(page);
    const hasDiagrams = page.head.needs.includes('drawing');
    const key = digest(this.#options.version, json);
    this.keep(href, key, hasDiagrams);
    const { base, output, crew } = this.#options;
    const path = outputPath(href, base);
    if (output.needs(path, key)) {
      this.#rendered++;
      this.#waiting++;
      this.#batch.push({ href, path, page: crew.hasWorkers ? json : page });
      if (this.#batch.length >= batchSize) await this.#send();
    }
    return { key, hasDiagrams };
  }

  /** Declares a page that the output already holds as it should be. */
  keep(href: string, key: string, hasDiagrams: boolean): void {
    this.#keys.set(href, key);
    this.#hasDiagrams ||= hasDiagrams;
  }

  /** Resolves when every page is written. */
  async finish(): Promise<void> {
    await this.#send();
    await this.#options.crew.help();
    await Promise.all(this.#pending);
  }

  async #send(): Promise<void> {
    if (this.#batch.length === 0) return;
    const { crew, output, themeEntry, words, onPages } = this.#options;
    const pages = this.#batch;
    const job = crew.run({ kind: 'render', themeEntry, words, out: output.staging, pages }).then(() => {
      this.#pending.delete(job);
      this.#waiting -= pages.length;
      onPages(this.#keys.size - this.#waiting);
    });
    // Awaited below or in `finish`; until then a failure must not count as unhandled.
    job.catch(() => {});
    this.#pending.add(job);
    this.#batch = [];
    // Workers and the search engine get their answers meanwhile.
    await new Promise(setImmediate);
    if (this.#pending.size > maxBatches) await crew.help();
  }
}
