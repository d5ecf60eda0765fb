/** A vault on disk, read and linked: what `build`, `check` and `dev` start from. */
import { basename, resolve } from 'node:path';
import { isNode } from 'yaml';
import type { ArticleBody } from '../render/body/article-html.ts';
import { configFileName, readConfig, type SiteConfig, unreadableConfig } from '../site/config.ts';
import { readSettingsYaml } from '../site/settings-yaml.ts';
import { filesOfTheme } from '../site/site-theme.ts';
import { type SlotHtml, type SlotName, slotFiles } from '../site/slots.ts';
import { unmetSettings } from '../site/unmet-settings.ts';
import { gitOrigin } from '../vault/git-history.ts';
import { problemOfGlob } from '../vault/globs.ts';
import { bytesKey, VaultError, type VaultListing } from '../vault/listing.ts';
import { obsidianSettingsFile, readObsidianSettings } from '../vault/obsidian.ts';
import { excluder, listVault, readMarkdown, reasonOf } from '../vault/read-vault.ts';
import { templateSettingsFiles } from '../vault/template-settings.ts';
import { readSettingsText } from '../vault/vault-file.ts';
import { type BuiltWiki, buildWiki } from '../wiki/build-wiki.ts';
import { compareDiagnostics, diagnosticAt, diagnosticIn, withSeverities } from '../wiki/diagnostics.ts';
import type { Texts } from '../wiki/graph/similarity.ts';
import { loadStemmers } from '../wiki/graph/stemmers.ts';
import { linkWiki, type Wiki, type WikiOptions } from '../wiki/link-wiki.ts';
import type { ArticleId, Attachment, Diagnostic, Mentions, ParsedArticle } from '../wiki/model.ts';
import { toReadable } from '../wiki/parse/body/markdown.ts';
import { audiencesOf, withholdsNothing } from '../wiki/readers.ts';
import { articleOfName } from '../wiki/resolve/article-of-name.ts';
import { type InvalidAttachment, invalidAttachments } from '../wiki/review/attachments.ts';
import { type ReviewOptions, review } from '../wiki/review/rules.ts';
import { type MarkdownSyntax, syntaxKey } from '../wiki/schema/markdown-syntax.ts';
import { everyone } from '../wiki/schema/privacy-keys.ts';
import { lineStartsOf } from '../wiki/text/lines.ts';
import { readAttachments } from './attachments/attachments.ts';
import type { FileFacts } from './attachments/facts.ts';
import type { CompileEntry, CompileResult } from './compile.ts';
import { bodyOf, CompileCache, type CompiledArticle, factsOf, mentionsOf, termsOf } from './compile-cache.ts';
import type { Crew } from './crew.ts';
import { KnownFiles } from './known-files.ts';
import { ShardStore } from './memory/shard-store.ts';
import { openStore } from './memory/stores.ts';
import { adoptMovedVault } from './memory/vaults.ts';
import { foundByHook } from './own-code/after-link.ts';
import type { OwnCode } from './own-code/load.ts';
import { isStillThat, noRereading, rereadingOf } from './rereading.ts';
import type { CompileJob } from './work.ts';

export interface LibraryOptions {
  readonly content: string;
  readonly includeDrafts: boolean;
  /** Whom the wiki is for. Undefined for its authors, for whom `includeDrafts` includes every private article. */
  readonly audience?: string | undefined;
  /** Files that are private whatever they and the configuration say, and others, not in the vault, whose names are. */
  readonly alsoPrivate?: readonly ParsedArticle[];
  /** Compile every file anew. */
  readonly force: boolean;
  /** Compile what pages show too, not the facts alone. */
  readonly withPages: boolean;
  /** The moment that decides what is stale. */
  readonly now: Date;
  /** The files of the vault, when they are listed already. */
  readonly listed?: ReturnType<typeof listLibrary>;
  /** Compiled articles in memory; read from the cache folder when not given. */
  readonly cache?: CompileCache;
}

export interface Library {
  readonly root: string;
  readonly config: SiteConfig;
  readonly own: OwnCode | undefined;
  readonly wiki: Wiki;
  /** For each article those that belong with it most, best first; empty when pages were not asked for. */
  readonly related: BuiltWiki['related'];
  /** The words of its articles; undefined when pages were not asked for. */
  readonly words?: Texts;
  readonly listing: VaultListing;
  /** Of the vault, its configuration, its files and the wiki as a whole; by path and line. */
  readonly diagnostics: readonly Diagnostic[];
  readonly bodyOf: (id: ArticleId) => ArticleBody;
  /** The sentences of its links. */
  readonly mentionsOf: (id: ArticleId) => Mentions;
  /** The text of its file, read again; empty if the file has changed and holds something that is hidden. */
  readonly sourceOf: (id: ArticleId) => string;
  /** Whether it might be read better another time, though its file stays the same. */
  readonly isProvisional: (id: ArticleId) => boolean;
  /** What is known of the attachments that are reached, or that the theme names; when pages were not asked for, of pictures alone. */
  readonly attachments: ReadonlyMap<string, FileFacts>;
}

