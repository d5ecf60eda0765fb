/** `sourcebook.yaml`: read, checked, and turned into what the wiki and its pages need. Every key is optional. */
import { isMap, isNode, isScalar } from 'yaml';
import { z } from 'zod';
import { type Message, placeholdersOf } from '../shared/messages.ts';
import { diagnosticAt, diagnosticIn, diagnosticSeverities, isDiagnosticCode } from '../wiki/diagnostics.ts';
import { didYouMean, suggester } from '../wiki/did-you-mean.ts';
import type { Diagnostic, Severity } from '../wiki/model.ts';
import { folderPath } from '../wiki/resolve/link-roots.ts';
import { type ArticleType, ArticleTypes, builtInArticleTypes, englishPlural, typeShapes } from '../wiki/schema/article-types.ts';
import { languageTag } from '../wiki/schema/language.ts';
import { type MarkdownSyntax, plainSyntax, syntaxNames } from '../wiki/schema/markdown-syntax.ts';
import { builtInRelations, type Relation, Relations } from '../wiki/schema/relations.ts';
import { lineStartsOf } from '../wiki/text/lines.ts';
import { readSettingsYaml } from './settings-yaml.ts';
import { englishOf, type OwnWords, wordKeys } from './words.ts';

export const configFileName = 'sourcebook.yaml';

export interface SiteConfig {
  readonly title: string;
  readonly description: string;
  readonly url?: string;
  readonly base: string;
  readonly lang: string;
  readonly author?: string;
  /** `https://host/repo/edit/main/{path}` */
  readonly editUrl?: string;
  /** Globs over paths of the vault. */
  readonly exclude: readonly string[];
  /** Whether symbolic links that lead out of the vault are followed. */
  readonly followSymlinks: boolean;
  readonly types: ArticleTypes;
  readonly relations: Relations;
  readonly severity: Readonly<Record<string, Severity | 'off'>>;
  readonly strictTypes: boolean;
  /** An article that nobody has updated for so many days is stale. */
  readonly staleAfterDays?: number;
  readonly theme: { readonly accent?: string; readonly logo?: string; readonly favicon?: string; readonly css?: string };
  readonly search: boolean;
  readonly feeds: boolean;
  readonly previews: boolean;
  /** Whether the wiki has a map, and each article one of what is near it. */
  readonly graph: boolean;
  readonly markdown: MarkdownSyntax;
  /** Folders by the names that links give them: `{ en: 'wiki-en' }`. */
  readonly roots: Readonly<Record<string, string>>;
  /** Words of the interface that the wiki says in its own way. */
  readonly words: OwnWords;
}

const hues = { red: 25, orange: 55, yellow: 95, green: 150, teal: 190, blue: 255, purple: 300, pink: 350 } as const;

const typeSchema = z.strictObject({
  label: z.string().optional(),
  plural: z.string().optional(),
  description: z.string().optional(),
  folder: z.string().optional(),
  shape: z.enum(typeShapes).optional(),
  colour: z.union([z.enum(Object.keys(hues) as (keyof typeof hues)[]), z.number().min(0).max(360)]).optional(),
});

const relationSchema = z.strictObject({
  label: z.string().optional(),
  inverse: z.string().optional(),
  symmetric: z.boolean().optional(),
  aliases: z.array(z.string()).optional(),
  inverseAliases: z.array(z.string()).optional(),
  weight: z.number().min(0).max(1).optional(),
});

/** Whatever its case; YAML reads a bare `off` of older versions as false. */
const severitySchema = z.preprocess(
  (value) => (value === false ? 'off' : String(value).toLowerCase()),
  z.enum(['error', 'warning', 'info', 'off']),
);

/** A folder may be called by a year. */
const folderName = z.union([z.string(), z.number()]).transform(String);

/** Text, or forms by plural category. */
const form = z.string().exactOptional();
const message = z.union([
  z.string(),
  z.strictObject({ zero: form, one: form, two: form, few: form, many: form, other: z.string() }),
]);

/** A century. */
const maxStaleDays = 36_500;

