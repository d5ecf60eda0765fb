/**
 * What a page is made from: everything that was asked of the wiki while it was made. A later build asks the same questions again,
 * and makes the page only where an answer is another one. This is how build systems with recorded dependencies work
 * (A. Mokhov, N. Mitchell, S. Peyton Jones, Build Systems à la Carte, 2018, §4.2.2: constructive traces).
 */
import type { Article, ArticleId } from '../wiki/model.ts';
import { hasCatalogue } from './catalogue.ts';
import type { RenderContext } from './context.ts';
import type { Tag } from './tags.ts';

/** A question to the wiki, as text: what is asked for, a space, and of what. */
export type Question = string;

/** What nobody can ask again in short: its answer is never the same. */
const everything: Question = 'everything ';

type Subject = keyof typeof subjects;

/** What can be asked for, and the answer as text, the same for what shows the same. Stale or not is as of the moment of the context. */
const subjects = {
  article: ({ wiki }, id) => identityOf(wiki.byId.get(id as ArticleId)),
  card: ({ wiki, cards }, id) => {
    const article = wiki.byId.get(id as ArticleId);
    return JSON.stringify(article && cards.of(article));
  },
  links: ({ wiki }, id) => JSON.stringify(wiki.resolutions.get(id as ArticleId)),
  backlinks: ({ wiki }, id) => JSON.stringify(wiki.graph.backlinks.get(id as ArticleId)),
  connections: ({ wiki }, id) => JSON.stringify(wiki.graph.connections.get(id as ArticleId)),
  related: ({ related }, id) => JSON.stringify(related.get(id as ArticleId)),
  footing: ({ wiki }, id) => JSON.stringify(wiki.footing.get(id as ArticleId)),
  sources: ({ wiki }, id) => JSON.stringify(wiki.sources.keys.get(id as ArticleId)),
  source: ({ wiki }, key) => JSON.stringify(wiki.sources.byKey.get(key)),
  prominence: ({ prominenceOf }, id) => String(prominenceOf(id as ArticleId)),
  neighbours: ({ neighbours }, id) => {
    const { previous, next } = neighbours.get(id as ArticleId) ?? {};
    return `${identityOf(previous)} ${identityOf(next)}`;
  },
  file: ({ attachments }, path) => JSON.stringify(attachments.get(path)),
  committed: ({ history }, path) => history?.get(path) ?? '',
  tag: ({ tags }, written) => {
    const tag = tags.of(written);
    return JSON.stringify(tag && [tag.key, tag.name, tag.label]);
  },
  'type-url': ({ urls }, key) => urls.type(key),
  'tag-url': ({ urls }, tag) => urls.tag(tag),
} as const satisfies Record<string, (context: RenderContext, of: string) => string | undefined>;

/** What the wiki answers now; undefined to what cannot be asked again. */
export function answerTo(context: RenderContext, question: Question): string | undefined {
  const end = question.indexOf(' ');
  const subject = question.slice(0, end);
  if (!Object.hasOwn(subjects, subject)) return undefined;
  return subjects[subject as Subject](context, question.slice(end + 1)) ?? '';
}

/** The article whose text is asked for; undefined for any other question. */
export function articleOf(question: Question): ArticleId | undefined {
  return question.startsWith('article ') ? (question.slice('article '.length) as ArticleId) : undefined;
}

/** An article is what its file says, read with the same configuration, and what the wiki makes of it. */
function identityOf(article: Article | undefined): string {
  if (!article) return '';
  const { id, type, trust, lang, parsed } = article;
  return JSON.stringify([id, type, trust, lang, parsed.path, parsed.role, parsed.digest, parsed.properties.statusWord]);
}

/** What answers of two builds cannot be compared without, as text, beside the configuration and the code: what every page shows. */
export function settingsOf({ site, urls, wiki }: RenderContext): string {
  return JSON.stringify([site, urls.base, urls.absolute(urls.base) ?? '', hasCatalogue(wiki)]);
}

export interface WatchedContext {
  /** Answers as the watched one does, and keeps account of what it was asked for. */
  readonly context: RenderContext;
  /** What was asked for since it was last taken, each once. */
  readonly take: () => Question[];
}

/**
 * Answers to the configuration, the site and the plain URLs are not kept account of: who compares answers of two builds
 * compares those too (`settingsOf`).
 */
