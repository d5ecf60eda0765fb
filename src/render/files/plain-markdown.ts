/** An article as clean markdown: normalised frontmatter, resolved links, and backlinks at the end. */
import { stringify } from 'yaml';
import type { Article, DateRange, HiddenStretch, Resolution, Span, WrittenLink } from '../../wiki/model.ts';
import { unreadMark } from '../../wiki/parse/hidden/hidden-frontmatter.ts';
import { shownName } from '../../wiki/resolve/shown-name.ts';
import { parseImageLabel } from '../../wiki/schema/image-label.ts';
import { withOwnUrls } from '../../wiki/syntax/html-urls.ts';
import { shownText } from '../../wiki/text/hidden.ts';
import { partBehind } from '../../wiki/text/wikilinks.ts';
import type { RenderContext } from '../context.ts';
import { hrefOf } from '../fill/links.ts';

/** All input for the markdown file of a page, except the text of the source file. */
export interface MarkdownTwin {
  /** Digest of the file and its hidden stretches. */
  readonly digest: string;
  readonly frontmatter: Readonly<Record<string, unknown>>;
  readonly bodyStart: number;
  /** Replacements for links, comments, ids of headings and hidden stretches of the body, by position. */
  readonly insteads: readonly Instead[];
  /** Hidden stretches of the frontmatter. */
  readonly hidden: readonly HiddenStretch[];
  /** Numbers of the frontmatter lines that could not be read. */
  readonly unreadLines: readonly number[];
  readonly backlinks: readonly string[];
}

interface Instead {
  readonly span: Span;
  /** Text to print if it is not a link; without either, the stretch is left out. */
  readonly text?: string;
  readonly link?: {
    readonly href: string | undefined;
    /** Plain text. */
    readonly label: string;
    /** Whether the label is in the text, with its markup. */
    readonly isMarkdown: boolean;
    readonly isImage: boolean;
  };
}

export function markdownTwin(context: RenderContext, article: Article): MarkdownTwin {
  const { parsed } = article;
  const backlinks = context.wiki.graph.backlinks.get(article.id) ?? [];
  return {
    digest: parsed.digest,
    frontmatter: frontmatterOf(context, article),
    bodyStart: parsed.bodyStart,
    insteads: insteadsOf(context, article),
    hidden: (parsed.hidden ?? []).filter(({ span }) => span.end <= parsed.bodyStart),
    unreadLines: parsed.diagnostics.flatMap(({ code, line }) => (code === 'frontmatter-invalid' ? line : [])),
    backlinks: backlinks.map(({ from }) =>
      markdownLink(context.wiki.byId.get(from)?.parsed.title ?? from, context.urls.article(from)),
    ),
  };
}

