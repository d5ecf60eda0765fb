/**
 * Checks whether a folder is a bundle of the Open Knowledge Format, v0.2. Violations of its three hard rules (§11) are errors;
 * of what producers SHOULD do (§4 to §10), warnings. Each names the section of the specification. Files are checked as written,
 * without Sourcebook's repairs.
 */
import { isMap, isNode, isScalar, isSeq, parseDocument, type YAMLMap } from 'yaml';
import { compareDiagnostics } from '../diagnostics.ts';
import type { Diagnostic, Severity, Span, VaultFile } from '../model.ts';
import { withLineFeeds } from '../parse/readable/readable-text.ts';
import { parseDate } from '../schema/dates.ts';
import { lineStartsOf, positionOf } from '../text/lines.ts';

export interface OkfVerdict {
  /** Whether no hard rule is broken. */
  readonly conformant: boolean;
  /** Of concepts, index and log files; by path and line. */
  readonly diagnostics: readonly Diagnostic[];
  readonly concepts: number;
}

/** Checks the markdown files of a bundle. */
export function judgeOkf(files: readonly VaultFile[]): OkfVerdict {
  const diagnostics: Diagnostic[] = [];
  let concepts = 0;
  for (const file of files) {
    const judge = new FileJudge(file);
    switch (file.path.slice(file.path.lastIndexOf('/') + 1)) {
      case 'index.md':
        judge.index(file.path === 'index.md');
        break;
      case 'log.md':
        judge.log();
        break;
      default:
        concepts++;
        judge.concept();
    }
    diagnostics.push(...judge.diagnostics);
  }
  return {
    conformant: !diagnostics.some(({ severity }) => severity === 'error'),
    diagnostics: diagnostics.sort(compareDiagnostics),
    concepts,
  };
}

interface Block {
  readonly map: YAMLMap | undefined;
  /** Offset of its first line in the file. */
  readonly start: number;
  readonly bodyStart: number;
  /** Where the YAML is broken. */
  readonly error?: Span;
}

/** `<producer>/<version>`, `human:<id>`, `process:<id>` and the like (§7). */
const actor = /^(?:[a-z][\w-]*:\S.*|[^\s/:]+\/\S+)$/i;

const statuses = ['draft', 'stable', 'deprecated'];

class FileJudge {
  readonly diagnostics: Diagnostic[] = [];
  readonly #file: VaultFile;
  readonly #lineStarts: readonly number[];
  readonly #block: Block | undefined;

  constructor(written: VaultFile) {
    const text = withLineFeeds(written.text);
    this.#file = { ...written, text };
    this.#lineStarts = lineStartsOf(text);
    this.#block = blockOf(text);
  }

