/** The node of a wikilink in the tree of an article. */
import type { Parent, PhrasingContent } from 'mdast';
import type { CoveredWikilink } from '../text/wikilinks.ts';

/** A wikilink or embed in the tree. Its children are its label; it has none if it shows its target. */
export interface WikiLink extends Parent {
  type: 'wikiLink';
  link: CoveredWikilink;
  children: PhrasingContent[];
}

declare module 'mdast' {
  interface RootContentMap {
    wikiLink: WikiLink;
  }
  interface PhrasingContentMap {
    wikiLink: WikiLink;
  }
}
