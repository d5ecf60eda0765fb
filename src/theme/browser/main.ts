/** Everything the reader's browser runs. Each part finds its own elements and does nothing where there are none. */

import { followContents } from './contents.ts';
import { showRelativeDates } from './dates.ts';
import { listenToKeys } from './keys.ts';
import { offerPreviews } from './offer-previews.ts';
import { offerRandomArticle } from './offer-random.ts';
import { offerSideNotes } from './offer-side-notes.ts';
import { openFromWidths } from './open-from.ts';
import { measureBeforePrint } from './print.ts';
import { toggleScheme } from './scheme.ts';
import { markFound, openSearch } from './search/open-search.ts';
import { markStale } from './stale.ts';

/** What some pages only need is loaded there, by what it works on. */
const parts: readonly (readonly [selector: string, start: (element: HTMLElement) => Promise<void>])[] = [
  ['.anchor, .prose pre, [data-copy]', async () => (await import('./copy.ts')).offerCopies()],
  ['[data-mermaid], .diagram-drawn', async () => (await import('./diagrams.ts')).drawDiagrams()],
  ['[data-list]', async () => (await import('./list.ts')).startList()],
  ['[data-tag-tree]', async () => (await import('./tag-tree.ts')).filterTags()],
  ['[data-graph]', async (stage) => (await import('./graph/start.ts')).startGraph(stage)],
  ['[data-not-found]', async () => (await import('./not-found.ts')).helpOnward()],
  ['[data-random-lead]', async (place) => (await import('./random.ts')).showRandomLead(place)],
];

/** What a reader may use at once answers at once. */
toggleScheme();
openSearch();
listenToKeys();
offerPreviews();
offerRandomArticle();
measureBeforePrint();

/** What goes over the article waits its turn: each in a task of its own, so that a long article never holds up the reader. */
const passes: readonly (() => unknown)[] = [
  markFound,
  () => markStale(Date.now()),
  () => showRelativeDates(Date.now()),
  openFromWidths,
  followContents,
  offerSideNotes,
  () => Promise.allSettled(parts.map(startWhereNeeded)),
];

async function startWhereNeeded([selector, start]: (typeof parts)[number]): Promise<void> {
  const element = document.querySelector<HTMLElement>(selector);
  if (element) await start(element);
}

for (const pass of passes) {
  await new Promise((resolve) => setTimeout(resolve));
  await pass();
}
// Who drives a page from outside can wait until all of it answers.
document.documentElement.setAttribute('data-ready', '');