export function watched(context: RenderContext): WatchedContext {
  let asked = new Set<Question>();
  // Each text is made once: most questions are asked for many pages.
  const texts = new Map<Subject, Map<string, Question>>();
  const note = (subject: Subject, of: string): void => {
    const own = texts.get(subject) ?? new Map<string, Question>();
    const question = own.get(of) ?? `${subject} ${of}`;
    if (own.size === 0) texts.set(subject, own);
    own.set(of, question);
    asked.add(question);
  };
  const noteAll = (): void => {
    asked.add(everything);
  };
  const { wiki, tags, urls } = context;
  const watch = <K extends string, V>(subject: Subject, map: () => ReadonlyMap<K, V>): ReadonlyMap<K, V> =>
    new WatchedMap(map, (key) => note(subject, key), noteAll);
  /** `own` with the rest of `all`, which nobody can ask again in short. */
  const guarded = <O extends object, A extends object, K extends keyof A>(own: O, all: A, ...rest: K[]): O & Pick<A, K> => {
    for (const key of rest)
      Object.defineProperty(own, key, {
        enumerable: true,
        get() {
          noteAll();
          return all[key];
        },
      });
    return own as O & Pick<A, K>;
  };
  const watchedTag = (tag: Tag): Tag =>
    guarded({ key: tag.key, name: tag.name, label: tag.label }, tag, 'parent', 'children', 'articles');
  const answering = {
    ...context,
    wiki: guarded(
      {
        options: wiki.options,
        byId: watch('article', () => wiki.byId),
        resolutions: watch('links', () => wiki.resolutions),
        graph: guarded(
          {
            backlinks: watch('backlinks', () => wiki.graph.backlinks),
            connections: watch('connections', () => wiki.graph.connections),
          },
          wiki.graph,
          'links',
          'wanted',
        ),
        sources: guarded(
          {
            keys: watch('sources', () => wiki.sources.keys),
            byKey: watch('source', () => wiki.sources.byKey),
          },
          wiki.sources,
          'all',
          'uncited',
        ),
        footing: watch('footing', () => wiki.footing),
      },
      wiki,
      'articles',
      'pages',
      'names',
      'privateNames',
      'basis',
      'attachments',
      'diagnostics',
    ),
    related: watch('related', () => context.related),
    attachments: watch('file', () => context.attachments),
    // Where nobody knows when a file was committed, a later build may.
    history: watch('committed', () => context.history ?? new Map()),
    neighbours: watch('neighbours', () => context.neighbours),
    // Both are made of the file alone.
    mentionsOf(id: ArticleId) {
      note('article', id);
      return context.mentionsOf(id);
    },
    bodyOf(id: ArticleId) {
      note('article', id);
      return context.bodyOf(id);
    },
    prominenceOf(id: ArticleId) {
      note('prominence', id);
      return context.prominenceOf(id);
    },
    cards: {
      of(article: Article) {
        note('card', article.id);
        return context.cards.of(article);
      },
    },
    tags: guarded(
      {
        of(written: string) {
          note('tag', written);
          const tag = tags.of(written);
          return tag && watchedTag(tag);
        },
        ofArticle(article: Article, above: boolean) {
          for (const written of article.parsed.properties.tags) note('tag', written);
          if (above) noteAll();
          return new Set([...tags.ofArticle(article, above)].map(watchedTag));
        },
      },
      tags,
      'all',
      'roots',
      'size',
    ),
    urls: {
      ...urls,
      type(key: string) {
        note('type-url', key);
        return urls.type(key);
      },
      tag(tag: string) {
        note('tag-url', tag);
        return urls.tag(tag);
      },
    },
  };
  return {
    context: guarded(answering, context, 'now'),
    take() {
      const questions = [...asked];
      asked = new Set();
      return questions;
    },
  };
}

/** Asked for a key, it tells which; asked for all of them, it tells that. */
class WatchedMap<K, V> implements ReadonlyMap<K, V> {
  readonly #map: () => ReadonlyMap<K, V>;
  readonly #onKey: (key: K) => void;
  readonly #onAll: () => void;

  constructor(map: () => ReadonlyMap<K, V>, onKey: (key: K) => void, onAll: () => void) {
    this.#map = map;
    this.#onKey = onKey;
    this.#onAll = onAll;
  }

  get(key: K): V | undefined {
    this.#onKey(key);
    return this.#map().get(key);
  }

  has(key: K): boolean {
    this.#onKey(key);
    return this.#map().has(key);
  }

  get size(): number {
    return this.#whole().size;
  }

  forEach(each: (value: V, key: K, map: ReadonlyMap<K, V>) => void): void {
    this.#whole().forEach(each);
  }

  entries(): MapIterator<[K, V]> {
    return this.#whole().entries();
  }

  keys(): MapIterator<K> {
    return this.#whole().keys();
  }

  values(): MapIterator<V> {
    return this.#whole().values();
  }

  [Symbol.iterator](): MapIterator<[K, V]> {
    return this.#whole()[Symbol.iterator]();
  }

  #whole(): ReadonlyMap<K, V> {
    this.#onAll();
    return this.#map();
  }
}
