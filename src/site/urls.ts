/** The only place that knows URLs. Hrefs are percent-encoded and start with the base path. */
import { slug } from 'github-slugger';
import type { ArticleId } from '../wiki/model.ts';

export interface Urls {
  /** `/` or `/docs/` */
  readonly base: string;
  readonly home: string;
  readonly all: string;
  readonly search: string;
  readonly tags: string;
  readonly sources: string;
  readonly recent: string;
  readonly pagefind: string;
  readonly article: (id: ArticleId, fragment?: string) => string;
  readonly markdown: (id: ArticleId) => string;
  /** The article for programs. */
  readonly json: (id: ArticleId) => string;
  readonly type: (key: string) => string;
  readonly tag: (tag: string) => string;
  readonly attachment: (path: string) => string;
  /** Absolute, for canonical links and feeds; undefined without a site URL. */
  readonly absolute: (href: string) => string | undefined;
}

/**
 * @param base a path, with or without slashes around it
 * @param site `https://wiki.example`; a path in it is ignored, since `base` says it
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
    tags: under('tags/'),
    sources: under('sources/'),
    recent: under('recent/'),
    pagefind: under('pagefind/'),
    article: (id, fragment) => under(id === '' ? '' : `${id}/`) + (fragment ? `#${encodeURIComponent(fragment)}` : ''),
    markdown: (id) => under(`${id === '' ? 'index' : id}.md`),
    json: (id) => under(`${id}.json`),
    type: (key) => under(`types/${segmentOf(key)}/`),
    tag: (tag) => under(`tags/${tagPath(tag)}/`),
    attachment: (path) => under(`attachments/${path}`),
    absolute: (href) => (origin === undefined ? undefined : origin + href),
  };
}

/** `docs`, `/docs` and `/docs/` are `/docs/`. */
export function normalizeBase(base: string): string {
  const path = base.replace(/^\/+|\/+$/g, '');
  return path === '' ? '/' : `/${path}/`;
}

/** Folder of a type's page: `attested-computation`. */
export function segmentOf(key: string): string {
  return slug(key) || 'other';
}

/** Folder of a tag's page: nested tags are nested folders. */
export function tagPath(tag: string): string {
  return tag.split('/').map(segmentOf).join('/');
}

/** The file that a host serves for an href of ours, relative to the output; fragment and base taken off. */
export function outputPath(href: string, base: string): string {
  const path = decodeURIComponent(href.replace(/#.*$/, '').slice(base.length));
  return path === '' || path.endsWith('/') ? `${path}index.html` : path;
}

function encodePath(path: string): string {
  // Most ids are plain.
  return /^[\w./~-]*$/.test(path) ? path : path.split('/').map(encodeURIComponent).join('/');
}
