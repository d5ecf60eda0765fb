/** Frontmatter that a template program is to fill in: Obsidian's core plugin, Templater, QuickAdd, Hugo's archetypes. */

/** `{{date}}`, `{{date:YYYY-MM-DD}}`, `{{VALUE:name}}`, `{{ .Title }}`: the names that template programs know. */
const knownName =
  /\{\{\s*(?:(?:title|date|time|name|value|file_?name|folder|path|yesterday|tomorrow|today|week|month|year|cursor|selected|clipboard|linkcurrent|linktocurrent|monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b[^{}\n]*|\.[A-Z][^{}\n]*|(?:dateFormat|replace|now)\s[^{}\n]*)\}\}/i;

/** A value that is a placeholder and nothing else: `{{anything}}`, `"[[{{x}}]]"`. */
const wholeValue = /^["'[#]*(?:\{\{[^{}\n]+\}\}|<%[^%\n]*%>)["'\]]*,?$/;

/** A command of Templater: `<% tp.file.title %>`, `<%* … %>`. */
const command = /<%[*+_-]|<%[^%\n]*\b(?:tp\.|moment\b|await\b)/;

const keyOfLine = /^\s*["']?([\w .-]+?)["']?\s*[:=]\s*(.*)$/;
const itemOfList = /^\s*(?:-\s+)+(.*)$/;

/** Keys whose value is prose: an article about placeholders may show one there. */
const isProse = /^(?:summary|description|excerpt|abstract)$/i;
/** Keys whose value may be nothing but the placeholder that the article is about. */
const isName = /^(?:title|alias(?:es)?)$/i;

/** `created: YYYY-MM-DD`: the form of a date where a date belongs. */
const dateForm = /^\s*["']?[\w .-]*(?:date|created|updated|modified|published)[\w .-]*["']?\s*[:=]\s*["']?YYYY[-/.]/im;

/** @param block the frontmatter of a file as written, without its body */
export function isTemplateBlock(block: string): boolean {
  if (block.includes('YYYY') && dateForm.test(block)) return true;
  if (!block.includes('{{') && !block.includes('<%')) return false;
  let key = '';
  for (const line of block.split('\n')) {
    const item = itemOfList.exec(line)?.[1];
    const [, own, rest] = item === undefined ? (keyOfLine.exec(line) ?? []) : [];
    if (own !== undefined) key = own;
    if ((!line.includes('{{') && !line.includes('<%')) || isProse.test(key)) continue;
    if (knownName.test(line) || command.test(line)) return true;
    if (!isName.test(key) && wholeValue.test((item ?? rest ?? line).trim())) return true;
  }
  return false;
}