/** The files of a vault as part of a key: changes when one has other bytes, comes or goes. */
export function listingKey({ markdown, attachments, templates, diagnostics }: VaultListing): string {
  const files = [markdown, attachments].map((entries) =>
    entries.map((entry) => [entry.path, bytesKey(entry), entry.bytes, entry.real]),
  );
  return JSON.stringify([...files, templates, diagnostics]);
}

/** Lists the files of a vault, each known by its bytes if they were read before. */
export function listLibrary(content: string, config: SiteConfig): { listing: VaultListing; files: KnownFiles } {
  const listing = listVault(content, config);
  adoptMovedVault(content, () => gitOrigin(listing.root));
  const files = new KnownFiles(content);
  return { listing: files.recognised(listing), files };
}

/** What files held when they were compiled, or read as attachments. */
function digestsOf({ articles }: CompiledVault, attachments: ReadonlyMap<string, FileFacts>): Map<string, string> {
  return new Map([
    ...articles.map((article) => [article.path, factsOf(article).digest] as const),
    ...[...attachments].map(([path, { digest, written = digest }]) => [path, written] as const),
  ]);
}

/** Files of the vault besides markdown that are published: reached from an article, or named by the theme's configuration. */
export function publishedAttachments({ wiki, config, listing }: Pick<Library, 'wiki' | 'config' | 'listing'>): Set<string> {
  const present = new Set(listing.attachments.map(({ path }) => path));
  return new Set([...wiki.attachments, ...filesOfTheme(config.theme).filter((path) => present.has(path))]);
}

/** Changes when an unchanged file may be read differently: by another syntax, or by other code of the wiki. */
export function readingKey(syntax: MarkdownSyntax, own: OwnCode | undefined): string {
  return own ? `${syntaxKey(syntax)} ${own.digest}` : syntaxKey(syntax);
}

/** The compiled articles that the cache folder holds of a vault, read in this way. */
export function compileCacheOf(content: string, reading: string): CompileCache {
  return new CompileCache(openStore('compiled', { content }, { reading }));
}

/** The same of articles with hidden links. */
function hiddenCacheOf(content: string, reading: string): CompileCache {
  return new CompileCache(openStore('hidden', { content }, { reading }));
}

/** Paths in the vault of the files that decide how it is read. */
export const settingsFiles: readonly string[] = [
  configFileName,
  ...Object.values(slotFiles),
  obsidianSettingsFile,
  ...templateSettingsFiles,
];

export interface VaultConfig {
  readonly config: SiteConfig;
  /** The code that the wiki brings along. */
  readonly own: OwnCode | undefined;
  readonly diagnostics: readonly Diagnostic[];
  /** What `sourcebook.yaml` says, as written. */
  readonly settings: string;
  /** What the settings of the vault's editor say of markdown. */
  readonly editor: Partial<MarkdownSyntax>;
  /** The same, and what was read of the settings of the vault's editor: other builds follow from other text. */
  readonly text: string;
}

/** Reads the configuration of a vault, and what its editor's settings say where that says nothing. */
export function readVaultConfig(content: string, own?: OwnCode): VaultConfig {
  const root = resolve(content);
  const fallbackTitle = titleOfFolder(root);
  const unreadable: Diagnostic[] = [];
  let text = '';
  try {
    text = readSettingsText(root, configFileName) ?? '';
  } catch (error) {
    unreadable.push(unreadableConfig(reasonOf(error)));
  }
  const { followSymlinks } = readConfig(text, fallbackTitle).config;
  const obsidian = readObsidianSettings(root, followSymlinks);
  const { config, diagnostics } = readConfig(text, fallbackTitle, obsidian.syntax);
  const { slots, diagnostics: ofSlots } = readSlots(root, config);
  return {
    config: { ...config, slots },
    own,
    diagnostics: [...unreadable, ...diagnostics, ...refusedGlobs(text, config), ...ofSlots, ...obsidian.diagnostics],
    settings: text,
    editor: obsidian.syntax,
    text: text + JSON.stringify([obsidian, slots, unreadable, own?.digest]),
  };
}

