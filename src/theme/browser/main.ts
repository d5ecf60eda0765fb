/** Everything the reader's browser runs. Each part finds its own elements and does nothing where there are none. */

import { followContents } from './contents.ts';
import { copyCitations, copyCode, copyHeadingLinks } from './copy.ts';
import { showRelativeDates } from './dates.ts';
import { openGraph } from './graph-page.ts';
import { listenToKeys } from './keys.ts';
import { startList } from './list.ts';
import { helpOnward } from './not-found.ts';
import { offerPreviews } from './offer-previews.ts';
import { offerSideNotes } from './offer-side-notes.ts';
import { openRandomArticle } from './random.ts';
import { toggleScheme } from './scheme.ts';
import { openSearch } from './search-dialog.ts';
import { markStale } from './stale.ts';
import { filterTags } from './tag-tree.ts';

toggleScheme();
openSearch();
listenToKeys();
markStale(Date.now());
showRelativeDates(Date.now());
followContents();
copyHeadingLinks();
copyCode();
copyCitations();
if (document.querySelector('[data-mermaid], .diagram-drawn'))
  void import('./diagrams.ts').then(({ drawDiagrams }) => drawDiagrams());
offerPreviews();
offerSideNotes();
startList();
openGraph();
filterTags();
helpOnward();
openRandomArticle();
