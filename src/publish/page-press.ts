/** Turns finished objects into pages of the output: only those that would come out differently, in batches, by the crew. */
import { outputPath } from '../site/urls.ts';
import { digest } from './cache.ts';
import type { Crew } from './crew.ts';
import type { Output } from './output.ts';
import type { PageJob } from './work.ts';

const batchSize = 24;

/** So many batches wait at most: enough to keep everybody busy, and no more in memory. */
const maxBatches = 40;

export interface PressOptions {
  readonly crew: Crew;
  readonly output: Output;
  readonly themeEntry: string;
  /** Changes when a page of the same object could come out differently. */
  readonly version: string;
  readonly base: string;
  readonly onBatch: (pages: number) => void;
}

export class PagePress {
  readonly #options: PressOptions;
  #batch: PageJob[] = [];
  readonly #pending = new Set<Promise<void>>();
  #pages = 0;
  #rendered = 0;

  constructor(options: PressOptions) {
    this.#options = options;
  }

  get counts(): { pages: number; rendered: number } {
    return { pages: this.#pages, rendered: this.#rendered };
  }

  /** What a page made from this JSON is known by: changes when anything it shows does. */
  keyOf(json: string): string {
    return digest(this.#options.version, json);
  }

  /** @param json `Page` as JSON */
  async add(href: string, json: string, key: string = this.keyOf(json)): Promise<void> {
    this.#pages++;
    const path = outputPath(href, this.#options.base);
    if (!this.#options.output.needs(path, key)) return;
    this.#rendered++;
    this.#batch.push({ href, path, json });
    if (this.#batch.length >= batchSize) await this.#send();
  }

  /** Resolves when every page is written. */
  async finish(): Promise<void> {
    await this.#send();
    await Promise.all(this.#pending);
  }

  async #send(): Promise<void> {
    if (this.#batch.length === 0) return;
    const { crew, output, themeEntry, onBatch } = this.#options;
    const job = crew.run({ kind: 'render', themeEntry, out: output.staging, pages: this.#batch }).then(() => {
      this.#pending.delete(job);
    });
    // Awaited below or in `finish`; until then a failure must not count as unhandled.
    job.catch(() => {});
    this.#pending.add(job);
    this.#batch = [];
    onBatch(this.#pages);
    // Workers and the search engine get their answers meanwhile.
    await new Promise(setImmediate);
    while (this.#pending.size > maxBatches) await Promise.race(this.#pending);
  }
}
