/** Reads and checks `sourcebook.yaml`. Every key is optional. */
import { type Document, isMap, isNode, isScalar } from 'yaml';
import { z } from 'zod';
import { type Message, placeholdersOf } from '../shared/messages.ts';
import { diagnosticAt, diagnosticIn, diagnosticSeverities, isDiagnosticCode } from '../wiki/diagnostics.ts';
import { didYouMean, suggester } from '../wiki/did-you-mean.ts';
import type { Diagnostic, Severity, Span } from '../wiki/model.ts';
import { type ArticleType, ArticleTypes, builtInArticleTypes, englishPlural, typeShapes } from '../wiki/schema/article-types.ts';
import { languageTag } from '../wiki/schema/language.ts';
import { type MarkdownSyntax, plainSyntax, syntaxNames } from '../wiki/schema/markdown-syntax.ts';
import { audiencesIn } from '../wiki/schema/privacy-keys.ts';
import { builtInRelations, type Relation, Relations } from '../wiki/schema/relations.ts';
import { lineStartsOf } from '../wiki/text/lines.ts';
import { isBasePath, isColour, isEditAddress, isSiteAddress, isVaultPath } from './addresses.ts';
import { type AllowedHosts, isHostPattern } from './allowed-hosts.ts';
import { type PanelName, panelNames } from './panel-names.ts';
import { readSettingsYaml, type SettingsYaml } from './settings-yaml.ts';
import { isFontFile, isFontStack, isLength, type SiteTheme } from './site-theme.ts';
import type { SlotHtml } from './slots.ts';
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
  /** Globs over paths of the vault: articles there are private. */
  readonly private: readonly string[];
  /** Audiences of articles, by globs over paths of the vault. */
  readonly audiences: Readonly<Record<string, readonly string[]>>;
  /** Whether the file may restrict the readers of articles in a way that could not be read. */
  readonly isPrivacyUnread: boolean;
  /** Whether symbolic links that lead out of the vault are followed. */
  readonly followSymlinks: boolean;
  readonly types: ArticleTypes;
  readonly relations: Relations;
  readonly severity: Readonly<Record<string, Severity | 'off'>>;
  readonly strictTypes: boolean;
  /** Number of days without an update after which an article is stale. */
  readonly staleAfterDays?: number;
  readonly theme: SiteTheme;
  /** Links in the header: the label, and an article, a page of the site (`/types/`) or an address. Empty for the usual ones. */
  readonly nav: readonly (readonly [label: string, target: string])[];
  /** The panels of an article's page, in order; undefined for all. */
  readonly panels?: readonly PanelName[];
  /** The wiki's own HTML as written. */
  readonly slots: SlotHtml;
  /** Whether this file is by whoever publishes the wiki. */
  readonly isOwn: boolean;
  /** Hosts that pages may load pictures and frames from. */
  readonly allow: AllowedHosts;
  readonly search: boolean;
  readonly feeds: boolean;
  readonly previews: boolean;
  /** Whether the wiki has a map, and each article a map of its neighbours. */
  readonly graph: boolean;
  /** Which files for programs are published beside each page. */
  readonly twins: { readonly markdown: boolean; readonly json: boolean };
  readonly markdown: MarkdownSyntax;
  /** Whether smaller copies of pictures are made as AVIF too. */
  readonly avif: boolean;
  /** Folders by the names that links give them: `{ en: 'wiki-en' }`. */
  readonly roots: Readonly<Record<string, string>>;
  /** Words of the interface that the wiki replaces. */
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

/** Ignores case. Older versions of YAML read an unquoted `off` as false. */
const severitySchema = z.preprocess(
  (value) => (value === false ? 'off' : String(value).toLowerCase()),
  z.enum(['error', 'warning', 'info', 'off']),
);

/** The name of a folder may be a year, which YAML reads as a number. */
const folderName = z.union([z.string(), z.number()]).transform(String);

/** Text, or forms by plural category. */
const form = z.string().exactOptional();
const message = z.union([
  z.string(),
  z.strictObject({ zero: form, one: form, two: form, few: form, many: form, other: z.string() }),
]);

const font = z.string().refine((text) => isFontStack(text) || (isFontFile(text) && isVaultPath(text)));

const hosts = z.array(z.string().refine(isHostPattern));

/** A hundred years. */
const maxStaleDays = 36_500;

/** Parts of a site that can be turned off. */
const featureNames = ['graph', 'previews', 'search', 'feeds', 'markdown', 'json'] as const;

