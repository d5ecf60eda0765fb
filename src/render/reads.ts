/**
 * The dependencies of a page: everything that was read from the wiki while it was made. A later build repeats these reads, and
 * makes the page again only if a result has changed. This is how build systems with recorded dependencies work (A. Mokhov, N.
 * Mitchell, S. Peyton Jones, Build Systems à la Carte, 2018, §4.2.2: constructive traces).
 */
import type { Urls } from '../site/urls.ts';
import type { Graph } from '../wiki/graph/build-graph.ts';
import type { SourceCatalogue } from '../wiki/graph/sources.ts';
import type { Wiki } from '../wiki/link-wiki.ts';
import type { Article, ArticleId } from '../wiki/model.ts';
import { hasCatalogue } from './catalogue.ts';
import type { RenderContext } from './context.ts';
import type { Tag, Tags } from './tags.ts';

/** A read from the wiki, as text: the subject, a space, and the key. */
export type Question = string;

/** A read that cannot be re-checked; it forces the page to be made again. */
const everything: Question = 'everything ';

type Subject = keyof typeof subjects;

/** What can be read, with the result as text, which is equal if pages show the same. Staleness is as of `now` in the context. */
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

/** The current result of a read; undefined for a read that cannot be re-checked. */
export function answerTo(context: RenderContext, question: Question): string | undefined {
  const end = question.indexOf(' ');
  const subject = question.slice(0, end);
  if (!Object.hasOwn(subjects, subject)) return undefined;
  return subjects[subject as Subject](context, question.slice(end + 1)) ?? '';
}

/** The article whose text is read; undefined for any other question. */
export function articleOf(question: Question): ArticleId | undefined {
  return question.startsWith('article ') ? (question.slice('article '.length) as ArticleId) : undefined;
}

/** An article is identified by its file and the properties that the wiki derives; the configuration is compared separately. */
function identityOf(article: Article | undefined): string {
  if (!article) return '';
  const { id, type, trust, lang, parsed } = article;
  return JSON.stringify([id, type, trust, lang, parsed.path, parsed.role, parsed.digest, parsed.properties.statusWord]);
}

/**
 * What every page shows, as text. Results of two builds are comparable only if this, the configuration and the code are the same.
 */
export function settingsOf({ site, urls, wiki }: RenderContext): string {
  return JSON.stringify([site, urls.base, urls.absolute(urls.base) ?? '', hasCatalogue(wiki)]);
}

export interface WatchedContext {
  /** Returns what the original returns, and records each read. */
  readonly context: RenderContext;
  /** Returns the reads since the last call, each once, and clears them. */
  readonly take: () => Question[];
}

/** Records reads. */
interface Recorder {
  readonly note: (subject: Subject, of: string) => void;
  /** Records a read that cannot be re-checked. */
  readonly noteAll: () => void;
  /** A map whose keys are recorded one by one. */
  readonly watch: <K extends string, V>(subject: Subject, map: () => ReadonlyMap<K, V>) => ReadonlyMap<K, V>;
}

/**
 * How reading each member of an object is recorded, optional members included. A member that is not listed does not compile.
 *
 * - `covered`: not recorded. It cannot change while the configuration and `settingsOf` stay the same, or the question that led
 *   to the object answers for it.
 * - `unaskable`: recorded as a read that cannot be re-checked.
 * - a function: returns the member with its reads recorded.
 */
export type Coverage<O> = {
  readonly [K in keyof O]-?: 'covered' | 'unaskable' | ((whole: O, recorder: Recorder) => Exclude<O[K], undefined>);
};

/** A member that is a function of a key: each call is recorded. */
function recordedCalls<O, Of extends string, Answer>(
  subject: Subject,
  member: (whole: O) => (of: Of) => Answer,
): (whole: O, recorder: Recorder) => (of: Of) => Answer {
  return (whole, { note }) =>
    (of) => {
      note(subject, of);
      return member(whole)(of);
    };
}

const graphCoverage: Coverage<Graph> = {
  backlinks: ({ backlinks }, { watch }) => watch('backlinks', () => backlinks),
  connections: ({ connections }, { watch }) => watch('connections', () => connections),
  links: 'unaskable',
  wanted: 'unaskable',
};

const sourcesCoverage: Coverage<SourceCatalogue> = {
  keys: ({ keys }, { watch }) => watch('sources', () => keys),
  byKey: ({ byKey }, { watch }) => watch('source', () => byKey),
  all: 'unaskable',
  uncited: 'unaskable',
};

