/** Builds a wiki, as its readers may see it, from parsed files. */
import { type Related, relate } from './graph/related.ts';
import { measureSimilarity, type Texts } from './graph/similarity.ts';
import { linkWiki, type Wiki, type WikiOptions } from './link-wiki.ts';
import type { ArticleId, Attachment, ParsedArticle } from './model.ts';
import { type Relink, type Rereading, withholdPrivate } from './withhold.ts';

export interface BuiltWiki {
  /** The wiki with every text as written; findings are about this one. */
  readonly written: Wiki;
  /** The wiki as readers may see it, without traces of private articles. */
  readonly wiki: Wiki;
  /** Redacted texts by path, where they differ from the files. */
  readonly texts: ReadonlyMap<string, string>;
  /** The most closely related articles of each article, best first. */
  readonly related: ReadonlyMap<ArticleId, readonly Related[]>;
}

/**
 * Links parsed files, removes private articles from the texts that link to them, and finds related articles. Does no I/O; the
 * same files give the same wiki in any order.
 *
 * @param rereading parses redacted texts
 * @param words texts of the articles, to measure similarity
 */
export function buildWiki(
  parsed: readonly ParsedArticle[],
  attachments: readonly Attachment[],
  options: WikiOptions,
  rereading: Rereading,
  words: Texts,
): BuiltWiki {
  const written = linkWiki(parsed, attachments, options);
  const relink: Relink = (others, before) => linkWiki(withOthers(parsed, others), attachments, options, before);
  const { wiki, texts } = withholdPrivate(written, rereading, relink);
  const { articles, graph, sources } = wiki;
  const related = relate(articles, graph, sources.keys, options.relations, measureSimilarity(articles, words));
  return { written, wiki, texts, related };
}

function withOthers(parsed: readonly ParsedArticle[], others: ReadonlyMap<string, ParsedArticle>): ParsedArticle[] {
  return parsed.map((each) => others.get(each.path) ?? each);
}
