/**
 * npm run bench:related -- [VAULT …]: how well related articles predict removed links. Without a folder, uses the bundled
 * wiki.
 *
 * A fifth of all pairs of linked articles is held out: all their links are removed, connections and cited sources too. (The words
 * of links do not count as words of the article, so no text reveals where a link led.) Then each method ranks, for each article,
 * the others that it is no longer linked with. Recall@6 is the share of an article's held-out partners among the first six; MRR is
 * the reciprocal rank of the first of them. Both are means over the articles that lost a link, and over three ways to choose the
 * fifth, which are the same on every machine.
 */
import { existsSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { Crew } from '../../src/publish/crew.ts';
import { type Library, openLibrary, readVaultConfig } from '../../src/publish/library.ts';
import type { Graph } from '../../src/wiki/graph/build-graph.ts';
import { Evidence } from '../../src/wiki/graph/evidence.ts';
import { randomFrom } from '../../src/wiki/graph/random.ts';
import { relatedScore } from '../../src/wiki/graph/related.ts';
import { measureSimilarity } from '../../src/wiki/graph/similarity.ts';
import { sourceArticleOf } from '../../src/wiki/graph/sources.ts';
import type { Article, ArticleId } from '../../src/wiki/model.ts';

const bundled = join(import.meta.dirname, '../../content');
const folders = process.argv.length > 2 ? process.argv.slice(2) : [bundled];
const absent = folders.filter((folder) => !existsSync(folder));
if (absent.length > 0) {
  for (const folder of absent) console.error(`There is no folder ${folder}.`);
  process.exit(2);
}

const seeds = [1, 2, 3];
const heldOutPart = 0.2;
const asked = 6;
/** Maximum rank at which a partner counts as found. */
const deepest = 100;

/** The scores of a method for `self`, by the number of the other article; scores of 0 or less do not count. */
type Method = (self: number) => ReadonlyMap<number, number>;

/** Numbers of articles by the number of an article. */
type Partners = ReadonlyMap<number, ReadonlySet<number>>;

interface Experiment {
  /** The graph and the sources without the held-out pairs. */
  readonly graph: Graph;
  readonly sourceKeys: ReadonlyMap<ArticleId, readonly string[]>;
  readonly heldOut: Partners;
  readonly kept: Partners;
  readonly pairs: number;
}

interface Result {
  recall: number;
  reciprocalRank: number;
}

const columns: { readonly name: string; readonly results: ReadonlyMap<string, Result> }[] = [];
for (const folder of folders) {
  const library = await read(folder);
  const { articles } = library.wiki;
  if (articles.length === 0) {
    console.error(`There are no articles in ${folder}.`);
    process.exit(2);
  }
  const experiments = seeds.map((seed) => holdOut(library, seed));
  const results = new Map<string, Result>();
  for (const experiment of experiments)
    for (const [name, method] of methodsOf(library, experiment)) {
      const { recall, reciprocalRank } = measure(method, articles.length, experiment);
      const sum = results.get(name) ?? { recall: 0, reciprocalRank: 0 };
      results.set(name, {
        recall: sum.recall + recall / seeds.length,
        reciprocalRank: sum.reciprocalRank + reciprocalRank / seeds.length,
      });
    }
  const name = basename(resolve(folder));
  columns.push({ name, results });
  console.error(`${name}: ${articles.length} articles, ${experiments[0]?.pairs ?? 0} pairs of linked articles`);
}
print();

async function read(content: string): Promise<Library> {
  const crew = new Crew();
  return await openLibrary(
    { content, includeDrafts: false, force: true, withPages: true, now: new Date() },
    readVaultConfig(content),
    crew,
  ).finally(() => crew.dismiss());
}

function holdOut({ wiki: { articles, graph, sources, resolutions } }: Library, seed: number): Experiment {
  const numberOf = new Map(articles.map(({ id }, index) => [id, index]));
  const pairs = new Map<string, readonly [number, number]>();
  for (const { from, to } of graph.links) {
    const [a, b] = [numberOf.get(from) ?? 0, numberOf.get(to) ?? 0].sort((one, other) => one - other) as [number, number];
    pairs.set(`${a} ${b}`, [a, b]);
  }
  const random = randomFrom(seed);
  const shuffled = [...pairs]
    .sort(([, a], [, b]) => a[0] - b[0] || a[1] - b[1])
    .map(([key, pair]) => ({ key, pair, place: random() }))
    .sort((a, b) => a.place - b.place);
  const chosen = shuffled.splice(0, Math.round(shuffled.length * heldOutPart));
  const gone = new Set(chosen.map(({ key }) => key));
  const isGone = (one: ArticleId, other: string): boolean => {
    const a = numberOf.get(one);
    const b = numberOf.get(other as ArticleId);
    return a !== undefined && b !== undefined && gone.has(a < b ? `${a} ${b}` : `${b} ${a}`);
  };
  /** A source that is given by its file or address is not a link, so it is kept. */
  const keptKeys = ({ id, parsed }: Article): string[] =>
    (sources.keys.get(id) ?? []).filter((key, index) => {
      const link = parsed.sources[index]?.link;
      const target = link === undefined ? undefined : resolutions.get(id)?.[link];
      return target?.state !== 'article' || !isGone(id, sourceArticleOf(key) ?? '');
    });
  return {
    graph: {
      ...graph,
      links: graph.links.filter(({ from, to }) => !isGone(from, to)),
      connections: new Map(
        [...graph.connections].map(([id, own]) => [id, own.filter(({ other }) => !('id' in other && isGone(id, other.id)))]),
      ),
    },
    sourceKeys: new Map(articles.map((article) => [article.id, keptKeys(article)])),
    heldOut: partnersOf(chosen.map(({ pair }) => pair)),
    kept: partnersOf(shuffled.map(({ pair }) => pair)),
    pairs: pairs.size,
  };
}

function partnersOf(pairs: readonly (readonly [number, number])[]): Partners {
  const partners = new Map<number, Set<number>>();
  const add = (one: number, other: number): void => {
    const known = partners.get(one);
    if (known) known.add(other);
    else partners.set(one, new Set([other]));
  };
  for (const [a, b] of pairs) {
    add(a, b);
    add(b, a);
  }
  return partners;
}

/** Simple methods, then Sourcebook's: with the graph only, and with words. */
function methodsOf({ wiki, words }: Library, { graph, sourceKeys }: Experiment): [name: string, method: Method][] {
  const { articles, options } = wiki;
  const similarity = words && measureSimilarity(articles, words);
  const whole = new Evidence(articles, graph, sourceKeys, options.relations, similarity);
  const graphAlone = new Evidence(articles, graph, sourceKeys, options.relations);
  const by = (evidence: Evidence, scoreOf: (other: number) => number): Method => {
    return (self) => {
      evidence.gather(self);
      return new Map([...evidence.others.subarray(0, evidence.count)].map((other) => [other, scoreOf(other)]));
    };
  };
  return [
    ['same tags', sameTags(articles.map(({ parsed }) => parsed.properties.tags))],
    ['common neighbours', by(graphAlone, (other) => graphAlone.common[other] ?? 0)],
    ['Adamic–Adar', by(graphAlone, (other) => graphAlone.neighbours[other] ?? 0)],
    ['shared sources', by(graphAlone, (other) => graphAlone.sources[other] ?? 0)],
    ['words alone', by(whole, (other) => whole.words[other] ?? 0)],
    ['graph alone', by(graphAlone, (other) => relatedScore(graphAlone, other))],
    ['**graph and words** (default)', by(whole, (other) => relatedScore(whole, other))],
  ];
}

function sameTags(tags: readonly (readonly string[])[]): Method {
  const bearers = new Map<string, number[]>();
  for (const [index, own] of tags.entries())
    for (const tag of own) bearers.set(tag.toLowerCase(), [...(bearers.get(tag.toLowerCase()) ?? []), index]);
  return (self) => {
    const scores = new Map<number, number>();
    for (const tag of tags[self] ?? [])
      for (const other of bearers.get(tag.toLowerCase()) ?? []) scores.set(other, (scores.get(other) ?? 0) + 1);
    return scores;
  };
}

function measure(method: Method, articles: number, { heldOut, kept }: Experiment): Result {
  const sum: Result = { recall: 0, reciprocalRank: 0 };
  for (let self = 0; self < articles; self++) {
    const partners = heldOut.get(self);
    if (!partners) continue;
    const ranked = [...method(self)]
      .filter(([other, score]) => score > 0 && other !== self && !kept.get(self)?.has(other))
      .sort((a, b) => b[1] - a[1] || a[0] - b[0])
      .slice(0, deepest);
    const found = ranked.slice(0, asked).filter(([other]) => partners.has(other)).length;
    const first = ranked.findIndex(([other]) => partners.has(other));
    sum.recall += found / partners.size;
    sum.reciprocalRank += first < 0 ? 0 : 1 / (first + 1);
  }
  return { recall: sum.recall / Math.max(1, heldOut.size), reciprocalRank: sum.reciprocalRank / Math.max(1, heldOut.size) };
}

/** A row for each method: recall@6 in percent and MRR, for each wiki, and their means. */
function print(): void {
  const shown = ({ recall, reciprocalRank }: Result): string => `${(100 * recall).toFixed(1)} / ${reciprocalRank.toFixed(3)}`;
  const names = [...(columns[0]?.results.keys() ?? [])];
  const rows = names.map((name) => {
    const own = columns.map(({ results }) => results.get(name) ?? { recall: 0, reciprocalRank: 0 });
    const mean = (value: (result: Result) => number): number => own.reduce((sum, result) => sum + value(result), 0) / own.length;
    return [
      name,
      ...own.map(shown),
      shown({ recall: mean((each) => each.recall), reciprocalRank: mean((each) => each.reciprocalRank) }),
    ];
  });
  const head = ['recall@6 in % / MRR', ...columns.map(({ name }) => name), 'mean'];
  console.log([head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n'));
}