/** Reads the wiki's own HTML. */
function readSlots(root: string, { isOwn, followSymlinks }: SiteConfig): { slots: SlotHtml; diagnostics: Diagnostic[] } {
  const slots: Partial<Record<SlotName, string>> = {};
  const diagnostics: Diagnostic[] = [];
  const report = (path: string, message: string, hint?: string): void => {
    diagnostics.push(diagnosticAt('config-invalid', path, { line: 1, column: 1 }, message, hint));
  };
  for (const [name, path] of Object.entries(slotFiles) as [SlotName, string][]) {
    try {
      // As browsers read line ends: the policy names inline scripts by the hash of what they read.
      const html = readSettingsText(root, path, followSymlinks)?.replace(/\r\n?/g, '\n').trim();
      if (html) slots[name] = html;
      if (html && name === 'head' && !isOwn)
        report(
          path,
          'The head of pages is used only with `trust: own` in `sourcebook.yaml`.',
          'Add it if you wrote this file yourself.',
        );
    } catch (error) {
      report(path, `The file could not be read: ${reasonOf(error)}.`);
    }
  }
  return { slots, diagnostics };
}

/** Findings for the globs of `exclude` that are not used, since to match them could take for ever. */
function refusedGlobs(text: string, { exclude }: SiteConfig): Diagnostic[] {
  const refused = exclude.flatMap((glob, index) => {
    const problem = problemOfGlob(glob);
    return problem === undefined ? [] : [{ glob, index, problem }];
  });
  if (refused.length === 0) return [];
  const { document } = readSettingsYaml(text);
  const file = { path: configFileName, lineStarts: lineStartsOf(text) };
  return refused.map(({ glob, index, problem }) => {
    const node: unknown = document.getIn(['exclude', index], true);
    const [start, end] = isNode(node) && node.range ? node.range : [0, 0];
    const shown = glob.length > 60 ? `${glob.slice(0, 60)}…` : glob;
    return diagnosticIn('config-invalid', file, { start, end }, `The glob \`${shown}\` ${problem}; it excludes nothing.`);
  });
}

/** `content` and `docs` say nothing; then the folder above names the wiki. */
function titleOfFolder(root: string): string {
  const own = basename(root);
  const name = /^(?:content|docs|wiki|vault|notes)$/i.test(own) ? basename(resolve(root, '..')) : own;
  return name || 'Wiki';
}

/**
 * Compiles what changed since it was last compiled, and builds the wiki.
 *
 * @param onPhase called with what is being done and how far it is
 */
export async function openLibrary(
  options: LibraryOptions,
  vault: VaultConfig,
  crew: Crew,
  onPhase: (phase: string, done: number, of: number) => void = () => {},
): Promise<Library> {
  const root = resolve(options.content);
  const { config, own } = vault;
  const { listing, files } = options.listed ?? listLibrary(root, config);
  const compiled = await compileVault(root, options, listing, vault, crew, onPhase);
  onPhase('Linking', 0, 0);
  refuseAudience(wikiOptionsOf(root, options, listing, config), config, compiled.articles.map(factsOf), options.withPages);
  const built = options.withPages
    ? await buildForReaders(root, options, listing, vault, compiled)
    : buildAsWritten(root, options, listing, config, compiled);
  const attachments = await reachedAttachments(root, built.written, listing, config, options.withPages);
  files.learn(listing, digestsOf(compiled, attachments));
  const found = [
    ...vault.diagnostics,
    ...unmetSettings(vault.settings, config, {
      paths: pathsOf(listing),
      isArticle: (name) => articleOfName(built.written.names, name) !== undefined,
    }),
    ...listing.diagnostics,
    ...compiled.unread,
    ...built.written.diagnostics,
    ...invalidAttachments(built.written, problemsOf(attachments)),
    ...review(built.written, reviewOptions(config, options.now)),
    ...(own ? await foundByHook(own, built.written) : []),
  ];
  const { wiki, words, related, compiledAt } = built;
  const compiledOf = (id: ArticleId): CompiledArticle | undefined => compiledAt(wiki.byId.get(id)?.parsed.path ?? '');
  return {
    root,
    config,
    own,
    wiki,
    related,
    ...(words && { words }),
    listing,
    diagnostics: withSeverities(found, config.severity).sort(compareDiagnostics),
    bodyOf: (id) => bodyOf(compiledOf(id)),
    mentionsOf: (id) => mentionsOf(compiledOf(id)),
    sourceOf: sourceReader(root, listing, wiki),
    isProvisional: (id) => compiledOf(id)?.isProvisional ?? false,
    attachments,
  };
}

