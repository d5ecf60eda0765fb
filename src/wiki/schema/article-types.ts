import { compareStrings } from '../diagnostics.ts';

/** The shapes a type can be told by. */
export const typeShapes = ['circle', 'diamond', 'page', 'square', 'triangle', 'hexagon', 'ring'] as const;
export type TypeShape = (typeof typeShapes)[number];

/** What Sourcebook knows of a type of article. `sourcebook.yaml` adds to this table and changes it. */
export interface ArticleType {
  /** Lower case; what frontmatter says is compared with it ignoring case. */
  readonly key: string;
  readonly label: string;
  readonly plural: string;
  /** What articles of this type are, as plain text. */
  readonly description?: string;
  /** Articles in a folder of this name have this type when they do not say. Lower case. */
  readonly folder: string;
  readonly shape: TypeShape;
  /** OKLCH hue in degrees. */
  readonly hue: number;
  /** False for the fallback, and for a type that only its articles name. */
  readonly declared: boolean;
  /** Its articles are what others stand on, and need no sources themselves. */
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

/** The type of an article that gives none and whose folders tell nothing. */
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
  /** Declared types by the folded names of keys and folders, and undeclared ones that articles use. */
  readonly #byKey: ReadonlyMap<string, ArticleType>;
  readonly #byFolder: ReadonlyMap<string, ArticleType>;
  readonly #used: ReadonlyMap<string, ArticleType>;
  /** Answers by what was asked: there are few types, and every card asks for one. */
  readonly #known = new Map<string, ArticleType>();

  /** The types that the tables and sourcebook.yaml name. */
  readonly declared: readonly ArticleType[];

  constructor(types: readonly ArticleType[] = builtInArticleTypes, used: ReadonlyMap<string, ArticleType> = new Map()) {
    this.declared = types;
    this.#byKey = new Map(types.map((type) => [foldType(type.key), type]));
    this.#byFolder = new Map(types.map((type) => [foldType(type.folder), type]));
    this.#used = used;
  }

  /**
   * The entry for a type as written, ignoring case, hyphens, underscores and plural. An undeclared type gets an entry under its
   * own name.
   */
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
   * The same types with the names that articles give to undeclared ones. Of several spellings of a name, the most frequent is
   * shown; the first in code unit order is the key, so that it does not depend on counts.
   *
   * @param written the type of each article that states one, as written
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

  /** The type that the nearest folder with a type's name gives, if any. */
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

/** Names that differ only in case, hyphens, underscores and spaces mean one type. */
function foldType(written: string): string {
  return typeKey(written.replace(/[\s_-]+/g, ' ')) || typeKey(written);
}

/** @param written the name as an author wrote it */
function undeclaredType(key: string, written: string): ArticleType {
  const label = labelOfName(written);
  return {
    key,
    label,
    // How a plural is made depends on the language, and on whether the name is one already.
    plural: label,
    folder: '',
    shape: 'square',
    hue: hueOf(key),
    declared: false,
    isSource: worksOfOthers.has(key),
  };
}

/**
 * A name as its author wrote it, for readers: `data_structure` is `Data structure`, `AI theory` stays. A name that has a capital
 * anywhere keeps its first letter (`iOS app`). Hyphens between words that have spaces around them too belong to the words
 * (`open-source tool`).
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
  // `ß` and `ŉ` have no capital of one letter.
  return [...raised].length === 1 ? raised + label.slice(first.length) : label;
}

/** Undeclared types whose articles are about a work to be cited. */
const worksOfOthers: ReadonlySet<string> = new Set(
  'paper,preprint,book,chapter,thesis,report,whitepaper,podcast,talk,lecture,video,interview,transcript,newsletter'.split(','),
);

/** The English plural of a declared type whose declaration gives none; a name that looks like a plural stays. */
export function englishPlural(label: string): string {
  if (/[^aeiou]y$/i.test(label)) return label.replace(/y$/i, 'ies');
  if (/sis$/i.test(label)) return label.replace(/is$/i, 'es');
  if (/(?:ss|us|x|z|ch|sh)$/i.test(label)) return `${label}es`;
  if (/s$/i.test(label)) return label;
  return /[a-z]$/i.test(label) ? `${label}s` : label;
}

/** A hue that depends on the name alone, so that it stays when other types come and go. */
function hueOf(key: string): number {
  let hash = 0;
  for (const char of key) hash = (hash * 31 + (char.codePointAt(0) ?? 0)) % 360;
  return hash;
}