/** What each key takes. */
export const schemas = {
  title: z.string(),
  description: z.string(),
  url: z.string().refine(isSiteAddress),
  base: z.string().refine(isBasePath),
  lang: z
    .string()
    .refine((value) => languageTag(value) !== undefined)
    .transform((value) => languageTag(value) ?? value),
  author: z.string(),
  editUrl: z.string().refine(isEditAddress),
  exclude: z.array(z.string()),
  private: z.array(z.string()),
  audiences: z.record(z.string(), z.union([z.string(), z.array(z.string()).min(1)])),
  followSymlinks: z.boolean(),
  types: z.record(z.string(), typeSchema),
  relations: z.record(z.string(), relationSchema),
  severity: z.record(z.string(), severitySchema),
  strictTypes: z.boolean(),
  staleAfterDays: z.number().int().min(1).max(maxStaleDays),
  theme: z
    .strictObject({
      accent: z.string().refine(isColour),
      /** Of the text column. */
      width: z.string().refine(isLength),
      fonts: z.strictObject({ text: font, interface: font, code: font }).partial().transform(withoutUndefined),
      logo: z.string().refine(isVaultPath),
      logoDark: z.string().refine(isVaultPath),
      favicon: z.string().refine(isVaultPath),
      css: z.string().refine(isVaultPath),
    })
    .partial(),
  nav: z.record(z.string().min(1), z.string().min(1)),
  panels: z.array(z.enum(panelNames)),
  trust: z.literal('own'),
  allow: z.strictObject({ images: hosts, frames: hosts, scripts: hosts }).partial(),
  links: z.strictObject({ roots: z.record(z.string(), folderName) }).partial(),
  markdown: z.partialRecord(z.enum(syntaxNames), z.boolean()),
  pictures: z.strictObject({ avif: z.boolean() }).partial(),
  words: z.record(z.string(), message),
  features: z.partialRecord(z.enum(featureNames), z.boolean()),
} as const;

export type ConfigKey = keyof typeof schemas;

/** What each key expects, for the message about a wrong value. */
export const expectations: Readonly<Record<keyof typeof schemas, string>> = {
  title: 'text',
  description: 'text',
  url: 'a web address such as `https://wiki.example`',
  base: 'a path such as `/docs/`',
  lang: 'a language tag such as `en` or `pt-BR`',
  author: 'text',
  editUrl: 'an address that contains `{path}`',
  exclude: 'a list of globs',
  private: 'a list of globs',
  audiences: 'globs, each with a word or a list of words, such as `{ "internal/**": team }`',
  followSymlinks: '`true` or `false`',
  types: `types by name, each with label, plural, description, folder, shape (${typeShapes.join(', ')}) and colour (${Object.keys(hues).join(', ')} or a hue from 0 to 360)`,
  relations: 'relations by name, each with label, inverse or symmetric, aliases, inverseAliases and weight (0 to 1)',
  severity: 'codes with `error`, `warning`, `info` or `off`',
  strictTypes: '`true` or `false`',
  staleAfterDays: `a whole number of days from 1 to ${maxStaleDays}`,
  theme:
    'accent (a colour), width (such as `42rem`), fonts (text, interface and code, each names of fonts or a font file of the vault), logo, logoDark, favicon and css (files of the vault)',
  nav: 'labels, each with an article, a page such as `/types/`, or an address',
  panels: `a list of ${panelNames.join(', ')}`,
  trust: '`own`: this file is written by whoever publishes the wiki',
  allow: 'images, frames and scripts, each a list of hosts such as `upload.wikimedia.org` or `*.example.org`',
  links: 'roots, which map the names that links use to folders, such as `{ roots: { en: wiki-en } }`',
  markdown: `${syntaxNames.join(', ')}, each \`true\` or \`false\``,
  pictures: 'avif, `true` or `false`',
  words: 'texts by key, or plural forms such as `{ one: …, other: … }`',
  features: 'graph, previews, search, feeds, markdown and json, each `true` or `false`',
};

const keyNames = suggester(Object.keys(schemas));
const codeNames = suggester(Object.keys(diagnosticSeverities));
const wordNames = suggester(wordKeys);

type Values = { [K in keyof typeof schemas]?: z.infer<(typeof schemas)[K]> };

/** A problem with its place in the document: at a key of the map, at the value of a path, or at offsets. */
interface ConfigProblem {
  readonly at:
    | { readonly key: string }
    | { readonly path: readonly PropertyKey[] }
    | { readonly offsets: readonly [number, number] };
  readonly message: string;
  readonly hint?: string | undefined;
}

