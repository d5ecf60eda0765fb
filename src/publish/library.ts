/** A vault on disk, read and linked: what `build`, `check` and `dev` start from. */
import { basename, resolve } from 'node:path';
import type { ArticleBody } from '../render/body/article-html.ts';
import { configFileName, missingRoots, readConfig, type SiteConfig, unreadableConfig } from '../site/config.ts';
import { obsidianSettingsFile, readObsidianSettings } from '../vault/obsidian.ts';
import { listVault, readMarkdown, readText, type VaultListing } from '../vault/read-vault.ts';
import { templateSettingsFiles } from '../vault/template-settings.ts';
import { compareDiagnostics, withSeverities } from '../wiki/diagnostics.ts';
import type { Texts } from '../wiki/graph/similarity.ts';
import { loadStemmers } from '../wiki/graph/stemmers.ts';
import type { ArticleId, Diagnostic, Mentions } from '../wiki/model.ts';
import { toReadable } from '../wiki/parse/body/markdown.ts';
import { type InvalidAttachment, invalidAttachments } from '../wiki/review/attachments.ts';
import { review } from '../wiki/review/rules.ts';
import { type MarkdownSyntax, syntaxKey } from '../wiki/schema/markdown-syntax.ts';
import { linkWiki, type Wiki } from '../wiki/wiki.ts';
import type { Rereading } from '../wiki/withhold.ts';
import { readAttachments } from './attachments/attachments.ts';
import type { FileFacts } from './attachments/facts.ts';
import type { CompileEntry, CompileResult, Compiling } from './compile.ts';
import { bodyOf, CompileCache, type CompiledArticle, factsOf, mentionsOf, termsOf } from './compile-cache.ts';
import type { Crew } from './crew.ts';
import { compileDiscreetly } from './discreet.ts';
import { ShardStore } from './memory/shard-store.ts';
import { openStore } from './memory/stores.ts';

export interface LibraryOptions {
  readonly content: string;
  readonly includeDrafts: boolean;
  /** Compile every file anew. */
  readonly force: boolean;
  /** Compile what pages show too, not the facts alone. */
  readonly withPages: boolean;
  /** The moment that decides what is stale. */
  readonly now: Date;
  /** The files of the vault, when they are listed already. */
  readonly listing?: VaultListing;
  /** Compiled articles in memory; read from the cache folder when not given. */
  readonly cache?: CompileCache;
}

export interface Library {
  readonly root: string;
  readonly config: SiteConfig;
  readonly wiki: Wiki;
  /** The words of its articles; undefined when pages were not asked for. */
  readonly texts?: Texts;
  readonly listing: VaultListing;
  /** Of the vault, its configuration, its files and the wiki as a whole; by path and line. */
  readonly diagnostics: readonly Diagnostic[];
  readonly bodyOf: (id: ArticleId) => ArticleBody;
  /** The sentences of its links. */
  readonly mentionsOf: (id: ArticleId) => Mentions;
  /** The text of its file, read again, without what is withheld. */
  readonly sourceOf: (id: ArticleId) => string;
  /** Whether it might be read better another time, though its file stays the same. */
  readonly isProvisional: (id: ArticleId) => boolean;
  /** What is known of the attachments that are reached, or that the theme names; when pages were not asked for, of pictures alone. */
  readonly attachments: ReadonlyMap<string, FileFacts>;
}

/** The files of a vault as part of a key: changes when one is written, comes or goes. */
export function listingKey({ markdown, attachments, templates, diagnostics }: VaultListing): string {
  return JSON.stringify([markdown, attachments, templates, diagnostics]);
}

/** Files of the vault besides markdown that are published: reached from an article, or named by the theme's configuration. */
export function publishedAttachments({ wiki, config, listing }: Pick<Library, 'wiki' | 'config' | 'listing'>): Set<string> {
  const { logo, favicon, css } = config.theme;
  const present = new Set(listing.attachments.map(({ path }) => path));
  return new Set([
    ...wiki.attachments,
    ...[logo, favicon, css].flatMap((path) => (path !== undefined && present.has(path) ? [path] : [])),
  ]);
}

/** The compiled articles that the cache folder holds of a vault, read by this syntax. */
export function compileCacheOf(content: string, syntax: MarkdownSyntax): CompileCache {
  return new CompileCache(openStore('compiled', { content }, { syntax: syntaxKey(syntax) }));
}

/** The same of articles that withhold something. */
function discreetCacheOf(content: string, syntax: MarkdownSyntax): CompileCache {
  return new CompileCache(openStore('discreet', { content }, { syntax: syntaxKey(syntax) }));
}

/** Paths in the vault of the files that decide how it is read. */
export const settingsFiles: readonly string[] = [configFileName, obsidianSettingsFile, ...templateSettingsFiles];

export interface VaultConfig {
  readonly config: SiteConfig;
  readonly diagnostics: readonly Diagnostic[];
  /** What `sourcebook.yaml` says, as written, and what was read of the settings of the vault's editor: other builds follow from other text. */
  readonly text: string;
}

/** Reads the configuration of a vault, and what its editor's settings say where that says nothing. */
export function readVaultConfig(content: string): VaultConfig {
  const root = resolve(content);
  const fallbackTitle = titleOfFolder(root);
  const obsidian = readObsidianSettings(root);
  try {
    const text = readText(root, configFileName) ?? '';
    const { config, diagnostics } = readConfig(text, fallbackTitle, obsidian.syntax);
    return { config, diagnostics: [...diagnostics, ...obsidian.diagnostics], text: text + JSON.stringify(obsidian) };
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason';
    const { config } = readConfig('', fallbackTitle, obsidian.syntax);
    return { config, diagnostics: [unreadableConfig(reason), ...obsidian.diagnostics], text: JSON.stringify(obsidian) };
  }
}

