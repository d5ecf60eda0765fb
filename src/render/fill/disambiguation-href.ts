/** Addresses of disambiguation pages. */
import { slugSegment } from '../../wiki/article-id.ts';
import { seedOf } from '../../wiki/graph/random.ts';
import type { ArticleId, Resolution } from '../../wiki/model.ts';
import { looseName } from '../../wiki/resolve/name-index.ts';
import { withoutMd } from '../../wiki/resolve/resolve-links.ts';
import type { RenderContext } from '../context.ts';

type Ambiguous = Extract<Resolution, { state: 'ambiguous' }>;

/** The target of an ambiguous link: the page of its name, or the only candidate with a page; undefined if none has one. */
export function disambiguationHref(
  { wiki, urls }: Pick<RenderContext, 'wiki' | 'urls'>,
  { name, candidates }: Ambiguous,
): string | undefined {
  const shown: ArticleId[] = [];
  for (const id of candidates) {
    if (wiki.byId.has(id)) shown.push(id);
    if (shown.length > 1) return hrefOfName({ wiki, urls }, name);
  }
  const [only] = shown;
  return only === undefined ? undefined : urls.article(only);
}

/**
 * In a separate folder, unless an article already has that address. Spellings that differ in case, spaces and hyphens share a
 * page.
 */
export function hrefOfName({ wiki, urls }: Pick<RenderContext, 'wiki' | 'urls'>, name: string): string {
  const segments = withoutMd(name)
    .split('/')
    .filter((segment) => !/^\.*$/.test(segment));
  let path = `disambiguation/${segments.map(addressOf).join('/')}`;
  // No slug contains this character.
  while (wiki.byId.has(path as ArticleId)) path += '~';
  return urls.page(`${path}/`);
}

/** Maximum length of a path segment shown as is, in characters. */
const maxAddress = 60;

/** A slug. If it drops characters that distinguish names, as in `C++`, or is very long, a digest of the name is added. */
function addressOf(segment: string): string {
  const slug = slugSegment(
    segment
      .normalize('NFC')
      .trim()
      .replace(/[\s_]+/g, '-'),
  );
  const isWhole = looseName(slug) === looseName(segment) || /^u[\da-f]{4}/.test(slug);
  if (isWhole && slug.length <= maxAddress) return slug;
  return `${slug.slice(0, maxAddress).toWellFormed().replaceAll('\uFFFD', '')}-${seedOf(looseName(segment)).toString(36)}`;
}
