/** Finds the broken links of a built site, without a server. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Files of a site below `root`, by path. */
export function filesOf(root: string): string[] {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
    .sort();
}

/**
 * Links, images, styles and scripts of all pages without a file, fragments without an element, and requests to other hosts; each as
 * `page → link`.
 */
export function brokenLinks(root: string, base = '/'): string[] {
  const broken: string[] = [];
  const idsByFile = new Map<string, Set<string>>();
  const idsOf = (file: string): Set<string> => {
    let ids = idsByFile.get(file);
    if (!ids) {
      ids = new Set(
        [...readFileSync(join(root, file), 'utf8').matchAll(/\sid="([^"]*)"/g)].map((match) => unescapeHtml(match[1] ?? '')),
      );
      idsByFile.set(file, ids);
    }
    return ids;
  };
  for (const page of filesOf(root).filter((file) => file.endsWith('.html'))) {
    for (const { url, isLoaded } of linksIn(readFileSync(join(root, page), 'utf8'))) {
      if (!isExternal(url)) {
        if (!answers(root, base, page, url, idsOf)) broken.push(`${page} → ${url}`);
      } else if (isLoaded && !url.startsWith('data:')) broken.push(`${page} loads ${url}`);
    }
  }
  return broken;
}

/** A link in a page, and whether the browser follows it by itself. */
interface Link {
  readonly url: string;
  readonly isLoaded: boolean;
}

/** Links, images, styles and scripts of a page, as they are written. */
export function* linksIn(page: string): Generator<Link> {
  for (const [, tag = '', attributes = ''] of page.replace(/<!--[\s\S]*?-->/g, '').matchAll(/<([a-z]+)(\s[^>]*)>/gi)) {
    for (const [, name = '', value = ''] of attributes.matchAll(/\s(href|src|action|poster)="([^"]*)"/g)) {
      const isLoaded = name === 'src' || (tag === 'link' && /rel="(?:stylesheet|preload|modulepreload|icon)"/.test(attributes));
      yield { url: unescapeHtml(value), isLoaded };
    }
    for (const [, list = ''] of attributes.matchAll(/\ssrcset="([^"]*)"/g))
      for (const candidate of list.split(', ')) yield { url: unescapeHtml(candidate.replace(/ \S+$/, '')), isLoaded: true };
  }
}

export function isExternal(url: string): boolean {
  return /^(?:[a-z][a-z0-9+.-]*:|\/\/)/i.test(url);
}

function answers(root: string, base: string, page: string, url: string, idsOf: (file: string) => Set<string>): boolean {
  const [path = '', fragment] = url.split('#', 2);
  let file = page;
  if (path !== '') {
    if (!path.startsWith(base)) return false;
    const target = decodeURIComponent(path.slice(base.length).replace(/\?.*$/, ''));
    file = target === '' || target.endsWith('/') ? `${target}index.html` : target;
    // A folder without its slash needs a redirect, so it counts as broken. The folder of the search engine is not a page.
    if (target === 'pagefind/') return existsSync(join(root, 'pagefind/0/pagefind.js'));
    if (!existsSync(join(root, file)) || !statSync(join(root, file)).isFile()) return false;
  }
  if (fragment === undefined || fragment === '' || !file.endsWith('.html')) return true;
  return idsOf(file).has(decodeURIComponent(fragment));
}

function unescapeHtml(text: string): string {
  return text
    .replace(/&#x([0-9a-f]+);/gi, (_, code: string) => String.fromCodePoint(Number.parseInt(code, 16)))
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}

/** What the files of a folder take on a disk, in bytes. */
export function bytesOnDisk(folder: string): number {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const blocks = files.map((file) => Math.ceil(statSync(join(file.parentPath, file.name)).size / 4096));
  return blocks.reduce((total, count) => total + count, 0) * 4096;
}
