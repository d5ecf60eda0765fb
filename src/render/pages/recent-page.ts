/** Recent changes, from change logs and from the dates of articles: their own, else those of the repository. */
import { compareStrings } from '../../wiki/diagnostics.ts';
import type { Article } from '../../wiki/model.ts';
import type { ArticleBody } from '../body/article-html.ts';
import { dateMark, headOf, lastChange, type RenderContext } from '../context.ts';
import { fillerFor } from '../fill/filler.ts';
import { articleTarget } from '../fill/links.ts';
import type { RecentDay, RecentPage } from '../payloads.ts';
import { print, printingFor } from '../print/printer.ts';

/** Maximum number of days. Earlier changes are in the log itself. */
const maxDays = 60;

/** Maximum number of changed articles named per day. */
const maxChanged = 24;

interface Day {
  readonly entries: { action?: string; html: string }[];
  readonly changed: Article[];
}

/** @param logs the change logs of the wiki with their results of `renderBody` */
export function recentPage(context: RenderContext, logs: readonly { article: Article; body: ArticleBody }[]): RecentPage {
  const days = new Map<string, Day>();
  const dayOf = (date: string): Day => {
    const day = days.get(date) ?? { entries: [], changed: [] };
    days.set(date, day);
    return day;
  };
  const printing = printingFor();
  for (const { article, body } of logs) {
    const filler = fillerFor(context, article, body);
    for (const [index, { date, action }] of (article.parsed.log ?? []).entries()) {
      const html = print(body.log?.[index] ?? [], filler, printing);
      dayOf(date).entries.push({ ...(action !== undefined && { action }), html });
    }
  }
  for (const article of context.wiki.articles) {
    const date = lastChange(context, article)?.slice(0, 10);
    if (date !== undefined) dayOf(date).changed.push(article);
  }
  const latest = [...days].sort(([a], [b]) => compareStrings(b, a)).slice(0, maxDays);
  return {
    kind: 'recent',
    site: context.site,
    head: headOf(context, {
      title: context.say('recentChanges'),
      description: context.say('recentDescription', { title: context.config.title }),
      href: context.urls.recent,
      needs: printing.needs,
    }),
    days: latest.map(
      ([date, { entries, changed }]): RecentDay => ({
        date: dateMark(date, context.config.lang),
        entries,
        changed: newFirst(changed, date)
          .slice(0, maxChanged)
          .map((article) => ({ target: articleTarget(context, article), isNew: isNewOn(article, date) })),
        more: Math.max(0, changed.length - maxChanged),
      }),
    ),
  };
}

function newFirst(articles: readonly Article[], date: string): Article[] {
  return [...articles.filter((each) => isNewOn(each, date)), ...articles.filter((each) => !isNewOn(each, date))];
}

function isNewOn({ parsed: { properties } }: Article, date: string): boolean {
  return properties.created?.slice(0, 10) === date;
}
