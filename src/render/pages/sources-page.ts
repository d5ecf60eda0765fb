/** `/sources/`: all sources of the wiki, with or without their own page. */
import { titleOrder } from '../../wiki/graph/build-graph.ts';
import type { CitedSource } from '../../wiki/graph/sources.ts';
import type { Article, ArticleId } from '../../wiki/model.ts';
import type { ArticleBody } from '../body/article-html.ts';
import { actorName, dateMark, headOf, issuedMark, type RenderContext } from '../context.ts';
import { articleTarget, nameOfTarget } from '../fill/links.ts';
import { citedSourceOf, standingOf } from '../panels/sources.ts';
import type { NavLink, SourceRow, SourcesPage } from '../payloads.ts';
import { printedProse } from './article-page.ts';

/** Id of the page of a folder `sources`; its text opens this page if it exists. */
export const sourcesId = 'sources' as ArticleId;

/** Maximum number of articles named that cite a source without a page. */
const maxCiting = 200;

/** @param index the folder's own page with its result of `renderBody` */
export function sourcesPage(context: RenderContext, index?: { article: Article; body: ArticleBody }): SourcesPage {
  const { wiki, config, say, urls } = context;
  const heading = index && index.article.parsed.title !== 'index' ? index.article.parsed.title : say('sources');
  const prose = index && printedProse(context, index.article, index.body);
  const uncited = wiki.sources.uncited.flatMap((id) => wiki.byId.get(id) ?? []);
  const rows = [
    ...wiki.sources.all.map((source) => rowOfCited(context, source)),
    ...uncited.map((article): SourceRow => ({ ...rowOfPage(context, article), citations: 0, citedBy: [], more: 0 })),
  ].sort((a, b) => b.citations - a.citations || titleOrder.compare(nameOf(a), nameOf(b)));
  const withPage = rows.filter(({ target }) => target?.kind === 'article').length;
  const intro = say('sourcesIntro', { sources: say('sourceCount', { count: rows.length }), count: withPage });
  return {
    kind: 'sources',
    site: context.site,
    head: headOf(context, {
      title: heading,
      description: say('sourcesDescription', { title: config.title }),
      href: urls.sources,
      ...(prose && { needs: prose.needs }),
    }),
    heading,
    intro,
    introHtml: prose ? prose.leadHtml + prose.bodyHtml : '',
    rows,
  };
}

function rowOfCited(context: RenderContext, source: CitedSource): SourceRow {
  const { lang } = context.config;
  const page = source.article === undefined ? undefined : context.wiki.byId.get(source.article);
  const citations = source.uses.length;
  const dated = source.date !== undefined && { date: dateMark(source.date, lang) };
  if (page) return { ...dated, ...rowOfPage(context, page), citations, citedBy: [], more: 0 };
  const citedBy = source.uses.slice(0, maxCiting).flatMap(({ from }): NavLink[] => {
    const citing = context.wiki.byId.get(from);
    return citing ? [{ label: citing.parsed.title, href: context.urls.article(from) }] : [];
  });
  return {
    ...citedSourceOf(context, source),
    ...(source.author !== undefined && { author: actorName(source.author) }),
    ...dated,
    citations,
    citedBy,
    more: Math.max(0, citations - maxCiting),
  };
}

function rowOfPage(
  context: RenderContext,
  article: Article,
): Pick<SourceRow, 'target' | 'text' | 'author' | 'date' | 'standing'> {
  const { record } = article.parsed;
  const author = shownAuthor(context, record?.authors ?? []);
  return {
    target: articleTarget(context, article),
    text: '',
    ...(author !== undefined && { author }),
    ...(record?.issued !== undefined && { date: issuedMark(record.issued, context.config.lang) }),
    standing: standingOf(context, article),
  };
}

function shownAuthor({ say }: RenderContext, [first, second, ...others]: readonly string[]): string | undefined {
  if (first === undefined || second === undefined) return first;
  return others.length > 0 ? say('firstAuthor', { author: first }) : say('twoAuthors', { first, second });
}

function nameOf({ target, text }: SourceRow): string {
  return target ? nameOfTarget(target) : text;
}
