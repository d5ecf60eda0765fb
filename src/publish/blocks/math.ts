/** Converts formulas from TeX to MathML with Temml, which is loaded on first use. */
import { createRequire } from 'node:module';
import type { Made } from '../../render/body/blocks.ts';
import { escapeAttribute, escapeText } from '../../render/print/escape.ts';
import { wordMark } from '../../render/print/word-marks.ts';
import type { Block } from '../../wiki/syntax/blocks.ts';
import { wordsOfTex } from '../../wiki/syntax/tex-words.ts';
import { loaded } from '../deadline.ts';

interface Temml {
  readonly renderToString: (tex: string, options: object) => string;
}

const require = createRequire(import.meta.url);
let temml: Temml | undefined;

function loadTemml(): Temml {
  temml = require('temml') as Temml;
  return temml;
}

type Formula = Pick<Block & { kind: 'math' }, 'isDisplay' | 'text'>;

/** Maximum length of a formula, in characters. Shorter with macros, which can multiply it. */
const longest = { plain: 10_000, withMacros: 2000 } as const;
const maxDepth = 60;
const maxExpand = 200;

/** Commands of LaTeX or MathJax that Temml lacks, and a star that is escaped for markdown. */
const macros: Readonly<Record<string, string>> = {
  '\\*': '*',
  '\\mathbbm': '\\mathbb{#1}',
};
const maxRedefinitions = 20;

/** Number of characters that fit on a line of the narrowest phone. */
const narrow = 24;

/**
 * The MathML of a formula, with its TeX as an annotation; if it is invalid, its TeX as code. Each formula is converted by itself: its
 * macros are unknown to others. It contains no links and loads nothing.
 */
export function mathOf({ isDisplay, text }: Formula): Made {
  const problem = unreasonable(text);
  if (problem !== undefined) return unread({ isDisplay, text }, { message: problem });
  temml ??= loaded(loadTemml);
  let mathml: string;
  try {
    mathml = mathmlOf(temml, text, isDisplay);
  } catch (error) {
    return unread({ isDisplay, text }, problemOf(error, text));
  }
  const safe = withoutStyles(mathml);
  if (safe === undefined) return unread({ isDisplay, text }, { message: 'The formula contains elements that are not allowed.' });
  const isLong = wordsOfTex(text).length > narrow;
  if (!isDisplay && !isLong) return { html: safe, words: '', need: 'formula' };
  const scrolls = isLong ? ` role="group" aria-label="${wordMark('formula')}" tabindex="0"` : '';
  return {
    html: `<span class="${isDisplay ? 'math-display' : 'math-long'}"${scrolls}>${safe}</span>`,
    words: '',
    need: 'formula',
  };
}

/** @throws what Temml throws */
function mathmlOf(library: Temml, text: string, isDisplay: boolean, redefinitions = 0): string {
  try {
    return library.renderToString(text, {
      displayMode: isDisplay,
      annotate: true,
      throwOnError: true,
      trust: false,
      maxSize: [20, 20],
      maxExpand,
      // A new object each time, since Temml adds the macros of the formula to it.
      macros: { ...macros },
    });
  } catch (error) {
    // Temml has commands that LaTeX lacks, so authors may define one of the same name.
    const name = error instanceof Error && /\\newcommand\{(\\[^{}]+)\} attempting to redefine/.exec(error.message)?.[1];
    if (!name || redefinitions >= maxRedefinitions) throw error;
    const other = text.replace(`\\newcommand{${name}}`, () => `\\renewcommand{${name}}`);
    if (other === text) throw error;
    return mathmlOf(library, other, isDisplay, redefinitions + 1);
  }
}

function unread({ isDisplay, text }: Formula, problem: NonNullable<Made['problem']>): Made {
  const code = `<code class="math-error" title="${escapeAttribute(problem.message)}">${escapeText(text)}</code>`;
  return { html: isDisplay ? `<span class="math-display">${code}</span>` : code, words: '', problem };
}

/** Why a formula is not converted at all. */
function unreasonable(text: string): string | undefined {
  if (text.trim() === '') return 'The formula is empty.';
  const most = /\\(?:[gex]?def|let|futurelet|(?:re)?newcommand|providecommand)\b/.test(text) ? longest.withMacros : longest.plain;
  if (text.length > most) return `The formula is longer than ${most} characters.`;
  let depth = 0;
  for (const [sign] of text.matchAll(/\\[\s\S]|[{}]/g)) {
    if (sign === '{' && ++depth > maxDepth) return 'The formula is nested too deeply.';
    if (sign === '}') depth--;
  }
  return undefined;
}

