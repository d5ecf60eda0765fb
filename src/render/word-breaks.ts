/** Words of scripts that write none apart (Chinese, Japanese, Thai …), set apart for a search engine that finds words by spaces. */

/** Follows a word that stood without a space before the next: readers are shown neither of the two. */
const mark = '\u00AD';

/** Letters of the scripts in question; a text without any is left alone. */
const unspaced =
  /[\u0E00-\u0EFF\u1000-\u109F\u1780-\u17FF\u3040-\u30FF\u3100-\u312F\u3400-\u4DBF\u4E00-\u9FFF\uA9E0-\uA9FF\uAA60-\uAA7F\uF900-\uFAFF\u{20000}-\u{3FFFF}]/u;
const fullWidth = /[\u3000-\u303F\uFF00-\uFFEF]$/;

// The same words whatever the locale: dictionaries are chosen by script.
const segmenter = new Intl.Segmenter('en', { granularity: 'word' });

/**
 * Text with a soft hyphen and a space between words that stand side by side. The reader's browser sets what is looked for
 * apart in the same way (theme/browser/pagefind.ts), and takes the two out of what it shows.
 */
export function withWordBreaks(text: string): string {
  if (!unspaced.test(text)) return text;
  let apart = '';
  let joins = false;
  for (const { segment, isWordLike } of segmenter.segment(text)) {
    if (isWordLike && joins) apart += `${mark} `;
    apart += segment;
    joins = isWordLike === true || fullWidth.test(segment);
  }
  return apart;
}

const tags = /(<(?:"[^"]*"|'[^']*'|[^>"'])*>)/;

/** The same for the text of HTML, its tags left alone. */
export function htmlWithWordBreaks(html: string): string {
  if (!unspaced.test(html)) return html;
  return html
    .split(tags)
    .map((part) => (part.startsWith('<') ? part : withWordBreaks(part)))
    .join('');
}
