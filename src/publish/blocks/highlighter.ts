/** Highlights code with Shiki. Shiki is loaded for the first block in a known language, and each grammar on first use. */
import { createRequire } from 'node:module';
import type { HighlighterCore, LanguageRegistration, RegexEngine } from 'shiki/core';
import { loaded, NotLoaded, processorTime } from '../deadline.ts';
import { classOfColour, themeOfClasses } from './code-classes.ts';

/** A piece of a line and its class (blocks/code-classes); the class is empty for plain text. */
export interface Piece {
  readonly name: string;
  readonly text: string;
}

export interface Language {
  /** Name of its grammar. */
  readonly id: string;
  /** Name for readers: `TypeScript`. */
  readonly name: string;
}

/** Maximum size of a block and a line. More is a file, not an example; longer lines are generated. */
const most = { characters: 100_000, inLine: 3000 } as const;

/** A block that was stopped after this time is not tried again, in milliseconds. Usual blocks take a thousandth; the first C++ one, 1 s. */
const patience = 3000;

/** Additional names of languages that Shiki lacks. */
const otherWords: Readonly<Record<string, string>> = {
  golang: 'go',
  patch: 'diff',
  udiff: 'diff',
  python3: 'python',
  py3: 'python',
  node: 'javascript',
  htm: 'html',
  xhtml: 'html',
  svg: 'xml',
  octave: 'matlab',
};

/** Languages without highlighting. The source of a diagram is collapsed, so it is not worth a grammar. */
const plainWords: ReadonlySet<string> = new Set(['', 'text', 'txt', 'plain', 'plaintext', 'ansi', 'mermaid']);

const load = createRequire(import.meta.url);

let languages: ReadonlyMap<string, Language> | undefined;

/** The language for the word after a fence, ignoring case: `ts`, `C++`; undefined for unknown words and plain text. */
export function languageOf(word: string): Language | undefined {
  const known = word.toLowerCase();
  if (plainWords.has(known)) return undefined;
  languages ??= loaded(loadLanguages);
  return languages.get(otherWords[known] ?? known);
}

function loadLanguages(): ReadonlyMap<string, Language> {
  const { bundledLanguagesInfo } = load('shiki/langs') as typeof import('shiki/langs');
  languages = new Map(
    bundledLanguagesInfo.flatMap(({ id, name, aliases = [] }) =>
      [id, ...aliases].map((each) => [each.toLowerCase(), { id, name }] as const),
    ),
  );
  return languages;
}

/** One highlighter per language. In a shared one, highlighting of embedded code would depend on earlier blocks. */
const highlighters = new Map<string, HighlighterCore>();

/** The current block. Still set for the next block if it was stopped together with all the work on its file. */
let current: { readonly key: string; readonly id: string; readonly since: number } | undefined;

const endless = new Set<string>();

/**
 * The pieces of each line; undefined if the text is too large, its grammar fails, or it took so long last time that the work on
 * its file was stopped (publish/deadline).
 */
export function piecesOfCode(text: string, { id }: Language): Piece[][] | undefined {
  if (current) {
    if (processorTime() - current.since > patience) endless.add(current.key);
    forget(current.id);
  }
  const key = `${id} ${text}`;
  // Shiki treats this character as part of the line end.
  if (text.length > most.characters || text.includes('\r') || endless.has(key)) return undefined;
  current = { key, id, since: processorTime() };
  try {
    const pieces = tokensOf(text, id);
    current = undefined;
    return pieces;
  } catch (error) {
    if (error instanceof NotLoaded) {
      current = undefined;
      throw error;
    }
    // A grammar may be faulty, or exceed the stack: then the code is shown without highlighting.
    forget(id);
    return undefined;
  }
}

/** Whether a block is shown as written only because it took too long. */
export function isGivenUp(text: string, { id }: Language): boolean {
  return endless.has(`${id} ${text}`);
}

/** Discards a highlighter, since an interrupted one may be in any state. */
function forget(id: string): void {
  highlighters.get(id)?.dispose();
  highlighters.delete(id);
  current = undefined;
}

function tokensOf(text: string, id: string): Piece[][] {
  const { codeToTokensBase } = highlighterOf(id);
  const options = { lang: id, theme: themeOfClasses.name, tokenizeMaxLineLength: most.inLine, tokenizeTimeLimit: 0 };
  return codeToTokensBase(text, options).map((tokens) => {
    const pieces: Piece[] = [];
    for (const { content, color } of tokens) {
      const last = pieces.at(-1);
      const name = classOfColour(color);
      if (last && (last.name === name || content.trim() === ''))
        pieces[pieces.length - 1] = { name: last.name, text: last.text + content };
      else pieces.push({ name, text: content });
    }
    return pieces;
  });
}

let engine: RegexEngine | undefined;

function highlighterOf(id: string): HighlighterCore {
  return highlighters.get(id) ?? loaded(() => loadHighlighter(id));
}

function loadHighlighter(id: string): HighlighterCore {
  const { createHighlighterCoreSync } = load('shiki/core') as typeof import('shiki/core');
  engine ??= newEngine();
  const { default: langs } = load(`shiki/langs/${id}.mjs`) as { readonly default: LanguageRegistration[] };
  const made = createHighlighterCoreSync({ engine, themes: [themeOfClasses], langs, warnings: false });
  highlighters.set(id, made);
  return made;
}

/** Converts Oniguruma's regular expressions to JavaScript, each once, since Oniguruma can only be loaded asynchronously. */
function newEngine(): RegexEngine {
  const { createJavaScriptRegexEngine } = load('shiki/engine/javascript') as typeof import('shiki/engine/javascript');
  return createJavaScriptRegexEngine({ forgiving: true });
}
