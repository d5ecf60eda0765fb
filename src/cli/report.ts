/** Prints findings and progress. Reports are data; only this file turns them into text. */
import { styleText } from 'node:util';
import type { ErrorCode } from '../shared/plain-error.ts';
import { isDiagnosticCode } from '../wiki/diagnostics.ts';
import type { Diagnostic, Severity } from '../wiki/model.ts';
import { codeFrame } from './code-frame.ts';
import { type Sample, secondsLeft, timeLeftText } from './estimate.ts';
import { docsAddress } from './own-package.ts';

const colours = { error: 'red', warning: 'yellow', info: 'blue' } as const;

/** `text` in the colour of a severity if `stream` supports colours; honours NO_COLOR. */
function coloured(severity: Severity, text: string, stream: NodeJS.WriteStream): string {
  return styleText(colours[severity], text, { stream });
}

/**
 * `concepts/Latent space.md:10:15  error  Unknown relation …   relation-unknown`, the hint and the marked line below.
 *
 * @param lineText the text of its line, for a frame
 */
export function textOf(diagnostic: Diagnostic, stream: NodeJS.WriteStream, lineText = ''): string {
  const { path, line, column, severity, message, hint, code } = diagnostic;
  const place = `${visible(path)}:${line}:${column}`;
  const lines = [`${place}  ${coloured(severity, severity, stream)}  ${visible(message)}  ${styleText('dim', code, { stream })}`];
  if (hint !== undefined) lines.push(`${' '.repeat(Math.min(place.length + 2, maxHintIndent))}${visible(hint)}`);
  const width = Math.max(minWidth, Math.min(maxWidth, stream.columns ?? maxWidth));
  lines.push(...codeFrame(diagnostic, visible(lineText), width).map((each) => styleText('dim', each, { stream })));
  return lines.join('\n');
}

/** Columns that frames take. */
const minWidth = 40;
const maxWidth = 110;

/** Maximum indent of a hint, in columns: a long path must not push it to the right edge. */
const maxHintIndent = 60;

/** Text safe for a terminal: control characters are replaced with their pictures (`␛`), except tabs. */
export function visible(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones to show
  return text.replace(/[\u0000-\u0008\u000A-\u001F\u007F-\u009F]/g, (char) => {
    const code = char.charCodeAt(0);
    return code < 0x20 ? String.fromCharCode(0x2400 + code) : '\uFFFD';
  });
}

/** An annotation of GitHub Actions ("Workflow commands"). */
export function githubOf(
  { path, line, column, endLine, endColumn, severity, message, hint, code }: Diagnostic,
  prefix: string,
): string {
  const command = severity === 'info' ? 'notice' : severity;
  const properties = {
    file: `${prefix}${path}`,
    line,
    col: column,
    ...(endLine !== undefined && { endLine }),
    ...(endColumn !== undefined && { endColumn }),
    title: code,
  };
  const shown = Object.entries(properties).map(([name, value]) => `${name}=${escapeProperty(String(value))}`);
  return `::${command} ${shown.join(',')}::${escapeData(hint === undefined ? message : `${message} ${hint}`)}`;
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

/** `2 errors, 14 warnings`; with `new ` before the nouns: `2 new errors, 14 new warnings`. */
export function countsText({ error, warning }: Record<Severity, number>, before: 'new ' | '' = ''): string {
  return `${plural(error, `${before}error`)}, ${plural(warning, `${before}warning`)}`;
}

/**
 * A line for each code, most first: `link-missing  14  docs/reference/codes/link-missing.md`, where the page of the code is. Codes of
 * the Open Knowledge Format have none.
 */
export function codesText(diagnostics: readonly Diagnostic[]): string {
  const rows = countsOf(diagnostics.map(({ code }) => code)).map(([code, count]) => [code, count.toLocaleString('en')] as const);
  const [codeWidth, countWidth] = [0, 1].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map(([code, count]) => {
      const page = isDiagnosticCode(code) ? `  ${docsAddress(`reference/codes/${code}.md`)}` : '';
      return `  ${code.padEnd(codeWidth ?? 0)}  ${count.padStart(countWidth ?? 0)}${page}`;
    })
    .join('\n');
}

/** An error of use or of the machine: its sentence, and below it its code with the address of its explanation. */
export function errorText(sentence: string, code: ErrorCode, stream: NodeJS.WriteStream): string {
  return `${sentence}\n${styleText('dim', `  ${code}: ${docsAddress(`reference/errors.md#${code}`)}`, { stream })}`;
}

/** Words with the number of times they occur: `concept 30, entity 12`, most first. */
export function counted(words: readonly string[]): string {
  return countsOf(words)
    .map(([word, count]) => `${word} ${count.toLocaleString('en')}`)
    .join(', ');
}

function countsOf(words: readonly string[]): [word: string, count: number][] {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
}

export function plural(count: number, noun: string): string {
  return `${count.toLocaleString('en')} ${count === 1 ? noun : `${noun}s`}`;
}

/** What `build`, `check` and `dev` say of a vault without articles. */
export const noArticles = 'There are no articles in this folder. Is it the right one?';

/** Time that an estimate looks back, in milliseconds: the pace of a phase changes. */
const estimateFrom = 15_000;

/**
 * A progress line on the terminal, such as `Publishing pages 3,200/10,000, about 12 s left`; silent in a pipe. `of` is 0 if it is not
 * known.
 */
export function progressLine(stream: NodeJS.WriteStream = process.stderr): {
  show: (phase: string, done: number, of: number) => void;
  clear: () => void;
} {
  let last = 0;
  let isShown = false;
  let shownPhase = '';
  let samples: Sample[] = [];
  return {
    show(phase, done, of) {
      const now = performance.now();
      const isNew = phase !== shownPhase;
      if (!stream.isTTY || (now - last < 80 && done < of && !isNew)) return;
      last = now;
      isShown = true;
      shownPhase = phase;
      samples = [...(isNew ? [] : samples.filter(({ at }) => now - at < estimateFrom)), { at: now, done }];
      const left = timeLeftText(secondsLeft(samples, of));
      const text = of > 0 ? `${phase} ${done.toLocaleString('en')}/${of.toLocaleString('en')}` : `${phase} …`;
      stream.write(`\r\u001B[2K${text}${left === '' ? '' : `, ${left}`}`);
    },
    clear() {
      if (isShown) stream.write('\r\u001B[2K');
      isShown = false;
    },
  };
}

const units = [
  ['gigabyte', 1e9],
  ['megabyte', 1e6],
  ['kilobyte', 1e3],
  ['byte', 1],
] as const;

/** `12.3 MB` */
export function sizeText(bytes: number): string {
  const [unit, size] = units.find(([, each]) => bytes >= each) ?? ['byte', 1];
  return new Intl.NumberFormat('en', { style: 'unit', unit, maximumFractionDigits: 1 }).format(bytes / size);
}
