/** The only module that knows URLs. Hrefs are percent-encoded and start with the base path. */
import { distinctAddresses, slugSegment } from '../wiki/article-id.ts';
import { usableName, usablePath } from '../wiki/file-names.ts';
import type { ArticleId } from '../wiki/model.ts';
import { tagKeys } from '../wiki/schema/tags.ts';

/** Path of the data for the graph page; no article has it (wiki/article-id.ts). */
export const graphDataPath = '_data/graph-map.json';

export interface Urls {
  /** `/` or `/docs/` */
  readonly base: string;
  readonly home: string;
  readonly all: string;
  readonly search: string;
  readonly types: string;
  readonly tags: string;
  readonly sources: string;
  readonly recent: string;
  readonly graph: string;
  /** Data for the graph page. */
  readonly graphData: string;
  readonly pagefind: string;
  /** Folder of the scripts that draw diagrams in the browser. */
  readonly mermaid: string;
  /** The default icon, from `public/`. */
  readonly favicon: string;
  readonly article: (id: ArticleId, fragment?: string) => string;
  /** Any page, by its path below the base. */
  readonly page: (path: string) => string;
  readonly markdown: (id: ArticleId) => string;
  /** The article as JSON. */
  readonly json: (id: ArticleId) => string;
  readonly type: (key: string) => string;
  readonly tag: (tag: string) => string;
  readonly attachment: (path: string) => string;
  /** Absolute, for canonical links and feeds; undefined without a site URL. */
  readonly absolute: (href: string) => string | undefined;
}

/**
 * @param base a path, with or without slashes around it
 * @param site `https://wiki.example`; a path in it is ignored in favour of `base`
 */
export function urlsOf(base: string, site?: string): Urls {
  const root = normalizeBase(base);
  const under = (path: string): string => root + encodePath(path);
  const origin = site === undefined ? undefined : new URL(site).origin;
  return {
    base: root,
    home: root,
    all: under('all/'),
    search: under('search/'),
    types: under('types/'),
    tags: under('tags/'),
    sources: under('sources/'),
    recent: under('recent/'),
    graph: under('graph/'),
    graphData: under(graphDataPath),
    pagefind: under('pagefind/'),
    mermaid: under('mermaid/'),
    favicon: under('favicon.svg'),
    article: (id, fragment) => under(id === '' ? '' : `${id}/`) + (fragment ? `#${encodeURIComponent(fragment)}` : ''),
    page: under,
    markdown: (id) => under(`${id === '' ? 'index' : id}.md`),
    json: (id) => under(`${id}.json`),
    type: (key) => under(`types/${folderOf(key)}/`),
    tag: (tag) => under(`tags/${usablePath(tagKeys(tag).map(folderOf).join('/'))}/`),
    attachment: (path) => under(`attachments/${path}`),
    absolute: (href) => (origin === undefined ? undefined : origin + href),
  };
}

/** Normalizes `docs`, `/docs` and `/docs/` to `/docs/`. */
export function normalizeBase(base: string): string {
  const path = base.replace(/^\/+|\/+$/g, '');
  return path === '' ? '/' : `/${path}/`;
}

/**
 * The URLs of a wiki with these types and tags. Each has its own page, even if two slug alike (`C`, `C++`); `distinctAddresses`
 * decides which gets the plain folder.
 *
 * @param tags each tag as the keys of its names, including those of the tags above it
 */
export function urlsWithTaxonomy(urls: Urls, types: readonly string[], tags: readonly (readonly string[])[]): Urls {
  const typeFolders = foldersOf(types);
  const namesBelow = new Map<string, string[]>();
  for (const keys of tags) {
    const parent = keys.slice(0, -1).join('/');
    const names = namesBelow.get(parent) ?? [];
    namesBelow.set(parent, names);
    names.push(keys.at(-1) ?? '');
  }
  const foldersBelow = new Map([...namesBelow].map(([parent, names]) => [parent, foldersOf(names)]));
  const tagFolder = (name: string, depth: number, keys: readonly string[]): string =>
    foldersBelow.get(keys.slice(0, depth).join('/'))?.get(name) ?? folderOf(name);
  return {
    ...urls,
    type: (key) => `${urls.base}${encodePath(`types/${typeFolders.get(key) ?? folderOf(key)}/`)}`,
    tag: (tag) => `${urls.base}${encodePath(`tags/${usablePath(tagKeys(tag).map(tagFolder).join('/'))}/`)}`,
  };
}

function foldersOf(names: readonly string[]): Map<string, string> {
  return distinctAddresses([...new Set(names)].map((name) => ({ key: name, name, wanted: folderOf(name) })));
}

/** Maximum length of the folder of a tag or type, in UTF-8 bytes. */
const maxFolder = 200;

/** Folder of the page of a type or tag: `attested-computation`. */
function folderOf(name: string): string {
  return usableName(slugSegment(name), name, maxFolder);
}

/** The file that a host serves for one of our hrefs, relative to the output folder. Ignores the fragment and removes the base. */
export function outputPath(href: string, base: string): string {
  const path = decodeURIComponent(href.replace(/#.*$/, '').slice(base.length));
  return path === '' || path.endsWith('/') ? `${path}index.html` : path;
}

function encodePath(path: string): string {
  // Most ids need no encoding.
  return /^[\w./~-]*$/.test(path) ? path : path.split('/').map(encodeURIComponent).join('/');
}