/** Messages of Temml, and ours for them. */
const phrases: readonly (readonly [RegExp, string])[] = [
  [/^Unsupported function name: (.+)/, 'The formula contains `$1`, which is not a known command.'],
  [/^No such environment: (.+)/, 'The formula opens `\\begin{$1}`, which is not a known environment.'],
  [/^Unexpected end of input/, 'The formula has braces or brackets that are never closed.'],
  [/^Expected 'EOF', got '(.+)'/, 'The formula contains `$1`, which has no meaning there.'],
  [/^Expected '(.+)', got 'EOF'/, 'The formula ends where `$1` is expected.'],
  [/^Expected '(.+)', got '(.+)'/, 'The formula contains `$2` where `$1` is expected.'],
  [/^Double superscript/, 'The formula has two superscripts in a row: put braces around one of them.'],
  [/^Double subscript/, 'The formula has two subscripts in a row: put braces around one of them.'],
  [
    /^\{?(.+?)\}? (?:can be used only|works only) in display mode/,
    'The formula contains `$1`, which only a displayed formula can contain.',
  ],
  [/^Too many expansions/, 'The macros of the formula expand without end.'],
  [/^Function "(.+)" is not trusted/, 'The formula contains `$1`, which is not allowed in an article.'],
];

function problemOf(error: unknown, text: string): NonNullable<Made['problem']> {
  if (error instanceof RangeError) return { message: 'The formula is nested too deeply.' };
  if (!(error instanceof Error)) throw error;
  const said = error.message.trim().replace(/ at (?:position \d+|end of input):[\s\S]*$/, '');
  const known = phrases.find(([pattern]) => pattern.test(said));
  const message = known
    ? said.replace(new RegExp(`${known[0].source}[\\s\\S]*`), known[1])
    : `The formula cannot be read: ${said.replace(/\.+$/, '')}.`;
  const { position } = error as { position?: unknown };
  if (typeof position !== 'number') return { message };
  const before = text.slice(0, position).split('\n');
  return { message, line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

const tag = /<(\/?)([a-z]+)((?:\s[a-z-]+=(?:"[^"]*"|'[^']*'))*)\s*>/g;
const elements: ReadonlySet<string> = new Set(
  (
    'math semantics annotation mrow mi mo mn ms mtext mspace mstyle mpadded mphantom merror mfrac msqrt mroot menclose ' +
    'msub msup msubsup munder mover munderover mmultiscripts mprescripts mtable mtr mtd mlabeledtr span'
  ).split(' '),
);
const reference = /<a href='#[^']*' class="tml-(?:eq)?ref"><\/a>/g;

/** Classes for styles that are in the stylesheet, since a strict content security policy forbids the attribute. */
const classOfStyle: Readonly<Record<string, string>> = {
  'display:block math': '',
  'width:100%': 'tml-full',
  'width:50%': 'tml-side',
  'padding:0': 'tml-p0',
  'padding-left:0em': 'tml-l0',
  'padding-left:0pt': 'tml-l0',
  'padding-right:0em': 'tml-r0',
  'padding-right:0pt': 'tml-r0',
  'padding-left:1em': 'tml-l1',
  'padding-left:5.9776pt': 'tml-lc',
  'padding-right:5.9776pt': 'tml-rc',
  'math-depth:0': 'tml-d0',
  'padding:3pt': 'tml-boxed',
  'border:1px solid': '',
  'border-left:0.06em solid': 'tml-bl',
  'border-right:0.06em solid': 'tml-br',
  'border-top:0.06em solid': 'tml-bt',
  'border-bottom:0.06em solid': 'tml-bb',
};

/**
 * The MathML without most of its inline styles: only colours and sizes set by the author remain. Undefined if it contains
 * anything but elements of MathML.
 */
function withoutStyles(mathml: string): string | undefined {
  // The page numbers equations, so the number is not part of the formula.
  const plain = mathml.replace(reference, '<mtext>(?)</mtext>');
  let isSafe = true;
  let tags = 0;
  const html = plain.replace(tag, (whole, slash: string, name: string, attributes: string) => {
    tags++;
    if (!elements.has(name) || /\s(?:href|src|on[a-z]+)=/.test(attributes)) isSafe = false;
    const style = / style="([^"]*)"/.exec(attributes)?.[1];
    if (style === undefined) return whole;
    const declarations = style.split(';').map((each) => each.trim());
    const left = declarations.filter((each) => each !== '' && each !== 'color:undefined' && !(each in classOfStyle));
    const classes = [/ class="([^"]*)"/.exec(attributes)?.[1], ...declarations.map((each) => classOfStyle[each])];
    const names = classes.filter((each) => each !== undefined && each !== '').join(' ');
    const others = attributes.replace(/ (?:style|class)="[^"]*"/g, '');
    return `<${slash}${name}${names && ` class="${names}"`}${others}${left.length > 0 ? ` style="${left.join(';')}"` : ''}>`;
  });
  return isSafe && tags === plain.split('<').length - 1 ? html : undefined;
}