const wikiCoverage: Coverage<Wiki> = {
  options: 'covered',
  byId: ({ byId }, { watch }) => watch('article', () => byId),
  resolutions: ({ resolutions }, { watch }) => watch('links', () => resolutions),
  graph: ({ graph }, recorder) => recorded(graphCoverage, graph, recorder),
  sources: ({ sources }, recorder) => recorded(sourcesCoverage, sources, recorder),
  footing: ({ footing }, { watch }) => watch('footing', () => footing),
  articles: 'unaskable',
  pages: 'unaskable',
  names: 'unaskable',
  privateNames: 'unaskable',
  withheld: 'unaskable',
  basis: 'unaskable',
  attachments: 'unaskable',
  diagnostics: 'unaskable',
};

const tagCoverage: Coverage<Tag> = {
  key: 'covered',
  name: 'covered',
  label: 'covered',
  parent: 'unaskable',
  children: 'unaskable',
  articles: 'unaskable',
};

const tagsCoverage: Coverage<Tags> = {
  of: (tags, recorder) => (written) => {
    recorder.note('tag', written);
    const tag = tags.of(written);
    return tag && recorded(tagCoverage, tag, recorder);
  },
  ofArticle: (tags, recorder) => (article, above) => {
    for (const written of article.parsed.properties.tags) recorder.note('tag', written);
    if (above) recorder.noteAll();
    return new Set([...tags.ofArticle(article, above)].map((tag) => recorded(tagCoverage, tag, recorder)));
  },
  all: 'unaskable',
  roots: 'unaskable',
  size: 'unaskable',
};

const urlsCoverage: Coverage<Urls> = {
  base: 'covered',
  home: 'covered',
  all: 'covered',
  search: 'covered',
  types: 'covered',
  tags: 'covered',
  sources: 'covered',
  recent: 'covered',
  graph: 'covered',
  graphData: 'covered',
  pagefind: 'covered',
  mermaid: 'covered',
  favicon: 'covered',
  article: 'covered',
  page: 'covered',
  markdown: 'covered',
  json: 'covered',
  type: recordedCalls('type-url', (urls) => urls.type),
  tag: recordedCalls('tag-url', (urls) => urls.tag),
  attachment: 'covered',
  absolute: 'covered',
};

/** How each member of the context is recorded. */
export const contextCoverage: Coverage<RenderContext> = {
  config: 'covered',
  site: 'covered',
  now: 'unaskable',
  wiki: ({ wiki }, recorder) => recorded(wikiCoverage, wiki, recorder),
  urls: ({ urls }, recorder) => recorded(urlsCoverage, urls, recorder),
  tags: ({ tags }, recorder) => recorded(tagsCoverage, tags, recorder),
  related: ({ related }, { watch }) => watch('related', () => related),
  words: 'covered',
  say: 'covered',
  attachments: ({ attachments }, { watch }) => watch('file', () => attachments),
  // A file without a commit date may have one in a later build.
  history: ({ history }, { watch }) => watch('committed', () => history ?? new Map()),
  neighbours: (context, { watch }) => watch('neighbours', () => context.neighbours),
  // Sentences and bodies are made from the file alone.
  mentionsOf: recordedCalls('article', (context) => context.mentionsOf),
  bodyOf: recordedCalls('article', (context) => context.bodyOf),
  prominenceOf: recordedCalls('prominence', (context) => context.prominenceOf),
  cards: ({ cards }, { note }) => ({
    of(article) {
      note('card', article.id);
      return cards.of(article);
    },
  }),
};

/** An object that behaves like `whole` and records what is read from it. */
function recorded<O extends object>(coverage: Coverage<O>, whole: O, recorder: Recorder): O {
  const own = {};
  for (const key of Object.keys(coverage) as (keyof O)[]) {
    const how = coverage[key];
    if (how === 'unaskable')
      Object.defineProperty(own, key, {
        enumerable: true,
        get() {
          recorder.noteAll();
          return whole[key];
        },
      });
    else
      Object.defineProperty(own, key, { enumerable: true, value: typeof how === 'function' ? how(whole, recorder) : whole[key] });
  }
  return own as O;
}

/**
 * Wraps a context to record its reads. To compare the results of two builds, compare `settingsOf` and the configuration too: what
 * they cover is not recorded.
 */
export function watched(context: RenderContext): WatchedContext {
  let asked = new Set<Question>();
  // Each text is created once, since most reads are repeated on many pages.
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
  const recorder: Recorder = {
    note,
    noteAll,
    watch: (subject, map) => new WatchedMap(map, (key) => note(subject, key), noteAll),
  };
  return {
    context: recorded(contextCoverage, context, recorder),
    take() {
      const questions = [...asked];
      asked = new Set();
      return questions;
    },
  };
}

/** Records each key that is read, and any read of the map as a whole. */
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
