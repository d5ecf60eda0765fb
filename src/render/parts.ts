/**
 * Parts of an article's HTML. What `renderBody` makes is well-formed, its attributes in double quotes, and text in it holds no `<`: so
 * one pass over its tags tells where each element ends.
 */
import type { ParsedArticle } from '../wiki/model.ts';
import type { ArticleBody } from './article-html.ts';
import { escapeAttribute, escapeText, foldText } from './slots.ts';

/** What opens an article's page, and its body; both with slots. */
export interface Prose {
  readonly lead: string;
  readonly html: string;
}

/**
 * Lead and body. A summary that is a property is the lead, unless the body opens with the very same words; one that was
 * taken out of the body is put back above it with its links.
 */
export function slottedProse({ summary, summaryOrigin }: ParsedArticle, body: ArticleBody): Prose {
  if (summaryOrigin !== 'property') return { lead: body.lead, html: body.html };
  const opening = /^<p[^>]*>([\s\S]*?)<\/p>\s*/.exec(body.html);
  const repeats = opening && foldText(opening[1] ?? '') === foldText(escapeText(summary));
  return { lead: `<p>${escapeText(summary)}</p>`, html: repeats ? body.html.slice(opening[0].length) : body.html };
}

interface Tag {
  readonly name: string;
  /** As written, each with a space before it. */
  readonly attributes: string;
  readonly kind: 'open' | 'close' | 'void';
  readonly start: number;
  readonly end: number;
}

const tagPattern = /<(\/?)([a-zA-Z][\w:-]*)((?:\s+[^\s"'<>/=]+(?:="[^"]*")?)*)\s*(\/?)>/g;
const voidElements: ReadonlySet<string> = new Set(['area', 'br', 'col', 'embed', 'hr', 'img', 'input', 'source', 'track', 'wbr']);

function* tagsFrom(html: string, from = 0): Generator<Tag> {
  const pattern = new RegExp(tagPattern);
  pattern.lastIndex = from;
  for (let match = pattern.exec(html); match; match = pattern.exec(html)) {
    const [whole, slash, name = '', attributes = '', selfClosing] = match;
    const kind = slash === '/' ? 'close' : selfClosing === '/' || voidElements.has(name) ? 'void' : 'open';
    yield { name, attributes, kind, start: match.index, end: match.index + whole.length };
  }
}

/** Where the element of an opening tag ends. */
function endOf(html: string, tag: Tag): number {
  if (tag.kind === 'void') return tag.end;
  let depth = 1;
  for (const { kind, end } of tagsFrom(html, tag.end)) {
    if (kind === 'open') depth++;
    else if (kind === 'close' && --depth === 0) return end;
  }
  return html.length;
}

function levelOf({ name }: Pick<Tag, 'name'>): number | undefined {
  return /^h[1-6]$/.test(name) ? Number(name[1]) : undefined;
}

function isFootnotes({ name, attributes }: Tag): boolean {
  return name === 'section' && / data-footnotes(?=[ =]|$)/.test(attributes);
}

/** Elements that stand for themselves wherever a block may stand. */
const blocks: ReadonlySet<string> = new Set(
  'p div section blockquote ul ol dl table pre figure details aside h1 h2 h3 h4 h5 h6 hr'.split(' '),
);

/** A stretch of HTML, and what it takes to stand alone. */
interface Place {
  readonly start: number;
  end: number;
  readonly around?: readonly [string, string];
}

interface OpenElement {
  readonly tag: Tag;
  readonly place: Place | undefined;
  /** Sections that its headings have opened. */
  readonly sections: { readonly level: number; readonly place: Place }[];
  items: number;
}

/** Where each part is that has an id, by the id as it is written in HTML. */
function placesIn(html: string): Map<string, Place> {
  const places = new Map<string, Place>();
  const root: OpenElement = {
    tag: { name: '', attributes: '', kind: 'open', start: 0, end: 0 },
    place: undefined,
    sections: [],
    items: 0,
  };
  const open = [root];
  const endSections = ({ sections }: OpenElement, level: number, at: number): void => {
    while ((sections.at(-1)?.level ?? 0) >= level) {
      const section = sections.pop();
      if (section) section.place.end = at;
    }
  };
  for (const tag of tagsFrom(html)) {
    const parent = open.at(-1) ?? root;
    if (tag.kind === 'close') {
      endSections(parent, 1, tag.start);
      if (parent.place) parent.place.end = tag.end;
      if (open.length > 1) open.pop();
      continue;
    }
    const level = levelOf(tag);
    if (isFootnotes(tag)) endSections(parent, 1, tag.start);
    if (level !== undefined) endSections(parent, level, tag.start);
    if (tag.name === 'li') parent.items++;
    const place = placeOf(tag, parent);
    const id = / id="([^"]*)"/.exec(tag.attributes)?.[1];
    if (place && id !== undefined && !places.has(id)) places.set(id, place);
    if (level !== undefined && place) parent.sections.push({ level, place });
    if (tag.kind === 'open') open.push({ tag, place: level === undefined ? place : undefined, sections: [], items: 0 });
  }
  endSections(root, 1, html.length);
  return places;
}

