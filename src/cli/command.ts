import { resolve } from 'node:path';
import { type ParseArgsConfig, parseArgs } from 'node:util';
import { type ErrorCode, PlainError } from '../shared/plain-error.ts';

export interface Command {
  readonly name: string;
  /** One line. */
  readonly summary: string;
  readonly help: string;
  /** @returns the exit code */
  readonly run: (args: readonly string[]) => Promise<number>;
}

/** A command line that cannot be understood. The message is one sentence. */
export class UsageError extends PlainError {
  constructor(message: string, code: ErrorCode = 'option-invalid') {
    super(message, code);
  }
}

/**
 * Parses options with `parseArgs` of node:util. Positional arguments are errors.
 *
 * @throws UsageError
 */
export function readOptions<T extends NonNullable<ParseArgsConfig['options']>>(
  command: string,
  args: readonly string[],
  options: T,
) {
  return readArguments(command, args, [], options).values;
}

/**
 * Parses options and positional arguments.
 *
 * @param names of the arguments, as the help shows them; those in brackets, at the end, may be left out
 * @throws UsageError
 */
export function readArguments<T extends NonNullable<ParseArgsConfig['options']>>(
  command: string,
  args: readonly string[],
  names: readonly string[],
  options: T,
) {
  try {
    const read = parseArgs({ args: [...args], options, strict: true, allowPositionals: names.length > 0, tokens: true });
    const { positionals, values } = read;
    for (const token of read.tokens) {
      if (token.kind !== 'option' || typeof token.value !== 'string') continue;
      if (token.value === '') throw new UsageError(`\`--${token.name}\` of \`${command}\` needs a value.`);
      if (pathOptions.has(token.name)) Object.assign(values, { [token.name]: fromWhereItWasTyped(token.value) });
    }
    const missing = names[positionals.length];
    if (missing !== undefined && !missing.startsWith('['))
      throw new UsageError(`\`${command}\` needs ${missing}; see sourcebook ${command} --help.`, 'argument-missing');
    const more = positionals[names.length];
    if (more !== undefined)
      throw new UsageError(`\`${command}\` takes ${names.join(' ')}, and no \`${more}\` behind it.`, 'argument-unexpected');
    return read;
  } catch (error) {
    if (error instanceof UsageError) throw error;
    const code = error instanceof Error && 'code' in error ? error.code : '';
    const known = `expected ${Object.keys(options)
      .map((name) => `--${name}`)
      .join(', ')}`;
    if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') {
      const name = /'(-[^']*)'/.exec(String(error))?.[1] ?? '';
      throw new UsageError(`Unknown option \`${name}\` of \`${command}\`, ${known}.`, 'option-unknown');
    }
    if (code === 'ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL') {
      const word = /'([^']*)'/.exec(String(error))?.[1] ?? '';
      throw new UsageError(`\`${command}\` takes no argument \`${word}\`, ${known}.`, 'argument-unexpected');
    }
    if (code === 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE') {
      const name = /'(?:-\w, )?(--[^\s']+)/.exec(String(error))?.[1] ?? '';
      throw new UsageError(
        `The option \`${name}\` of \`${command}\` needs a value, or takes none; see sourcebook ${command} --help.`,
      );
    }
    throw error;
  }
}

/** Options that name files and folders. */
const pathOptions: ReadonlySet<string> = new Set(['content', 'out', 'baseline', 'config']);

/** Resolves a path from the folder that the user is in: npm runs scripts in the folder of the package. */
function fromWhereItWasTyped(path: string): string {
  const typedIn = process.env['npm_lifecycle_event'] === undefined ? undefined : process.env['INIT_CWD'];
  return typedIn === undefined || typedIn === process.cwd() ? path : resolve(typedIn, path);
}

/** @throws UsageError when `text` is not a port */
export function readPort(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65535)
    throw new UsageError(`\`--port\` takes a number from 0 to 65535, not \`${text}\`.`);
  return port;
}
