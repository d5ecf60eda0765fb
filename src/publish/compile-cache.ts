/**
 * Compiled articles of one vault, kept between runs. Facts and what pages show are kept apart: to check a wiki, or to link
 * it, no pages are needed; and other pages need the sentences of an article's links and its words, but not its body.
 */
import { join } from 'node:path';
import { type ArticleBody, emptyBody } from '../render/body/article-html.ts';
import type { MadeBlocks } from '../render/body/blocks.ts';
import type { VaultEntry } from '../vault/listing.ts';
import { type Mentions, noMentions, type ParsedArticle, type Terms } from '../wiki/model.ts';
import { ShardStore, type StoredText } from './memory/shard-store.ts';
import type { StoreFolder } from './memory/stores.ts';

/** One article, compiled. */
export interface CompiledArticle {
  readonly path: string;
  /** JSON of a `ParsedArticle`. */
  readonly facts: StoredText;
  /** What pages show; undefined if it was not asked for. */
  readonly page: StoredPage | undefined;
  /** It might come out better another time, and is not kept. */
  readonly isProvisional?: true;
}

interface StoredPage {
  /** JSON of an `ArticleBody`. */
  readonly body: StoredText;
  /** JSON of `Mentions`. */
  readonly mentions: StoredText;
  /** JSON of `Terms`. */
  readonly terms: StoredText;
}

export class CompileCache {
  readonly #facts: ShardStore;
  readonly #bodies: ShardStore;
  readonly #mentions: ShardStore;
  readonly #terms: ShardStore;

  constructor({ path, version }: StoreFolder) {
    this.#facts = new ShardStore(join(path, 'facts'), version);
    this.#bodies = new ShardStore(join(path, 'bodies'), version);
    this.#mentions = new ShardStore(join(path, 'mentions'), version);
    this.#terms = new ShardStore(join(path, 'terms'), version);
  }

  /** The compiled article of an unchanged file; undefined also when its page is wanted and not there. */
  get(entry: VaultEntry, withPage: boolean): CompiledArticle | undefined {
    const facts = this.#facts.get(entry);
    if (!facts) return undefined;
    if (!withPage) return { path: entry.path, facts, page: undefined };
    const body = this.#bodies.get(entry);
    const mentions = this.#mentions.get(entry);
    const terms = this.#terms.get(entry);
    return body && mentions && terms && { path: entry.path, facts, page: { body, mentions, terms } };
  }

  /** What was made of the blocks of a file when it was last compiled, in whatever state it was. */
  blocksOf(path: string): MadeBlocks {
    const body = this.#bodies.latest(path);
    return (body && (JSON.parse(body.text) as ArticleBody).blocks) ?? {};
  }

  /** Makes these the contents of the cache and writes what differs; pages that were not asked for stay. */
  keep(compiled: readonly CompiledArticle[], withPages: boolean): void {
    const articles = compiled.filter(({ isProvisional }) => !isProvisional);
    this.#facts.keep(articles.map(({ facts }) => facts));
    if (!withPages) return;
    this.#bodies.keep(articles.flatMap(({ page }) => page?.body ?? []));
    this.#mentions.keep(articles.flatMap(({ page }) => page?.mentions ?? []));
    this.#terms.keep(articles.flatMap(({ page }) => page?.terms ?? []));
  }
}

const readFacts = new WeakMap<StoredText, ParsedArticle>();
const readMentions = new WeakMap<StoredText, Mentions>();

/** The facts of a compiled article, read once as long as it is kept in memory. */
export function factsOf({ facts }: CompiledArticle): ParsedArticle {
  return readOnce(readFacts, facts);
}

/** The body of its page, read anew each time; empty when it was not compiled. */
export function bodyOf(article: CompiledArticle | undefined): ArticleBody {
  return article?.page ? (JSON.parse(article.page.body.text) as ArticleBody) : emptyBody;
}

/** The sentences of its links, read once: other pages ask for them again and again. */
export function mentionsOf(article: CompiledArticle | undefined): Mentions {
  return article?.page ? readOnce(readMentions, article.page.mentions) : noMentions;
}

/** Its words; none when it was not compiled. Read anew each time: they are asked for once in a build. */
export function termsOf(article: CompiledArticle | undefined): Terms {
  return article?.page ? (JSON.parse(article.page.terms.text) as Terms) : { words: [], counts: [] };
}

function readOnce<T extends object>(known: WeakMap<StoredText, T>, stored: StoredText): T {
  let value = known.get(stored);
  if (!value) {
    value = JSON.parse(stored.text) as T;
    known.set(stored, value);
  }
  return value;
}
