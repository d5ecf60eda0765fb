/** Maps the scopes of TextMate grammars to a few classes of code. */

/** A class by its short name, as in Pygments where possible; the stylesheet colours it. */
const scopes = {
  /** Keywords. */
  k: [
    'keyword',
    'storage',
    'variable.language',
    'keyword.operator.new',
    'keyword.operator.expression',
    'keyword.operator.word',
    'keyword.operator.wordlike',
    'keyword.operator.logical.python',
    'keyword.operator.delete',
    'keyword.operator.sizeof',
    'keyword.operator.alphabetical',
    'punctuation.definition.directive',
  ],
  /** Strings. */
  s: [
    'string',
    'punctuation.definition.string',
    'constant.other.symbol',
    'markup.inline.raw',
    'markup.raw',
    'markup.underline.link',
  ],
  /** Comments. */
  c: ['comment', 'punctuation.definition.comment', 'markup.quote', 'meta.diff.header', 'meta.separator'],
  /** Numbers and other constants. */
  m: ['constant', 'support.constant', 'constant.character.escape', 'keyword.other.unit', 'meta.diff.range', 'markup.changed'],
  /** Functions. */
  nf: [
    'entity.name.function',
    'support.function',
    'variable.function',
    'meta.decorator variable.other',
    'punctuation.decorator',
    'punctuation.definition.decorator',
    'punctuation.definition.annotation',
  ],
  /** Types and classes. */
  nc: [
    'entity.name.type',
    'entity.name.class',
    'entity.other.inherited-class',
    'support.type',
    'support.class',
    'entity.name.namespace',
    'storage.type.java',
    'storage.type.object.array.java',
    'storage.type.generic.java',
    'storage.type.annotation',
    'storage.modifier.import',
    'storage.modifier.package',
    'storage.type.groovy',
    'storage.type.haskell',
  ],
  /** Tags. */
  nt: ['entity.name.tag', 'entity.other.attribute-name.class.css', 'entity.other.attribute-name.id.css'],
  /** Attributes, properties and keys. */
  na: ['entity.other.attribute-name', 'support.type.property-name', 'support.type.vendored.property-name', 'meta.property-name'],
  /** Headings. */
  gh: ['markup.heading', 'entity.name.section'],
  /** Strong and emphasised words. */
  gs: ['markup.bold'],
  ge: ['markup.italic'],
  /** Inserted and deleted lines. */
  gi: ['markup.inserted'],
  gd: ['markup.deleted'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** Plain text inside other scopes. */
const plain = [
  'keyword.operator',
  'keyword.other.definition.ini.punctuation',
  'storage.type.function.arrow',
  'string meta.embedded',
  'string meta.template.expression',
  'string meta.interpolation',
  'meta.embedded.line',
  'punctuation.section.embedded',
  'punctuation.definition.tag',
  'string.unquoted.plain.out.yaml',
  'string.unquoted.argument.shell',
  'support.type.primitive punctuation',
];

const names = Object.keys(scopes) as readonly (keyof typeof scopes)[];

/** A theme for Shiki in which the colour of each class encodes its number: see `classOfColour`. */
export const themeOfClasses = {
  name: 'classes',
  type: 'light' as const,
  settings: [
    { settings: { foreground: colourOf(0), background: '#ffffff' } },
    ...names.map((name, index) => ({ scope: [...scopes[name]], settings: { foreground: colourOf(index + 1) } })),
    { scope: plain, settings: { foreground: colourOf(0) } },
  ],
};

function colourOf(number: number): string {
  return `#${number.toString(16).padStart(6, '0')}`;
}

/** The class that a colour of the theme encodes; empty if none. */
export function classOfColour(colour: string | undefined): string {
  return (colour && names[Number.parseInt(colour.slice(1), 16) - 1]) || '';
}
