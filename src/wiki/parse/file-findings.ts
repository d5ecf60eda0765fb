/** Collects the findings about one file, each at its place. */
import type { Root } from 'mdast';
import { type DiagnosticCode, diagnosticAt, diagnosticIn } from '../diagnostics.ts';
import type { Diagnostic, Position, Severity, Span, VaultFile, WrittenPlaces } from '../model.ts';
import type { ReadFrontmatter } from '../schema/frontmatter.ts';
import { isSafeUrl, removedFrom, schemeOf } from '../schema/html-policy.ts';
import { aliasAddress, type OtherAddress, permalinkAddress } from '../schema/other-addresses.ts';
import type { FieldProblem } from '../schema/property-value.ts';
import type { FoundComment } from '../syntax/comments.ts';
import type { RemovedElement } from '../syntax/removed-elements.ts';
import { lineStartsOf, positionIn, positionOf } from '../text/lines.ts';
import type { Collected } from './body/collect.ts';
import type { FrontmatterBlock } from './frontmatter/frontmatter-block.ts';
import type { ReadableData } from './readable/readable-data.ts';
import type { FoundControls, ReadableText } from './readable/readable-text.ts';
import { findLocalPaths, findSecrets } from './tell-tales.ts';

export class FileFindings {
  readonly diagnostics: Diagnostic[] = [];
  readonly places: WrittenPlaces;
  readonly #file: VaultFile;
  readonly #block: FrontmatterBlock;

  /** @param file the file as written; spans are offsets in the text that was read from it */
  constructor(file: VaultFile, { moved }: ReadableText, block: FrontmatterBlock) {
    this.#file = file;
    this.#block = block;
    this.places = { lineStarts: lineStartsOf(file.text), ...(moved && { moved }) };
  }