/** An item stands in a list of its own, with its number; a cell or a word can stand nowhere but where it stands. */
function placeOf(tag: Tag, parent: OpenElement): Place | undefined {
  const { start, end } = tag;
  if (tag.name !== 'li') return blocks.has(tag.name) ? { start, end } : undefined;
  if (parent.tag.name === 'ol') {
    const first = Number(/ start="(\d+)"/.exec(parent.tag.attributes)?.[1] ?? 1);
    const number = first + parent.items - 1;
    return { start, end, around: [`<ol${number === 1 ? '' : ` start="${number}"`}>\n`, '\n</ol>'] };
  }
  const isTask = tag.attributes.includes('task-list-item');
  return { start, end, around: [`<ul${isTask ? ' class="contains-task-list"' : ''}>\n`, '\n</ul>'] };
}

const knownPlaces = new WeakMap<ArticleBody, readonly { readonly html: string; readonly places: Map<string, Place> }[]>();

/**
 * The part of an article that has an id: of a heading its section, up to the next of its level or of a higher one, or to the end
 * of what it stands in; else the element.
 *
 * @returns undefined when there is none, or when it can stand nowhere but where it stands
 */
export function partWithId(body: ArticleBody, id: string): string | undefined {
  let known = knownPlaces.get(body);
  if (!known) {
    known = [body.lead, body.html].map((html) => ({ html, places: placesIn(html) }));
    knownPlaces.set(body, known);
  }
  for (const { html, places } of known) {
    const place = places.get(idInHtml(id));
    if (!place) continue;
    const [before, after] = place.around ?? ['', ''];
    return before + html.slice(place.start, place.end).trimEnd() + after;
  }
  return undefined;
}

/**
 * The section of the heading that says the title, which is in no body itself: up to the next heading of its rank outside of quotes
 * and the like.
 *
 * @param ends ids of the headings of its rank that follow it
 */
export function titleSection({ lead, html, aboveTitle }: ArticleBody, ends: readonly string[]): string {
  const endIds = new Set(ends.map(idInHtml));
  let section = '';
  let from = aboveTitle?.length ?? 0;
  let end = html.length;
  let depth = 0;
  for (const tag of tagsFrom(html, from)) {
    const id = levelOf(tag) === undefined ? undefined : / id="([^"]*)"/.exec(tag.attributes)?.[1];
    if (depth === 0 && tag.kind === 'open' && id !== undefined && endIds.has(id)) {
      end = tag.start;
      break;
    }
    if (tag.kind === 'open') depth++;
    else if (tag.kind === 'close' && depth > 0) depth--;
    else if (tag.kind === 'close') {
      // Of an element that opens above the title.
      section += html.slice(from, tag.start);
      from = tag.end;
    }
  }
  section += html.slice(from, end);
  return [aboveTitle?.isLead ? '' : lead, section.trim()].filter((each) => each !== '').join('\n');
}

/** An id as attributes of the body have it. */
function idInHtml(id: string): string {
  return id.replaceAll('&', '&#x26;').replaceAll('"', '&#x22;');
}

/**
 * The same HTML as a part of another page: without ids, marks at headings and footnotes; links to places of its own page lead there.
 *
 * @param href of its own page
 * @param under level of the heading it stands under: its own are below
 */
export function onOtherPage(html: string, href: string, under: number): string {
  let highest = 6;
  for (const tag of tagsFrom(html)) if (!isFootnotes(tag)) highest = Math.min(highest, levelOf(tag) ?? 6);
  const shift = under + 1 - highest;
  let moved = '';
  let from = 0;
  for (const tag of tagsFrom(html)) {
    if (tag.start < from) continue;
    const level = levelOf(tag);
    const isLeftOut =
      tag.kind === 'open' && (isFootnotes(tag) || (tag.name === 'a' && tag.attributes.includes(' class="anchor"')));
    moved += html.slice(from, tag.start);
    if (isLeftOut) from = endOf(html, tag);
    else {
      const name = level === undefined ? tag.name : `h${Math.max(1, Math.min(6, level + shift))}`;
      moved += tag.kind === 'close' ? `</${name}>` : `<${name}${attributesElsewhere(tag.attributes, href)}>`;
      from = tag.end;
    }
  }
  return (moved + html.slice(from)).trim();
}

/** What names a place of the page, or speaks to its scripts; the kind of a callout speaks to the styles. */
const ownOfPage = /^(?:id|name|aria-describedby|aria-labelledby|data-(?!callout$).*)$/;

function attributesElsewhere(attributes: string, href: string): string {
  return attributes.replace(/\s+([^\s"'<>/=]+)(="[^"]*")?/g, (attribute, name: string, value: string | undefined) => {
    if (ownOfPage.test(name)) return '';
    return name === 'href' && value?.startsWith('="#') ? ` href="${escapeAttribute(href)}${value.slice(2)}` : attribute;
  });
}
