/** Two states of one vault, opened to be compared. */
import { join, resolve } from 'node:path';
import { type RenderContext, renderContext } from '../render/context.ts';
import { urlsOf } from '../site/urls.ts';
import { checkOut } from '../vault/git-checkout.ts';
import type { Wiki } from '../wiki/link-wiki.ts';
import type { ParsedArticle } from '../wiki/model.ts';
import { everyone } from '../wiki/schema/privacy-keys.ts';
import { Crew } from './crew.ts';
import { certainPast, sourceDate } from './environment.ts';
import { type Library, openLibrary, readVaultConfig } from './library.ts';
import { removeIfPossible } from './memory/files.ts';
import { cacheLimit, tidyCache } from './memory/limit.ts';
import { inCache, temporaryFolder } from './memory/place.ts';
import { openStore } from './memory/stores.ts';
import { useFolder, usersOf } from './memory/vaults.ts';
import { loadOwnCode, type OwnCode } from './own-code/load.ts';

export interface Revisions {
  /** The folder of markdown. */
  readonly content: string;
  /** The older revision. */
  readonly base: string;
  /** The newer one; undefined for the files as they are. */
  readonly head: string | undefined;
  /** The file with the code that the wiki brings along: the same for both. */
  readonly ownCode?: string | undefined;
}

export interface Opened {
  readonly before: RenderContext;
  readonly after: RenderContext;
}

/**
 * Opens two states of a vault as everyone may read them. What is private in the newer one is private in the older one too, so
 * nothing that was made private can be seen in what is compared. Revisions are checked out into the cache, where the next
 * comparison finds the files that have stayed the same, compiled.
 *
 * @throws VaultError if the folder cannot be read, or a revision is not in its repository
 */
export async function openRevisions(
  { content, base, head, ownCode }: Revisions,
  onProgress: (phase: string, done: number, of: number) => void = () => {},
): Promise<Opened> {
  const limit = cacheLimit();
  const temporary: string[] = [];
  const folderOf = (revision: string, side: 'base' | 'head'): string => {
    const kept = keptFolder(content, side);
    const folder = kept ?? temporaryFolder();
    if (kept === undefined) temporary.push(folder);
    return checkOut(resolve(content), revision, folder);
  };
  const crew = new Crew();
  const how: Opening = { own: await loadOwnCode(ownCode), crew, onProgress };
  try {
    const older = folderOf(base, 'base');
    const after = await open(head === undefined ? content : folderOf(head, 'head'), how);
    const before = await openOlder(older, after.wiki, how);
    tidyCache(content, limit);
    return { before: contextOf(before), after: contextOf(after) };
  } finally {
    await crew.dismiss();
    temporary.forEach(removeIfPossible);
  }
}

/** The folder of the cache for one side of the comparison; undefined if another process uses it. */
function keptFolder(content: string, side: string): string | undefined {
  const folder = join(openStore('revisions', { content }, {}).path, side);
  const isOurs = inCache((root) => useFolder(root, folder, () => usersOf(folder).length === 0));
  return isOurs ? folder : undefined;
}

interface Opening {
  readonly own: OwnCode | undefined;
  readonly crew: Crew;
  readonly onProgress: (phase: string, done: number, of: number) => void;
}

function open(content: string, { own, crew, onProgress }: Opening, alsoPrivate: readonly ParsedArticle[] = []): Promise<Library> {
  const options = { content, includeDrafts: false, audience: everyone, force: false, withPages: true, alsoPrivate };
  return openLibrary({ ...options, now: sourceDate() ?? new Date() }, readVaultConfig(content, own), crew, onProgress);
}

async function openOlder(content: string, newer: Wiki, how: Opening): Promise<Library> {
  const older = await open(content, how);
  return newer.withheld.length === 0 ? older : open(content, how, madePrivate(older.wiki, newer));
}

/**
 * What is withheld in the newer wiki, and the files of the older one that are the same articles: those with the same content, or
 * moved under the same title.
 */
function madePrivate(older: Wiki, newer: Wiki): ParsedArticle[] {
  const digests = new Set(newer.withheld.map(({ digest }) => digest));
  const titles = new Set(newer.withheld.map(({ title }) => title.toLowerCase()));
  const isPublic = new Set([...newer.articles, ...newer.pages].map(({ parsed }) => parsed.path));
  const published = [...older.articles, ...older.pages].map(({ parsed }) => parsed);
  const isPrivate = ({ path, digest, title }: ParsedArticle): boolean =>
    digests.has(digest) || (!isPublic.has(path) && titles.has(title.toLowerCase()));
  return [...newer.withheld, ...published.filter(isPrivate)];
}

function contextOf({ wiki, related, config, mentionsOf, bodyOf }: Library): RenderContext {
  const urls = urlsOf('/', undefined);
  return renderContext({ wiki, related, config, urls, now: certainPast(new Map()), attachments: new Map(), mentionsOf, bodyOf });
}
