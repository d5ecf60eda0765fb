/** Nodes for possible citations. */
import type { Data, FootnoteReference, Parent, PhrasingContent } from 'mdast';
import type { Span } from '../model.ts';
import type { InlineNote } from './inline-notes.ts';

/** `(source:` in all its spellings, for use in regular expressions. Reading and withholding citations share it. */
export const sourceOpener = String.raw`\((?:sources?|quellen?|src)\s*[:：]`;

/** A location in a source: `p. 3`, `§ 4`, `12-20`. */
export const locator =
  /^(?:(?:(?:pp?|S|ch|sec|ll?|fig|tab|vol|no|art|para|par|Kap|Abs|Rn|Nr)\.|§+|pages?|lines?|chapters?|sections?|tables?|figures?|appendix|volume|Seiten?|Kapitel)\s*[\dA-Z][\dA-Za-z.–-]*|\d[\d.:–-]*)$/i;

/** A possible citation. Its children are the links it holds; they are not printed. */
export interface Citation extends Parent {
  type: 'citation';
  /** As written. */
  raw: string;
  /** `label` for a `[^label]` without a footnote; else `inside` is the text in the brackets or parentheses. */
  form: 'label' | 'inside';
  inside: string;
  children: PhrasingContent[];
  data?: Data & { citations?: number[] };
}

declare module 'mdast' {
  interface RootContentMap {
    citation: Citation;
  }
  interface PhrasingContentMap {
    citation: Citation;
  }
  interface FootnoteReferenceData {
    citations?: number[];
  }
}

/** A possible citation with its context. */
export interface CitationMark {
  readonly node: Citation | FootnoteReference | InlineNote;
  /** See `WrittenCitation`. */
  readonly section: number;
  readonly span: Span;
  /** The sentence that contains or precedes it; empty unless requested. */
  readonly claim: string;
}
