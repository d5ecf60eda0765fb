/**
 * Sourcebook as a library. Every function reads a vault, a folder of markdown; findings about its content are values, never errors.
 *
 * @module sourcebook
 */
import { type BuildReport, buildSite, type Progress } from '../publish/build.ts';
import { Crew } from '../publish/crew.ts';
import { sourceDate } from '../publish/environment.ts';
import { inspectVault, type VaultReport } from '../publish/inspect.ts';
import { openLibrary, readVaultConfig } from '../publish/library.ts';
import { loadOwnCode } from '../publish/own-code/load.ts';
import type { Wiki } from '../wiki/link-wiki.ts';
import { everyone } from '../wiki/schema/privacy-keys.ts';

export type { BuildReport, Progress } from '../publish/build.ts';
export type { VaultReport } from '../publish/inspect.ts';
export { OutputError } from '../publish/output/output.ts';
export { OwnCodeError } from '../publish/own-code/error.ts';
export { LeakError } from '../publish/proof.ts';
export { VaultError } from '../vault/listing.ts';
export type { Backlink, Connection, Graph, GraphLink } from '../wiki/graph/build-graph.ts';
export type { Wiki } from '../wiki/link-wiki.ts';
export type { Article, ArticleId, Diagnostic, ParsedArticle, Properties, Severity, Span } from '../wiki/model.ts';

/** Where the vault is, and whom the wiki is for. */
export interface VaultOptions {
  /** The folder of markdown. */
  readonly content: string;
  /** Includes what is for this audience only (default: `public`, which is everyone). */
  readonly audience?: string;
  /**
   * The file with the wiki's own code, such as `sourcebook.config.ts`, which is run (default: none). What it says is read once in a
   * process.
   */
  readonly config?: string | undefined;
  /** Called as work goes on, with the name of the phase, and how many of how many items are done (0 of 0 if it cannot say). */
  readonly onProgress?: Progress;
}

export interface BuildOptions extends VaultOptions {
  /** The output folder. It must be empty, new, or one that Sourcebook made. */
  readonly out: string;
  /** Path of the site on its host, with slashes around it (default: `base` of sourcebook.yaml, else `/`). */
  readonly base?: string;
  /** Address of the site, such as `https://wiki.example` (default: `url` of sourcebook.yaml). */
  readonly site?: string;
  /** Also publishes drafts (default: false). */
  readonly drafts?: boolean;
  /** Searches the site for traces of private articles before it is put in place (default: true). */
  readonly proof?: boolean;
  /** Also writes compressed copies of texts (`.br`, `.gz`), for hosts that send them (default: false). */
  readonly precompress?: boolean;
  /** Makes everything again (default: false). */
  readonly force?: boolean;
}

/**
 * Builds a site, as `sourcebook build` does. What has not changed since the last build into this folder is not made again.
 *
 * @returns the numbers of articles and pages, the errors found, and the time of each phase in seconds
 * @throws VaultError or OutputError if a folder cannot be used, LeakError if the site would show something of a private article,
 *   TypeError if a folder is not named, or `base` or `site` is invalid; the output folder is then unchanged
 */
export async function build(options: BuildOptions): Promise<BuildReport> {
  requireFolders(options, ['content', 'out']);
  const {
    content,
    out,
    audience = everyone,
    drafts = false,
    proof = true,
    precompress = false,
    force = false,
    config: ownCode,
    onProgress,
    ...address
  } = options;
  const made = { content, out, audience: audience.toLowerCase(), drafts, proof, precompress, force, ownCode };
  return buildSite({ ...made, ...address }, onProgress);
}

/**
 * Finds what is wrong with a vault, as `sourcebook check` does.
 *
 * @returns the number of articles, and the findings by path, line and column
 * @throws VaultError if the folder cannot be read, TypeError if it is not named
 */
export async function check(options: VaultOptions): Promise<VaultReport> {
  requireFolders(options, ['content']);
  const { content, audience = everyone, config, onProgress = () => {} } = options;
  return withCrew((crew) => inspectVault(content, sourceDate() ?? new Date(), crew, onProgress, audience.toLowerCase(), config));
}

/**
 * Reads a vault and links its articles: the graph, the sources and the names of a wiki as data. Private articles are in no part of
 * it but `withheld` and `privateNames`.
 *
 * @throws VaultError if the folder cannot be read, TypeError if it is not named
 */
export async function openWiki(options: VaultOptions & Pick<BuildOptions, 'drafts'>): Promise<Wiki> {
  requireFolders(options, ['content']);
  const { content, audience = everyone, drafts = false, config, onProgress = () => {} } = options;
  return withCrew(async (crew) => {
    const reading = { content, includeDrafts: drafts, audience: audience.toLowerCase(), force: false, withPages: false };
    const now = sourceDate() ?? new Date();
    const own = await loadOwnCode(config);
    return (await openLibrary({ ...reading, now }, readVaultConfig(content, own), crew, onProgress)).wiki;
  });
}

const folders = { content: 'the folder of markdown', out: 'the output folder' } as const;

/** @throws TypeError if a folder is not named, which types do not keep JavaScript from */
function requireFolders(options: unknown, names: readonly (keyof typeof folders)[]): void {
  const given = typeof options === 'object' && options !== null ? (options as Partial<Record<string, unknown>>) : {};
  for (const name of names) {
    const value = given[name];
    if (typeof value !== 'string' || value === '') throw new TypeError(`\`${name}\` is missing: name ${folders[name]}.`);
  }
}

/** Ends the threads that `work` starts. */
async function withCrew<Result>(work: (crew: Crew) => Promise<Result>): Promise<Result> {
  const crew = new Crew();
  try {
    return await work(crew);
  } finally {
    await crew.dismiss();
  }
}
