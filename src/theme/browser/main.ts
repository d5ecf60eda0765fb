/** Everything the reader's browser runs. Each part finds its own elements and does nothing where there are none. */

import { followContents } from './contents.ts';
import { copyCitations, copyCode, copyHeadingLinks } from './copy.ts';
import { showRelativeDates } from './dates.ts';
import { listenToKeys } from './keys.ts';
import { offerPreviews } from './offer-previews.ts';
import { offerRandomArticle } from './offer-random.ts';
import { offerSideNotes } from './offer-side-notes.ts';
import { toggleScheme } from './scheme.ts';
import { markFound, openSearch } from './search/open-search.ts';
import { markStale } from './stale.ts';

/** What some pages only need is loaded there, by what it works on. */
const parts: readonly (readonly [selector: string, start: (element: HTMLElement) => Promise<void>])[] = [
  ['[data-mermaid], .diagram-drawn', async () => (await import('./diagrams.ts')).drawDiagrams()],
  ['[data-list]', async () => (await import('./list.ts')).startList()],
  ['[data-tag-tree]', async () => (await import('./tag-tree.ts')).filterTags()],
  ['[data-graph]', async (stage) => (await import('./graph/start.ts')).startGraph(stage)],
  ['[data-not-found]', async () => (await import('./not-found.ts')).helpOnward()],
  ['[data-random-lead]', async (place) => (await import('./random.ts')).showRandomLead(place)],
];

toggleScheme();
openSearch();
markFound();
listenToKeys();
markStale(Date.now());
showRelativeDates(Date.now());
followContents();
copyHeadingLinks();
copyCode();
copyCitations();
offerPreviews();
offerSideNotes();
offerRandomArticle();
const starts = parts.map(async ([selector, start]) => {
  const element = document.querySelector<HTMLElement>(selector);
  if (element) await start(element);
});
// Who drives a page from outside can wait until all of it answers.
void Promise.allSettled(starts).then(() => document.documentElement.setAttribute('data-ready', ''));