const schemas = {
  title: z.string(),
  description: z.string(),
  url: z.url({ protocol: /^https?$/ }),
  base: z.string(),
  lang: z
    .string()
    .refine((value) => languageTag(value) !== undefined)
    .transform((value) => languageTag(value) ?? value),
  author: z.string(),
  editUrl: z.string().includes('{path}'),
  exclude: z.array(z.string()),
  followSymlinks: z.boolean(),
  types: z.record(z.string(), typeSchema),
  relations: z.record(z.string(), relationSchema),
  severity: z.record(z.string(), severitySchema),
  strictTypes: z.boolean(),
  staleAfterDays: z.number().int().min(1).max(maxStaleDays),
  theme: z
    .strictObject({ accent: z.string().regex(/^[^;{}<>"]+$/), logo: z.string(), favicon: z.string(), css: z.string() })
    .partial(),
  links: z.strictObject({ roots: z.record(z.string(), folderName) }).partial(),
  markdown: z.partialRecord(z.enum(syntaxNames), z.boolean()),
  words: z.record(z.string(), message),
  features: z.partialRecord(z.enum(['graph', 'previews', 'search', 'feeds']), z.boolean()),
} as const;

/** What each key takes, in words, for a reader who got it wrong. */
const expectations: Readonly<Record<keyof typeof schemas, string>> = {
  title: 'text',
  description: 'text',
  url: 'a web address such as `https://wiki.example`',
  base: 'a path such as `/docs/`',
  lang: 'a language tag such as `en` or `pt-BR`',
  author: 'text',
  editUrl: 'an address with `{path}` in it',
  exclude: 'a list of globs',
  followSymlinks: '`true` or `false`',
  types: `types by name, each with label, plural, description, folder, shape (${typeShapes.join(', ')}) and colour (${Object.keys(hues).join(', ')} or a hue from 0 to 360)`,
  relations: 'relations by name, each with label, inverse or symmetric, aliases, inverseAliases and weight (0 to 1)',
  severity: 'codes with `error`, `warning`, `info` or `off`',
  strictTypes: '`true` or `false`',
  staleAfterDays: `a whole number of days from 1 to ${maxStaleDays}`,
  theme: 'accent, logo, favicon and css, each as text',
  links: 'roots, which are folders by the names that links give them, such as `{ roots: { en: wiki-en } }`',
  markdown: `${syntaxNames.join(', ')}, each \`true\` or \`false\``,
  words: 'texts by key, or plural forms such as `{ one: …, other: … }`',
  features: 'graph, previews, search and feeds, each `true` or `false`',
};

const keyNames = suggester(Object.keys(schemas));
const codeNames = suggester(Object.keys(diagnosticSeverities));
const wordNames = suggester(wordKeys);

type Values = { [K in keyof typeof schemas]?: z.infer<(typeof schemas)[K]> };

/**
 * Reads the text of a `sourcebook.yaml`. A wrong value is reported at its line and its default stands.
 *
 * @param fallbackTitle title of a wiki that gives none
 * @param vaultSyntax the syntax that the vault's own editor reads; what the text says counts first
 */
export function readConfig(
  text: string,
  fallbackTitle: string,
  vaultSyntax: Partial<MarkdownSyntax> = {},
): { config: SiteConfig; diagnostics: Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const lineStarts = lineStartsOf(text);
  const { document, data, problem } = readSettingsYaml(text);
  const report = (path: readonly PropertyKey[], message: string, hint?: string): void => {
    const node: unknown = path.length > 0 ? document.getIn(path, true) : document.contents;
    const [start, end] = isNode(node) && node.range ? node.range : [0, 0];
    diagnostics.push(diagnosticIn('config-invalid', { path: configFileName, lineStarts }, { start, end }, message, hint));
  };

  const reportKey = (key: string, message: string, hint?: string): void => {
    const pair = isMap(document.contents)
      ? document.contents.items.find((each) => isScalar(each.key) && String(each.key.value) === key)
      : undefined;
    const [start, end] = (isNode(pair?.key) && pair.key.range) || [0, 0];
    diagnostics.push(diagnosticIn('config-invalid', { path: configFileName, lineStarts }, { start, end }, message, hint));
  };

  const values: Values = {};
  if (problem) {
    const { message, ...span } = problem;
    diagnostics.push(diagnosticIn('config-invalid', { path: configFileName, lineStarts }, span, message));
  } else if (data) {
    for (const [key, value] of Object.entries(data)) {
      if (value === null) continue;
      if (!isKey(key)) {
        reportKey(
          key,
          `Unknown key \`${key}\`, expected one of ${Object.keys(schemas).join(', ')}.`,
          didYouMean(keyNames.near(key)),
        );
        continue;
      }
      const result = schemas[key].safeParse(value);
      if (result.success) {
        Object.assign(values, { [key]: result.data });
        continue;
      }
      const paths = result.error.issues.flatMap((issue) =>
        issue.code === 'unrecognized_keys' ? issue.keys.map((each) => [...issue.path, each]) : [issue.path],
      );
      for (const path of paths) report([key, ...path], `\`${[key, ...path].join('.')}\`: expected ${expectations[key]}.`);
      // One wrong entry of several does not cost the others.
      const wrong = new Set(paths.map(([first]) => first));
      if (typeof value !== 'object' || wrong.has(undefined)) continue;
      const right = schemas[key].safeParse(Object.fromEntries(Object.entries(value).filter(([entry]) => !wrong.has(entry))));
      if (right.success) Object.assign(values, { [key]: right.data });
    }
  } else if (document.contents !== null) report([], 'Expected keys and values, such as `title: My wiki`.');
  for (const code of Object.keys(values.severity ?? {})) {
    if (!isDiagnosticCode(code))
      report(
        ['severity', code],
        `Unknown code \`${code}\`, expected one of ${Object.keys(diagnosticSeverities).join(', ')}.`,
        didYouMean(codeNames.near(code)),
      );
  }
  const words = Object.entries(values.words ?? {}).filter(([key, own]) => {
    const problem = problemOfWord(key, own);
    if (problem) report(['words', key], problem.message, problem.hint);
    return !problem;
  });

  const config: SiteConfig = {
    title: values.title ?? fallbackTitle,
    description: values.description ?? '',
    ...(values.url !== undefined && { url: values.url }),
    base: values.base ?? '/',
    lang: values.lang ?? 'en',
    ...(values.author !== undefined && { author: values.author }),
    ...(values.editUrl !== undefined && { editUrl: values.editUrl }),
    exclude: values.exclude ?? [],
    followSymlinks: values.followSymlinks ?? false,
    types: articleTypesFrom(values.types ?? {}, values.lang ?? 'en'),
    relations: relationsFrom(values.relations ?? {}),
    severity: values.severity ?? {},
    strictTypes: values.strictTypes ?? false,
    ...(values.staleAfterDays !== undefined && { staleAfterDays: values.staleAfterDays }),
    theme: withoutUndefined(values.theme ?? {}),
    search: values.features?.search ?? true,
    feeds: values.features?.feeds ?? true,
    previews: values.features?.previews ?? true,
    graph: values.features?.graph ?? true,
    markdown: { ...plainSyntax, ...vaultSyntax, ...values.markdown },
    roots: values.links?.roots ?? {},
    words: Object.fromEntries(words),
  };
  return { config, diagnostics };
}

/**
 * Findings for the folders that `links: { roots: … }` names and the vault does not have.
 *
 * @param text of the `sourcebook.yaml`
 * @param paths of all files of the vault
 */
export function missingRoots(text: string, { roots }: Pick<SiteConfig, 'roots'>, paths: readonly string[]): Diagnostic[] {
  const declared = Object.entries(roots);
  if (declared.length === 0) return [];
  const folders = new Set(paths.flatMap((path) => foldersAbove(path.normalize('NFC'))));
  const { document } = readSettingsYaml(text);
  const names = suggester([...folders]);
  return declared.flatMap(([name, written]) => {
    const folder = folderPath(written);
    if (folder === '' || folders.has(folder)) return [];
    const node: unknown = document.getIn(['links', 'roots', name], true);
    const [start, end] = isNode(node) && node.range ? node.range : [0, 0];
    const file = { path: configFileName, lineStarts: lineStartsOf(text) };
    const message = `\`links.roots.${name}\`: there is no folder \`${written}\` in the vault.`;
    return diagnosticIn('config-invalid', file, { start, end }, message, didYouMean(names.near(folder)));
  });
}

/** `a` and `a/b` of `a/b/c.md` */
function foldersAbove(path: string): string[] {
  const segments = path.split('/').slice(0, -1);
  return segments.map((_, index) => segments.slice(0, index + 1).join('/'));
}

/** A diagnostic for a configuration file that could not be read at all. */
export function unreadableConfig(reason: string): Diagnostic {
  return diagnosticAt('config-invalid', configFileName, { line: 1, column: 1 }, `The file could not be read: ${reason}.`);
}

function isKey(key: string): key is keyof typeof schemas {
  return Object.hasOwn(schemas, key);
}

/** What keeps a message from being said; undefined for nothing. */
function problemOfWord(key: string, own: Message): { message: string; hint?: string | undefined } | undefined {
  const english = englishOf(key);
  if (english === undefined) return { message: `Unknown key \`words.${key}\`.`, hint: didYouMean(wordNames.near(key)) };
  const known = placeholdersOf(english);
  if (typeof own !== 'string' && typeof english === 'string')
    return { message: `\`words.${key}\`: expected text, since this message has no plural forms.` };
  const [unknown] = placeholdersOf(own)
    .filter((name) => name !== 'count' || typeof english === 'string')
    .filter((name) => !known.includes(name));
  if (unknown === undefined) return undefined;
  const expected = known.length === 0 ? 'none' : known.map((name) => `\`{${name}}\``).join(', ');
  return { message: `\`words.${key}\`: unknown placeholder \`{${unknown}}\`, expected ${expected}.` };
}

/** @param lang of the wiki: a plural that is not given is made in English alone */
function articleTypesFrom(declared: NonNullable<Values['types']>, lang: string): ArticleTypes {
  const pluralOf = (label: string): string => (/^en(?:-|$)/i.test(lang) ? englishPlural(label) : label);
  const types = new Map(builtInArticleTypes.map((type) => [type.key, type]));
  for (const [name, entry] of Object.entries(declared)) {
    const key = name.trim().toLowerCase();
    const builtIn = types.get(key);
    const known = builtIn ?? new ArticleTypes([]).of(name);
    const label = entry.label ?? known.label;
    const plural = entry.plural ?? (builtIn && entry.label === undefined ? builtIn.plural : pluralOf(label));
    const hue = typeof entry.colour === 'string' ? hues[entry.colour] : entry.colour;
    const type: ArticleType = {
      key,
      label,
      plural,
      ...(entry.description !== undefined && { description: entry.description }),
      folder: (entry.folder ?? (known.folder || (entry.plural ?? englishPlural(known.label)))).toLowerCase(),
      shape: entry.shape ?? known.shape,
      hue: hue ?? known.hue,
      declared: true,
      isSource: known.isSource,
    };
    types.set(key, type);
  }
  return new ArticleTypes([...types.values()]);
}

/** A relation that is renamed or translated is still understood under the names it had; what a wiki declares counts first. */
function relationsFrom(declared: NonNullable<Values['relations']>): Relations {
  const builtIn = new Relations();
  const relations = new Map(builtInRelations.map((relation) => [relation.key, relation]));
  for (const [name, entry] of Object.entries(declared)) {
    const side = builtIn.of(name);
    const key = side?.inverse === false ? side.relation.key : relationKey(name);
    const known = relations.get(key);
    const wasSymmetric = known !== undefined && known.label === known.inverse;
    const label = entry.label ?? known?.label ?? name;
    const isSymmetric = entry.symmetric ?? (wasSymmetric && entry.inverse === undefined);
    const relation: Relation = {
      key,
      label,
      inverse: isSymmetric ? label : (entry.inverse ?? known?.inverse ?? label),
      aliases: [...(known ? [known.label, ...(known.aliases ?? [])] : []), ...(entry.aliases ?? [])],
      inverseAliases: [
        ...(known && !wasSymmetric ? [known.inverse, ...(known.inverseAliases ?? [])] : []),
        ...(entry.inverseAliases ?? []),
      ],
      weight: entry.weight ?? known?.weight ?? 0.7,
      ...(known?.isConflict && { isConflict: true }),
    };
    relations.delete(key);
    relations.set(key, relation);
  }
  return new Relations([...relations.values()]);
}

/** `Funded by` → `funded-by` */
function relationKey(name: string): string {
  return name
    .trim()
    .toLowerCase()
    .replace(/[\s_]+/g, '-');
}

function withoutUndefined<T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
}
