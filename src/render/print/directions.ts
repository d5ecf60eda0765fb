/**
 * Text direction. In an article with letters of both directions, each block takes its own from its first letter (`dir="auto"`),
 * and code runs left to right. To find the direction of an element, HTML skips descendants with their own `dir`; so the first
 * block within another has none, and both follow the text of the first.
 */

/** Whether a text contains letters written from right to left. */
export function holdsRightToLeft(text: string): boolean {
  return /[\p{Script=Adlam}\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Nko}\p{Script=Syriac}\p{Script=Thaana}]/u.test(text);
}

const blocks = /^(?:blockquote|caption|dd|dl|dt|figcaption|h[1-6]|li|ol|p|summary|table|td|th|ul)$/;
const code = /^(?:code|kbd|pre|samp)$/;
/** Elements that contain blocks but no text. */
const between = /^(?:tbody|thead|tr)$/;

/** Decides which elements get a `dir`, in the order of their opening tags. */
export class Directions {
  #opensBlock = false;

  /** The attribute for an opening tag, with a space before it; empty for none. */
  attributeFor(name: string, hasOwn: boolean): string {
    if (between.test(name)) return '';
    const isFirst = this.#opensBlock;
    this.#opensBlock = blocks.test(name);
    if (hasOwn) return '';
    if (this.#opensBlock) return isFirst ? '' : ' dir="auto"';
    return code.test(name) ? ' dir="ltr"' : '';
  }

  /** Call for text, and at the end of an element. */
  goOn(): void {
    this.#opensBlock = false;
  }
}

const tags = /<(?:pre|code|figcaption|summary)\b/g;

/** Adds directions to the HTML made from code, a formula or a diagram. */
export function withDirections(made: string): string {
  return made.replace(tags, (tag) => `${tag} dir="${/^<[pc]/.test(tag) ? 'ltr' : 'auto'}"`);
}
