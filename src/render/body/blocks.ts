/** HTML made from code, formulas and diagrams, and their slots in an article. */
import type { Block } from '../../wiki/syntax/blocks.ts';
import type { Need } from '../print/printer.ts';

/** A block as shown on a page. */
export interface Made {
  /** Sanitised: a figure or `pre`; for an inline formula, phrasing content. */
  readonly html: string;
  /** Its text for the search index; empty for none. */
  readonly words: string;
  /** The feature that the page must load for it; absent if the defaults suffice. */
  readonly need?: Need;
  /** Whether something is missing because it took too long to make; the next build tries again. */
  readonly isProvisional?: true;
  /** A problem with the block; then `html` shows its source. */
  readonly problem?: {
    /** One sentence. */
    readonly message: string;
    /** Line in the text of the block, from 1; defaults to 1. */
    readonly line?: number;
    /** Column in that line, from 1. */
    readonly column?: number;
  };
}

/**
 * Start of a diagram that the browser draws. The address of mermaid follows, relative to its folder in the site, since a made
 * block does not depend on the site.
 */
export const drawnByBrowser = '<figure class="diagram" data-mermaid="';

/** Made blocks, by key. */
export type MadeBlocks = Readonly<Record<string, Made>>;

/**
 * Returns the key of a block and makes the block if necessary. Keys consist of letters, digits, `-` and `_`; equal blocks have
 * equal keys.
 */
export type KeyOfBlock = (block: Block) => string;
