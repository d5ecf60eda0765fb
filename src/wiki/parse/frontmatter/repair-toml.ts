/** Repairs for common faults in TOML. */
import { bracketPairs } from '../../text/wikilinks.ts';

/** A replacement for a line. */
export interface TomlMend {
  readonly line: number;
  readonly text: string;
  readonly message: string;
}

/** Maximum length of a line to repair, in characters. */
const maxLine = 4000;

/** Maximum number of lines above a faulty one that are searched for the cause. */
const reach = 40;

/** `key = value` or, as in YAML, `key: value`; the key may be invalid in TOML. */
const keyLine = /^(\s*)("[^"]*"|'[^']*'|[^\s=:"'[\]{}#,][^=:"'[\]{}#]*?)(\s*([=:])\s*)(.*)$/;

/** A key, or the header of a table. */
const startsValue = /^\s*(?:\[|(?:"[^"]*"|'[^']*'|[\p{L}\p{N}_][\p{L}\p{N}_. -]*?)\s*[=:])/u;

/** Candidate repairs for a fault noticed in a line, likeliest first. Each changes that line or one above it. */
export function* mendsOf(lines: readonly string[], noticed: number): Generator<TomlMend> {
  yield* mendsOfLine(lines, noticed);
  const before = previousLine(lines, noticed);
  if (before !== undefined) yield* mendsOfEnd(lines, before);
  yield* mendsOfEnd(lines, noticed);
  const head = headLine(lines, noticed);
  if (head === undefined) return;
  yield* mendsOfText(lines, head);
  yield* mendsOfLine(lines, head);
}

/** The nearest line above that starts a value; undefined if there is none. */
export function headLine(lines: readonly string[], line: number): number | undefined {
  for (let at = line - 1; at >= Math.max(0, line - reach); at--) if (startsValue.test(lines[at] ?? '')) return at;
  return undefined;
}

/** A header under another name, for a table that was already defined. */
export function withQuotedHeader(name: string, line: number): string {
  return `[${JSON.stringify(`${name} (line ${line + 1})`)}]`;
}

function* mendsOfLine(lines: readonly string[], line: number): Generator<TomlMend> {
  const text = lines[line] ?? '';
  if (text.length > maxLine) return;
  const mend = (other: string, message: string): TomlMend => ({ line, text: other, message });
  const header = /^\s*(\[{1,2})\s*([^[\]]+?)\s*\]*(?:\s+#[^\]]*)?\s*$/.exec(text);
  if (header) {
    const [, open = '', name = ''] = header;
    const close = ']'.repeat(open.length);
    yield mend(`${open}${name}${close}`, 'The header of the table is never closed; its `]` was added.');
    yield mend(`${open}${quoted(unquoted(name))}${close}`, 'The name of the table needs quotes; they were added.');
    return;
  }
  const [, indent = '', key, between = '', sign, value = ''] = keyLine.exec(text) ?? [];
  if (key === undefined) {
    if (openBefore(lines, line) === '') return;
    const [, space = '', item, comma = ''] = /^(\s*)([^\s,[\]{}#][^,[\]{}#]*?)\s*(,?)\s*(?:#.*)?$/.exec(text) ?? [];
    if (item !== undefined)
      yield mend(`${space}${quoted(unquoted(item))}${comma}`, 'Text needs quotes in TOML; it was read as text.');
    return;
  }
  // Keep the column of the value if there is room, so that findings point at it.
  const head = (name: string): string => {
    const space = between.replace(':', '=');
    return indent + name + (name === key ? space : space.trim().padStart(Math.max(1, space.length - 2)));
  };
  const plainKey = /^["']/.test(key) || /^[\w.-]+$/.test(key) ? key : quoted(key);
  const keyMessage =
    sign === ':'
      ? 'A key is followed by `=` in TOML; its `:` was read as one.'
      : 'The key needs quotes in TOML; they were added.';
  const isKeyMended = sign === ':' || plainKey !== key;
  if (value === '') return;
  if (isKeyMended) yield mend(head(plainKey) + value, keyMessage);
  for (const [other, message] of otherValues(value)) yield mend(head(plainKey) + other, isKeyMended ? keyMessage : message);
}

/** An entry of an invalid list that is not a wikilink: a markdown link, a quoted text, or the text between two commas. */
const listItem = /\[[^[\]]*\]\([^()]*\)|"(?:[^"\\]|\\.)*"|'[^']*'|[^,\s][^,]*/y;

/** The entries of an invalid list, without its brackets. */
function entriesOf(list: string): string[] {
  const endOfLink = new Map(bracketPairs(list).map(({ span }) => [span.start, span.end]));
  const entries: string[] = [];
  for (let at = 0; at < list.length; ) {
    listItem.lastIndex = at;
    const end = endOfLink.get(at) ?? (listItem.test(list) ? listItem.lastIndex : undefined);
    if (end !== undefined) entries.push(readItem(list.slice(at, end).trim()));
    at = end ?? at + 1;
  }
  return entries.filter((entry) => entry !== '');
}

/** An invalid list without its brackets; the closing one may be missing: `[[[A]], b]` and `[[A]], b` are the same. */
function withoutListBrackets(list: string): string {
  if (bracketPairs(list)[0]?.span.start === 0) return list;
  const inner = list.slice(1);
  const endsWithLink = bracketPairs(inner).at(-1)?.span.end === inner.length;
  return inner.endsWith(']') && !endsWithLink ? inner.slice(0, -1) : inner;
}

/** Alternative spellings of a value. */
function* otherValues(value: string): Generator<readonly [string, string]> {
  const bare = value.replace(/\s+#.*$/, '').trim();
  if (/^(?:true|false)$/i.test(bare))
    yield [bare.toLowerCase(), 'TOML writes `true` and `false` in lower case; the value was read as that.'];
  // `[Mars](mars.md)` and `[[Mars]]` are texts with a link.
  if (bare.startsWith('[') && !/^\[[^[\]]*\]\(/.test(bare)) {
    if (!bare.endsWith(']')) yield [`${value.replace(/,\s*$/, '')}]`, 'The list is never closed; its `]` was added.'];
    const items = entriesOf(withoutListBrackets(bare));
    yield [`[${items.map(quoted).join(', ')}]`, 'The list is not one that TOML can read; it was cut at its commas.'];
  }
  if (bare.startsWith('{') && !bare.endsWith('}')) yield [`${value}}`, 'The table is never closed; its `}` was added.'];
  const text = /^["'“‘]/.test(value) ? value.trim() : bare;
  yield [quoted(unquoted(text)), 'The value has no quotes, or wrong ones; it was read as text.'];
}

/** Marks that may be missing at the end of a line in an open list or table. */
function* mendsOfEnd(lines: readonly string[], line: number): Generator<TomlMend> {
  const text = (lines[line] ?? '').replace(/\s+$/, '');
  const open = openBefore(lines, line + 1);
  if (text === '' || text.length > maxLine || open === '') return;
  yield { line, text: `${text},`, message: 'A comma is missing at the end of the line; it was added.' };
  const what = open.endsWith(']') ? 'list' : 'table';
  yield { line, text: `${text}${open}`, message: `The ${what} is never closed; its \`${open}\` was added.` };
}

/** Closing brackets missing at the start of a line, innermost first. */
function openBefore(lines: readonly string[], line: number): string {
  const head = startsValue.test(lines[line - 1] ?? '') ? line - 1 : headLine(lines, line);
  if (head === undefined) return '';
  const [first = '', ...others] = lines.slice(head, line);
  let open = '';
  for (const [sign] of [first.slice(first.indexOf('=') + 1), ...others]
    .join('\n')
    .matchAll(/"(?:[^"\\\n]|\\.)*"?|'[^'\n]*'?|#.*|[[\]{}]/g)) {
    if (sign === '[' || sign === '{') open = (sign === '[' ? ']' : '}') + open;
    else if (sign === open.charAt(0)) open = open.slice(1);
  }
  return open;
}

/** An unclosed text in triple quotes ends before the next key. */
function* mendsOfText(lines: readonly string[], head: number): Generator<TomlMend> {
  const quotes = /=\s*("""|''')/.exec(lines[head] ?? '')?.[1];
  if (quotes === undefined) return;
  let line = head;
  while (line + 1 < lines.length && !startsValue.test(lines[line + 1] ?? '')) line++;
  yield { line, text: `${lines[line]}${quotes}`, message: `The text is never closed; its \`${quotes}\` was added.` };
}

function previousLine(lines: readonly string[], line: number): number | undefined {
  for (let at = line - 1; at >= 0; at--) if (lines[at]?.trim()) return at;
  return undefined;
}

/** The text of an entry, unescaped if it is properly quoted. */
function readItem(item: string): string {
  try {
    return item.startsWith('"') ? String(JSON.parse(item)) : unquoted(item);
  } catch {
    return unquoted(item);
  }
}

/** A text without quotes of any kind; the closing one may be missing. */
function unquoted(text: string): string {
  const quotes = /^(["'])(?:\1\1(?=.))?|^[“‘]/.exec(text)?.[0];
  if (quotes === undefined) return text;
  const inner = text.slice(quotes.length);
  return inner.replace(/^([\s\S]*?)(?:"""|'''|["'”’])$/, '$1');
}

function quoted(text: string): string {
  return JSON.stringify(text);
}
