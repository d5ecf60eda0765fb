/** The story of a wiki: files that were parsed become a wiki that readers may see. */
import { type Related, relate } from './graph/related.ts';
import { measureSimilarity, type Texts } from './graph/similarity.ts';
import { linkWiki, type Wiki, type WikiOptions } from './link-wiki.ts';
import type { ArticleId, Attachment, ParsedArticle } from './model.ts';
import { type Relink, type Rereading, withholdPrivate } from './withhold.ts';

export interface BuiltWiki {
  /** All that its authors wrote: findings are about this. */
  readonly written: Wiki;
  /** What its readers may see. */
  readonly wiki: Wiki;
  /** The texts that say less than their files, by path. */
  readonly texts: ReadonlyMap<string, string>;
  /** For each article those that belong with it most, best first. */
  readonly related: ReadonlyMap<ArticleId, readonly Related[]>;
}

/**
 * Links parsed files, leaves private articles out of what links to them, and finds related articles. Reads nothing and writes
 * nothing itself; the same files give the same wiki, in whatever order they come.
 *
 * @param rereading reads articles again that are to say less than their files
 * @param words of the articles
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
