/** Pages for names that mean several articles: each lists the articles that a link may mean. */
import { compareStrings } from '../../wiki/diagnostics.ts';
import { byTitle } from '../../wiki/graph/build-graph.ts';
import type { Article, ArticleId } from '../../wiki/model.ts';
import { folderOf, nameOf } from '../../wiki/paths.ts';
import { looseName } from '../../wiki/resolve/name-index.ts';
import { withoutMd } from '../../wiki/resolve/resolve-links.ts';
import { headOf, type RenderContext } from '../context.ts';
import { hrefOfName } from '../fill/disambiguation-href.ts';
import type { DisambiguationPage, Meaning } from '../payloads.ts';

/** The page of every ambiguous name that a link uses, by address. */
export function disambiguationPages(context: RenderContext): { readonly href: string; readonly page: DisambiguationPage }[] {
  const { wiki } = context;
  const names = new Map<string, { spellings: Set<string>; ids: Set<ArticleId> }>();
  for (const targets of wiki.resolutions.values()) {
    for (const target of targets) {
      if (target.state !== 'ambiguous') continue;
      const shown = target.candidates.filter((id) => wiki.byId.has(id));
      if (shown.length < 2) continue;
      const href = hrefOfName(context, target.name);
      const known = names.get(href) ?? { spellings: new Set(), ids: new Set() };
      names.set(href, known);
      known.spellings.add(withoutMd(target.name));
      for (const id of shown) known.ids.add(id);
    }
  }
  return [...names]
    .sort(([a], [b]) => compareStrings(a, b))
    .map(([href, { spellings, ids }]) => {
      const articles = [...ids].flatMap((id) => wiki.byId.get(id) ?? []).sort(byTitle);
      return { href, page: pageOf(context, href, headingOf([...spellings], articles), articles) };
    });
}

function pageOf(context: RenderContext, href: string, heading: string, articles: readonly Article[]): DisambiguationPage {
  const intro = context.say('meaningsIntro', { name: heading, count: articles.length });
  return {
    kind: 'disambiguation',
    site: context.site,
    head: headOf(context, { title: heading, description: intro, href }),
    heading,
    intro,
    meanings: articles.map((article): Meaning => ({ card: context.cards.of(article), folder: folderOf(article.parsed.path) })),
  };
}

/** The name as the articles spell it, else as a link does; of several spellings, the first. */
function headingOf(spellings: readonly string[], articles: readonly Article[]): string {
  const written = new Set(spellings.map(looseName));
  const own = articles.flatMap(({ parsed: { title, path, properties } }) => [
    title,
    ...properties.aliases,
    nameOf(withoutMd(path)),
  ]);
  const [first = ''] = (own.some((name) => written.has(looseName(name))) ? own : spellings)
    .filter((name) => written.has(looseName(name)))
    .sort(compareStrings);
  return first;
}