  report(code: DiagnosticCode, span: Span, message: string, hint?: string, severity?: Severity): void {
    const found = diagnosticIn(code, { path: this.#file.path, ...this.places }, span, message, hint);
    this.diagnostics.push(severity === undefined ? found : { ...found, severity });
  }

  /** Reports what was repaired in the text and in values of the frontmatter before they were read. */
  reportRepairs(read: ReadableText, values: ReadableData): void {
    const inFile = (span: Span): Required<Position> => positionOf(this.places.lineStarts, span);
    const ofValue = (path: readonly PropertyKey[]): Required<Position> => positionIn(this.places, this.#block.spanOf(path));
    const ofValues = values.repairs.map(({ path, commands }) => ({ position: ofValue(path), commands }));
    for (const { span, commands } of read.repairs) {
      const position = inFile(span);
      // In double quotes of YAML, a restored backslash is part of an escape, so the value is repaired too.
      const isTold = ofValues.some(
        (value) => isWithin(position, value.position) && commands.every((command) => value.commands.includes(command)),
      );
      if (!isTold) this.#reportRepair(position, commands);
    }
    for (const { position, commands } of ofValues) this.#reportRepair(position, commands);
    if (read.controls) this.#reportControls(inFile(read.controls.first), read.controls);
    for (const { path, ...found } of values.controls) this.#reportControls(ofValue(path), found);
  }

  /** Reports what is wrong with the frontmatter as a block. */
  reportBlock(): void {
    const { problems, isPresent } = this.#block;
    const head: Span = { start: 0, end: Math.max(0, this.#file.text.indexOf('\n')) };
    if (isPresent && this.#file.taken?.includes('bom'))
      this.report('frontmatter-repaired', head, 'The byte order mark before the frontmatter was taken off.');
    if (isPresent && this.#file.taken?.includes('crlf'))
      this.diagnostics.push({
        ...diagnosticIn(
          'frontmatter-repaired',
          { path: this.#file.path, ...this.places },
          head,
          'The line ends of Windows (CRLF) were read as plain ones.',
        ),
        // git writes these on Windows; there is nothing to fix.
        severity: 'info',
      });
    for (const { kind, span, message } of problems)
      this.report(kind === 'repaired' ? 'frontmatter-repaired' : 'frontmatter-invalid', span, message);
  }

  /** Reports a permalink or alias that cannot be an address. */
  reportAddresses({ properties: { permalink, aliases }, keys }: ReadFrontmatter): void {
    const report = (written: string, address: OtherAddress, path: readonly (string | number)[]): void => {
      if (!address || !('problem' in address)) return;
      const file = { path: this.#file.path, ...this.places };
      const message = `No page can have the address \`${written}\`: it ${address.problem}.`;
      // A warning, since the article itself is complete.
      this.diagnostics.push({ ...diagnosticIn('path-unsafe', file, this.#block.spanOf(path), message), severity: 'warning' });
    };
    if (permalink !== undefined) report(permalink, permalinkAddress(permalink), [keys.permalink ?? 'permalink']);
    const key = keys.aliases ?? 'aliases';
    const value: unknown = this.#block.data[key];
    for (const alias of aliases) {
      const at = Array.isArray(value) ? value.findIndex((each) => String(each).trim() === alias) : -1;
      report(alias, aliasAddress(alias, this.#file.path), at < 0 ? [key] : [key, at]);
    }
  }

  /** @param commands the commands as repaired */
  #reportRepair(position: Position, commands: readonly string[]): void {
    const names = [...new Set(commands)];
    const listed = names.length > 4 ? [...names.slice(0, 3), `${names.length - 3} more`] : names;
    const [first = ''] = names;
    const message = `A program took the backslash of ${listed.map((name) => (name.startsWith('\\') ? `\`${name}\`` : name)).join(', ')} for an escape; the formula is shown with it.`;
    const hint = `Write \`${first}\` in the file. Where a program writes it, the string needs \`\\${first}\`.`;
    this.diagnostics.push(diagnosticAt('math-repaired', this.#file.path, position, message, hint));
  }

  #reportControls(position: Position, { count, spaces = 0, names }: Omit<FoundControls, 'first'>): void {
    const listed = names.length > 4 ? [...names.slice(0, 3), '…'] : names;
    const [what, were, them] =
      count === 1 ? ['A control character', 'was', 'it'] : [`${count} control characters`, 'were', 'them'];
    const asSpaces = spaces === 1 ? 'a space' : 'spaces';
    const done =
      spaces === count
        ? `read as ${asSpaces}`
        : `taken out${spaces > 0 ? `, ${spaces} of them with ${asSpaces} in ${spaces === 1 ? 'its' : 'their'} place` : ''}`;
    const message = `${what} (${listed.join(', ')}) ${were} ${done}: HTML does not allow ${them}.`;
    const hint = names.some((name) => name >= 'U+0080')
      ? 'What is a quote, a dash or the like in Windows-1252 was read as that; save the file as UTF-8.'
      : undefined;
    this.diagnostics.push(diagnosticAt('html-removed', this.#file.path, position, message, hint));
  }

  reportFields(problems: readonly FieldProblem[]): void {
    for (const { path, message, hint, severity } of problems)
      this.report('field-invalid', this.#block.spanOf(path), message, hint, severity);
  }

  /** Reports comments without an end, and elements that were removed with their content. Offsets in the body. */
  reportRemoved(comments: readonly FoundComment[], elements: readonly RemovedElement[]): void {
    const { bodyStart } = this.#block;
    for (const { start, isUnclosed } of comments)
      if (isUnclosed)
        this.report(
          'html-removed',
          { start: start + bodyStart, end: start + bodyStart + 2 },
          'A comment starts here and is never closed: what follows is in no page.',
          'Close it with a second `%%`, or write `\\%%` for the signs themselves.',
        );
    for (const { start, name, tagEnd } of elements) {
      const tag = { start: start + bodyStart, end: tagEnd + bodyStart };
      this.report('html-removed', tag, `<${name}> is not allowed in an article and was removed with all it holds.`);
    }
  }

  /** Reports marks that look like comments and are published. Offsets in the body. */
  reportShownMarks(marks: readonly Span[]): void {
    const { bodyStart } = this.#block;
    for (const { start, end } of marks)
      this.report(
        'comment-shown',
        { start: start + bodyStart, end: end + bodyStart },
        end - start === 2
          ? 'No second `%%` closes a comment here: what follows is published.'
          : 'This is published: a link has no comment in its label.',
        'Close the comment in the same paragraph, or write `\\%%` for the signs themselves.',
      );
  }

  /**
   * Reports what the author may not mean to publish.
   *
   * @param unseen spans that no page shows, as offsets in the file
   */
  reportTellTales(text: string, root: Root, unseen: readonly Span[]): void {
    const isShown = ({ start }: Span): boolean => !unseen.some((each) => start >= each.start && start < each.end);
    for (const secret of findSecrets(text).filter(isShown))
      this.report(
        'secret-likely',
        secret,
        `This looks like ${secret.what}, and would be published.`,
        'Take it out, and revoke it if the file was ever shared.',
      );
    for (const path of findLocalPaths(text, root, this.#block.bodyStart).filter(isShown))
      this.report(
        'path-local',
        path,
        `This path of your own machine is published: \`${text.slice(path.start, path.end)}\`.`,
        'Readers cannot follow it; write a path in the wiki, or none.',
      );
  }

  /** Reports the HTML and the addresses that no page shows. */
  reportHtml(collected: Pick<Collected, 'html' | 'external'>): void {
    for (const { value, span } of collected.html) {
      for (const { start, end, what, isShown } of removedFrom(value)) {
        const place = { start: span.start + start, end: span.start + end };
        if (isShown)
          this.report(
            'html-removed',
            place,
            `${what} is not allowed in an article and is never closed: its tag is shown as text.`,
            `Write \`${what}\` in backticks where the tag itself is meant.`,
          );
        else this.report('html-removed', place, `${what} is not allowed in an article and was removed.`);
      }
    }
    for (const { url, span } of collected.external) {
      if (!isSafeUrl(url))
        this.report('html-removed', span, `A link of the scheme \`${schemeOf(url)}:\` is not allowed; its text was kept.`);
    }
  }
}

/** Whether a position is inside another. */
function isWithin(inner: Required<Position>, outer: Required<Position>): boolean {
  const isBefore = (line: number, column: number, otherLine: number, otherColumn: number): boolean =>
    line < otherLine || (line === otherLine && column <= otherColumn);
  return (
    isBefore(outer.line, outer.column, inner.line, inner.column) &&
    isBefore(inner.endLine, inner.endColumn, outer.endLine, outer.endColumn)
  );
}
