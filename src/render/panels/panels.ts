/**
 * The panels of an article's page, one entry each, in the order of `panelNames` unless the wiki has its own. A panel `orbits` is built by its function, printed by
 * `theme/components/OrbitsPanel.astro`, and left out if it is empty.
 */
import { type PanelName, panelNames } from '../../site/panel-names.ts';
import type { WordKey } from '../../site/words/en.ts';
import type { Article } from '../../wiki/model.ts';
import type { ArticleBody } from '../body/article-html.ts';
import type { RenderContext } from '../context.ts';
import type { ArticlePanels, Jump } from '../payloads.ts';
import type { Prose } from '../print/prose.ts';
import { backlinkCards } from './backlinks.ts';
import { attestedComputation } from './computation.ts';
import { connectionGroups } from './connections.ts';
import { propertyEntries } from './properties.ts';
import { relatedCards } from './related.ts';
import { citedBy, recordOf } from './sources.ts';

/** Input for building panels. */
export interface PanelInput {
  readonly context: RenderContext;
  readonly article: Article;
  readonly body: ArticleBody;
  /** Prints prose of `body`. */
  readonly toHtml: (prose: Prose) => string;
}

interface Panel<Data> {
  /** Undefined, or an empty list, if there is nothing to show. */
  readonly build: (input: PanelInput) => Data;
  /** Position relative to the text of the article. */
  readonly place: 'above' | 'below';
  /** Its entry in the list of jumps beside the text: the id of its element, and whether the number of entries is shown. */
  readonly jump?: { readonly anchor: string; readonly label: WordKey; readonly isCounted: boolean };
}

const panels: { readonly [Name in PanelName]: Panel<ArticlePanels[Name]> } = {
  record: { build: ({ context, article, body }) => recordOf(context, article, body), place: 'above' },
  computation: { build: ({ context, article }) => attestedComputation(context, article), place: 'above' },
  properties: { build: ({ context, article }) => propertyEntries(context, article), place: 'below' },
  citedBy: {
    build: ({ context, article }) => citedBy(context, article),
    place: 'below',
    jump: { anchor: 'article-cited-by', label: 'citedBy', isCounted: true },
  },
  connections: {
    build: ({ context, article, body, toHtml }) => connectionGroups(context, article, body, toHtml),
    place: 'below',
    jump: { anchor: 'article-connections', label: 'connections', isCounted: false },
  },
  backlinks: {
    build: ({ context, article }) => backlinkCards(context, article),
    place: 'below',
    jump: { anchor: 'backlinks', label: 'linksHere', isCounted: true },
  },
  related: {
    build: ({ context, article }) => relatedCards(context, article),
    place: 'below',
    jump: { anchor: 'related', label: 'relatedArticles', isCounted: true },
  },
};

/** The data of all panels, those that are not empty, and the jump list. */
export interface BuiltPanels {
  readonly data: ArticlePanels;
  readonly panels: Readonly<Record<'above' | 'below', readonly PanelName[]>>;
  readonly jumps: readonly Jump[];
}

export function buildPanels(input: PanelInput): BuiltPanels {
  const data: Partial<Record<PanelName, unknown>> = {};
  const shown = { above: [] as PanelName[], below: [] as PanelName[] };
  const jumps: Jump[] = [];
  for (const name of panelNames) data[name] = panels[name].build(input);
  for (const name of input.context.config.panels ?? panelNames) {
    const { place, jump }: Panel<unknown> = panels[name];
    const built = data[name];
    if (built === undefined || (Array.isArray(built) && built.length === 0)) continue;
    shown[place].push(name);
    if (!jump) continue;
    const count = jump.isCounted && Array.isArray(built) ? built.length : undefined;
    jumps.push({ anchor: jump.anchor, label: input.context.say(jump.label), ...(count !== undefined && { count }) });
  }
  return { data: data as ArticlePanels, panels: shown, jumps };
}