  concept(): void {
    const block = this.#block;
    if (!block) {
      this.#must(
        'okf-frontmatter',
        { start: 0, end: 0 },
        'A concept starts with YAML frontmatter between `---` lines (§11, rule 1).',
      );
      return;
    }
    if (!block.map) {
      const span = block.error ?? { start: 0, end: 3 };
      this.#must('okf-frontmatter', span, 'The frontmatter is not valid YAML (§11, rule 1).');
      return;
    }
    const type = this.#text('type');
    if (type === undefined)
      this.#must(
        'okf-type',
        this.#spanOf(['type']),
        'Every concept has a non-empty `type` (§11, rule 2).',
        'Add `type: Reference` or another type.',
      );
    this.#recommended();
    this.#sources();
    this.#trust();
    if (type?.toLowerCase() === 'attested computation') this.#computation();
  }

  /** §8: no frontmatter except `okf_version` at the root; headings with lists of links below them. */
  index(isRoot: boolean): void {
    const map = this.#block?.map;
    if (this.#block) {
      const others = map?.items.filter(({ key }) => !isScalar(key) || key.value !== 'okf_version') ?? [];
      if (!isRoot) this.#must('okf-index', { start: 0, end: 3 }, 'An index has no frontmatter (§8).');
      else if (!map || others.length > 0)
        this.#must(
          'okf-index',
          { start: 0, end: 3 },
          'The frontmatter of the index of a bundle may contain only `okf_version` (§8).',
        );
    }
    let isBelowHeading = false;
    let entries = 0;
    for (const { text, span } of this.#bodyLines()) {
      if (/^#{1,6}\s+\S/.test(text)) isBelowHeading = true;
      const item = /^\s*[*+-]\s+(.*)$/.exec(text)?.[1];
      if (item === undefined) continue;
      const link = /^\[[^\]]*\]\([^)]*\)/.exec(item)?.[0];
      if (link === undefined) {
        this.#should('okf-index', span, 'An entry of an index is a link and a description: `* [Title](url) - …` (§8).');
        continue;
      }
      entries++;
      if (!isBelowHeading) this.#must('okf-index', span, 'Entries of an index belong below a heading (§8).');
      else if (item.slice(link.length).trim() === '')
        this.#should('okf-index', span, 'An entry of an index should give the description of its concept (§8).');
    }
    if (entries === 0)
      this.#must('okf-index', { start: 0, end: 0 }, 'An index lists the contents of its folder, as links below headings (§8).');
  }

  /** §9: entries grouped by ISO dates, newest first. */
  log(): void {
    let last: string | undefined;
    for (const { text, span } of this.#bodyLines()) {
      const heading = /^##\s+(.*?)\s*#*$/.exec(text)?.[1];
      if (heading === undefined) {
        if (last === undefined && /^\s*[*+-]\s/.test(text))
          this.#must('okf-log', span, 'Entries of a log belong below their date (§9).');
        continue;
      }
      const date = /^(\d{4}-\d{2}-\d{2})(?![\d-])/.exec(heading)?.[1];
      if (date === undefined || parseDate(date) === undefined) {
        this.#must('okf-log', span, `A heading of a log is a date such as \`2026-05-22\`, not \`${heading}\` (§9).`);
        continue;
      }
      if (last !== undefined && date > last)
        this.#must('okf-log', span, `A log lists the newest entries first, but ${date} is below ${last} (§9).`);
      last = date;
    }
  }

  /** §4.1, and what §13.1 supersedes. */
  #recommended(): void {
    if (this.#text('description') === undefined)
      this.#should('okf-description', this.#spanOf(['description']), 'A `description` of one sentence is recommended (§4.1).');
    const tags = this.#get(['tags']);
    if (tags !== undefined && !isSeq(tags))
      this.#should('okf-tags', this.#spanOf(['tags']), '`tags` should be a list of short strings (§4.1).');
    if (this.#get(['timestamp']) !== undefined && this.#get(['generated']) === undefined)
      this.#should(
        'okf-superseded',
        this.#spanOf(['timestamp']),
        '`timestamp` is superseded by `generated: { by, at }` (§13.1).',
      );
    for (const { text, span } of this.#bodyLines()) {
      if (/^#\s+Citations\s*$/i.test(text))
        this.#should('okf-superseded', span, 'A `# Citations` list is superseded by `sources` in the frontmatter (§13.1).');
    }
  }

  /** §5.1 */
  #sources(): void {
    const sources = this.#get(['sources']);
    if (sources === undefined) return;
    if (!isSeq(sources)) {
      this.#should('okf-sources', this.#spanOf(['sources']), '`sources` should be a list (§5.1).');
      return;
    }
    const ids = new Set<string>();
    for (const [index, entry] of sources.items.entries()) {
      const path = ['sources', index];
      if (!isMap(entry) || this.#text(...path, 'resource') === undefined)
        this.#should('okf-sources', this.#spanOf(path), 'Each source should name its `resource` (§5.1).');
      const id = this.#text(...path, 'id');
      if (id !== undefined) ids.add(id);
      const author = this.#text(...path, 'author');
      if (author !== undefined && !actor.test(author)) this.#actor([...path, 'author'], author);
      this.#date([...path, 'last_modified'], '§5.1');
      const count = this.#get([...path, 'usage_count']);
      if (count !== undefined && !(isScalar(count) && typeof count.value === 'number'))
        this.#should('okf-sources', this.#spanOf([...path, 'usage_count']), '`usage_count` should be a number (§5.1).');
    }
    for (const key of ['from', 'to']) this.#date(['usage_window', key], '§5.1');
    const body = this.#file.text.slice(this.#block?.bodyStart);
    for (const line of this.#bodyLines()) {
      const { span } = line;
      const text = line.text.replace(/`[^`]*`/g, (code) => ' '.repeat(code.length));
      for (const { 1: label = '', index } of text.matchAll(/\[\^([^\s[\]]+)\](?!:)/g)) {
        // An ordinary footnote defines its own text, so it is not a citation.
        if (!ids.has(label) && !body.includes(`[^${label}]:`))
          this.#should(
            'okf-citation',
            { start: span.start + index, end: span.start + index + label.length + 3 },
            `\`[^${label}]\` should be the \`id\` of one of the \`sources\` (§5.1).`,
          );
      }
    }
  }

  /** §5.2 to §5.5 */
  #trust(): void {
    const generated = this.#get(['generated']);
    if (generated !== undefined) this.#stamp(['generated'], '§5.2');
    const verified = this.#get(['verified']);
    if (isSeq(verified)) for (const index of verified.items.keys()) this.#stamp(['verified', index], '§5.2');
    else if (verified !== undefined) this.#stamp(['verified'], '§5.2');
    const status = this.#text('status');
    if (status !== undefined && !statuses.includes(status))
      this.#should(
        'okf-lifecycle',
        this.#spanOf(['status']),
        `\`status\` should be ${statuses.map((each) => `\`${each}\``).join(', ')}, not \`${status}\` (§5.4).`,
      );
    this.#date(['stale_after'], '§5.5');
  }

  #stamp(path: readonly PropertyKey[], section: string): void {
    const by = this.#text(...path, 'by');
    if (by === undefined)
      this.#should('okf-trust', this.#spanOf(path), `\`${String(path[0])}\` should say \`by\` whom (${section}).`);
    else if (!actor.test(by)) this.#actor([...path, 'by'], by);
    this.#date([...path, 'at'], section);
  }

  #actor(path: readonly PropertyKey[], text: string): void {
    this.#should(
      'okf-actor',
      this.#spanOf(path),
      `An actor should be \`producer/version\`, \`human:id\` or \`process:id\`, not \`${text}\` (§7).`,
    );
  }

  #date(path: readonly PropertyKey[], section: string): void {
    const text = this.#text(...path);
    if (text !== undefined && !(/^\d{4}-\d{2}-\d{2}(?:$|[T ])/.test(text) && parseDate(text) !== undefined))
      this.#should(
        'okf-date',
        this.#spanOf(path),
        `\`${String(path.at(-1))}\` should be an ISO 8601 date, not \`${text}\` (${section}).`,
      );
  }

  /** §10.2 and §10.3 */
  #computation(): void {
    if (this.#text('runtime') === undefined)
      this.#should('okf-computation', this.#spanOf(['type']), 'An Attested Computation should name its `runtime` (§10.2).');
    const isInline = /^#\s+Computation\s*$/im.test(this.#file.text.slice(this.#block?.bodyStart));
    if (this.#text('computation') === undefined && !isInline)
      this.#should(
        'okf-computation',
        this.#spanOf(['type']),
        'The computation should be below `# Computation`, or `computation` should name its file (§10.3).',
      );
    const parameters = this.#get(['parameters']);
    if (isSeq(parameters))
      for (const index of parameters.items.keys())
        for (const key of ['name', 'type'])
          if (this.#text('parameters', index, key) === undefined)
            this.#should('okf-computation', this.#spanOf(['parameters', index]), `A parameter should have a \`${key}\` (§10.2).`);
    for (const key of ['executor', 'attester'])
      if (this.#get([key]) !== undefined && this.#text(key, 'resource') === undefined)
        this.#should('okf-computation', this.#spanOf([key]), `\`${key}\` should name its \`resource\` (§10.2).`);
  }

  #get(path: readonly PropertyKey[]): unknown {
    const found: unknown = this.#block?.map?.getIn(path, true);
    return isScalar(found) && found.value === null ? undefined : found;
  }

  /** The scalar at a path as text; undefined if it is missing or empty. */
  #text(...path: readonly PropertyKey[]): string | undefined {
    const found = this.#get(path);
    const text = isScalar(found) ? String(found.value).trim() : '';
    return text === '' ? undefined : text;
  }

  /** The span of the nearest existing node on a path; that of the opening line if there is none. */
  #spanOf(path: readonly PropertyKey[]): Span {
    for (let length = path.length; length > 0; length--) {
      const found = this.#get(path.slice(0, length));
      if (isNode(found) && found.range) {
        const start = (this.#block?.start ?? 0) + found.range[0];
        return { start, end: (this.#block?.start ?? 0) + found.range[1] };
      }
    }
    return { start: 0, end: 3 };
  }

  /** Lines of the body outside fenced code. */
  *#bodyLines(): Generator<{ text: string; span: Span }> {
    const { text } = this.#file;
    let fence: string | undefined;
    let start = this.#block?.bodyStart ?? 0;
    for (const line of text.slice(start).split('\n')) {
      const mark = /^\s*(`{3,}|~{3,})/.exec(line)?.[1];
      if (fence === undefined && mark !== undefined) fence = mark;
      else if (fence !== undefined) {
        if (mark?.startsWith(fence)) fence = undefined;
      } else yield { text: line, span: { start, end: start + line.length } };
      start += line.length + 1;
    }
  }

  #must(code: string, span: Span, message: string, hint?: string): void {
    this.#report('error', code, span, message, hint);
  }

  #should(code: string, span: Span, message: string): void {
    this.#report('warning', code, span, message);
  }

  #report(severity: Severity, code: string, span: Span, message: string, hint?: string): void {
    const place = positionOf(this.#lineStarts, span);
    this.diagnostics.push({ code, severity, message, ...(hint !== undefined && { hint }), path: this.#file.path, ...place });
  }
}

/** The frontmatter of a file, strictly by §4: between `---` on the first line and `---` on a later one. */
function blockOf(text: string): Block | undefined {
  const open = /^---[ \t]*\n/.exec(text);
  if (!open) return undefined;
  const start = open[0].length;
  const close = /^---[ \t]*(?:\n|$)/m.exec(text.slice(start));
  if (!close) return undefined;
  const bodyStart = start + close.index + close[0].length;
  const document = parseDocument(text.slice(start, start + close.index), {
    schema: 'core',
    prettyErrors: false,
    logLevel: 'silent',
  });
  const [error] = document.errors;
  if (error) return { map: undefined, start, bodyStart, error: { start: start + error.pos[0], end: start + error.pos[1] } };
  const { contents } = document;
  return { map: isMap(contents) ? (contents as YAMLMap) : undefined, start, bodyStart };
}
