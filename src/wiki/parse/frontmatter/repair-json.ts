/** Repairs common faults in JSON: comments, missing commas, brackets and quotes. */

/** A repair of a line. */
export interface JsonMend {
  readonly kind: 'repaired' | 'invalid';
  readonly line: number;
  readonly message: string;
}

const messages = {
  comment: 'JSON has no comments; it was left out.',
  comma: 'A comma is missing; it was added.',
  extra: 'There is a comma too many; it was left out.',
  string: 'A text is never closed; its quote was added.',
  quotes: 'JSON writes keys and texts in double quotes; they were added.',
  semicolon: 'JSON separates values by commas; the `;` was read as one.',
  bracket: 'A bracket is never closed; it was added.',
  lone: 'This line is not valid JSON and was left out: expected `"key": value`.',
} as const;

interface Place {
  readonly line: number;
  readonly column: number;
}

/** White space, comments, quoted texts, punctuation, and anything else up to the next punctuation. */
const token =
  /\s+|\/\/.*|\/\*.*?(?:\*\/|$)|#.*|"(?:[^"\\]|\\.)*"?|'(?:[^'\\]|\\.)*'?|“[^”]*”?|[{}[\],:;]|[^\s{}[\],:;"'“]+(?:[ \t]+(?!\/\/|\/\*|#)[^\s{}[\],:;"'“]+)*/g;

/**
 * Repairs lines in place so that together they are valid JSON, which is not changed.
 *
 * @returns the repairs
 */
export function mendJson(lines: string[]): JsonMend[] {
  const scanner = new Scanner(lines);
  for (let line = 0; line < lines.length; line++) scanner.mendLine(line);
  scanner.finish();
  return scanner.mends;
}

class Scanner {
  readonly mends: JsonMend[] = [];
  readonly #lines: string[];
  /** Closing brackets still missing, innermost last. */
  readonly #open: string[] = [];
  #isComment = false;
  /** Whether the next text is a key. */
  #isKey = false;
  /** Whether a value has ended and no comma or colon has followed. */
  #needsComma = false;
  /** Ends of the last two values. */
  #ends: readonly (Place | undefined)[] = [];

  constructor(lines: string[]) {
    this.#lines = lines;
  }

