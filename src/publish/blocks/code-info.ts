/** Parses the info string after the fence of a code block: language, title, marked lines, line numbers. */

/** How a line may be marked. */
export type LineMark = 'highlighted' | 'inserted' | 'deleted';

/** Lines from the first to the last, both counted from 1. */
type LineRange = readonly [first: number, last: number];

export interface CodeInfo {
  /** The name of the language as written; empty if there is none. */
  readonly lang: string;
  /** Empty if there is none. */
  readonly title: string;
  readonly marks: Readonly<Record<LineMark, readonly LineRange[]>>;
  /** The number of the first line, if lines are numbered. */
  readonly firstNumber: number | undefined;
}

/** Maximum length of an info string that is read. */
const maxLength = 1000;

const titleKeys: ReadonlySet<string> = new Set(['title', 'file', 'filename']);
const markKeys: Readonly<Record<string, LineMark>> = {
  hl_lines: 'highlighted',
  mark: 'highlighted',
  ins: 'inserted',
  del: 'deleted',
};
const numberKeys: ReadonlySet<string> = new Set([
  'showlinenumbers',
  'linenums',
  'linenos',
  'line-numbers',
  'numberlines',
  'number-lines',
]);
const startKeys: ReadonlySet<string> = new Set(['startlinenumber', 'startfrom', 'linenostart']);

/**
 * Reads the common conventions: `ts title="a.ts" {1,3-5} showLineNumbers` of Docusaurus, VitePress and Expressive Code,
 * `ts:line-numbers`, `ts:src/a.ts`, `hl_lines="1 3-5" linenums="1"` of MkDocs, `{.python .numberLines startFrom="10"}` of Pandoc.
 * Anything else is ignored.
 *
 * @param lang the first word after the fence
 * @param meta all others
 */
export function readCodeInfo(lang: string, meta: string): CodeInfo {
  const info = `${lang} ${meta}`.trim().slice(0, maxLength);
  const reader = new Reader();
  const attributes = /^\{([^{}]*)\}/.exec(info);
  if (attributes && linesIn(attributes[1] ?? '').length === 0) {
    const { word, rest } = languageOfAttributes(attributes[1] ?? '');
    reader.read(rest);
    reader.read(info.slice(attributes[0].length));
    return reader.infoOf(word);
  }
  // A key with a value is not a language.
  const word = /^[\w-]+=/.test(info) ? '' : (/^[^\s{},:]+/.exec(info)?.[0] ?? '');
  const glued = /^:([^\s{]+)/.exec(info.slice(word.length));
  if (word !== '' && glued) reader.readGlued(glued[1] ?? '');
  reader.read(info.slice(word.length + (glued?.[0].length ?? 0)));
  return reader.infoOf(word);
}

/** `.python .numberLines`, `python, echo=FALSE` or `=html`: the first class or word names the language. */
function languageOfAttributes(attributes: string): { word: string; rest: string } {
  const written = /(?:^|\s)\.([^\s.,=#]+)/.exec(attributes) ?? /^\s*=?([^\s.,=#]+)(?=[\s,]|$)/.exec(attributes);
  const word = written?.[1] ?? '';
  if (!written || numberKeys.has(word.toLowerCase())) return { word: '', rest: attributes };
  return { word, rest: attributes.replace(written[0], ' ') };
}

const parts = /([\w-]+)=("[^"]*"|'[^']*'|\{[^{}]*\}|\[[^[\]]*\]|[^\s,{}]+)|([\w-]+)\{(\d*)\}|\{([^{}]*)\}|[^\s,{}]+/g;

class Reader {
  #title = '';
  readonly #marks: Record<LineMark, LineRange[]> = { highlighted: [], inserted: [], deleted: [] };
  #isNumbered = false;
  #first = 1;

  infoOf(lang: string): CodeInfo {
    return { lang, title: this.#title, marks: this.#marks, firstNumber: this.#isNumbered ? this.#first : undefined };
  }

  read(meta: string): void {
    for (const [whole, key, value = '', counted, start = '', braced] of meta.matchAll(parts)) {
      if (key !== undefined) this.#set(key, value.replace(/^["'{[]|["'}\]]$/g, ''));
      else if (counted !== undefined) this.#set(counted, start);
      else if (braced === undefined) this.#set(whole.replace(/^[.:]/, ''), '');
      else {
        const lines = linesIn(braced);
        if (lines.length > 0) this.#marks.highlighted.push(...lines);
        else this.read(braced);
      }
    }
  }

  /** What follows the language and a colon: the path of a file, or a word on numbers. */
  readGlued(word: string): void {
    if (/^[^/].*[./]|^\/[^/]/.test(word) && !word.includes('=')) this.#title = word;
    else this.read(word);
  }

  #set(written: string, value: string): void {
    const key = written.toLowerCase();
    const mark = markKeys[key];
    if (titleKeys.has(key)) this.#title = value.trim() || this.#title;
    else if (mark) this.#marks[mark].push(...linesIn(value));
    else if (numberKeys.has(key)) {
      this.#isNumbered = value !== 'false';
      this.#startAt(value);
    } else if (startKeys.has(key)) this.#startAt(value);
  }

  #startAt(value: string): void {
    if (/^\d{1,6}$/.test(value)) this.#first = Number(value);
  }
}

/** `1,3-5`, also `1 3-5` and `1,"3-5"`; none for any other text. A range that runs backwards is ignored. */
function linesIn(text: string): LineRange[] {
  if (!/^[\s\d,"'-]*$/.test(text)) return [];
  return text
    .split(/[\s,"']+/)
    .flatMap((part): LineRange[] => {
      const [, first, last = first] = /^(\d+)(?:-(\d+))?$/.exec(part) ?? [];
      return first === undefined ? [] : [[Number(first), Number(last)]];
    })
    .filter(([first, last]) => first > 0 && last >= first);
}
