/** Reads a TOML block with the position of each value, repairing common faults. */
import { type AST, ParseError, parseTOML } from 'toml-eslint-parser';
import type { Span } from '../../model.ts';
import { lineAt } from '../../text/lines.ts';
import {
  type Finding,
  type FrontmatterValues,
  isDeeper,
  maxBlock,
  maxDepth,
  maxMends,
  maxParsed,
  noSpan,
  noValues,
  SourceLines,
  startsOf,
  tooLong,
} from './frontmatter-values.ts';
import { headLine, mendsOf, type TomlMend, withQuotedHeader } from './repair-toml.ts';

/** Reads `source`. A line that can be neither read nor repaired is left out and reported; the others are kept. */
export function readToml(source: string): FrontmatterValues {
  const sourceLines = new SourceLines(source);
  if (source.length > maxBlock) return tooLong(sourceLines, source.length);
  const { program, lines, findings } = new Mender(sourceLines.lines).mended();
  const problems = sourceLines.problems(findings);
  const refused = (message: string): FrontmatterValues => ({
    ...noValues,
    problems: [...problems, { kind: 'invalid', span: sourceLines.lineSpan(0), message }],
  });
  if (!program) return refused('The frontmatter is not valid TOML: expected `key = value`.');
  const root = treeOf(program, lines.join('\n'));
  const data = plainValue(root) as Record<string, unknown>;
  if (isDeeper(data, maxDepth)) return refused('The values are nested too deeply.');
  const toSource = sourceLines.offsetFrom(lines);
  return {
    data,
    problems,
    isMapping: true,
    spanOf: (path) => {
      const { start, end } = nodesOn(root, path).findLast(({ span }) => span !== noSpan)?.span ?? noSpan;
      return { start: toSource(start), end: toSource(end) };
    },
    writtenAt: (path) => {
      const nodes = nodesOn(root, path);
      return nodes.length === path.length + 1 ? nodes.at(-1)?.written : undefined;
    },
  };
}

/** Whether `source` is valid keys and values without any repair. */
export function isTomlMapping(source: string): boolean {
  if (source.length > maxBlock) return false;
  const { program } = parse(source);
  return program !== undefined && program.body[0].body.length > 0;
}

type Parsed =
  | { readonly program: AST.TOMLProgram }
  | { readonly program?: undefined; readonly at: number; readonly message: string };

