/**
 * Compiled articles of one vault, kept between runs. Facts and what pages show are kept apart: to check a wiki, or to link
 * it, nobody needs the pages.
 */
import { join } from 'node:path';
import type { ArticleBody } from '../render/article-html.ts';
import type { VaultEntry } from '../vault/read-vault.ts';
import type { Mentions, ParsedArticle } from '../wiki/model.ts';
import { digestSources } from './cache.ts';
import { ShardStore, type StoredText } from './shard-store.ts';

/** One article, compiled. */
export interface CompiledArticle {
  readonly path: string;
  /** JSON of a `ParsedArticle`. */
  readonly facts: StoredText;
  /** JSON of a `PageParts`; undefined when nobody asked for it. */
  readonly page: StoredText | undefined;
}

/** What the pages show of one article, and its links on other pages. */
export interface PageParts {
  readonly body: ArticleBody;
  readonly mentions: Mentions;
}

/** Of what a compiled article depends on besides its file: our code, and the libraries of the lock file. */
export function pipelineVersion(): string {
  version ??= digestSources(
    ['src/wiki', 'src/render', 'src/vault'],
    ['src/publish/compile.ts', 'package.json', 'package-lock.json'],
  );
  return version;
}

/** Read once: the running code does not change. */
let version: string | undefined;

export class CompileCache {
  readonly #facts: ShardStore;
  readonly #pages: ShardStore;

  constructor(folder: string) {
    this.#facts = new ShardStore(join(folder, 'facts'), pipelineVersion());
    this.#pages = new ShardStore(join(folder, 'pages'), pipelineVersion());
  }

  /** The compiled article of an unchanged file; undefined also when its page is wanted and not there. */
  get(entry: VaultEntry, withPage: boolean): CompiledArticle | undefined {
    const facts = this.#facts.get(entry);
    const page = withPage ? this.#pages.get(entry) : undefined;
    return facts && (page || !withPage) ? { path: entry.path, facts, page } : undefined;
  }

  /** Makes these the contents of the cache and writes what differs; pages that were not asked for stay. */
  keep(articles: readonly CompiledArticle[], withPages: boolean): void {
    this.#facts.keep(articles.map(({ facts }) => facts));
    if (withPages) this.#pages.keep(articles.flatMap(({ page }) => page ?? []));
  }
}

const readFacts = new WeakMap<StoredText, ParsedArticle>();
const readMentions = new WeakMap<StoredText, Mentions>();

/** The facts of a compiled article, read once as long as it is kept in memory. */
export function factsOf({ facts: stored }: CompiledArticle): ParsedArticle {
  let facts = readFacts.get(stored);
  if (!facts) {
    facts = JSON.parse(stored.text) as ParsedArticle;
    readFacts.set(stored, facts);
  }
  return facts;
}

/** The body of its page, read anew each time; empty when it was not compiled. */
export function bodyOf(article: CompiledArticle | undefined): ArticleBody {
  return article?.page ? partsOf(article.page).body : { html: '', lead: '', notes: {} };
}

/** The sentences of its links. Other pages ask for them again and again. */
export function mentionsOf(article: CompiledArticle | undefined): Mentions {
  const page = article?.page;
  return page ? (readMentions.get(page) ?? partsOf(page).mentions) : [];
}

function partsOf(page: StoredText): PageParts {
  const parts = JSON.parse(page.text) as PageParts;
  readMentions.set(page, parts.mentions);
  return parts;
}
