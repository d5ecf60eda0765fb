/** All findings on a vault, for `check`: those of the wiki, and unlinked mentions. */
import { resolve } from 'node:path';
import type { VaultListing } from '../vault/listing.ts';
import { compareDiagnostics, withSeverities } from '../wiki/diagnostics.ts';
import { nextStale } from '../wiki/graph/provenance.ts';
import type { Diagnostic } from '../wiki/model.ts';
import { everyone } from '../wiki/schema/privacy-keys.ts';
import type { Crew } from './crew.ts';
import { listingKey, listLibrary, openLibrary, readVaultConfig } from './library.ts';
import { openStore } from './memory/stores.ts';
import { unlinkedMentions } from './mention-cache.ts';
import { loadOwnCode } from './own-code/load.ts';
import { isWithin, type TimeSpan, timeSpan } from './time-span.ts';

export interface VaultReport {
  readonly articles: number;
  /** By path, line and column. */
  readonly diagnostics: readonly Diagnostic[];
  /** The files that were inspected. */
  readonly listing: VaultListing;
}

/** The cached result of the last inspection. */
interface Remembered extends Omit<VaultReport, 'listing'>, TimeSpan {}

/**
 * Inspects a vault. Returns the cached findings if no file has changed since the last inspection.
 *
 * @param audience whom the wiki is for; `public` for everyone
 * @param ownCode the file with the code that the wiki brings along
 * @throws VaultError if the folder cannot be read
 */
export async function inspectVault(
  content: string,
  now: Date,
  crew: Crew,
  onPhase: (phase: string, done: number, of: number) => void,
  audience: string = everyone,
  ownCode?: string,
): Promise<VaultReport> {
  const root = resolve(content);
  const own = await loadOwnCode(ownCode);
  const read = readVaultConfig(content, own);
  const listed = listLibrary(root, read.config);
  const { listing } = listed;
  const store = openStore('inspection', { content: root }, { settings: read.text, listing: listingKey(listing), audience });
  const last = store.read<Remembered>();
  if (last && isWithin(last, now)) return { ...last, listing };

  const library = await openLibrary(
    { content, includeDrafts: false, audience, force: false, withPages: false, now, listed },
    read,
    crew,
    onPhase,
  );
  const { config, wiki } = library;
  const mentions = config.severity['unlinked-mention'] === 'off' ? [] : await unlinkedMentions(library, crew, onPhase);
  const diagnostics = [...library.diagnostics, ...withSeverities(mentions, config.severity)].sort(compareDiagnostics);
  const span = timeSpan(now, nextStale(wiki.articles, config.staleAfterDays, now));
  return { ...store.write<Remembered>({ articles: wiki.articles.length, diagnostics, ...span }), listing };
}