/** `content` and `docs` say nothing; then the folder above names the wiki. */
function titleOfFolder(root: string): string {
  const own = basename(root);
  const name = /^(?:content|docs|wiki|vault|notes)$/i.test(own) ? basename(resolve(root, '..')) : own;
  return name || 'Wiki';
}

/**
 * Compiles what changed since it was last compiled, and links everything.
 *
 * @param onPhase called with what is being done and how far it is
 */
export async function openLibrary(
  options: LibraryOptions,
  { config, diagnostics, text: configText }: VaultConfig,
  crew: Crew,
  onPhase: (phase: string, done: number, of: number) => void = () => {},
): Promise<Library> {
  const root = resolve(options.content);
  const { markdown: syntax } = config;
  const listing = options.listing ?? listVault(root, config);
  const cache = options.cache ?? compileCacheOf(root, syntax);
  const { withPages } = options;
  const known = listing.markdown.map((entry) => (options.force ? undefined : cache.get(entry, withPages)));
  const missing = listing.markdown.filter((_, index) => !known[index]);
  const toCompile = missing.map(
    (entry): CompileEntry => (withPages && !options.force ? { ...entry, blocks: cache.blocksOf(entry.path) } : entry),
  );

  const unread: Diagnostic[] = [];
  const fresh = new Map<string, CompiledArticle>();
  crew.expect(missing.length);
  await compileAll(crew, { root, withPages, syntax }, toCompile, (results, done) => {
    for (const result of results) {
      if ('diagnostic' in result) unread.push(result.diagnostic);
      else fresh.set(result.path, result);
    }
    onPhase('Reading', done, missing.length);
  });
  const compiled = listing.markdown.flatMap((entry, index) => known[index] ?? fresh.get(entry.path) ?? []);
  cache.keep(compiled, withPages);

  const entries = new Map(listing.markdown.map((entry) => [entry.path, entry]));
  const byPath = new Map(compiled.map((each) => [each.path, each]));
  const facts = compiled.map(factsOf);
  const languages = [config.lang, ...facts.flatMap(({ properties: { lang } }) => lang ?? [])];
  // Nobody asks which articles are alike when no pages are made.
  const stemsOf = withPages ? await loadStemmers(languages) : undefined;
  const articleTexts: Texts | undefined = stemsOf && {
    termsOf: ({ parsed }) => termsOf(byPath.get(parsed.path)),
    stemOf: ({ lang }) => stemsOf(lang),
  };
  const attachments = listing.attachments.map(({ path, bytes }) => ({ path, bytes }));
  const { types, relations, lang, roots } = config;
  const wikiOptions = {
    types,
    relations,
    lang,
    roots,
    vaultName: basename(root),
    includeDrafts: options.includeDrafts,
    templatePaths: listing.templates,
  };
  const whole = linkWiki(facts, attachments, wikiOptions, { texts: articleTexts });
  const textOf = (path: string): string => {
    const entry = entries.get(path);
    const file = entry && readMarkdown(root, entry);
    return file && 'text' in file ? toReadable(file.text).text : '';
  };
  const relink: Rereading['relink'] = (other, written) =>
    linkWiki(
      facts.map((each) => other.get(each.path) ?? each),
      attachments,
      wikiOptions,
      { written, texts: articleTexts },
    );
  // Who only checks a wiki sees all that its authors wrote.
  const {
    wiki,
    texts,
    compiled: discreet,
  } = withPages
    ? await compileDiscreetly(whole, { textOf, syntax, relink }, discreetCacheOf(root, syntax), options.force)
    : { wiki: whole, texts: new Map<string, string>(), compiled: new Map<string, CompiledArticle>() };
  for (const [path, article] of discreet) byPath.set(path, article);
  const compiledOf = (id: ArticleId): CompiledArticle | undefined => byPath.get(wiki.byId.get(id)?.parsed.path ?? '');
  const reached = publishedAttachments({ wiki: whole, config, listing });
  const entriesReached = listing.attachments.filter(({ path }) => reached.has(path));
  const store = openStore('attachments', { content: root }, {});
  const attachmentFacts = await readAttachments(root, entriesReached, new ShardStore(store.path, store.version), withPages);
  const found = [
    ...diagnostics,
    ...missingRoots(
      configText,
      config,
      [...listing.markdown, ...listing.attachments].map(({ path }) => path),
    ),
    ...listing.diagnostics,
    ...unread,
    ...whole.diagnostics,
    ...invalidAttachments(whole, problemsOf(attachmentFacts)),
    ...review(whole, {
      now: options.now,
      strictTypes: config.strictTypes,
      ...(config.staleAfterDays !== undefined && { staleAfterDays: config.staleAfterDays }),
    }),
  ];
  return {
    root,
    config,
    wiki,
    ...(articleTexts && { texts: articleTexts }),
    listing,
    diagnostics: withSeverities(found, config.severity).sort(compareDiagnostics),
    bodyOf: (id) => bodyOf(compiledOf(id)),
    mentionsOf: (id) => mentionsOf(compiledOf(id)),
    sourceOf: (id) => {
      const path = wiki.byId.get(id)?.parsed.path ?? '';
      return texts.get(path) ?? textOf(path);
    },
    isProvisional: (id) => compiledOf(id)?.isProvisional ?? false,
    attachments: attachmentFacts,
  };
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
  how: Compiling & { readonly root: string },
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
