/** The tags of a wiki as a tree: `sky/planets` is below `sky`, whether or not any article has `sky` itself. */
import { compareStrings } from '../wiki/diagnostics.ts';
import { titleOrder } from '../wiki/graph/build-graph.ts';
import type { Article } from '../wiki/model.ts';
import { tagKeys, tagNames } from '../wiki/schema/tags.ts';

export interface Tag {
  /** The keys of its names, joined with `/`; equal for all spellings. */
  readonly key: string;
  /** Its last name, in the most frequent spelling. */
  readonly name: string;
  /** Its full path: `Sky/planets`. */
  readonly label: string;
  readonly parent?: Tag;
  /** By name. */
  readonly children: readonly Tag[];
  /** Articles with this tag or one below it, each once, in the order of the wiki. */
  readonly articles: readonly Article[];
}

/** The read-only interface of the tags of a wiki. */
export type Tags = Pick<TagTree, 'roots' | 'all' | 'size' | 'of' | 'ofArticle'>;

export class TagTree {
  /** Tags without a parent, by name. */
  readonly roots: readonly Tag[];
  readonly #byKey = new Map<string, Tag>();
  /** Cache by spelling, since articles repeat spellings. */
  readonly #bySpelling = new Map<string, Tag | undefined>();

  constructor(articles: readonly Article[]) {
    const top = growingTag();
    for (const article of articles) for (const tag of article.parsed.properties.tags) grow(top, tag, article);
    this.roots = this.#ripen(top);
  }

  /** Every tag, parents before children. */
  get all(): Iterable<Tag> {
    return this.#byKey.values();
  }

  get size(): number {
    return this.#byKey.size;
  }

  /** The tag for any spelling; undefined if no article has it. */
  of(written: string): Tag | undefined {
    if (this.#bySpelling.has(written)) return this.#bySpelling.get(written);
    const tag = this.#byKey.get(tagKeys(written).join('/'));
    this.#bySpelling.set(written, tag);
    return tag;
  }

  /** The tags of an article, each once, in its order; with parent tags if `above` is set. */
  ofArticle({ parsed }: Article, above: boolean): Set<Tag> {
    const tags = new Set<Tag>();
    for (const written of parsed.properties.tags) {
      const tag = this.of(written);
      for (let each = tag; each; each = above ? each.parent : undefined) tags.add(each);
    }
    return tags;
  }

  #ripen({ below }: GrowingTag, parent?: Tag): Tag[] {
    const named = [...below].map(([key, growing]) => ({ key, growing, name: mostWritten(growing.spellings) }));
    named.sort((a, b) => titleOrder.compare(a.name, b.name) || compareStrings(a.key, b.key));
    return named.map(({ key, growing, name }) => {
      const children: Tag[] = [];
      const tag: Tag = {
        key: parent ? `${parent.key}/${key}` : key,
        name,
        label: parent ? `${parent.label}/${name}` : name,
        ...(parent && { parent }),
        children,
        articles: [...growing.articles],
      };
      this.#byKey.set(tag.key, tag);
      children.push(...this.#ripen(growing, tag));
      return tag;
    });
  }
}

/** A tag while articles are being added. */
interface GrowingTag {
  readonly spellings: Map<string, number>;
  readonly articles: Set<Article>;
  readonly below: Map<string, GrowingTag>;
}

function growingTag(): GrowingTag {
  return { spellings: new Map(), articles: new Set(), below: new Map() };
}

function grow(top: GrowingTag, tag: string, article: Article): void {
  const names = tagNames(tag);
  let at = top;
  for (const [depth, key] of tagKeys(tag).entries()) {
    const next = at.below.get(key) ?? growingTag();
    at.below.set(key, next);
    const name = names[depth] ?? key;
    next.spellings.set(name, (next.spellings.get(name) ?? 0) + 1);
    next.articles.add(article);
    at = next;
  }
}

/** The most frequent spelling; of several, the first in code unit order. */
function mostWritten(spellings: ReadonlyMap<string, number>): string {
  const [most] = [...spellings].sort(([a, m], [b, n]) => n - m || compareStrings(a, b));
  return most?.[0] ?? '';
}
