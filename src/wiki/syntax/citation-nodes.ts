/** Places of a text that may cite a source, as nodes of its tree. */
import type { Data, FootnoteReference, Parent, PhrasingContent } from 'mdast';
import type { Span } from '../model.ts';
import type { InlineNote } from './inline-notes.ts';

/** `(source:` in its spellings, as a part of regular expressions: what is read as a citation is what is withheld where it is private. */
export const sourceOpener = String.raw`\((?:sources?|quellen?|src)\s*[:：]`;

/** A place in a source: `p. 3`, `§ 4`, `12-20`. */
export const locator =
  /^(?:(?:(?:pp?|S|ch|sec|ll?|fig|tab|vol|no|art|para|par|Kap|Abs|Rn|Nr)\.|§+|pages?|lines?|chapters?|sections?|tables?|figures?|appendix|volume|Seiten?|Kapitel)\s*[\dA-Z][\dA-Za-z.–-]*|\d[\d.:–-]*)$/i;

/** What may be a citation. Its children are the links it holds; they are not printed. */
export interface Citation extends Parent {
  type: 'citation';
  /** As written. */
  raw: string;
  /** `[^label]` that no footnote defines; else what stands in the brackets or parentheses. */
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

/** A place that may cite something. */
export interface CitationMark {
  readonly node: Citation | FootnoteReference | InlineNote;
  /** See `WrittenCitation`. */
  readonly section: number;
  readonly span: Span;
  /** The sentence that it stands in or behind; empty where nobody asked for it. */
  readonly claim: string;
}
