/** The parts of code by Shiki, which is loaded when the first block of a known language is to be shown, its grammars one by one. */
import { createRequire } from 'node:module';
import type { HighlighterCore, LanguageRegistration, RegexEngine } from 'shiki/core';
import { classOfColour, themeOfClasses } from './code-classes.ts';

/** A piece of a line and its class (blocks/code-classes); an empty one for what is just text. */
export interface Piece {
  readonly name: string;
  readonly text: string;
}

export interface Language {
  /** Of its grammar. */
  readonly id: string;
  /** As people write it: `TypeScript`. */
  readonly name: string;
}

/** More is a file rather than an example; and a longer line is written by a program. */
const most = { characters: 100_000, inLine: 3000 } as const;

/** A block that was stopped after so long is not tried again; real ones take a thousandth, the first of C++ 1 s. Milliseconds. */
const patience = 3000;

/** Words for languages that Shiki does not know. */
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

/** They load nothing. The source of a diagram is folded away: colours are not worth a highlighter. */
const plainWords: ReadonlySet<string> = new Set(['', 'text', 'txt', 'plain', 'plaintext', 'ansi', 'mermaid']);

const load = createRequire(import.meta.url);

let languages: ReadonlyMap<string, Language> | undefined;

/** The language of the word after a fence, in any case: `ts`, `C++`; undefined for words that name none, or plain text. */
export function languageOf(word: string): Language | undefined {
  const known = word.toLowerCase();
  if (plainWords.has(known)) return undefined;
  languages ??= new Map(
    (load('shiki/langs') as typeof import('shiki/langs')).bundledLanguagesInfo.flatMap(({ id, name, aliases = [] }) =>
      [id, ...aliases].map((each) => [each.toLowerCase(), { id, name }] as const),
    ),
  );
  return languages.get(otherWords[known] ?? known);
}

/** One a language: in a common one, what is known of code within code would depend on what was shown before. */
const highlighters = new Map<string, HighlighterCore>();

/** What is being read. It is still here when the next block comes if it was stopped together with all the work on its file. */
let current: { readonly key: string; readonly id: string; readonly since: number } | undefined;

const endless = new Set<string>();

/**
 * The pieces of each line; undefined for a text that is too large, whose grammar fails, or that took so long the last time that
 * the work on its file was stopped (publish/deadline).
 */
export function piecesOfCode(text: string, { id }: Language): Piece[][] | undefined {
  if (current) {
    if (performance.now() - current.since > patience) endless.add(current.key);
    forget(current.id);
  }
  const key = `${id} ${text}`;
  // Shiki takes the sign for a part of the line's end.
  if (text.length > most.characters || text.includes('\r') || endless.has(key)) return undefined;
  current = { key, id, since: performance.now() };
  try {
    const pieces = tokensOf(text, id);
    current = undefined;
    return pieces;
  } catch {
    // A grammar may be wrong, or nested beyond the stack: then the code is shown as it is written.
    forget(id);
    return undefined;
  }
}

/** What was interrupted may be in any state. */
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
  const known = highlighters.get(id);
  if (known) return known;
  const { createHighlighterCoreSync } = load('shiki/core') as typeof import('shiki/core');
  engine ??= newEngine();
  const { default: langs } = load(`shiki/langs/${id}.mjs`) as { readonly default: LanguageRegistration[] };
  const made = createHighlighterCoreSync({ engine, themes: [themeOfClasses], langs, warnings: false });
  highlighters.set(id, made);
  return made;
}

/** Rewrites Oniguruma's expressions as those of JavaScript, each once: Oniguruma itself can only be loaded asynchronously. */
function newEngine(): RegexEngine {
  const { createJavaScriptRegexEngine } = load('shiki/engine/javascript') as typeof import('shiki/engine/javascript');
  return createJavaScriptRegexEngine({ forgiving: true });
}
