/**
 * Slashes in unquoted attribute values: `<img src=images/mars.png>`. CommonMark 6.6 allows them, but neither of our parsers reads
 * such a tag. A noncharacter replaces the slash during parsing, so that offsets do not change.
 */
import { slashCover } from '../text/noncharacters.ts';

const value = /(?:"[^"]*"|'[^']*'|[^\s"'=<>`]+)/.source;
const tagWithValue = new RegExp(`(?<!\\\\)<[a-z][a-z0-9-]*(?:\\s+[a-z_:][\\w.:-]*(?:\\s*=\\s*${value})?)+\\s*/?>`, 'gi');
const unquotedValue = /(=\s*)("[^"]*"|'[^']*'|[^\s"'=<>`]+)/g;

/** Matches anything that may be such a tag. */
const candidate = /=[ \t]*[^\s"'=<>`/]*\/[^\s"'=<>`]*(?=[\s>])/;

/** Covers slashes in unquoted attribute values; the length of the text is unchanged. It must not contain our noncharacters. */
export function coverSlashes(text: string): string {
  if (!text.includes('<') || !candidate.test(text)) return text;
  return text.replace(tagWithValue, (tag) =>
    tag.replace(unquotedValue, (whole, equals: string, written: string) =>
      /^["']/.test(written) ? whole : equals + written.replaceAll('/', slashCover),
    ),
  );
}

/** Restores covered slashes. */
export function uncoverSlashes(text: string): string {
  return text.replaceAll(slashCover, '/');
}