/**
 * Reads the text of a `sourcebook.yaml`. A wrong value is reported at its line, and the default is used instead.
 *
 * @param fallbackTitle title of a wiki that gives none
 * @param vaultSyntax the syntax of the vault's own editor; the text takes precedence
 */
export function readConfig(
  text: string,
  fallbackTitle: string,
  vaultSyntax: Partial<MarkdownSyntax> = {},
): { config: SiteConfig; diagnostics: Diagnostic[] } {
  const yaml = readSettingsYaml(text);
  const { values, problems } = readValues(yaml);
  const { words, problems: problemsOfWords } = readWords(values.words ?? {});
  const isPrivacyUnread = problems.some((problem) => mayConcernPrivacy(problem, text));
  const config = { ...configFrom({ ...values, words }, fallbackTitle, vaultSyntax), isPrivacyUnread };
  const file = { path: configFileName, lineStarts: lineStartsOf(text) };
  const diagnostics = [...problems, ...unknownCodes(values.severity ?? {}), ...problemsOfWords, ...untrusted(values)].map(
    ({ at, message, hint }) => diagnosticIn('config-invalid', file, spanOf(yaml.document, at), message, hint),
  );
  return { config, diagnostics };
}

/** Whether a problem may prevent articles from being withheld. */
function mayConcernPrivacy({ at }: ConfigProblem, text: string): boolean {
  if ('key' in at) return false;
  const [key] = 'path' in at ? at.path : [];
  // Nothing in a file that is not a valid YAML mapping is reliable, so any mention of these keys counts.
  return key === undefined ? /^\s*["']?(?:private|audiences)\b/m.test(text) : key === 'private' || key === 'audiences';
}

/** The valid values of a `sourcebook.yaml`, by key. */
export function readSettings(text: string): Values {
  return readValues(readSettingsYaml(text)).values;
}

/** The valid values of the file. */
function readValues({ document, data, problem }: SettingsYaml): { values: Values; problems: ConfigProblem[] } {
  if (problem) return { values: {}, problems: [{ at: { offsets: [problem.start, problem.end] }, message: problem.message }] };
  if (document.contents === null) return { values: {}, problems: [] };
  if (!data)
    return { values: {}, problems: [{ at: { path: [] }, message: 'Expected keys and values, such as `title: My wiki`.' }] };
  const values: Values = {};
  const problems: ConfigProblem[] = [];
  for (const [key, value] of Object.entries(data)) {
    if (value === null) continue;
    const read = isKey(key) ? readValue(key, value) : { problems: [unknownKey(key)] };
    problems.push(...read.problems);
    if (read.value !== undefined) Object.assign(values, { [key]: read.value });
  }
  return { values, problems };
}

function unknownKey(key: string): ConfigProblem {
  const message = `Unknown key \`${key}\`, expected one of ${Object.keys(schemas).join(', ')}.`;
  return { at: { key }, message, hint: didYouMean(keyNames.near(key)) };
}

/** The value of a key. Invalid entries of a map are reported and left out; any other invalid value is reported. */
function readValue(key: keyof typeof schemas, value: unknown): { value?: unknown; problems: ConfigProblem[] } {
  const result = schemas[key].safeParse(value);
  if (result.success) return { value: result.data, problems: [] };
  const paths = result.error.issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys' ? issue.keys.map((each) => [...issue.path, each]) : [issue.path],
  );
  const problems = paths.map((path): ConfigProblem => {
    const at = [key, ...path];
    return { at: { path: at }, message: `\`${at.join('.')}\`: expected ${expectations[key]}.` };
  });
  const wrong = new Set(paths.map(([first]) => first));
  if (typeof value !== 'object' || value === null || wrong.has(undefined)) return { problems };
  const right = schemas[key].safeParse(Object.fromEntries(Object.entries(value).filter(([entry]) => !wrong.has(entry))));
  return { value: right.data, problems };
}

/** A problem if the file allows what only its owner may allow. */
function untrusted({ allow, trust }: Values): ConfigProblem[] {
  if (!allow || trust === 'own') return [];
  const message = '`allow` lets pages load from other hosts, so it counts only with `trust: own`.';
  return [{ at: { key: 'allow' }, message, hint: 'Add `trust: own` if you wrote this file yourself.' }];
}

