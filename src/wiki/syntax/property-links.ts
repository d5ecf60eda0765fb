/** Links in frontmatter values: wikilinks, markdown links, paths, names. */
import type { WrittenLink } from '../model.ts';
import { findWikilinks, parseWikilink, type WikilinkParts } from '../text/wikilinks.ts';
import { isExternal, partsOfPath } from './html-urls.ts';

export type PropertyLink =
  | { readonly kind: 'link'; readonly link: Pick<WrittenLink, 'syntax' | 'target' | 'anchor' | 'spelled' | 'label'> }
  | { readonly kind: 'url'; readonly url: string; readonly label?: string }
  /** Text that may be the name of an article. */
  | { readonly kind: 'text'; readonly text: string };

/**
 * The links in a frontmatter value. Also understands an unquoted `[[A]]`, which YAML reads as a list in a list. A value without
 * link syntax is a path if it looks like one, a URL if it has a scheme, else text.
 */
export function propertyLinks(value: unknown): PropertyLink[] {
  if (Array.isArray(value)) {
    const inner: readonly unknown[] = value;
    if (inner.length === 1 && Array.isArray(inner[0]) && inner[0].every(isScalar))
      return [linkOf(parseWikilink(inner[0].map(String).join(', ')))];
    return inner.flatMap(propertyLinks);
  }
  if (!isScalar(value)) return [];
  const text = String(value).trim();
  const wikilinks = findWikilinks(text).map(({ target, anchor, spelled, label }) =>
    linkOf({ target, ...(anchor && { anchor }), ...(spelled && { spelled }), ...(label && { label }) }),
  );
  if (wikilinks.length > 0) return wikilinks;
  const markdown = /^\[((?:[^\\[\]]|\\.|\[[^[\]]*\])*)\]\(([^()]+)\)$/.exec(text);
  if (markdown) {
    const [, written = '', inner = ''] = markdown;
    const label = written.replace(/\\([[\]\\])/g, '$1');
    const url = inner
      .trim()
      .replace(/\s+(?:"[^"]*"|'[^']*')$/, '')
      .replace(/^<|>$/g, '');
    return [
      isExternal(url) ? { kind: 'url', url, label } : { kind: 'link', link: { syntax: 'markdown', ...partsOfPath(url), label } },
    ];
  }
  if (/^https?:\/\/\S+$/i.test(text)) return [{ kind: 'url', url: text }];
  const located = text.length > maxPath ? null : pathWithLocator.exec(text);
  if (located?.[1] !== undefined && looksLikePath(located[1]))
    return [{ kind: 'link', link: { syntax: 'path', ...partsOfPath(located[1]), label: text.replaceAll('`', '') } }];
  if (looksLikePath(text)) return [{ kind: 'link', link: { syntax: 'path', ...partsOfPath(text) } }];
  return text === '' ? [] : [{ kind: 'text', text }];
}

function linkOf(parts: WikilinkParts): PropertyLink {
  return { kind: 'link', link: { syntax: 'wikilink', ...parts } };
}

/** A file with a location in it: `a.md:42-58`, `a.md#L10`, `a.md (p. 3)`; or in backticks. */
const pathWithLocator =
  /^`?([^`\n]*\.(?:md|pdf|html?|txt|csv|docx?|epub))`?(?::\d[\d:-]*|#L\d+(?:-L?\d+)?| \([^()\n]*\)|, pp?\. ?[\d–-]+|(?<=`))$/i;

/** Maximum length of a path, in characters. File systems allow far less. */
const maxPath = 1000;

function looksLikePath(text: string): boolean {
  if (text.length > maxPath || text.includes('\n')) return false;
  return (
    /^\.{0,2}\/\S/.test(text) ||
    /^[^\s:/]+\/[^\n]*\.[A-Za-z0-9]{2,5}(?:#.*)?$/.test(text) ||
    /^[^\n:]+\.(?:md|pdf|html?|txt|csv|docx?|epub)(?:#.*)?$/i.test(text)
  );
}

function isScalar(value: unknown): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}