function parse(source: string): Parsed {
  // Recording the stack of each error costs more than everything else.
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    return { program: parseTOML(source, { tomlVersion: '1.1' }) };
  } catch (error) {
    if (error instanceof ParseError) return { at: error.index, message: error.message };
    // Nested more deeply than the call stack allows.
    if (error instanceof RangeError) return { at: 0, message: '' };
    throw error;
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

/** Repairs lines until together they are valid TOML; leaves out those that cannot be repaired. */
class Mender {
  readonly #lines: string[];
  readonly #findings = new Map<number, Finding>();
  /** Characters that may still be parsed. */
  #budget = maxParsed;

  constructor(lines: readonly string[]) {
    this.#lines = [...lines];
  }

  mended(): { program: AST.TOMLProgram | undefined; lines: readonly string[]; findings: ReadonlyMap<number, Finding> } {
    for (let n = 0; n < maxMends && this.#budget > 0; n++) {
      const parsed = this.#parse(this.#lines);
      if (parsed.program) return { program: parsed.program, lines: this.#lines, findings: this.#findings };
      this.#mendAt(this.#lineOf(parsed.at), parsed.message);
    }
    // There are too many faults to parse everything again after each.
    for (const [line, text] of this.#lines.entries()) if (!parse(text).program) this.#mendAlone(line, text);
    const { program } = parse(this.#lines.join('\n'));
    return { program, lines: this.#lines, findings: this.#findings };
  }

  #parse(lines: readonly string[]): Parsed {
    const source = lines.join('\n');
    this.#budget -= source.length;
    return parse(source);
  }

  /** The line of an offset; for the end of the text, the last line that is not empty. */
  #lineOf(offset: number): number {
    let line = lineAt(startsOf(this.#lines), offset);
    while (line > 0 && this.#lines[line]?.trim() === '') line--;
    return line;
  }

  #mendAt(line: number, message: string): void {
    if (message.startsWith('Defining a key') && this.#mendTwin(line)) return;
    for (const mend of mendsOf(this.#lines, line)) {
      if (this.#budget <= 0) break;
      if (!this.#helps(mend, line)) continue;
      this.#lines[mend.line] = mend.text;
      this.#findings.set(mend.line, { kind: 'repaired', message: mend.message });
      return;
    }
    const head = headLine(this.#lines, line);
    // If the line is valid by itself, the fault is a value above it that was never closed.
    if (head !== undefined && parse(this.#lines[line] ?? '').program)
      for (let above = head; above < line; above++) this.#leaveOut(above, reasonOf(message));
    else this.#leaveOut(line, reasonOf(message));
  }

  #mendAlone(line: number, text: string): void {
    for (const mend of mendsOf([text], 0)) {
      if (!parse(mend.text).program) continue;
      this.#lines[line] = mend.text;
      this.#findings.set(line, { kind: 'repaired', message: mend.message });
      return;
    }
    this.#leaveOut(line, '');
  }

  /** Whether a repair makes all lines up to the faulty one readable. */
  #helps({ line, text }: TomlMend, faulty: number): boolean {
    const parsed = this.#parse(this.#lines.with(line, text));
    return parsed.program !== undefined || this.#lineOf(parsed.at) > faulty;
  }

  /**
   * Repairs a duplicate key or table.
   *
   * @returns false if the first one is not a plain key of the same table
   */
  #mendTwin(line: number): boolean {
    const above = parse(this.#lines.slice(0, line).join('\n')).program?.body[0].body;
    const own = this.#lines[line] ?? '';
    if (!above) return false;
    const header = /^\s*\[(?!\[)/.test(own);
    if (header) {
      const name = own
        .trim()
        .replace(/^\[|\].*$/g, '')
        .trim();
      const last = above.findLast((node) => node.type === 'TOMLTable');
      const isSame = last !== undefined && last.resolvedKey.join('.') === name;
      this.#lines[line] = isSame ? '' : withQuotedHeader(name, line);
      this.#findings.set(line, {
        kind: 'repaired',
        message: isSame
          ? `The table \`${name}\` is opened twice; both were read as one.`
          : `The table \`${name}\` is opened twice; what follows was read as a table of another name.`,
      });
      return true;
    }
    const last = above.at(-1);
    const here = last?.type === 'TOMLTable' ? last.body : above;
    const key = parse(`${own.split('=', 1)[0]} = 0`).program?.body[0].body[0];
    const path = key?.type === 'TOMLKeyValue' ? namesOf(key.key).join('\0') : undefined;
    const first = here.findLast((node) => node.type === 'TOMLKeyValue' && namesOf(node.key).join('\0') === path);
    if (!first || path === undefined) return false;
    for (let at = first.loc.start.line - 1; at < first.loc.end.line; at++) this.#lines[at] = '';
    const name = path.replaceAll('\0', '.');
    this.#findings.set(line, { kind: 'repaired', message: `\`${name}\` is given twice; the last one counts.` });
    return true;
  }

  #leaveOut(line: number, reason: string): void {
    if (this.#lines[line]?.trim() === '') return;
    this.#lines[line] = '';
    this.#findings.set(line, {
      kind: 'invalid',
      message: `This line is not valid TOML and was left out${reason === '' ? '.' : `: ${reason}`}`,
    });
  }
}

/** A parser's message in our own words. */
function reasonOf(message: string): string {
  if (/^Unterminated|three quotes/i.test(message)) return 'a quote or a bracket is missing.';
  if (message.startsWith('Unspecified')) return 'the value is missing.';
  if (message.startsWith('Defining a key')) return 'the key has another value already.';
  return 'expected `key = value`.';
}

/** A value with its position. */
interface TomlNode {
  span: Span;
  readonly value?: unknown;
  /** The source text of a number or boolean. */
  readonly written?: string;
  /** The keys of a table, or the items of a list. */
  readonly children?: Map<PropertyKey, TomlNode>;
  readonly isList?: boolean;
}

function treeOf(program: AST.TOMLProgram, source: string): TomlNode {
  const root = tableAt(noSpan);
  for (const node of program.body[0].body) {
    if (node.type === 'TOMLKeyValue') addKeyValue(root, node, source);
    else {
      const span = spanOf(node.key);
      const table = containerAt(root, node.resolvedKey, span);
      table.span = span;
      for (const each of node.body) addKeyValue(table, each, source);
    }
  }
  return root;
}

function addKeyValue(table: TomlNode, { key, value }: AST.TOMLKeyValue, source: string): void {
  const names = namesOf(key);
  const holder = containerAt(table, names.slice(0, -1), spanOf(key));
  holder.children?.set(names.at(-1) ?? '', nodeOf(value, source));
}

/** The table, or the item of a list of tables, at a path; created if missing. */
function containerAt(root: TomlNode, path: readonly (string | number)[], span: Span): TomlNode {
  let node = root;
  for (const [index, step] of path.entries()) {
    const next = node.children?.get(step);
    if (next?.children) node = next;
    else {
      const isList = typeof path[index + 1] === 'number';
      const made: TomlNode = { ...tableAt(span), isList };
      node.children?.set(step, made);
      node = made;
    }
  }
  return node;
}

function tableAt(span: Span): TomlNode {
  return { span, children: new Map() };
}

function nodeOf(value: AST.TOMLContentNode, source: string): TomlNode {
  const span = spanOf(value);
  switch (value.type) {
    case 'TOMLArray':
      return { span, isList: true, children: new Map(value.elements.map((each, index) => [index, nodeOf(each, source)])) };
    case 'TOMLInlineTable': {
      const table = tableAt(span);
      for (const each of value.body) addKeyValue(table, each, source);
      return table;
    }
    case 'TOMLValue':
      return { span, ...scalarOf(value, source.slice(span.start, span.end)) };
  }
}

/** Dates remain as written, as in YAML; so do numbers that JavaScript cannot represent. */
function scalarOf(value: AST.TOMLValue, raw: string): Pick<TomlNode, 'value' | 'written'> {
  switch (value.kind) {
    case 'string':
      return { value: value.value };
    case 'boolean':
      return { value: value.value, written: raw };
    case 'integer':
    case 'float': {
      const written = raw.replaceAll('_', '');
      const isHeld = value.kind === 'integer' ? Number.isSafeInteger(value.value) : Number.isFinite(value.value);
      return isHeld ? { value: value.value, written } : { value: written };
    }
    default:
      return { value: raw };
  }
}

function namesOf(key: AST.TOMLKey): string[] {
  return key.keys.map((each) => (each.type === 'TOMLBare' ? each.name : each.value));
}

function spanOf({ range: [start, end] }: { range: readonly [number, number] }): Span {
  return { start, end };
}

/** The nodes on the path from the root, as far as they exist. */
function nodesOn(root: TomlNode, path: readonly PropertyKey[]): TomlNode[] {
  const nodes = [root];
  for (const step of path) {
    const next = nodes.at(-1)?.children?.get(step);
    if (!next) break;
    nodes.push(next);
  }
  return nodes;
}

function plainValue({ value, children, isList }: TomlNode): unknown {
  if (!children) return value;
  if (isList) return [...children.values()].map(plainValue);
  return Object.fromEntries([...children].map(([key, each]) => [String(key), plainValue(each)]));
}
