/**
 * Hides links in text that is not parsed as markdown: values of properties, titles, alternative texts, raw HTML. All other links
 * are nodes made by the markdown parser.
 */
import type { HiddenLink, HiddenStretch, LinkName, Span } from '../model.ts';
import { inOrder, withheldName } from '../text/hidden.ts';
import { partsBetween } from '../text/parts.ts';
import { bracketPairs, holdsBrackets, parseWikilink, replaceBrackets, writtenWikilink } from '../text/wikilinks.ts';
import { isExternal, partsOfPath, replaceUrls } from './html-urls.ts';
import { propertyLinks } from './property-links.ts';

/** The replacement of a link. */
export type InsteadOfLink = HiddenLink['instead'];

/** Looks up links to hide, and records every link that it is asked about. */
export class LinkHider {
  readonly #hidden: ReadonlyMap<string, InsteadOfLink>;
  readonly #asked = new Map<string, LinkName>();

  constructor(hidden: readonly HiddenLink[] = []) {
    this.#hidden = new Map(hidden.map(({ link, instead }) => [keyOf(link), instead]));
  }

  /** The replacement of a link; undefined if readers see it as written. */
  insteadOf({ target, anchor, spelled }: LinkName): InsteadOfLink | undefined {
    const link = { target, ...(anchor !== undefined && { anchor }), ...(spelled !== undefined && { spelled }) };
    const key = keyOf(link);
    this.#asked.set(key, link);
    return this.#hidden.get(key);
  }

  /** The same for a path or a URL of the vault; undefined for an address elsewhere. */
  insteadOfPath(path: string): InsteadOfLink | undefined {
    return path === '' || isExternal(path) ? undefined : this.insteadOf(partsOfPath(path));
  }

  /** Whether there are no links to hide, so that links are only recorded. */
  get hidesNothing(): boolean {
    return this.#hidden.size === 0;
  }

