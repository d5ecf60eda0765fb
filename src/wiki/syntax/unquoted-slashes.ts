/**
 * `<img src=images/mars.png>`: a value without quotes may hold a slash (CommonMark 6.6), but no parser of ours reads such a tag.
 * As long as the text is parsed, a noncharacter stands for the slash, so that offsets stay true.
 */
import { slashCover } from '../text/noncharacters.ts';

const value = /(?:"[^"]*"|'[^']*'|[^\s"'=<>`]+)/.source;
const tagWithValue = new RegExp(`(?<!\\\\)<[a-z][a-z0-9-]*(?:\\s+[a-z_:][\\w.:-]*(?:\\s*=\\s*${value})?)+\\s*/?>`, 'gi');
const unquotedValue = /(=\s*)("[^"]*"|'[^']*'|[^\s"'=<>`]+)/g;

/** Whether anything in a text may be such a tag. */
const candidate = /=[ \t]*[^\s"'=<>`/]*\/[^\s"'=<>`]*(?=[\s>])/;

/** The same text, as long as it was, without slashes in unquoted values of tags; it must hold no noncharacters of ours. */
export function coverSlashes(text: string): string {
  if (!text.includes('<') || !candidate.test(text)) return text;
  return text.replace(tagWithValue, (tag) =>
    tag.replace(unquotedValue, (whole, equals: string, written: string) =>
      /^["']/.test(written) ? whole : equals + written.replaceAll('/', slashCover),
    ),
  );
}

/** Puts back what was covered. */
export function uncoverSlashes(text: string): string {
  return text.replaceAll(slashCover, '/');
}
