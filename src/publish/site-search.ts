/** The search index of a site, among the files of its output. */
import { join } from 'node:path';
import type { SiteConfig } from '../site/config.ts';
import type { StoreFolder } from './memory/stores.ts';
import { filesBelow, type Output } from './output/output.ts';
import { publishText } from './publish-file.ts';
import { bundleCount, SearchIndexer } from './search-index.ts';

const searchFolder = 'pagefind/';
/** All files of its bundles have this key: what is in them is told by the list of its documents. */
const searchKey = 'search';

/**
 * An indexer that knows the documents it was given last time.
 *
 * @param documents where they are kept
 * @param articles how many the wiki has
 */
export function siteIndexer({ path, version }: StoreFolder, { lang }: Pick<SiteConfig, 'lang'>, articles: number): SearchIndexer {
  return new SearchIndexer(path, { lang, count: bundleCount(articles), version });
}

/**
 * A bundle of the index is made anew when anything in it changed: Pagefind cannot change one.
 *
 * @param force make all of them anew
 */
export async function publishSearch(search: SearchIndexer | undefined, output: Output, force: boolean): Promise<void> {
  if (!search || search.size === 0) return;
  const folder = join(output.staging, searchFolder);
  const isWhole = !force && output.kept(searchFolder, searchKey) !== undefined;
  for (const [number, isNew] of (await search.finish(folder, isWhole)).entries()) {
    const bundle = `${searchFolder}${number}/`;
    const written = isNew
      ? filesBelow(join(output.staging, bundle)).map((path) => bundle + path)
      : (output.kept(bundle, searchKey) ?? []);
    output.add(written, searchKey);
  }
  for (const { path, text } of search.files) publishText(output, searchFolder + path, text);
}
