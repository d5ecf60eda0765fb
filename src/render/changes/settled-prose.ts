/**
 * The text of an article for a report that stands alone: nothing in it needs the site or the network. Links keep their words and
 * tell their targets in a title, files are named, code is plain text.
 */
import type { Article, Resolution, WrittenLink } from '../../wiki/model.ts';
import { parseImageLabel } from '../../wiki/schema/image-label.ts';
import type { ArticleBody } from '../body/article-html.ts';
import { proseOfArticle } from '../body/lead.ts';
import type { RenderContext } from '../context.ts';
import { numberSources } from '../fill/citation-marks.ts';
import { nameOfLink } from '../fill/links.ts';
import { quotesOf } from '../fill/quotes.ts';
import {
  attributeOf,
  headingLevel,
  isElement,
  type Prose,
  type ProseAttributes,
  type ProseElement,
  type Slot,
} from '../print/prose.ts';
import { sayMark } from '../print/word-marks.ts';

/**
 * Lead and body of an article. The only slots left are those of formulas and drawings, whose HTML is in `body.blocks`.
 *
 * @param body of the same article
 */
export function settledProse(context: RenderContext, article: Article, body: ArticleBody): Prose {
  const { lead, content } = proseOfArticle(article.parsed, body);
  const settler = new Settler(context, article, body);
  return [...settler.settle(lead).map(asLead), ...settler.settle(content)];
}

/** The name of a source, by its key. */
export function sourceName({ wiki }: RenderContext, key: string): string {
  const source = wiki.sources.byKey.get(key);
  const page = source?.article === undefined ? undefined : wiki.byId.get(source.article);
  return page?.parsed.title ?? (source?.name || source?.file || source?.url || key.replace(/^\w+:/, ''));
}

function asLead(node: Prose[number]): Prose[number] {
  return isElement(node) && node[0] === 'p' ? ['p', { ...node[1], class: 'lead' }, node[2]] : node;
}

/** Elements that stay as they are; others become a `span` or a `div`. */
const kept: ReadonlySet<string> = new Set(
  'p ul ol li dl dt dd table caption thead tbody tfoot tr th td blockquote pre section div figure figcaption hr br wbr em strong b i s u code kbd samp var sub sup mark small abbr cite q dfn bdi bdo ruby rt rp time span'.split(
    ' ',
  ),
);
const blocks: ReadonlySet<string> = new Set('details summary header footer article aside main nav address center'.split(' '));
/** An author's own marks of changes would look like those of the report. */
const renamed: Readonly<Record<string, string>> = { ins: 'u', del: 's', strike: 's', summary: 'p', tt: 'code' };
const files: ReadonlySet<string> = new Set(['img', 'video', 'audio', 'iframe', 'object', 'embed', 'svg']);
const dropped: ReadonlySet<string> = new Set([
  'source',
  'track',
  'param',
  'script',
  'style',
  'template',
  'button',
  'col',
  'colgroup',
]);
const keptAttributes = ['dir', 'lang', 'colspan', 'rowspan', 'start', 'reversed'] as const;

class Settler {
  readonly #context: RenderContext;
  readonly #article: Article;
  readonly #body: ArticleBody;
  readonly #targets: readonly Resolution[];
  readonly #sources: ReturnType<typeof numberSources>;

  constructor(context: RenderContext, article: Article, body: ArticleBody) {
    this.#context = context;
    this.#article = article;
    this.#body = body;
    this.#targets = context.wiki.resolutions.get(article.id) ?? [];
    this.#sources = numberSources(context, article);
  }

  settle(prose: Prose): Prose {
    return prose.flatMap((node) => {
      if (typeof node === 'string') return [node];
      return isElement(node) ? this.#element(node) : this.#slot(node);
    });
  }