  /** The links that it was asked about, except those among `links`. */
  askedBesides(links: readonly LinkName[]): LinkName[] {
    const targets = new Set([...this.#asked.values()].map(({ target }) => target));
    const known = new Set(links.filter(({ target }) => targets.has(target)).map(keyOf));
    return [...this.#asked].flatMap(([key, link]) => (known.has(key) ? [] : link));
  }
}

function keyOf({ target, anchor, spelled }: LinkName): string {
  return `${target}\n${anchor ?? ''}\n${spelled ?? ''}`;
}

const markdownLink = /!?\[([^\]]*)\]\(([^()\n]+)\)/g;
const pathOfArticle = /[^\s"'`()[\]{}<>,;|]+\.md(?:#[^\s"'`()[\]{}<>,;|]*)?/gi;
const tag = /<[a-z][^<>]*>?/gi;
const anyPath = /\.md|^\s*\.{0,2}\//i;
/** Whether a text may hold a link other than a bare name. */
const anyMark = new RegExp(`[[<]|${anyPath.source}`, 'i');

/** Whether a text may hold the path of an article. */
export function mayHoldPath(text: string): boolean {
  return anyPath.test(text);
}

/**
 * A value as readers see it.
 *
 * @param isName whether a bare name is a link; if so, links stay links, else they become the text they show
 */
export function hideInValue(text: string, isName: boolean, hider: LinkHider): string {
  if (!isName && !anyMark.test(text)) return text;
  const shown = (found: InsteadOfLink): string => (isName ? wikilinkOf(found, undefined) : found.shown);
  let other = hideMarks(text, hider, isName);
  const whole = other === text ? insteadOfWhole(text, isName, hider) : undefined;
  if (whole) return shown(whole);
  if (isName && /,\s/.test(other) && !holdsBrackets(other))
    other = other
      .split(/(,\s+)/)
      .map((part, index) => (index % 2 === 0 ? hideInValue(part, true, hider) : part))
      .join('');
  return other.replace(pathOfArticle, (path: string) => {
    const instead = hider.insteadOfPath(path);
    return instead ? shown(instead) : path;
  });
}

/** The replacement of a text that is a single path or, where names are links, a single name. */
function insteadOfWhole(text: string, isName: boolean, hider: LinkHider): InsteadOfLink | undefined {
  if (holdsBrackets(text)) return undefined;
  const [only, ...more] = propertyLinks(text.trim());
  if (!only || more.length > 0) return undefined;
  if (only.kind === 'link') return only.link.syntax === 'path' ? hider.insteadOf(only.link) : undefined;
  return only.kind === 'text' && isName ? hider.insteadOf({ target: only.text }) : undefined;
}

/** Names and paths in a text that names sources, with their places: `a.md, p. 3`, `see a.md`. */
export function hiddenNames(text: string, isName: boolean, hider: LinkHider): { span: Span; instead: InsteadOfLink }[] {
  const start = text.length - text.trimStart().length;
  const name = text.trim();
  if (name === '') return [];
  const whole = hideMarks(name, hider) === name ? insteadOfWhole(name, isName, hider) : undefined;
  if (whole) return [{ span: { start, end: start + name.length }, instead: whole }];
  const parts = isName && !holdsBrackets(name) ? partsBetween(/,\s+/g, name) : [];
  const found = parts.length > 1 ? parts.flatMap((part) => hiddenNamesIn(part, name, isName, hider)) : [];
  for (const { index, 0: path } of name.matchAll(pathOfArticle)) {
    const instead = hider.insteadOfPath(path);
    if (instead) found.push({ span: { start: index, end: index + path.length }, instead });
  }
  return inOrder(found).map(({ span, instead }) => ({ span: { start: span.start + start, end: span.end + start }, instead }));
}

function hiddenNamesIn({ start, end }: Span, text: string, isName: boolean, hider: LinkHider): ReturnType<typeof hiddenNames> {
  return hiddenNames(text.slice(start, end), isName, hider).map(({ span, instead }) => ({
    span: { start: span.start + start, end: span.end + start },
    instead,
  }));
}

/**
 * Hides links with marks: wikilinks, markdown links, attributes of raw HTML.
 *
 * @param asLinks whether wikilinks and markdown links stay links
 */
export function hideMarks(text: string, hider: LinkHider, asLinks = false): string {
  if (!anyMark.test(text)) return text;
  const shown = (found: InsteadOfLink, label: string | undefined): string =>
    asLinks ? wikilinkOf(found, label) : label || found.shown;
  const withoutWikilinks = replaceBrackets(
    text,
    ({ inner }) => {
      const { label, ...link } = parseWikilink(inner.replace(/\s+/g, ' '));
      const found = hider.insteadOf(link);
      return found && shown(found, label);
    },
    true,
  );
  const withoutLinks = withoutWikilinks.replace(markdownLink, (raw: string, label: string, inner: string) => {
    const found = hider.insteadOfPath(destinationIn(inner));
    return found ? shown(found, label) : raw;
  });
  return hideInTags(withoutLinks, hider);
}

/** Hides links in the attributes of raw HTML. */
export function hideInTags(html: string, hider: LinkHider): string {
  return html.replace(tag, (whole) =>
    replaceUrls(whole, (url) => {
      const found = hider.insteadOfPath(url);
      return found && urlOf(found);
    }),
  );
}

/** The stretches that `hideInTags` hides. */
export function hiddenTags(text: string, hider: LinkHider): HiddenStretch[] {
  return [...text.matchAll(tag)].flatMap(({ index, 0: raw }) => {
    const other = hideInTags(raw, hider);
    return other === raw ? [] : [{ span: { start: index, end: index + raw.length }, text: other }];
  });
}

/** The stretches that `hideMarks` hides. */
export function hiddenMarks(text: string, hider: LinkHider): HiddenStretch[] {
  const whole = hideMarks(text, hider);
  if (whole === text) return [];
  const candidates = [
    ...bracketPairs(text, true).map(({ span }) => span),
    ...[markdownLink, tag].flatMap((mark) =>
      [...text.matchAll(mark)].map(({ index, 0: raw }) => ({ start: index, end: index + raw.length })),
    ),
  ];
  return clustersOf(candidates).flatMap((span) => {
    const raw = text.slice(span.start, span.end);
    const other = hideMarks(raw, hider);
    return other === raw ? [] : [{ span, text: other }];
  });
}

/** Joins spans that overlap. */
function clustersOf(spans: readonly Span[]): Span[] {
  const clusters: Span[] = [];
  for (const span of [...spans].sort((a, b) => a.start - b.start)) {
    const last = clusters.at(-1);
    if (last && span.start < last.end) clusters[clusters.length - 1] = { start: last.start, end: Math.max(last.end, span.end) };
    else clusters.push(span);
  }
  return clusters;
}

/** `<a b.md> "title"` → `a b.md` */
function destinationIn(inner: string): string {
  return inner
    .trim()
    .replace(/\s+(?:"[^"]*"|'[^']*')$/, '')
    .replace(/^<|>$/g, '');
}

function wikilinkOf({ target, anchor, shown }: InsteadOfLink, label: string | undefined): string {
  // A wikilink cannot express a path with these characters.
  if (/[[\]|#\n]/.test(target)) return writtenWikilink(withheldName, label || shown);
  const link = anchor === undefined ? target : `${target}#${anchor}`;
  return writtenWikilink(link, label || (shown === link ? undefined : shown));
}

/** The address of a replacement. */
export function urlOf({ target, anchor }: InsteadOfLink): string {
  return (
    encodeURI(target).replace(/[()#?]/g, encodeURIComponent) + (anchor === undefined ? '' : `#${encodeURIComponent(anchor)}`)
  );
}
