import type { Diagnostic, Position, Severity, Span, WrittenPlaces } from './model.ts';
import { positionIn } from './text/lines.ts';

/** All diagnostic codes, which are permanent, with their default severities. */
export const diagnosticSeverities = {
  'frontmatter-invalid': 'error',
  'frontmatter-repaired': 'warning',
  'frontmatter-missing': 'info',
  'field-invalid': 'error',
  'templates-omitted': 'info',
  'articles-withheld': 'info',
  'type-missing': 'warning',
  'type-unknown': 'warning',
  'id-collision': 'warning',
  'title-duplicate': 'warning',
  'link-missing': 'warning',
  'link-ambiguous': 'warning',
  'link-root': 'info',
  'anchor-missing': 'warning',
  'embed-missing': 'warning',
  'embed-cycle': 'warning',
  'attachment-missing': 'warning',
  'attachment-invalid': 'warning',
  'alt-missing': 'info',
  'relation-unknown': 'info',
  'connection-missing': 'warning',
  'source-missing': 'warning',
  'citation-undefined': 'warning',
  'provenance-cycle': 'warning',
  'html-removed': 'warning',
  'comment-shown': 'warning',
  'secret-likely': 'warning',
  'path-local': 'info',
  'math-invalid': 'warning',
  'math-repaired': 'warning',
  'diagram-invalid': 'warning',
  'plugin-failed': 'error',
  'plugin-message': 'warning',
  'path-unsafe': 'error',
  'file-unreadable': 'error',
  stale: 'warning',
  orphan: 'info',
  'dead-end': 'info',
  wanted: 'info',
  unsourced: 'info',
  contradiction: 'info',
  'unlinked-mention': 'info',
  'config-invalid': 'error',
} as const satisfies Record<string, Severity>;

export type DiagnosticCode = keyof typeof diagnosticSeverities;

export function isDiagnosticCode(code: string): code is DiagnosticCode {
  return Object.hasOwn(diagnosticSeverities, code);
}

/** A finding at a known line and column. */
export function diagnosticAt(code: DiagnosticCode, path: string, position: Position, message: string, hint?: string): Diagnostic {
  return { code, severity: diagnosticSeverities[code], message, ...(hint !== undefined && { hint }), path, ...position };
}

/** A finding at a span of the text that was read from a file. */
export function diagnosticIn(
  code: DiagnosticCode,
  file: WrittenPlaces & { readonly path: string },
  span: Span,
  message: string,
  hint?: string,
): Diagnostic {
  return diagnosticAt(code, file.path, positionIn(file, span), message, hint);
}

/** Applies `severity:` of sourcebook.yaml to findings: raises, lowers or drops them. */
export function withSeverities(
  diagnostics: readonly Diagnostic[],
  wanted: Readonly<Record<string, Severity | 'off'>>,
): Diagnostic[] {
  return diagnostics.flatMap((diagnostic) => {
    const severity = wanted[diagnostic.code];
    if (severity === 'off') return [];
    return severity === undefined ? [diagnostic] : [{ ...diagnostic, severity }];
  });
}

/** Orders findings by path, line, column, then code, as reports list them. */
export function compareDiagnostics(a: Diagnostic, b: Diagnostic): number {
  return compareStrings(a.path, b.path) || a.line - b.line || a.column - b.column || compareStrings(a.code, b.code);
}

/** Compares by UTF-16 code units: the same on every machine and in every locale. */
export function compareStrings(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

export function countBySeverity(diagnostics: readonly Diagnostic[]): Record<Severity, number> {
  const counts = { error: 0, warning: 0, info: 0 };
  for (const { severity } of diagnostics) counts[severity]++;
  return counts;
}
