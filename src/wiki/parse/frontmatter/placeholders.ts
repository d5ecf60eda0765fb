/** Detects frontmatter for a template engine to fill in: Obsidian's core plugin, Templater, QuickAdd, Hugo's archetypes. */

/** `{{date}}`, `{{date:YYYY-MM-DD}}`, `{{VALUE:name}}`, `{{ .Title }}`: names that template engines know. */
const knownName =
  /\{\{\s*(?:(?:title|date|time|name|value|file_?name|folder|path|yesterday|tomorrow|today|week|month|year|cursor|selected|clipboard|linkcurrent|linktocurrent|monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b[^{}\n]*|\.[A-Z][^{}\n]*|(?:dateFormat|replace|now)\s[^{}\n]*)\}\}/i;

/** A value that consists of a placeholder: `{{anything}}`, `"[[{{x}}]]"`. */
const wholeValue = /^["'[#]*(?:\{\{[^{}\n]+\}\}|<%[^%\n]*%>)["'\]]*,?$/;

/** A Templater command: `<% tp.file.title %>`, `<%* … %>`. */
const command = /<%[*+_-]|<%[^%\n]*\b(?:tp\.|moment\b|await\b)/;

const keyOfLine = /^\s*["']?([\w .-]+?)["']?\s*[:=]\s*(.*)$/;
const itemOfList = /^\s*(?:-\s+)+(.*)$/;

/** Keys for prose, in which an article may discuss placeholders, and the address, which Eleventy fills in. */
const isOther = /^(?:summary|description|excerpt|abstract|permalink)$/i;
/** Keys whose value may be the very placeholder that the article is about. */
const isName = /^(?:title|alias(?:es)?)$/i;

/** Maximum length of a line, in characters; longer ones are prose. */
const maxLine = 1000;

/** @param block the frontmatter of a file as written, without the body */
export function isTemplateBlock(block: string): boolean {
  if (!block.includes('{{') && !block.includes('<%')) return false;
  let key = '';
  for (const line of block.split('\n')) {
    if (line.length > maxLine || /^\s*#/.test(line)) continue;
    const item = itemOfList.exec(line)?.[1];
    const [, own, rest] = item === undefined ? (keyOfLine.exec(line) ?? []) : [];
    if (own !== undefined) key = own;
    if ((!line.includes('{{') && !line.includes('<%')) || isOther.test(key)) continue;
    if (knownName.test(line) || command.test(line)) return true;
    if (!isName.test(key) && wholeValue.test((item ?? rest ?? line).trim())) return true;
  }
  return false;
}
