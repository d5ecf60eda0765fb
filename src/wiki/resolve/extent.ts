/** The part of an article that an embed shows. */
import type { Heading, ParsedArticle, Resolution, Span, WrittenLink } from '../model.ts';
import { headingNamed } from './resolve-links.ts';

export type Part =
  | { readonly kind: 'whole' | 'summary' }
  | { readonly kind: 'section'; readonly heading: Heading }
  /** A block, or an element of raw HTML, by its id on the page. */
  | { readonly kind: 'element'; readonly id: string };

type FoundArticle = Extract<Resolution, { state: 'article' }>;

/** The part of the target article that an embed shows. */
export function partOf(parsed: ParsedArticle, link: Pick<WrittenLink, 'anchor'>, { fragment }: FoundArticle): Part {
  if (fragment === undefined) return { kind: 'whole' };
  if (fragment === '') {
    // Title and summary both have the top of the page as their fragment.
    const heading = headingAtTop(parsed, link.anchor);
    if (heading?.lifted === 'title') return { kind: 'section', heading };
    return { kind: heading ? 'summary' : 'whole' };
  }
  const heading = parsed.headings.find(({ id, lifted }) => (lifted === undefined ? id : `article-${lifted}`) === fragment);
  return heading ? { kind: 'section', heading } : { kind: 'element', id: fragment };
}

/**
 * The heading at the top that an anchor names: the title or the summary. If the article's name contains `#`, part of it is in the
 * anchor.
 */
function headingAtTop(parsed: ParsedArticle, anchor: string | undefined): Heading | undefined {
  for (let rest = anchor; rest !== undefined; rest = /#(.*)$/s.exec(rest)?.[1]) {
    const named = headingNamed(parsed, rest);
    const heading = named === undefined ? undefined : parsed.headings[named];
    if (heading?.lifted === 'title' || heading?.lifted === 'summary') return heading;
  }
  return undefined;
}

/** The span of a part in the text of its file; empty for a raw HTML element. */
export function extentOf(parsed: Pick<ParsedArticle, 'headings' | 'blocks'>, part: Part): Span {
  const { headings, blocks } = parsed;
  const all: Span = { start: 0, end: Number.POSITIVE_INFINITY };
  switch (part.kind) {
    case 'whole':
      return all;
    case 'summary': {
      const summary = headings.find(({ lifted }) => lifted === 'summary');
      return summary ? extentOf(parsed, { kind: 'section', heading: summary }) : all;
    }
    case 'section': {
      const below = headings.slice(headings.indexOf(part.heading) + 1);
      const end = below.find(({ depth }) => depth <= part.heading.depth);
      return { start: part.heading.span.start, end: end?.span.start ?? all.end };
    }
    case 'element':
      return blocks.find(({ id }) => `^${id}` === part.id)?.span ?? { start: 0, end: 0 };
  }
}
