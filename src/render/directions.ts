/**
 * Text that may run either way: each block of an article that holds letters of both directions finds its own by its first letter
 * (`dir="auto"`), and code runs from left to right. HTML asks no element for the text of one within that has a `dir` of its own;
 * so the first block in another has none, and both follow its text.
 */

/** Whether a text holds letters that run from right to left. */
export function holdsRightToLeft(text: string): boolean {
  return /[\p{Script=Adlam}\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Nko}\p{Script=Syriac}\p{Script=Thaana}]/u.test(text);
}

const tags = /<(\/?)([a-z][a-z0-9]*)((?:"[^"]*"|[^">])*)>|[^\s<]/g;
const blocks = /^(?:blockquote|caption|dd|dl|dt|figcaption|h[1-6]|li|ol|p|summary|table|td|th|ul)$/;
const code = /^(?:code|kbd|pre|samp)$/;
/** They hold blocks and have no text. */
const between = /^(?:tbody|thead|tr)$/;

/** The same HTML with a `dir` for its blocks; those that the author gave stay. @param html as rehype-stringify writes it */
export function withDirections(html: string): string {
  let opensBlock = false;
  return html.replace(tags, (whole: string, slash?: string, name?: string, attributes = '') => {
    if (name === undefined || slash === '/') {
      opensBlock = false;
      return whole;
    }
    if (between.test(name)) return whole;
    const isBlock = blocks.test(name);
    const isFirst = opensBlock;
    opensBlock = isBlock;
    if (/\sdir=/.test(attributes) || !(isBlock ? !isFirst : code.test(name))) return whole;
    return `<${name} dir="${isBlock ? 'auto' : 'ltr'}"${attributes}>`;
  });
}
