/**
 * Addresses that redirect to an article: its permalink and its aliases, which may be former paths (`old/folder/name`).
 */
import { slugSegment } from '../article-id.ts';
import { byteLength, isDeviceName, usablePath } from '../file-names.ts';
import { folderOf, joinPath } from '../paths.ts';

/**
 * A path below the base, ending in a slash unless it names a file; or the reason why no page can have it; undefined if no path
 * was given.
 */
export type OtherAddress = { readonly path: string } | { readonly problem: string } | undefined;

/** Maximum length of a name in UTF-8 bytes. */
const maxNameBytes = 240;

const outside = { problem: 'leads out of the site' };

/**
 * The address of a permalink, as written, since other sites may link to it: `/Guides/Tides.html`, `/guides/tides`. Relative to
 * the root.
 */
export function permalinkAddress(permalink: string): OtherAddress {
  if (/^[a-z][\w+.-]*:/i.test(permalink)) return { problem: 'is no path of this site' };
  const path = joinPath('', (permalink.split(/[?#]/)[0] ?? '').normalize('NFC'));
  if (path === undefined) return outside;
  if (path === '') return undefined;
  const problem = problemOf(path.split('/'));
  if (problem !== undefined) return { problem };
  return { path: /\.html?$/i.test(path) ? path : `${path}/` };
}

/**
 * The address of an alias, spelled like the id of an article of that name. A path that starts with `./` or `../` is relative to
 * the folder of the article, any other to the root. An alias of dots alone has no address; nor does a path with a name of three
 * dots or more.
 *
 * @param from the path of the article in the vault
 */
export function aliasAddress(alias: string, from: string): OtherAddress {
  const written = alias
    .normalize('NFC')
    .replace(/\.md$/i, '')
    .split('/')
    .map((name) => name.trim())
    .join('/');
  if (/^\/*$/.test(written)) return undefined;
  if (/^[./\s]*$/.test(written)) return written.includes('/') ? { problem: 'names no page' } : undefined;
  if (written.split('/').some((name) => /^[.\s]{3,}$/.test(name))) return { problem: 'has a name of dots alone' };
  const path = joinPath(/^\.{1,2}\//.test(written) ? folderOf(from) : '', written);
  if (path === undefined) return outside;
  const names = path.split('/').map(slugSegment);
  return path === '' || problemOf(names) !== undefined ? undefined : { path: `${names.join('/')}/` };
}

/**
 * The reason why a page cannot have a path of these names: it would be hidden, or some system cannot have a file of that name.
 */
function problemOf(names: readonly string[]): string | undefined {
  for (const name of names) {
    if (/^[._]/.test(name)) return `has a name that starts with \`${name[0]}\``;
    if (/[\p{Cc}\\:*?"<>|]|[. ]$/u.test(name) || isDeviceName(name)) return 'has a name that not every host takes';
    if (byteLength(name) > maxNameBytes) return 'has a name that is too long';
  }
  const path = names.join('/');
  if (usablePath(path) !== path) return 'is too long';
  return names.slice(0, -1).some((name) => /\.html?$/i.test(name)) ? 'has a folder that is called like a page' : undefined;
}
