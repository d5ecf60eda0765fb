/** The search index of a site, among the files of its output. */
import { join } from 'node:path';
import type { SiteConfig } from '../site/config.ts';
import { pipelineVersion } from './compile-cache.ts';
import { outputCache } from './library.ts';
import { filesBelow, type Output } from './output.ts';
import { publishText } from './publish-file.ts';
import { bundleCount, type IndexSettings, SearchIndexer } from './search-index.ts';

const searchFolder = 'pagefind/';
/** All files of its bundles have this key: what is in them is told by the list of its documents. */
const searchKey = 'search';

/** Of the index of a wiki of so many articles. */
export function indexSettings({ lang }: Pick<SiteConfig, 'lang'>, articles: number): IndexSettings {
  return { lang, count: bundleCount(articles), version: pipelineVersion() };
}

/** An indexer that knows the documents of the last build of a vault into a folder. */
export function siteIndexer(content: string, out: string, settings: IndexSettings): SearchIndexer {
  return new SearchIndexer(outputCache(content, out, 'search'), settings);
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
