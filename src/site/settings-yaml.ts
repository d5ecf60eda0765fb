/** Reads YAML that may be hostile: parsing always terminates and runs no code. */
import { type Document, isMap, type ParsedNode, parseDocument } from 'yaml';

export interface SettingsYaml {
  /** Empty if it could not be parsed at all. */
  readonly document: Document.Parsed<ParsedNode>;
  /** Its keys and values, including merged ones (`<<`); undefined if there are none. */
  readonly data?: Readonly<Record<string, unknown>>;
  /** The reason why it was not read, and where, as offsets in the text. */
  readonly problem?: { readonly message: string; readonly start: number; readonly end: number };
}

const options = { schema: 'core', merge: true, prettyErrors: false, logLevel: 'silent' } as const;
/** More than settings need, but too few for nested aliases to fill the memory. */
const maxAliases = 100;

export function readSettingsYaml(text: string): SettingsYaml {
  let document: Document.Parsed<ParsedNode>;
  try {
    document = parseDocument(text, options);
  } catch {
    // Nested more deeply than the call stack allows.
    const message = 'This is nested too deeply; the file was not read.';
    return { document: parseDocument('', options), problem: { message, start: 0, end: 0 } };
  }
  const error = document.errors[0] ?? document.warnings.find(({ code }) => code === 'TAG_RESOLVE_FAILED');
  if (error) {
    const isTag = error.code === 'TAG_RESOLVE_FAILED';
    const what = isTag ? 'Tags such as `!name` are not read here' : 'This is not valid YAML';
    return { document, problem: { message: `${what}; the file was not read.`, start: error.pos[0], end: error.pos[1] } };
  }
  if (!isMap(document.contents)) return { document };
  try {
    return { document, data: document.toJS({ maxAliasCount: maxAliases }) as Record<string, unknown> };
  } catch {
    const message = 'This merges what are no keys, or refers to itself too often; the file was not read.';
    return { document, problem: { message, start: 0, end: 0 } };
  }
}
