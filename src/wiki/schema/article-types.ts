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
  readonly #byKey: Map<string, ArticleType>;
  readonly #byFolder: Map<string, ArticleType>;

  /** The types that the tables and sourcebook.yaml name. */
  readonly declared: readonly ArticleType[];

  constructor(types: readonly ArticleType[] = builtInArticleTypes) {
    this.declared = types;
    this.#byKey = new Map(types.map((type) => [type.key, type]));
    this.#byFolder = new Map(types.map((type) => [type.folder, type]));
  }

  /** The entry for what an article says, ignoring case and plural; an undeclared value gets an entry under its own label. */
  of(written: string): ArticleType {
    const key = typeKey(written);
    const known = this.#byKey.get(key) ?? this.#byFolder.get(key);
    return known ?? (key === fallbackTypeKey ? fallbackType : undeclaredType(written.trim(), key));
  }

  /** The type that the nearest folder with a type's name gives, if any. */
  ofFolders(path: string): ArticleType | undefined {
    const folders = path.toLowerCase().split('/').slice(0, -1);
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

function undeclaredType(label: string, key: string): ArticleType {
  const shown = label.charAt(0).toUpperCase() + label.slice(1);
  return {
    key,
    label: shown,
    plural: pluralOf(shown),
    folder: '',
    shape: 'square',
    hue: hueOf(key),
    declared: false,
    isSource: worksOfOthers.has(key),
  };
}

/** Undeclared types whose articles are about a work to be cited. */
const worksOfOthers: ReadonlySet<string> = new Set(
  'paper,preprint,book,chapter,thesis,report,whitepaper,podcast,talk,lecture,video,interview,transcript,newsletter'.split(','),
);

/** English plurals only; a wiki in another language declares its types. */
function pluralOf(label: string): string {
  if (/[^aeiou]y$/i.test(label)) return label.replace(/y$/i, 'ies');
  if (/sis$/i.test(label)) return label.replace(/is$/i, 'es');
  if (/(?:s|x|z|ch|sh)$/i.test(label)) return `${label}es`;
  return /[a-z]$/i.test(label) ? `${label}s` : label;
}

/** A hue that depends on the name alone, so that it stays when other types come and go. */
function hueOf(key: string): number {
  let hash = 0;
  for (const char of key) hash = (hash * 31 + (char.codePointAt(0) ?? 0)) % 360;
  return hash;
}
