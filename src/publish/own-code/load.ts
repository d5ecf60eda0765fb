/** Finds and loads the code that a wiki brings along: plugins, hooks and components. */
import { existsSync } from 'node:fs';
import * as modules from 'node:module';
import { dirname, extname, join, relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { isInside, realPathOf } from '../../vault/read-vault.ts';
import type { BodyTransform } from '../../wiki/parse/body/transform.ts';
import { configShape, type Hooks, type SourcebookConfig } from './config.ts';
import { messageOf, OwnCodeError, whereInSyntax, whereOf } from './error.ts';
import { type HtmlPlugins, rehypeTransform, remarkTransform } from './plugins.ts';
import { sourcesOf } from './sources.ts';

export interface OwnCode {
  /** Absolute path of the file that names everything. */
  readonly file: string;
  /** Changes when its code may do something else. */
  readonly digest: string;
  /** Absolute paths of the files that the digest is of. */
  readonly sources: readonly string[];
  readonly remark: BodyTransform | undefined;
  readonly rehype: HtmlPlugins | undefined;
  readonly hooks: Hooks;
  /** Absolute paths of Astro components, by the name of the component of the theme that each replaces. */
  readonly components: ReadonlyMap<string, string>;
  /** Changes with the components; empty if there are none. */
  readonly componentsDigest: string;
}

const baseName = 'sourcebook.config';
const extensions = ['.ts', '.mts', '.js', '.mjs'] as const;

/**
 * The file with the code of the wiki in a folder, which is that of the project.
 *
 * @returns its path; undefined if there is none
 */
export function ownCodeIn(folder: string): string | undefined {
  return extensions.map((extension) => join(folder, baseName + extension)).find((file) => existsSync(file));
}

/** Whether a file lies in the content folder, where it may have come with the notes of somebody else. */
export function isFromVault(file: string, content: string): boolean {
  return isInside(realPathOf(resolve(content)), realPathOf(resolve(file)));
}

/** The code of a file, where there is one. */
type Loaded<File> = File extends string ? OwnCode : undefined;

/** By absolute path: a process runs each once. */
const loading = new Map<string, Promise<OwnCode>>();

/**
 * Loads the code of a wiki. It is run only here, with all that this process may do.
 *
 * @param file path of a module whose default export is a `SourcebookConfig`; undefined for a wiki without code of its own
 * @throws OwnCodeError if it cannot be used
 */
export async function loadOwnCode<File extends string | undefined>(file: File): Promise<Loaded<File>>;
export async function loadOwnCode(file: string | undefined): Promise<OwnCode | undefined> {
  if (file === undefined) return undefined;
  const path = resolve(file);
  const code = loading.get(path) ?? load(path);
  loading.set(path, code);
  return code;
}

async function load(file: string): Promise<OwnCode> {
  const { remark = [], rehype = [], hooks = {}, components = {}, reads = [] } = await configOf(file);
  const folder = dirname(file);
  const files = Object.entries(components).map(([name, path]) => [name, resolve(folder, path)] as const);
  for (const [name, path] of files)
    if (!existsSync(path)) throw new OwnCodeError(file, `There is no file ${relative('.', path)} for \`components.${name}\`.`);
  const ofComponents = files.map(([, path]) => path);
  const others = reads.map((path) => resolve(folder, path));
  const { digest, files: sources } = sourcesOf([file, ...ofComponents], others, folder);
  return {
    file,
    digest,
    sources,
    remark: remarkTransform(remark, file),
    rehype: rehypeTransform(rehype, file),
    hooks,
    components: new Map(files),
    componentsDigest: files.length === 0 ? '' : sourcesOf(ofComponents, others, folder).digest + JSON.stringify(components),
  };
}

async function configOf(file: string): Promise<SourcebookConfig> {
  if (!existsSync(file)) throw new OwnCodeError(file, 'There is no such file.');
  if (/^\.[cm]?ts$/.test(extname(file)) && !runsTypeScript())
    throw new OwnCodeError(
      file,
      `Node ${process.version} does not run TypeScript; write it as ${baseName}.mjs, or use Node 22.18 or newer.`,
    );
  const exported = await importOf(file);
  if (exported === undefined) throw new OwnCodeError(file, 'It has no default export, such as `export default { remark: [] }`.');
  const { error } = configShape.safeParse(exported);
  const [issue] = error?.issues ?? [];
  if (issue) throw new OwnCodeError(file, [...placeOf(issue.path), `${issue.message}.`].join(': '));
  return exported as SourcebookConfig;
}

function placeOf(path: readonly PropertyKey[]): string[] {
  return path.length === 0 ? [] : [`\`${path.map(String).join('.')}\``];
}

function runsTypeScript(): boolean {
  return Boolean((process.features as { typescript?: unknown }).typescript);
}

/** Imports the module. `sourcebook/config` is that of this program, whether or not it is installed beside the wiki. */
async function importOf(file: string): Promise<unknown> {
  const own = new URL(`./config${extname(import.meta.filename)}`, import.meta.url).href;
  // Node 22.15, 23.5 and newer.
  const hooks = modules.registerHooks?.({
    resolve: (specifier, context, next) =>
      specifier === 'sourcebook/config' ? { url: own, shortCircuit: true } : next(specifier, context),
  });
  try {
    return ((await import(pathToFileURL(file).href)) as { default?: unknown }).default;
  } catch (error) {
    const where = error instanceof SyntaxError ? whereInSyntax(file) : whereOf(error);
    throw new OwnCodeError(file, `It cannot be loaded${where}: ${messageOf(error)}`);
  } finally {
    hooks?.deregister();
  }
}

/** What is said where a hook failed, as a sentence. */
export function problemOfHook(name: keyof Hooks, error: unknown): string {
  return `\`hooks.${name}\` failed${whereOf(error)}: ${messageOf(error)}`;
}