interface CompiledVault {
  /** In the order of the listing. */
  readonly articles: readonly CompiledArticle[];
  /** Of files that could not be read. */
  readonly unread: readonly Diagnostic[];
}

/** Compiles the files that the cache does not hold as they are, and keeps what came out. */
async function compileVault(
  root: string,
  { withPages, force, cache: given }: LibraryOptions,
  { markdown }: VaultListing,
  { config: { markdown: syntax }, own }: VaultConfig,
  crew: Crew,
  onPhase: (phase: string, done: number, of: number) => void,
): Promise<CompiledVault> {
  const cache = given ?? compileCacheOf(root, readingKey(syntax, own));
  const known = markdown.map((entry) => (force ? undefined : cache.get(entry, withPages)));
  const missing = markdown.filter((_, index) => !known[index]);
  const toCompile = missing.map(
    (entry): CompileEntry => (withPages && !force ? { ...entry, blocks: cache.blocksOf(entry.path) } : entry),
  );
  const unread: Diagnostic[] = [];
  const fresh = new Map<string, CompiledArticle>();
  crew.expect(missing.length);
  await compileAll(crew, { root, withPages, syntax, ownCode: own?.file }, toCompile, (results, done) => {
    for (const result of results) {
      if ('diagnostic' in result) unread.push(result.diagnostic);
      else fresh.set(result.path, result);
    }
    onPhase('Reading', done, missing.length);
  });
  const articles = markdown.flatMap((entry, index) => known[index] ?? fresh.get(entry.path) ?? []);
  cache.keep(articles, withPages);
  return { articles, unread };
}

/** A wiki, and where what was compiled of it is found. */
interface OpenedWiki extends BuiltWiki {
  /** The words of its articles. */
  readonly words?: Texts;
  /** By the path of the file. */
  readonly compiledAt: (path: string) => CompiledArticle | undefined;
}

/** The wiki as its authors wrote it, private articles and all; no article is related to another. */
function buildAsWritten(
  root: string,
  options: LibraryOptions,
  listing: VaultListing,
  config: SiteConfig,
  { articles }: CompiledVault,
): OpenedWiki {
  const written = linkWiki(articles.map(factsOf), attachmentsOf(listing), wikiOptionsOf(root, options, listing, config));
  const byPath = new Map(articles.map((each) => [each.path, each]));
  return {
    written,
    wiki: written,
    related: new Map(),
    compiledAt: (path) => byPath.get(path),
  };
}

/** The wiki as its readers may see it. */
async function buildForReaders(
  root: string,
  options: LibraryOptions,
  listing: VaultListing,
  { config, own }: VaultConfig,
  { articles }: CompiledVault,
): Promise<OpenedWiki> {
  const byPath = new Map(articles.map((each) => [each.path, each]));
  const named = options.alsoPrivate?.filter(({ path }) => !byPath.has(path)) ?? [];
  const facts = [...articles.map(factsOf), ...named];
  const wikiOptions = wikiOptionsOf(root, options, listing, config);
  const isWhole = withholdsNothing(wikiOptions, facts);
  const { reread, compiled, keep } = isWhole
    ? noRereading
    : await rereadingOf(
        root,
        listing.markdown,
        { syntax: config.markdown, own },
        hiddenCacheOf(root, readingKey(config.markdown, own)),
        options.force,
      );
  const compiledAt = (path: string): CompiledArticle | undefined => compiled.get(path) ?? byPath.get(path);
  const stemsOf = await loadStemmers([config.lang, ...facts.flatMap(({ properties: { lang } }) => lang ?? [])]);
  const words: Texts = {
    termsOf: ({ parsed }) => termsOf(compiledAt(parsed.path)),
    stemOf: ({ lang }) => stemsOf(lang),
  };
  const built = buildWiki(facts, attachmentsOf(listing), wikiOptions, reread, words);
  keep();
  return { ...built, words, compiledAt };
}

function sourceReader(root: string, { markdown }: VaultListing, wiki: Wiki): Library['sourceOf'] {
  const entries = new Map(markdown.map((entry) => [entry.path, entry]));
  return (id) => {
    const parsed = wiki.byId.get(id)?.parsed;
    const entry = parsed && entries.get(parsed.path);
    const file = entry && readMarkdown(root, entry);
    if (!file || !('text' in file)) return '';
    return parsed.hidden && !isStillThat(file, parsed.digest) ? '' : toReadable(file.text).text;
  };
}

function attachmentsOf({ attachments }: VaultListing): Attachment[] {
  return attachments.map(({ path, bytes }) => ({ path, bytes }));
}

