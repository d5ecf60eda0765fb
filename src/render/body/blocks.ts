/** What is made of code, formulas and diagrams, and where it stands in the HTML of an article. */
import type { Block } from '../../wiki/syntax/blocks.ts';
import type { Need } from '../print/printer.ts';

/** A block as a page shows it. */
export interface Made {
  /** Sanitised; a figure or `pre` for a block, phrasing content for a formula within a line. */
  readonly html: string;
  /** What the search index has of it; empty for nothing. */
  readonly words: string;
  /** What a page that shows it needs; absent for what every page has. */
  readonly need?: Need;
  /** What is wrong with the block; then `html` shows its source. */
  readonly problem?: {
    /** One sentence. */
    readonly message: string;
    /** Line of the block's text, from 1; the first when not given. */
    readonly line?: number;
    /** Column in that line, from 1. */
    readonly column?: number;
  };
}

/**
 * How a diagram begins that the browser draws. The address of mermaid follows, below the folder of the site that holds it: what
 * is made of a block knows nothing of the site.
 */
export const drawnByBrowser = '<figure class="diagram" data-mermaid="';

/** Made blocks by their key. */
export type MadeBlocks = Readonly<Record<string, Made>>;

/** Makes a block, or remembers that it was made, and gives its key: letters, digits, `-` and `_`; the same for the same block. */
export type KeyOfBlock = (block: Block) => string;
