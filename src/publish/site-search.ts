/** Writes the search index of a site into its output. */
import { join } from 'node:path';
import type { SiteConfig } from '../site/config.ts';
import type { StoreFolder } from './memory/stores.ts';
import { filesBelow, type Output } from './output/output.ts';
import { publishText } from './publish-file.ts';
import { bundleCount, SearchIndexer } from './search-index.ts';

/** The folder of the index in the output. */
export const searchFolder = 'pagefind/';

/**
 * Returns an indexer that remembers the documents of the last run.
 *
 * @param documents the store of the documents
 * @param articles number of articles of the wiki
 */
export function siteIndexer({ path, version }: StoreFolder, { lang }: Pick<SiteConfig, 'lang'>, articles: number): SearchIndexer {
  return new SearchIndexer(path, { lang, count: bundleCount(articles), version });
}

/**
 * A bundle of the index is made again if anything in it has changed, since Pagefind cannot update one.
 *
 * @param force make all bundles again
 */
export async function publishSearch(search: SearchIndexer | undefined, output: Output, force: boolean): Promise<void> {
  if (!search || search.size === 0) return;
  const folder = join(output.staging, searchFolder);
  // The documents may be those of another build than the one in the output, whose cache could not be written.
  const { key, keyBefore } = search;
  const isWhole = !force && output.kept(searchFolder, keyBefore) !== undefined;
  for (const [number, isNew] of (await search.finish(folder, isWhole)).entries()) {
    const bundle = `${searchFolder}${number}/`;
    const written = isNew
      ? filesBelow(join(output.staging, bundle)).map((path) => bundle + path)
      : (output.kept(bundle, keyBefore) ?? []);
    output.add(written, key);
  }
  for (const { path, text } of search.files) publishText(output, searchFolder + path, text);
}
