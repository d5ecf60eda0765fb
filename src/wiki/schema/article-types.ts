import { compareStrings } from '../diagnostics.ts';

/** Shapes that identify a type. */
export const typeShapes = ['circle', 'diamond', 'page', 'square', 'triangle', 'hexagon', 'ring'] as const;
export type TypeShape = (typeof typeShapes)[number];

/** An article type. `sourcebook.yaml` adds to this table and overrides it. */
export interface ArticleType {
  /** Lower case; types in frontmatter are matched ignoring case. */
  readonly key: string;
  readonly label: string;
  readonly plural: string;
  /** Description of the type, as plain text. */
  readonly description?: string;
  /** Articles in a folder of this name get this type unless they declare one. Lower case. */
  readonly folder: string;
  readonly shape: TypeShape;
  /** OKLCH hue in degrees. */
  readonly hue: number;
  /** False for the fallback, and for types that only articles name. */
  readonly declared: boolean;
  /** Articles of this type are sources for others and need none themselves. */
  readonly isSource: boolean;
}

export const builtInArticleTypes: readonly ArticleType[] = [
  {
    key: 'concept',
    label: 'Concept',
    plural: 'Concepts',
    folder: 'concepts',
    shape: 'circle',
    hue: 255,
    declared: true,
    isSource: false,
  },
  {
    key: 'entity',
    label: 'Entity',
    plural: 'Entities',
    folder: 'entities',
    shape: 'diamond',
    hue: 150,
    declared: true,
    isSource: false,
  },
  {
    key: 'source',
    label: 'Source',
    plural: 'Sources',
    folder: 'sources',
    shape: 'page',
    hue: 55,
    declared: true,
    isSource: true,
  },
];

/** The type of an article that declares none and whose folders give none. */
export const fallbackTypeKey = 'article';

const fallbackType: ArticleType = {
  key: fallbackTypeKey,
  label: 'Article',
  plural: 'Articles',
  folder: '',
  shape: 'ring',
  hue: 255,
  declared: false,
  isSource: false,
};

export class ArticleTypes {
  /** Declared types by the folded names of keys and folders, and undeclared types that articles use. */
  readonly #byKey: ReadonlyMap<string, ArticleType>;
  readonly #byFolder: ReadonlyMap<string, ArticleType>;
  readonly #used: ReadonlyMap<string, ArticleType>;
  /** Cache by the type as written: there are few types, and every card looks one up. */
  readonly #known = new Map<string, ArticleType>();

  /** Types from the built-in table and sourcebook.yaml. */
  readonly declared: readonly ArticleType[];

  constructor(types: readonly ArticleType[] = builtInArticleTypes, used: ReadonlyMap<string, ArticleType> = new Map()) {
    this.declared = types;
    this.#byKey = new Map(types.map((type) => [foldType(type.key), type]));
    this.#byFolder = new Map(types.map((type) => [foldType(type.folder), type]));
    this.#used = used;
  }

  /** The entry for a type as written, ignoring case, hyphens, underscores and plural. An undeclared type gets its own entry. */
  of(written: string): ArticleType {
    let type = this.#known.get(written);
    if (!type) {
      const fold = foldType(written);
      type = this.#byKey.get(fold) ?? this.#byFolder.get(fold) ?? this.#used.get(fold);
      type ??= fold === fallbackTypeKey ? fallbackType : undeclaredType(typeKey(written), written);
      this.#known.set(written, type);
    }
    return type;
  }

  /**
   * The same types, with the undeclared ones that articles use. Of several spellings of a name, the most frequent is shown; the
   * first in code unit order is the key, so that the key does not depend on counts.
   *
   * @param written the type of each article that declares one, as written
   */
  withUsed(written: Iterable<string>): ArticleTypes {
    const spellings = new Map<string, Map<string, number>>();
    for (const each of written) {
      const fold = foldType(each);
      if (this.of(each).declared || fold === fallbackTypeKey) continue;
      const name = each.trim().replace(/\s+/g, ' ');
      const counts = spellings.get(fold) ?? new Map<string, number>();
      counts.set(name, (counts.get(name) ?? 0) + 1);
      spellings.set(fold, counts);
    }
    const used = [...spellings].map(([fold, counts]): [string, ArticleType] => {
      const names = [...counts].sort(([a, m], [b, n]) => n - m || compareStrings(a, b)).map(([name]) => name);
      const [key = fold] = names.map(typeKey).sort(compareStrings);
      return [fold, undeclaredType(key, names[0] ?? key)];
    });
    return new ArticleTypes(this.declared, new Map(used));
  }

  /** The type of the nearest folder that is named like a type, if any. */
  ofFolders(path: string): ArticleType | undefined {
    const folders = path.split('/').slice(0, -1).map(foldType);
    for (const folder of folders.reverse()) {
      const type = this.#byFolder.get(folder) ?? this.#byKey.get(folder);
      if (type) return type;
    }
    return undefined;
  }
}

function typeKey(written: string): string {
  return written.trim().toLowerCase().replace(/\s+/g, ' ');
}

/** Folds case, hyphens, underscores and spaces: names that differ only in these mean the same type. */
function foldType(written: string): string {
  return typeKey(written.replace(/[\s_-]+/g, ' ')) || typeKey(written);
}

/** @param written the name as written by an author */
function undeclaredType(key: string, written: string): ArticleType {
  const label = labelOfName(written);
  return {
    key,
    label,
    // How a plural is formed depends on the language, and the name may be one already.
    plural: label,
    folder: '',
    shape: 'square',
    hue: hueOf(key),
    declared: false,
    isSource: worksOfOthers.has(key),
  };
}

/**
 * A name as shown to readers: `data_structure` becomes `Data structure`; `AI theory` is unchanged. If any letter is a capital,
 * the first one is unchanged (`iOS app`). In a name with spaces, hyphens are unchanged too (`open-source tool`).
 */
export function labelOfName(written: string): string {
  const name = written.trim().replace(/\s+/g, ' ');
  const words = name
    .replace(name.includes(' ') ? /_+/g : /[_-]+/g, ' ')
    .replace(/ +/g, ' ')
    .trim();
  const label = words === '' ? name : words;
  if (label !== label.toLowerCase()) return label;
  const [first = ''] = label;
  const raised = first.toUpperCase();
  // `ß` and `ŉ` have no single-letter capital.
  return [...raised].length === 1 ? raised + label.slice(first.length) : label;
}

/** Undeclared types that are works to be cited. */
const worksOfOthers: ReadonlySet<string> = new Set(
  'paper,preprint,book,chapter,thesis,report,whitepaper,podcast,talk,lecture,video,interview,transcript,newsletter'.split(','),
);

/** The English plural for a declared type without one; a name that looks like a plural is unchanged. */
export function englishPlural(label: string): string {
  if (/[^aeiou]y$/i.test(label)) return label.replace(/y$/i, 'ies');
  if (/sis$/i.test(label)) return label.replace(/is$/i, 'es');
  if (/(?:ss|us|x|z|ch|sh)$/i.test(label)) return `${label}es`;
  if (/s$/i.test(label)) return label;
  return /[a-z]$/i.test(label) ? `${label}s` : label;
}

/** A hue that depends only on the name, so that it does not change as other types come and go. */
function hueOf(key: string): number {
  let hash = 0;
  for (const char of key) hash = (hash * 31 + (char.codePointAt(0) ?? 0)) % 360;
  return hash;
}