  mendLine(line: number): void {
    const text = this.#lines[line] ?? '';
    const start = this.#isComment ? text.indexOf('*/') + 2 : 0;
    const from = this.#isComment && start < 2 ? text.length : start;
    if (this.#isComment) this.#note('comment', line);
    this.#isComment &&= start < 2;
    this.#lines[line] = ' '.repeat(from);
    const pieces = text.slice(from).match(token) ?? [];
    for (let index = 0; index < pieces.length; index++) this.#mendPiece(line, pieces, index);
  }

  /** Closes everything still open at the end. */
  finish(): void {
    const last = this.#lines.findLastIndex((line) => line.trim() !== '');
    if (this.#open.length === 0 || last < 0) return;
    this.#write(last, this.#open.reverse().join(''));
    this.#note('bracket', last);
  }

  #mendPiece(line: number, pieces: string[], index: number): void {
    const piece = pieces[index] ?? '';
    if (/^\s/.test(piece)) this.#write(line, piece);
    else if (/^(?:\/[/*]|#)/.test(piece)) {
      this.#write(line, ' '.repeat(piece.length));
      this.#isComment = piece.startsWith('/*') && !piece.endsWith('*/');
      this.#note('comment', line);
    } else if (piece === ',' || piece === ';') {
      if (piece === ';') this.#note('semicolon', line);
      if (!this.#needsComma) this.#note('extra', line);
      this.#write(line, this.#needsComma ? ',' : ' ');
      this.#separate();
    } else if (piece === ':') {
      // A key within a list: the list ends before it.
      if (this.#open.at(-1) === ']' && this.#open.at(-2) === '}') this.#closeList();
      this.#write(line, ':');
      this.#needsComma = false;
      this.#isKey = false;
    } else if (piece === '}' || piece === ']') this.#close(line, piece);
    else this.#mendValue(line, pieces, index);
  }

  #close(line: number, bracket: string): void {
    while (this.#open.includes(bracket) && this.#open.at(-1) !== bracket) {
      this.#write(line, this.#open.pop() ?? '');
      this.#note('bracket', line);
    }
    this.#open.pop();
    this.#write(line, bracket);
    this.#endValue(line);
  }

  #mendValue(line: number, pieces: string[], index: number): void {
    const piece = pieces[index] ?? '';
    const last = this.#ends.at(-1);
    if (this.#needsComma && last) {
      this.#insert(last, ',');
      this.#note('comma', last.line);
      this.#separate();
    }
    const isBracket = piece === '{' || piece === '[';
    if (isBracket && this.#isKey) {
      this.#leaveOut(line, pieces, index);
      return;
    }
    if (isBracket) {
      this.#open.push(piece === '{' ? '}' : ']');
      this.#isKey = piece === '{';
      this.#write(line, piece);
      return;
    }
    const next = pieces.slice(index + 1).find((each) => each.trim() !== '');
    if (this.#isKey && next !== ':') {
      this.#write(line, ' '.repeat(piece.length));
      this.#note('lone', line);
      return;
    }
    let written = piece;
    if (!this.#isKey && !/^["'“]/.test(piece)) {
      // An unquoted text may contain colons: an address, a time.
      while (pieces[index + 1] === ':') written += pieces.splice(index + 1, 2).join('');
    } else if (piece.startsWith('"') && !/^"(?:[^"\\]|\\.)*"$/.test(piece)) {
      // A comma at the end of an unclosed text is probably not part of it.
      const rest = /[\s,}\]]*$/.exec(piece)?.[0] ?? '';
      written = `${piece.slice(0, piece.length - rest.length)}"`;
      pieces.splice(index + 1, 0, ...(rest.match(token) ?? []));
      this.#note('string', line);
    }
    const value = asJson(written, this.#isKey);
    if (value !== written) this.#note('quotes', line);
    this.#write(line, value);
    this.#endValue(line);
  }

  /** Drops a list or an object in place of a key. */
  #leaveOut(line: number, pieces: string[], index: number): void {
    let depth = 0;
    let end = index;
    for (; end < pieces.length; end++) {
      if (/^[[{]$/.test(pieces[end] ?? '')) depth++;
      if (/^[\]}]$/.test(pieces[end] ?? '') && --depth === 0) break;
    }
    const left = pieces.splice(index + 1, end - index);
    this.#write(line, ' '.repeat(left.join('').length + 1));
    this.#note('lone', line);
  }

  /** Closes an open list before its last entry, which turned out to be a key. */
  #closeList(): void {
    const before = this.#ends.at(-2);
    if (!before) return;
    this.#open.pop();
    this.#insert(before, ']');
    this.#note('bracket', before.line);
  }

  #separate(): void {
    this.#needsComma = false;
    this.#isKey = this.#open.at(-1) === '}';
  }

  #endValue(line: number): void {
    this.#needsComma = true;
    this.#ends = [this.#ends.at(-1), { line, column: this.#lines[line]?.length ?? 0 }];
  }

  #write(line: number, text: string): void {
    this.#lines[line] += text;
  }

  #insert({ line, column }: Place, text: string): void {
    const written = this.#lines[line] ?? '';
    this.#lines[line] = written.slice(0, column) + text + written.slice(column);
  }

  #note(what: keyof typeof messages, line: number): void {
    const message = messages[what];
    if (!this.mends.some((mend) => mend.line === line && mend.message === message))
      this.mends.push({ kind: what === 'lone' ? 'invalid' : 'repaired', line, message });
  }
}

/** A key or a value in JSON syntax. */
function asJson(piece: string, isKey: boolean): string {
  if (piece.startsWith('"')) return piece;
  if (/^['“]/.test(piece)) return JSON.stringify(piece.slice(1).replace(/['”]$/, '').replace(/\\'/g, "'"));
  const isLiteral = /^(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)$/.test(piece);
  return isLiteral && !isKey ? piece : JSON.stringify(piece);
}