function pathsOf({ markdown, attachments }: VaultListing): string[] {
  return [...markdown, ...attachments].map(({ path }) => path);
}

function wikiOptionsOf(
  root: string,
  { includeDrafts, audience, alsoPrivate }: LibraryOptions,
  { templates, markdown }: VaultListing,
  config: SiteConfig,
): WikiOptions {
  const { types, relations, lang, roots } = config;
  const shown = audience === undefined ? 'everything' : 'drafts';
  return {
    types,
    relations,
    lang,
    roots,
    vaultName: basename(root),
    shows: includeDrafts ? shown : 'public',
    ...(audience !== undefined && { audience }),
    ...foldersOf(config, markdown, alsoPrivate),
    templatePaths: templates,
  };
}

/** What the configuration says of the folders that files are in. */
function foldersOf(
  { private: globs, audiences }: Pick<SiteConfig, 'private' | 'audiences'>,
  files: VaultListing['markdown'],
  alsoPrivate: readonly ParsedArticle[] = [],
): Required<Pick<WikiOptions, 'privatePaths' | 'folderAudiences'>> {
  const isPrivate = excluder(globs);
  const named = Object.entries(audiences).map(([glob, names]) => ({ isIn: excluder([glob]), names }));
  const paths = files.map(({ path }) => path);
  const audiencesOf = (path: string): readonly (readonly string[])[] =>
    named.filter(({ isIn }) => isIn(path)).map(({ names }) => names);
  return {
    privatePaths: new Set([...(globs.length === 0 ? [] : paths.filter(isPrivate)), ...alsoPrivate.map(({ path }) => path)]),
    folderAudiences: new Map(named.length === 0 ? [] : paths.map((path) => [path, audiencesOf(path)])),
  };
}

/** @throws VaultError if no article or folder is for the audience, or if it is not known which articles are private */
function refuseAudience(
  options: WikiOptions,
  { isPrivacyUnread, audiences }: SiteConfig,
  facts: readonly ParsedArticle[],
  withPages: boolean,
): void {
  const { audience } = options;
  if (audience === undefined) return;
  if (isPrivacyUnread && withPages)
    throw new VaultError(
      `\`private\` or \`audiences\` of ${configFileName} cannot be read, so that private articles would be published; \`sourcebook check\` says why.`,
      'privacy-unreadable',
    );
  if (audience === everyone) return;
  const known = new Set([...audiencesOf(options, facts), ...Object.values(audiences).flat()]);
  if (known.has(audience)) return;
  const names = [...known].sort().map((name) => `\`${name}\``);
  const expected = names.length === 0 ? 'none has an audience' : `expected \`public\`, ${names.join(', ')}`;
  throw new VaultError(`No article or folder is for the audience \`${audience}\`; ${expected}.`, 'audience-unknown');
}

function reviewOptions({ strictTypes, staleAfterDays }: SiteConfig, now: Date): ReviewOptions {
  return { now, strictTypes, ...(staleAfterDays !== undefined && { staleAfterDays }) };
}

/** What is known of the attachments that the wiki reaches or the theme names. */
function reachedAttachments(
  root: string,
  wiki: Wiki,
  listing: VaultListing,
  config: SiteConfig,
  withPages: boolean,
): Promise<ReadonlyMap<string, FileFacts>> {
  const reached = publishedAttachments({ wiki, config, listing });
  const entries = listing.attachments.filter(({ path }) => reached.has(path));
  const store = openStore('attachments', { content: root }, {});
  return readAttachments(root, entries, new ShardStore(store.path, store.version), withPages);
}

function problemsOf(facts: ReadonlyMap<string, FileFacts>): Map<string, InvalidAttachment> {
  const invalid = new Map<string, InvalidAttachment>();
  for (const [path, { problem, isWithheld }] of facts)
    if (problem !== undefined) invalid.set(path, { problem, ...(isWithheld && { isWithheld }) });
  return invalid;
}

const batchSize = 40;

async function compileAll(
  crew: Crew,
  how: Omit<CompileJob, 'kind' | 'entries'>,
  entries: readonly CompileEntry[],
  onBatch: (results: readonly CompileResult[], done: number) => void,
): Promise<void> {
  let done = 0;
  const batches: Promise<void>[] = [];
  for (let at = 0; at < entries.length; at += batchSize) {
    const batch = entries.slice(at, at + batchSize);
    batches.push(
      crew.run({ kind: 'compile', ...how, entries: batch }).then((results) => {
        done += batch.length;
        onBatch(results, done);
      }),
    );
  }
  await crew.help();
  await Promise.all(batches);
}