  #element(element: ProseElement): Prose {
    const [name, attributes, content] = element;
    if (dropped.has(name) || (name === 'a' && isMarkForClicking(element))) return [];
    if (files.has(name)) return [fileMark(name === 'img' ? 'Picture' : 'File', this.#describe(element))];
    if (name === 'a') {
      const href = attributes?.['href'];
      if (typeof href === 'object' && 'url' in href) return [this.#link(href.url, content)];
      const isOutside = typeof href === 'string' && !href.startsWith('#');
      return isOutside ? [['span', { class: 'link', title: href }, this.settle(content)]] : this.settle(content);
    }
    if (name === 'input') return [attributes !== null && 'checked' in attributes ? '☑ ' : '☐ '];
    const inside = this.settle(content);
    // A table wider than the page scrolls, by keyboard too.
    if (name === 'table') return [['table', { ...keptOf(element), tabindex: '0' }, inside]];
    const level = headingLevel(name);
    const shown = level === undefined ? (renamed[name] ?? name) : `h${Math.max(4, Math.min(6, level + 2))}`;
    const safe = level !== undefined || kept.has(shown) ? shown : blocks.has(name) ? 'div' : 'span';
    return [[safe, keptOf(element), inside]];
  }

  #slot(slot: Slot): Prose {
    switch (slot.slot) {
      case 'link':
        return [this.#link(slot.link, slot.label)];
      case 'elsewhere':
        return [['span', { class: 'link', title: slot.url }, this.settle(slot.label)]];
      case 'citation':
        return [this.#citation(slot.citation, slot.words)];
      case 'tag':
        return [`#${slot.name}`];
      case 'quote':
        return [quotesOf(this.#article.lang)[slot.quote] ?? ''];
      case 'word':
        return [sayMark(this.#context.say, slot)];
      case 'title':
        return [];
      case 'block': {
        const words = this.#body.blocks?.[slot.key]?.words ?? '';
        return words === '' ? [slot] : [['pre', null, [words.replace(/\n$/, '')]]];
      }
    }
  }

  #link(index: number, label: Prose): ProseElement {
    const link = this.#article.parsed.links[index];
    const target = this.#targets[index];
    if (!link || !target) return ['span', null, this.settle(label)];
    if (link.kind === 'embed') return fileMark('Embedded', this.#nameOf(link, target), describe(target));
    const own = this.settle(label);
    const words = own.length === 0 ? [nameOfLink(this.#context, link, target)] : own;
    const isBroken = target.state === 'missing' || target.state === 'ambiguous';
    return ['span', { class: isBroken ? 'link missing' : 'link', title: describe(target) }, words];
  }

  #nameOf(link: WrittenLink, target: Resolution): string {
    return parseImageLabel(link.label).alt || nameOfLink(this.#context, link, target);
  }

  #citation(index: number, words: string): Prose[number] {
    const { parsed, id } = this.#article;
    const citation = parsed.citations[index];
    const item = citation && this.#sources.itemOf.get(citation.source);
    if (!citation || item === undefined) return words;
    const name = sourceName(this.#context, this.#context.wiki.sources.keys.get(id)?.[citation.source] ?? '');
    const place = citation.locator === undefined ? '' : `, ${citation.locator}`;
    return ['sup', { class: 'citation', title: `${name}${place}` }, [`[${item + 1}]`]];
  }

  #describe(element: ProseElement): string {
    const { src } = element[1] ?? {};
    const target = typeof src === 'object' && 'url' in src ? this.#targets[src.url] : undefined;
    const address = typeof src === 'string' ? src : target ? describe(target) : '';
    const alt = attributeOf(element, 'alt') ?? attributeOf(element, 'title') ?? '';
    return [alt, address].filter((part) => part !== '').join(', ');
  }
}

/** Marks of headings and footnotes. */
function isMarkForClicking(element: ProseElement): boolean {
  return attributeOf(element, 'class') === 'anchor' || (element[1] !== null && 'data-footnote-backref' in element[1]);
}

function fileMark(kind: string, name: string, title = ''): ProseElement {
  return ['span', { class: 'file', ...(title !== '' && { title }) }, [`${kind}: ${name || title}`]];
}

function describe(target: Resolution): string {
  switch (target.state) {
    case 'article':
      return target.fragment === undefined ? target.id : `${target.id}#${target.fragment}`;
    case 'attachment':
      return target.path;
    case 'missing':
      return 'No article has this name';
    case 'ambiguous':
      return 'Several articles have this name';
    case 'private':
    case 'unsafe':
      return '';
  }
}

function keptOf([name, attributes]: ProseElement): ProseAttributes | null {
  if (!attributes) return null;
  const own: Record<string, string | true> = {};
  for (const key of keptAttributes) {
    const value = attributes[key];
    if (typeof value === 'string' || value === true) own[key] = value;
  }
  const names = typeof attributes['class'] === 'string' ? attributes['class'].split(' ') : [];
  const shown: string[] = names.filter((each) => each === 'callout' || each === 'callout-title');
  if (name === 'section' && 'data-footnotes' in attributes) shown.push('footnotes');
  if (shown.length > 0) own['class'] = shown.join(' ');
  return Object.keys(own).length > 0 ? own : null;
}

/** The text of settled prose, with blocks on lines of their own. */
export function textOfProse(prose: Prose): string {
  return prose
    .map((node) => {
      if (typeof node === 'string') return node;
      if (!isElement(node)) return '';
      if (attributeOf(node, 'class') === 'citation') return '';
      const text = textOfProse(node[2]);
      return isBlockName(node[0]) ? `\n${text}\n` : text;
    })
    .join('');
}

const blockNames: ReadonlySet<string> = new Set(
  'p h1 h2 h3 h4 h5 h6 ul ol li dl dt dd table caption thead tbody tfoot tr th td blockquote pre section div figure figcaption hr'.split(
    ' ',
  ),
);

export function isBlockName(name: string): boolean {
  return blockNames.has(name);
}
