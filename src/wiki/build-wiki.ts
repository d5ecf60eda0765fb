/** Builds a wiki, as its readers may see it, from parsed files. */
import { type Related, relate } from './graph/related.ts';
import { measureSimilarity, type Texts } from './graph/similarity.ts';
import { linkWiki, type Wiki, type WikiOptions } from './link-wiki.ts';
import type { ArticleId, Attachment, ParsedArticle } from './model.ts';
import { type Reread, withholdPrivate } from './withhold.ts';

export interface BuiltWiki {
  /** The wiki with every text as written; findings are about this one. */
  readonly written: Wiki;
  /** The wiki as readers may see it, without traces of private articles. */
  readonly wiki: Wiki;
  /** The most closely related articles of each article, best first. */
  readonly related: ReadonlyMap<ArticleId, readonly Related[]>;
}

/**
 * Links parsed files, hides private articles in those that link to them, and finds related articles. Does no I/O; the same files
 * give the same wiki in any order.
 *
 * @param reread parses a file again with some links hidden
 * @param words texts of the articles, to measure similarity
 */
export function buildWiki(
  parsed: readonly ParsedArticle[],
  attachments: readonly Attachment[],
  options: WikiOptions,
  reread: Reread,
  words: Texts,
): BuiltWiki {
  const written = linkWiki(parsed, attachments, options);
  const discreet = withholdPrivate(written, reread);
  const isWhole = discreet.shown.size === 0;
  const shown = parsed.map((each) => discreet.shown.get(each.path) ?? each);
  const wiki = isWhole ? written : linkWiki(shown, attachments, options, discreet.written);
  const { articles, graph, sources } = wiki;
  const related = relate(articles, graph, sources.keys, options.relations, measureSimilarity(articles, words));
  return { written, wiki, related };
}
