/** Embeds: articles, sections and blocks shown inside another article: `![[Article#Heading]]`. */
import type { Article, ArticleId, Heading, Resolution, Span, WrittenLink } from '../../wiki/model.ts';
import { extentOf, type Part, partOf } from '../../wiki/resolve/extent.ts';
import { directionOf } from '../../wiki/schema/language.ts';
import type { ArticleBody } from '../body/article-html.ts';
import { proseOfArticle } from '../body/lead.ts';
import type { RenderContext } from '../context.ts';
import { escapeAttribute, escapeText } from '../print/escape.ts';
import { highestLevel, partWithId, titleSection } from '../print/parts.ts';
import { type Printing, print, type SlotFiller } from '../print/printer.ts';
import { type Prose, sizeOf, trimmed } from '../print/prose.ts';
import { hrefOf, linkHtml } from './links.ts';

/** The place where a text is shown: its own page, or another page through embeds. */
export interface Showing {
  /** The embeds on the way to it, outermost first. */
  readonly through: readonly { readonly id: ArticleId; readonly span: Span }[];
  /** Level of the heading above it. */
  readonly level: number;
  /** Remaining size of embedded HTML on the page, in characters. */
  readonly room: { left: number };
}

/** Maximum depth of embeds within embeds; deeper ones are links. */
const maxDepth = 4;

/**
 * Maximum size of embedded HTML on a page, in characters; further embeds are links. `ownWords` is added for the frame of each
 * embed.
 */
const maxRoom = 500_000;
const ownWords = 300;

export function onOwnPage(): Showing {
  return { through: [], level: 1, room: { left: maxRoom } };
}

/** An embed on a line of its own in the text of `host`. */
export interface LoneEmbed {
  readonly host: Article;
  readonly link: WrittenLink;
  readonly target: Resolution;
  /** The author's label, as HTML; empty if there is none. */
  readonly label: string;
  /** The `dir` of a paragraph in its place, and the other attributes of the element; each with a space before it. */
  readonly direction: string;
  readonly attributes: string;
}

/** Makes the slot filler for another article that is shown in place. */
export type FillerOf = (article: Article, body: ArticleBody, showing: Showing) => SlotFiller;

/**
 * The content of an embed: a figure, or a paragraph that explains why it is missing.
 *
 * @returns undefined for an embed of a file
 */
export function embedOfArticle(
  context: RenderContext,
  embed: LoneEmbed,
  showing: Showing,
  printing: Printing,
  fillerOf: FillerOf,
): string | undefined {
  const { host, link, target, direction, attributes, label } = embed;
  if (target.state === 'attachment') return undefined;
  const { say } = context;
  const named = linkHtml(context, link, target, label);
  const instead = (why: string): string =>
    `<p${direction} class="embed-instead"${attributes}>${named}${why && ` <small>${escapeText(why)}</small>`}</p>`;
  if (target.state === 'ambiguous') return instead(say('embedAmbiguous'));
  if (target.state !== 'article') return instead(target.state === 'missing' ? say('embedMissing') : '');
  const shown = context.wiki.byId.get(target.id);
  if (!shown || target.isPartMissing) return instead(say('embedMissing'));
  const part = partOf(shown.parsed, link, target);
  const name = label || escapeText(nameOf(host, shown, part));
  const through = [...showing.through, { id: host.id, span: link.span }];
  const linked = (why: string): string =>
    `<p${direction} class="embed-instead"${attributes}>${linkHtml(context, link, target, name)} <small>${escapeText(why)}</small></p>`;
  if (comesRound(shown, part, through)) return linked(say('embedWithinItself'));
  const body = context.bodyOf(shown.id);
  const prose = proseOfPart(shown, part, body);
  const size = prose === undefined ? 0 : sizeOf(prose) + ownWords;
  if (prose === undefined || through.length > maxDepth || size > showing.room.left) return linked(say('embedOnOwnPage'));
  showing.room.left -= size;

  const own = context.urls.article(shown.id);
  const filler = fillerOf(shown, body, { ...showing, through });
  const isMixed = printing.isMixed || filler.isMixed;
  const elsewhere = { href: own, shift: showing.level + 1 - highestLevel(prose) };
  const html = print(trimmed(prose), filler, { ...printing, elsewhere, isMixed }).trim();
  const href = escapeAttribute(hrefOf(context, target) ?? own);
  const id = escapeAttribute(shown.id);
  return (
    `<figure class="embed"${attributes} data-article-id="${id}"${languageOf(host, shown)} data-pagefind-ignore>` +
    `<figcaption${printing.isMixed ? ' dir="auto"' : ''}><a class="internal" href="${href}" data-article-id="${id}">${name}</a></figcaption>\n${html}\n</figure>`
  );
}

/** Whether the shown part contains one of the embeds that lead to it. */
function comesRound({ id, parsed }: Article, part: Part, through: Showing['through']): boolean {
  const { start, end } = extentOf(parsed, part);
  const last = through.at(-1);
  return through.some(
    (embed, index) =>
      (embed.id === id && embed.span.start >= start && embed.span.end <= end) ||
      (index < through.length - 1 && embed.id === last?.id && embed.span.start === last.span.start),
  );
}

/** The prose of a part; undefined if it is shown in a panel rather than in the text. */
function proseOfPart({ parsed }: Article, part: Part, body: ArticleBody): Prose | undefined {
  const { lead, content } = proseOfArticle(parsed, body);
  switch (part.kind) {
    case 'whole':
      return joined(lead, content);
    case 'summary':
      return lead;
    case 'section': {
      const { heading } = part;
      if (heading.lifted !== 'title') return partWithId(body.lead, heading.id) ?? partWithId(body.content, heading.id);
      const section = trimmed(titleSection(body.content, idsOfRank(parsed, heading)));
      return body.isLeadAboveTitle ? section : joined(body.lead, section);
    }
    case 'element':
      return partWithId(body.lead, part.id) ?? partWithId(body.content, part.id);
  }
}

/** Two pieces of prose, on lines of their own. */
function joined(first: Prose, second: Prose): Prose {
  return [...first, ...(first.length > 0 && second.length > 0 ? ['\n'] : []), ...second];
}

/** Ids of the headings after `heading` that may end its section. */
function idsOfRank({ headings }: Article['parsed'], heading: Heading): string[] {
  const below = headings.slice(headings.indexOf(heading) + 1);
  return below.flatMap(({ depth, id }) => (depth <= heading.depth && id !== '' ? [id] : []));
}

function nameOf(host: Article, { id, parsed }: Article, part: Part): string {
  if (part.kind !== 'section' || part.heading.lifted === 'title') return parsed.title;
  return id === host.id ? part.heading.text : `${parsed.title} › ${part.heading.text}`;
}

function languageOf(host: Article, { lang }: Article): string {
  if (lang === host.lang) return '';
  return ` lang="${escapeAttribute(lang)}" dir="${directionOf(lang)}"`;
}