/** Problems for codes of findings that do not exist. */
function unknownCodes(severities: NonNullable<Values['severity']>): ConfigProblem[] {
  return Object.keys(severities)
    .filter((code) => !isDiagnosticCode(code))
    .map((code) => ({
      at: { path: ['severity', code] },
      message: `Unknown code \`${code}\`, expected one of ${Object.keys(diagnosticSeverities).join(', ')}.`,
      hint: didYouMean(codeNames.near(code)),
    }));
}

/** The words that can replace those of the interface. */
function readWords(own: NonNullable<Values['words']>): { words: OwnWords; problems: ConfigProblem[] } {
  const problems: ConfigProblem[] = [];
  const words = Object.entries(own).filter(([key, word]) => {
    const problem = problemOfWord(key, word);
    if (problem) problems.push({ at: { path: ['words', key] }, ...problem });
    return !problem;
  });
  return { words: Object.fromEntries(words), problems };
}

/** The configuration that values give, with defaults for the others. */
function configFrom(
  values: Values,
  fallbackTitle: string,
  vaultSyntax: Partial<MarkdownSyntax>,
): Omit<SiteConfig, 'isPrivacyUnread'> {
  return {
    title: values.title ?? fallbackTitle,
    description: values.description ?? '',
    ...(values.url !== undefined && { url: values.url }),
    base: values.base ?? '/',
    lang: values.lang ?? 'en',
    ...(values.author !== undefined && { author: values.author }),
    ...(values.editUrl !== undefined && { editUrl: values.editUrl }),
    exclude: values.exclude ?? [],
    private: values.private ?? [],
    audiences: audiencesFrom(values.audiences ?? {}),
    followSymlinks: values.followSymlinks ?? false,
    types: articleTypesFrom(values.types ?? {}, values.lang ?? 'en'),
    relations: relationsFrom(values.relations ?? {}),
    severity: values.severity ?? {},
    strictTypes: values.strictTypes ?? false,
    ...(values.staleAfterDays !== undefined && { staleAfterDays: values.staleAfterDays }),
    theme: withoutUndefined(values.theme ?? {}),
    nav: Object.entries(values.nav ?? {}),
    ...(values.panels !== undefined && { panels: values.panels }),
    slots: {},
    isOwn: values.trust === 'own',
    allow: { images: [], frames: [], scripts: [], ...(values.trust === 'own' && withoutUndefined(values.allow ?? {})) },
    search: values.features?.search ?? true,
    feeds: values.features?.feeds ?? true,
    previews: values.features?.previews ?? true,
    graph: values.features?.graph ?? true,
    twins: { markdown: values.features?.markdown ?? true, json: values.features?.json ?? true },
    markdown: { ...plainSyntax, ...vaultSyntax, ...values.markdown },
    avif: values.pictures?.avif ?? false,
    roots: values.links?.roots ?? {},
    words: values.words ?? {},
  };
}

/** Folders that are for everyone are left out. */
function audiencesFrom(written: NonNullable<Values['audiences']>): SiteConfig['audiences'] {
  return Object.fromEntries(
    Object.entries(written).flatMap(([glob, value]) => {
      const audiences = audiencesIn(value);
      return audiences ? [[glob, audiences]] : [];
    }),
  );
}

/** The span of a problem; the start of the document if it cannot be found. */
function spanOf(document: Document, at: ConfigProblem['at']): Span {
  if ('offsets' in at) return { start: at.offsets[0], end: at.offsets[1] };
  const node = 'key' in at ? keyNode(document, at.key) : at.path.length > 0 ? document.getIn(at.path, true) : document.contents;
  const [start, end] = isNode(node) && node.range ? node.range : [0, 0];
  return { start, end };
}

function keyNode({ contents }: Document, key: string): unknown {
  if (!isMap(contents)) return undefined;
  return contents.items.find((each) => isScalar(each.key) && String(each.key.value) === key)?.key;
}

/** A diagnostic for a configuration file that could not be read at all. */
export function unreadableConfig(reason: string): Diagnostic {
  return diagnosticAt('config-invalid', configFileName, { line: 1, column: 1 }, `The file could not be read: ${reason}.`);
}

function isKey(key: string): key is keyof typeof schemas {
  return Object.hasOwn(schemas, key);
}

/** Why a word cannot be used; undefined if it can. */
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

/** @param lang language of the wiki; missing plurals are formed only in English */
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

/** A relation that is renamed or translated keeps its built-in names. Names that the wiki declares take precedence. */
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
