/** The lead of an article's page: its summary, shown once. */
import type { ParsedArticle } from '../../wiki/model.ts';
import { isElement, type Prose, plainText } from '../print/prose.ts';
import type { ArticleBody } from './article-html.ts';

/** The lead and the body of an article's page. */
export interface ProseOfArticle {
  readonly lead: Prose;
  readonly content: Prose;
}

/**
 * Separates lead and body. A summary from a property is the lead, unless the body opens with the same words; one that was taken
 * out of the body is put back above it, with its links.
 */
export function proseOfArticle({ summary, summaryOrigin }: ParsedArticle, { lead, content }: ArticleBody): ProseOfArticle {
  if (summaryOrigin !== 'property') return { lead, content };
  const [opening, ...rest] = content;
  const opens = isElement(opening) && opening[0] === 'p' ? plainText(opening[2]) : undefined;
  const repeats = opens !== undefined && foldWords(opens) === foldWords(summary);
  return { lead: [['p', null, [summary]]], content: repeats ? withoutLineEnd(rest) : content };
}

function withoutLineEnd(content: Prose): Prose {
  const [first, ...rest] = content;
  if (typeof first !== 'string') return content;
  const text = first.trimStart();
  return text === '' ? rest : [text, ...rest];
}

/** The words of a text, for comparison. */
export function foldWords(text: string): string {
  return text
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .toLowerCase();
}
