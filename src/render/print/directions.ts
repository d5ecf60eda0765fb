/**
 * Text that may run either way: each block of an article that holds letters of both directions finds its own by its first letter
 * (`dir="auto"`), and code runs from left to right. HTML asks no element for the text of one within that has a `dir` of its own;
 * so the first block in another has none, and both follow its text.
 */

/** Whether a text holds letters that run from right to left. */
export function holdsRightToLeft(text: string): boolean {
  return /[\p{Script=Adlam}\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Nko}\p{Script=Syriac}\p{Script=Thaana}]/u.test(text);
}

const blocks = /^(?:blockquote|caption|dd|dl|dt|figcaption|h[1-6]|li|ol|p|summary|table|td|th|ul)$/;
const code = /^(?:code|kbd|pre|samp)$/;
/** They hold blocks and no text. */
const between = /^(?:tbody|thead|tr)$/;

/** Decides which elements get a `dir`, in the order in which they open. */
export class Directions {
  #opensBlock = false;

  /** The attribute for an element that opens here, with a space before it; empty if it gets none. */
  attributeFor(name: string, hasOwn: boolean): string {
    if (between.test(name)) return '';
    const isFirst = this.#opensBlock;
    this.#opensBlock = blocks.test(name);
    if (hasOwn) return '';
    if (this.#opensBlock) return isFirst ? '' : ' dir="auto"';
    return code.test(name) ? ' dir="ltr"' : '';
  }

  /** Text stands here, or an element ends. */
  goOn(): void {
    this.#opensBlock = false;
  }
}

const tags = /<(?:pre|code|figcaption|summary)\b/g;

/** The HTML that was made of code, a formula or a diagram, with its directions. */
export function withDirections(made: string): string {
  return made.replace(tags, (tag) => `${tag} dir="${/^<[pc]/.test(tag) ? 'ltr' : 'auto'}"`);
}
