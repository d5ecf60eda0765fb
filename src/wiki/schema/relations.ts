/** A type of connection. Labels are sentence fragments: "A {label} B", "B {inverse} A". */
export interface Relation {
  readonly key: string;
  readonly label: string;
  /** Label on the other article; equals `label` if the relation is symmetric. */
  readonly inverse: string;
  /** Other spellings of the label. */
  readonly aliases?: readonly string[];
  /** Other spellings of the inverse. */
  readonly inverseAliases?: readonly string[];
  /** How closely such a connection relates two articles, from 0 to 1. */
  readonly weight: number;
  /** Whether the two articles contradict each other. */
  readonly isConflict?: true;
}

export const builtInRelations: readonly Relation[] = [
  { key: 'extends', label: 'Extends', inverse: 'Extended by', weight: 1 },
  { key: 'implements', label: 'Implements', inverse: 'Implemented by', weight: 1 },
  { key: 'augments', label: 'Augments', inverse: 'Augmented by', weight: 1 },
  { key: 'variant-of', label: 'Variant of', inverse: 'Variant', inverseAliases: ['variants', 'has variant'], weight: 1 },
  { key: 'part-of', label: 'Part of', inverse: 'Has part', inverseAliases: ['parts', 'contains'], weight: 1 },
  {
    key: 'example-of',
    label: 'Example of',
    inverse: 'Example',
    aliases: ['instance of'],
    inverseAliases: ['examples', 'has example'],
    weight: 0.9,
  },
  { key: 'derived-from', label: 'Derived from', inverse: 'Source of', aliases: ['based on'], weight: 0.9 },
  {
    key: 'replaces',
    label: 'Replaces',
    inverse: 'Superseded by',
    aliases: ['supersedes'],
    inverseAliases: ['replaced by'],
    weight: 0.9,
  },
  { key: 'demonstrates-failure-of', label: 'Demonstrates failure mode of', inverse: 'Failure mode demonstrated by', weight: 0.9 },
  { key: 'authoring-source-of', label: 'Authoring source of', inverse: 'Authoring source', weight: 0.9 },
  { key: 'contradicts', label: 'Contradicts', inverse: 'Contradicts', weight: 0.8, isConflict: true },
  {
    key: 'confirms',
    label: 'Confirms',
    inverse: 'Confirmed by',
    aliases: ['supports'],
    inverseAliases: ['supported by'],
    weight: 0.8,
  },
  { key: 'causes', label: 'Causes', inverse: 'Caused by', weight: 0.8 },
  { key: 'precedes', label: 'Precedes', inverse: 'Preceded by', inverseAliases: ['follows'], weight: 0.7 },
  { key: 'uses', label: 'Uses', inverse: 'Used by', weight: 0.7 },
  { key: 'compatible-with', label: 'Compatible with', inverse: 'Compatible with', weight: 0.7 },
  { key: 'relevant-to', label: 'Relevant to', inverse: 'Relevant to', weight: 0.5 },
];

/** A relation as seen from one article. */
export interface RelationSide {
  readonly relation: Relation;
  /** True if the label as written is the inverse, so that the article is the object: `Augmented by` for `augments`. */
  readonly inverse: boolean;
}

export class Relations {
  readonly #byLabel = new Map<string, RelationSide>();
  readonly all: readonly Relation[];

  constructor(relations: readonly Relation[] = builtInRelations) {
    this.all = relations;
    for (const relation of relations) {
      const { key, label, aliases = [], inverse, inverseAliases = [] } = relation;
      for (const name of [inverse, ...inverseAliases]) this.#byLabel.set(foldLabel(name), { relation, inverse: true });
      // The label comes last, so that a symmetric relation reads forwards from both sides.
      for (const name of [key, ...aliases, label]) this.#byLabel.set(foldLabel(name), { relation, inverse: false });
    }
  }

  /** The relation that a label means, ignoring case, spaces, hyphens and underscores; undefined for an undeclared label. */
  of(label: string): RelationSide | undefined {
    return this.#byLabel.get(foldLabel(label));
  }
}

/** Folds the spellings of a label: `Augmented-by`, `augmented_by` and `augmentedBy` are the same. */
export function foldLabel(label: string): string {
  return label
    .normalize('NFC')
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .replace(/[\s_-]+/g, '')
    .replace(/[:：]$/, '');
}