/** @param source the text that the article was read from */
export function plainMarkdown(twin: MarkdownTwin, source: string): string {
  const yaml = stringify(twin.frontmatter, { lineWidth: 0, aliasDuplicateObjects: false }) + unreadOf(twin, source);
  const parts = [
    `---\n${yaml}---`,
    bodyOf(twin, source).trim(),
    ...(twin.backlinks.length > 0 ? [`## Linked from\n\n${twin.backlinks.map((link) => `- ${link}`).join('\n')}`] : []),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

/** Every property under its canonical key, with link targets as addresses, so that it can be read again. */
function frontmatterOf(context: RenderContext, article: Article): Record<string, unknown> {
  const { properties, title, summary } = article.parsed;
  const {
    isPrivate: _isPrivate,
    isDraft: _isDraft,
    audiences: _audiences,
    isChosen: _isChosen,
    title: _title,
    type: _type,
    summary: _summary,
    extra,
    aliases,
    tags,
    verified,
    staleAfter,
    usageWindow,
    category: _category,
    statusWord,
    ...rest
  } = properties;
  const sources = sourcesOf(context, article);
  const connections = connectionsOf(context, article);
  const own = {
    title,
    type: typeOf(context, article),
    ...(summary !== '' && { summary }),
    ...(aliases.length > 0 && { aliases }),
    ...(tags.length > 0 && { tags }),
    ...rest,
    ...(statusWord !== undefined && { status: statusWord }),
    ...(verified.length > 0 && { verified }),
    ...(staleAfter !== undefined && { stale_after: staleAfter }),
    ...(usageWindow && { usage_window: usageWindow }),
    ...(sources.length > 0 && { sources }),
    ...(connections.length > 0 && { connections }),
  };
  const says = (value: unknown): boolean => value !== null && value !== '' && !(Array.isArray(value) && value.length === 0);
  // A list that contains more than the type is kept whole; a `type:` without a value is dropped.
  const others = Object.entries(extra).filter(([key, value]) => says(value) || !Object.hasOwn(own, key));
  return { ...own, ...Object.fromEntries(others) };
}

/** The type; an undeclared one as its author wrote it. */
function typeOf({ wiki }: RenderContext, { type, parsed: { properties } }: Article): string {
  return wiki.options.types.of(type).declared ? type : (properties.type ?? type);
}

interface TwinSource {
  readonly id?: string;
  readonly title?: string;
  readonly resource?: string;
  readonly author?: string;
  readonly date?: string;
  readonly usage_count?: number;
  readonly usage_window?: DateRange;
  readonly remark?: string;
}

/** One object per source; `resource` is an address, or a wikilink to a name without an article. */
function sourcesOf(context: RenderContext, { id: own, parsed }: Article): TwinSource[] {
  const targets = context.wiki.resolutions.get(own) ?? [];
  return parsed.sources.flatMap(
    ({ id, link: index, url, text, author, date, usageCount, usageWindow, remark, origin }): TwinSource[] => {
      // Sources named only by claims are in the text.
      if (origin !== undefined) return [];
      const link = index === undefined ? undefined : parsed.links[index];
      const target = index === undefined ? undefined : targets[index];
      const isText = link?.isOptional && target?.state !== 'article';
      const resource = link && target && !isText ? addressOf(context, link, target) : url;
      const title = oneLine(text) ?? (target?.state === 'article' ? context.wiki.byId.get(target.id)?.parsed.title : undefined);
      const source = { ...(id && { id }), ...(title && { title }), ...(resource && { resource }) };
      const signals = {
        ...(author && { author }),
        ...(date && { date }),
        ...(usageCount !== undefined && { usage_count: usageCount }),
        ...(usageWindow && { usage_window: usageWindow }),
        ...(remark && { remark }),
      };
      return Object.keys(source).length === 0 ? [] : [{ ...source, ...signals }];
    },
  );
}

/** Joins lines, as everywhere the text is shown. */
function oneLine(text: string | undefined): string | undefined {
  return text?.replace(/\s+/g, ' ').trim();
}

interface TwinConnection {
  readonly relation?: string;
  readonly to: readonly string[];
  readonly note?: string;
}

/** One object per connection, from frontmatter and body, each once. Connections to private articles are left out. */
function connectionsOf(context: RenderContext, { id, parsed }: Article): TwinConnection[] {
  const targets = context.wiki.resolutions.get(id) ?? [];
  /** Stated connections with their note, or an empty string. */
  const stated = new Map<string, string>();
  return parsed.connections.flatMap(({ label, links, note: written }): TwinConnection[] => {
    const note = oneLine(written) ?? '';
    const to = links.flatMap((index) => {
      const link = parsed.links[index];
      const target = targets[index];
      if (!link || !target) return [];
      const address = addressOf(context, link, target);
      const title = target.state === 'article' ? context.wiki.byId.get(target.id)?.parsed.title : undefined;
      const words = link.syntax === 'path' ? title : (link.label ?? title);
      return address === undefined ? [] : [title === undefined ? address : markdownLink(words ?? title, address)];
    });
    const facts = to.map((each) => `${label ?? ''}\0${each}`);
    if (facts.every((fact) => stated.has(fact) && (note === '' || stated.get(fact) === note))) return [];
    for (const fact of facts) stated.set(fact, stated.get(fact) || note);
    return [{ ...(label !== undefined && { relation: label }), to, ...(note !== '' && { note }) }];
  });
}

/** The address of a link target for a property; undefined for a private one. */
function addressOf(context: RenderContext, link: WrittenLink, target: Resolution): string | undefined {
  switch (target.state) {
    case 'article':
    case 'attachment':
      return hrefOf(context, target)?.replace(/[()]/g, (sign) => (sign === '(' ? '%28' : '%29'));
    case 'missing':
    case 'ambiguous':
      return unresolvedLink(link, target.name);
    case 'private':
    case 'unsafe':
      return undefined;
  }
}

/** A wikilink for a missing or ambiguous name, with its part and its label. */
function unresolvedLink(link: WrittenLink, name: string): string {
  const part = partBehind(link, name);
  const label = link.syntax === 'path' ? undefined : link.label;
  const inner = `${name}${part === undefined ? '' : `#${part}`}`;
  if (!/[[\]|#\n]/.test(name) && !/[[\]|\n]/.test(part ?? '') && !/[[\]\n]/.test(label ?? ''))
    return `[[${inner}${label === undefined ? '' : `|${label}`}]]`;
  const anchor = part === undefined ? '' : `#${encodeURIComponent(part)}`;
  return markdownLink(label ?? inner, encodeURIComponent(name) + anchor);
}

/** The frontmatter lines that could not be read, as comments, so that nothing is lost. */
function unreadOf({ bodyStart, unreadLines, hidden }: MarkdownTwin, source: string): string {
  const lines = shownText(source, hidden, 0, bodyStart).split('\n');
  const unread = [...unreadLines.map((line) => lines[line - 1] ?? ''), ...lines.filter((line) => line.startsWith(unreadMark))];
  return unread
    .map((line) => line.trim())
    .filter((line) => line !== '' && !/^(?:---|\+{3}|;;;|[{}]$)/.test(line))
    .map((line) => `${line.startsWith(unreadMark) ? '' : unreadMark}${line}\n`)
    .join('');
}

function insteadsOf(context: RenderContext, { id, parsed }: Article): Instead[] {
  const { bodyStart, comments = [], headings, links, hidden = [] } = parsed;
  const targets = context.wiki.resolutions.get(id) ?? [];
  // Other programs would read the id of a heading as part of its text.
  const ids = headings.flatMap(({ block }) => block?.span ?? []);
  const inBody = hidden.filter(({ span }) => span.start >= bodyStart);
  const isHidden = ({ span, syntax }: WrittenLink): boolean =>
    syntax === 'wikilink' && inBody.some(({ span: { start, end } }) => span.start === start && span.end === end);
  const insteads: Instead[] = [];
  for (const [index, link] of links.entries()) {
    const target = targets[index];
    if (link.span.start < bodyStart || !target || isHidden(link)) continue;
    const own = target.state === 'article' ? context.wiki.byId.get(target.id)?.parsed : undefined;
    insteads.push({
      span: link.span,
      link: {
        href: target.state === 'article' && link.target === '' ? `#${target.fragment ?? ''}` : hrefOf(context, target),
        label: labelOf(link, target) ?? shownName(link, own),
        isMarkdown: link.syntax === 'markdown',
        isImage: target.state === 'attachment',
      },
    });
  }
  // A link precedes what is inside it.
  insteads.push(...[...comments, ...ids].map((span) => ({ span })), ...inBody);
  return insteads.sort((a, b) => a.span.start - b.span.start || b.span.end - a.span.end);
}

function bodyOf({ bodyStart, insteads }: MarkdownTwin, source: string): string {
  return shownPart(insteads, source, bodyStart, source.length);
}

/** The label of a link. A missing picture is shown by its description or name, not by its size. */
function labelOf(link: WrittenLink, target: Resolution): string | undefined {
  const isLost = link.kind === 'embed' && target.state !== 'attachment';
  return isLost ? parseImageLabel(link.label).alt || undefined : link.label;
}

/** The source between two offsets, with links resolved, comments removed and hidden stretches replaced. */
function shownPart(insteads: readonly Instead[], source: string, start: number, end: number): string {
  let text = '';
  let from = start;
  for (const [index, instead] of insteads.entries()) {
    const { span, link } = instead;
    if (span.start < from || span.end > end) continue;
    const raw = source.slice(span.start, span.end);
    text += source.slice(from, span.start);
    from = span.end;
    if (!link) {
      text += instead.text ?? '';
      continue;
    }
    const inside = insideOf(insteads, index);
    if (/^!?\[/.test(raw))
      text += shownLink(link, withoutHidden(instead, inside, source), shownLabel(raw, span.start, inside, source));
    else if (raw.startsWith('<')) text += withHrefs([instead, ...inside], source);
    else text += shownPart(inside, source, span.start, span.end);
  }
  return text + source.slice(from, end);
}

/**
 * Those within another, which follow it since they are sorted by start. Stops at the first one outside, since there may be
 * 100,000.
 */
function insideOf(insteads: readonly Instead[], index: number): Instead[] {
  const end = insteads[index]?.span.end ?? 0;
  const inside: Instead[] = [];
  for (let at = index + 1; (insteads[at]?.span.start ?? Number.POSITIVE_INFINITY) <= end; at++) {
    const each = insteads[at];
    if (each && each.span.end <= end) inside.push(each);
  }
  return inside;
}

/** A link as written, with hidden stretches replaced. */
function withoutHidden({ span }: Instead, inside: readonly Instead[], source: string): string {
  return shownPart(
    inside.filter(({ text }) => text !== undefined),
    source,
    span.start,
    span.end,
  );
}

const linkTitle = /\s(?:"[^"]*"|'[^']*')(?=\s*\)$)/;

/** The label of a link, with its images and without its comments. */
function shownLabel(raw: string, start: number, inside: readonly Instead[], source: string): string {
  const [, mark = '', label = ''] = /^(!?\[)([\s\S]*)\]\s*[([]/.exec(raw.replace(linkTitle, '')) ?? [];
  const insteads = inside.filter(({ span, link }) => !link || source.startsWith('!', span.start));
  return insteads.length === 0 ? label : shownPart(insteads, source, start + mark.length, start + mark.length + label.length);
}

/** A piece of raw HTML without its comments, and with resolved addresses in its links where there are any. */
function withHrefs([whole, ...inside]: readonly [Instead, ...Instead[]], source: string): string {
  const { start, end } = whole.span;
  const comments = inside.filter(({ link }) => !link);
  const hrefs = [whole, ...inside].flatMap(({ link }) => (link ? [link.href] : []));
  return withOwnUrls(shownPart(comments, source, start, end), (url) => hrefs.shift() ?? url);
}

/** @param inside label of a markdown link, as written */
function shownLink({ href, label, isMarkdown, isImage }: NonNullable<Instead['link']>, raw: string, inside: string): string {
  const text = isMarkdown ? inside || label : escapeLabel(label);
  if (href === undefined) return text;
  const isEmbed = raw.startsWith('!') && isImage;
  const title = isEmbed && isMarkdown ? (linkTitle.exec(raw)?.[0] ?? '') : '';
  return `${isEmbed ? '!' : ''}[${text}](${href}${title})`;
}

function markdownLink(label: string, href: string): string {
  return `[${escapeLabel(label)}](${href})`;
}

function escapeLabel(label: string): string {
  return label.replace(/[[\]]/g, '\\$&');
}
