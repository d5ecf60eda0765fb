/** Blocks of code: highlighted by classes, with a title, marked lines and line numbers if the author asks for them. */
import type { Made } from '../../render/body/blocks.ts';
import { escapeAttribute, escapeProse } from '../../render/print/escape.ts';
import { wordMark } from '../../render/print/word-marks.ts';
import type { Block } from '../../wiki/syntax/blocks.ts';
import { type CodeInfo, type LineMark, readCodeInfo } from './code-info.ts';
import { isGivenUp, type Language, languageOf, type Piece, piecesOfCode } from './highlighter.ts';

/** Maximum length of a line that is sure to fit into the column. Longer lines may scroll. */
const narrow = 60;

/** In order of precedence, for a line with several. */
const marks: readonly LineMark[] = ['deleted', 'inserted', 'highlighted'];

/** The block as a figure with its title, or without one as a `div`. Its text is that of the block, and a line end. */
export function codeOf({ lang, meta, text }: Omit<Block & { kind: 'code' }, 'kind'>): Made {
  const info = readCodeInfo(lang, meta);
  const language = languageOf(info.lang);
  const pieces = language && piecesOfCode(text, language);
  const isProvisional = language && !pieces && isGivenUp(text, language);
  const lines = pieces?.map(htmlOfPieces) ?? text.split('\n').map(escapeProse);
  const shown = decorated(lines, info, language?.id === 'diff' ? pieces : undefined);
  const name = info.lang === '' ? '' : ` class="language-${escapeAttribute(info.lang)}"`;
  const pre = `<pre${scrolling(text, language)}><code${name}>${shown}</code></pre>`;
  const label = language ? ` data-lang="${escapeAttribute(language.name)}"` : '';
  const words = `${text}\n`;
  const facts = { words, ...(isProvisional && { isProvisional }) };
  if (info.title === '') return { html: `<div class="code"${label}>${pre}</div>`, ...facts };
  const caption = `<figcaption data-pagefind-ignore>${escapeProse(info.title)}</figcaption>`;
  return { html: `<figure class="code"${label}>${caption}${pre}</figure>`, ...facts };
}

function htmlOfPieces(pieces: readonly Piece[]): string {
  return pieces
    .map(({ name, text }) => (name === '' ? escapeProse(text) : `<span class="${name}">${escapeProse(text)}</span>`))
    .join('');
}

/** Makes a scrolling block focusable, for the keyboard. */
function scrolling(text: string, language: Language | undefined): string {
  if (text.split('\n').every((line) => line.length <= narrow)) return '';
  const label = language ? wordMark('codeIn', language.name) : wordMark('code');
  return ` role="group" aria-label="${label}" tabindex="0"`;
}

/**
 * The lines as one text. Each line becomes an element only if some are marked or all are numbered.
 *
 * @param changes the pieces of a diff, which mark their own lines
 */
function decorated(lines: readonly string[], { marks, firstNumber }: CodeInfo, changes?: readonly (readonly Piece[])[]): string {
  const marked = lines.map((_, index) => markOf(index + 1, marks) ?? changeOf(changes?.[index]));
  if (firstNumber === undefined && marked.every((mark) => mark === undefined)) return `${lines.join('\n')}\n`;
  const width = String((firstNumber ?? 0) + lines.length - 1).length;
  return lines
    .map((line, index) => {
      const mark = marked[index];
      const isSigned = (mark === 'inserted' || mark === 'deleted') && !changes;
      const names = `line${mark ? ` ${mark}` : ''}${isSigned ? ' signed' : ''}`;
      const number = firstNumber === undefined ? '' : ` data-line="${String(firstNumber + index).padStart(width)}"`;
      return `<span class="${names}"${number}>${line}\n</span>`;
    })
    .join('');
}

function markOf(line: number, ranges: CodeInfo['marks']): LineMark | undefined {
  return marks.find((mark) => ranges[mark].some(([first, last]) => first <= line && line <= last));
}

function changeOf(pieces: readonly Piece[] | undefined): LineMark | undefined {
  const name = pieces?.[0]?.name;
  return name === 'gi' ? 'inserted' : name === 'gd' ? 'deleted' : undefined;
}
