/** The search index of a live site: made on the first search, and updated in the background when articles change. */
import { cpSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { searchDocument } from '../render/files/search-document.ts';
import type { Edition } from './edition.ts';
import type { StoreFolder } from './memory/stores.ts';
import { pageOfArticle } from './pages.ts';
import { siteIndexer } from './site-search.ts';

export class LiveSearch {
  readonly folder: string;
  readonly #documents: StoreFolder;
  readonly #next: string;
  #isMade = false;
  #running: Promise<void> | undefined;

  constructor({ path, version }: StoreFolder) {
    this.folder = join(path, 'index');
    this.#documents = { path: join(path, 'documents'), version };
    this.#next = join(path, 'next');
  }

  /** Updates the index. Waits for the first one only; later ones replace it when they are ready. */
  async refresh(edition: Edition): Promise<void> {
    const isFirst = !this.#isMade;
    this.#running ??= this.#make(edition).finally(() => {
      this.#running = undefined;
    });
    if (isFirst) await this.#running;
  }

  async #make({ context, library }: Edition): Promise<void> {
    const { articles } = library.wiki;
    const indexer = siteIndexer(this.#documents, library.config, articles.length);
    for (const article of articles) {
      const made = pageOfArticle(context, article.id);
      if (made) indexer.add(searchDocument(context, article, made.page));
    }
    if (indexer.size === 0) return;
    const next = this.#next;
    rmSync(next, { recursive: true, force: true });
    mkdirSync(next, { recursive: true });
    const written = await indexer.finish(next, this.#isMade);
    const target = written.includes(true) ? next : this.folder;
    for (const { path, text } of indexer.files) writeFileSync(join(target, path), text);
    if (target === this.folder) return indexer.remember();
    for (const [number, isNew] of written.entries())
      if (!isNew) cpSync(join(this.folder, String(number)), join(next, String(number)), { recursive: true });
    if (existsSync(this.folder)) rmSync(this.folder, { recursive: true, force: true });
    renameSync(next, this.folder);
    this.#isMade = true;
    indexer.remember();
  }
}
