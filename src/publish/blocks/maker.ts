/** Makes the HTML of code, formulas and diagrams: one maker for each kind, and each block once. */
import type { KeyOfBlock, Made, MadeBlocks } from '../../render/body/blocks.ts';
import type { Block } from '../../wiki/syntax/blocks.ts';
import { digest } from '../memory/digest.ts';
import { codeOf } from './code.ts';
import { diagramOf } from './diagrams.ts';
import { mathOf } from './math.ts';

/** Maximum number of blocks kept for other files, since the same small formulas recur. */
const maxRemembered = 4000;

const remembered = new Map<string, Made>();

/** The blocks of one file. */
export class BlockMaker {
  readonly #known: MadeBlocks;
  readonly #made = new Map<string, Made>();

  /** @param known blocks that were made before */
  constructor(known: MadeBlocks = {}) {
    this.#known = known;
  }

  readonly keyOf: KeyOfBlock = (block) => {
    const key = digest(JSON.stringify(block));
    if (!this.#made.has(key)) this.#made.set(key, this.#finished(key) ?? remembered.get(key) ?? madeAnew(key, block));
    return key;
  };

  /** A block that was made before, whole. */
  #finished(key: string): Made | undefined {
    const made = this.#known[key];
    return made?.isProvisional ? undefined : made;
  }

  /** Whether a block lacks something that it may have another time. */
  get isProvisional(): boolean {
    return [...this.#made.values()].some((made) => made.isProvisional);
  }

  make(block: Block): Made {
    return this.#made.get(this.keyOf(block)) as Made;
  }

  /** Every block that was requested; undefined if none was. */
  get made(): MadeBlocks | undefined {
    return this.#made.size > 0 ? Object.fromEntries(this.#made) : undefined;
  }
}

function madeAnew(key: string, block: Block): Made {
  const made = makeBlock(block);
  if (made.isProvisional) return made;
  if (remembered.size >= maxRemembered) remembered.clear();
  remembered.set(key, made);
  return made;
}

function makeBlock(block: Block): Made {
  switch (block.kind) {
    case 'code':
      return codeOf(block);
    case 'math':
      return mathOf(block);
    case 'diagram':
      return diagramOf(block.text);
  }
}
